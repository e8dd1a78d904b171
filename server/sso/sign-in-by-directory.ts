import type { UnknownNames } from '../access/unknown-names.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { asking } from './failure.ts'
import { findAccount } from './find-account.ts'
import { ldapSubject } from './ldap.ts'
import { findProfile } from './profile.ts'

type DirectoryInput = { code: string; name: string; password: string }

/**
 * Checks name and password against a directory and gives the user's id. Throws `sign_in_failed` alike for whomever the
 * directory or we do not know and for a wrong password, and `account_locked` after too many tries under one name.
 */
export async function signInByDirectory(
  ctx: Context,
  input: DirectoryInput,
  tries: UnknownNames,
): Promise<number> {
  const profile = await findProfile(ctx, { code: input.code })
  if (profile?.kind !== 'LDAP') throw appError('sso_failed')
  const { lockAfterFailures, lockMinutes } = ctx.institution.settings
  const key = `${profile.code} ${input.name.trim()}`
  const rule = { limit: lockAfterFailures, minutes: lockMinutes, now: ctx.now() }
  if (tries.isLocked(key, rule)) throw appError('account_locked', { lockMinutes })
  const subject = await asking(ctx, profile, () => ldapSubject(profile, input))
  const userId = subject ? await findAccount(ctx, profile, subject) : undefined
  if (userId === undefined) throw appError('sign_in_failed')
  tries.forget(key)
  return userId
}
