import type { AppError } from '../../errors.ts'
import { almaElements } from '../../fields/alma-elements.ts'
import { fieldNamed, segmentOf } from '../../fields/catalogue.ts'
import type { ValuedProblem } from '../../users/program-values.ts'
import type { Call } from '../call.ts'
import { notFound, wantedUser } from '../find-user.ts'
import { type AlmaRefusal, refuse } from '../refusal.ts'
import { refuseWriting } from './refuse-writing.ts'

/** The code for whatever has none of its own. */
type Failure = '401658' | '401860'

/** Alma's code for what a verb refuses; of several problems the first is told, for programs read one only. */
export const refusalOfWriting =
  (failure: Failure) =>
  (error: AppError, call: Call): AlmaRefusal => {
    if (error.code === 'not_found') return notFound(wantedUser(call))
    const problem = (error.details['problems'] as ValuedProblem[] | undefined)?.[0]
    if (problem) return ofProblem(problem, { failure, recordType: plain(error.details['recordType']) })
    return refuseWriting(failure, { reason: sentence(error.code) })
  }

/** What the deletion of a user refuses: all in one code, with the reasons in its words (facts: alma-api §2.5). */
export function refusalOfDeletion(error: AppError, call: Call): AlmaRefusal {
  const wanted = wantedUser(call)
  if (error.code === 'not_found') return notFound(wanted)
  const reasons = error.code === 'user_kept' ? (error.details['reasons'] as string[]) : [error.code]
  return refuseWriting('401850', { ...wanted, reason: sentence(reasons.join(', ')) })
}

const primaryType = 'PRIMARY'

type Case = { failure: Failure; recordType: string }

function ofProblem(problem: ValuedProblem, { failure, recordType }: Case): AlmaRefusal {
  const { field, rule, value, element } = problem
  const { isCode, name, field: path } = placeOf(field)
  if (field === 'password') return refuseWriting('500038')
  if (rule === 'identifier_taken' || rule === 'identifier_repeated')
    return refuseWriting('401851', { id: plain(value), type: plain(element?.['id_type']) || primaryType })
  if (rule === 'required') return refuse('401664', { field: path })
  const isWrongCode = isCode && rulesOfCodes.includes(rule)
  if (field === 'user_group' && isWrongCode) return refuseWriting('401852')
  const given = plain(value ?? element?.['id_type'] ?? element?.['block_description'])
  if (rule === 'not_for_record_type') return refuseWriting('401863', { name, value: given, recordType })
  if (isWrongCode) return refuseWriting('401864', { name, value: given })
  return refuseWriting(failure, { reason: reasonOf(problem, path) })
}

/** What can be wrong with a code by itself. */
const rulesOfCodes = ['unknown_code', 'not_for_record_type', 'wrong_type', 'control_characters']

/** Names by which Alma's messages know the codes of elements: email type, note type. */
const kindsByType = ['types', 'id_type', 'note_type', 'block_type', 'role_type']

/** What a problem is about, in Alma's names; a role that does not fit where it is wanted is no matter of its codes. */
function placeOf(field: string): { name: string; field: string; isCode: boolean } {
  const [kind = '', id, part = ''] = field.split('/')
  if (id === undefined) return { name: kind, field: kind, isCode: fieldNamed(kind)?.codeTable !== undefined }
  const alma = almaElements[kind]?.fields[part] ?? part
  const ofKind = segmentOf(kind)?.fields.find(one => one.name === part)
  const isPlace = kind === 'role' && part !== 'role_type'
  return {
    name: kindsByType.includes(part) || part === '' ? kind : alma,
    field: alma || kind,
    isCode: ofKind?.codeTable !== undefined && !isPlace,
  }
}

/** `birth_date: not a date`, in the institution's own words where it has some. */
function reasonOf({ rule, limit, message }: ValuedProblem, path: string): string {
  const words = message ?? rule.replaceAll('_', ' ')
  return plain(`${path}: ${words}${limit === undefined ? '' : ` (${limit})`}`)
}

const sentence = (code: string): string => {
  const words = code.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

const mostCharacters = 200

/** A value as it can stand in a message. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return plain(value.map(plain).join(', '))
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text
    .slice(0, mostCharacters)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
}
