import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import type { FieldProblem } from '../../contract/problem.ts'
import type { InstitutionSettings } from '../context.ts'

const minimumPasswordLength = 8

/** Of longer passwords only the beginning is looked at: it is good enough, or they are repetitions. */
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 128 })

/** Below, a million guesses find it: common ones, one with digits behind it, runs, repetitions, rows of keys. */
const leastScore = 2

/** What people at a library think of first. */
const wordsOfLibraries = [
  'library',
  'librarian',
  'bibliothek',
  'biblioteca',
  'bibliothèque',
  'مكتبة',
  'carrel',
]

/** What is wrong with a password that somebody chose (facts: alma-behaviour §5.6), or nothing. */
export function passwordProblems(password: string, primaryId: string): FieldProblem[] {
  const problem = (rule: string, limit?: number): FieldProblem[] => [
    { field: 'password', rule, ...(limit === undefined ? {} : { limit }) },
  ]
  const text = password.normalize('NFKC').toLowerCase()
  if ([...password].length < minimumPasswordLength) return problem('too_short', minimumPasswordLength)
  if (namesUser(text, primaryId.trim().toLowerCase())) return problem('contains_user_name')
  const { score } = estimator.check(text, [primaryId, ...wordsOfLibraries])
  return score < leastScore ? problem('too_common') : []
}

/** A very short name may occur by chance. */
function namesUser(text: string, name: string): boolean {
  return name.length < 4 ? text === name : text.includes(name)
}

/**
 * Whether accounts of this type sign in with a password of ours: the others are known to the institution's own sign-in,
 * unless it leaves those of the student system to us.
 */
export function hasPassword(accountType: unknown, settings: InstitutionSettings): boolean {
  if (accountType === 'EXTERNAL') return settings.externalUsersWithInternalAuth
  return accountType === 'INTERNAL'
}
