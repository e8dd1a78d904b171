import { sql } from 'kysely'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { signIn as signInEndpoint } from '../../contract/session.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { hasPassword } from '../credentials/password-rules.ts'
import { isPassword } from '../credentials/passwords.ts'
import { appError } from '../errors.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { mayEnter } from './actor-of-session.ts'
import { countingFailure, lockedOut } from './failures.ts'
import { noteSignIn } from './sign-in-events.ts'
import type { UnknownNames } from './unknown-names.ts'

type Account = {
  user_id: number
  password_hash: string
  account_type: string
  may_enter: boolean
  is_locked: boolean
}

/**
 * Checks name (any active identifier) and password, and gives the user's id. Throws `sign_in_failed` alike for an
 * unknown name, a wrong password and an inactive or expired account, and `account_locked` after too many failures.
 */
export async function signIn(
  ctx: Context,
  input: BodyOf<typeof signInEndpoint>,
  strangers: UnknownNames,
): Promise<number> {
  const { lockAfterFailures, lockMinutes } = ctx.institution.settings
  const name = input.primaryId.trim()
  const account = await countAttempt(ctx, name)
  const rule = { limit: lockAfterFailures, minutes: lockMinutes, now: ctx.now() }
  const isLocked = account === undefined ? strangers.isLocked(name, rule) : account.is_locked
  if (isLocked) {
    if (account) await noteSignIn(ctx, { userId: account.user_id, isSuccessful: false })
    throw lockedOut(ctx)
  }
  const isRight = await isPassword(account?.password_hash, input.password)
  const isOurs = hasPassword(account?.account_type, ctx.institution.settings)
  if (account === undefined || !isRight || !isOurs || !account.may_enter) {
    if (account) await noteSignIn(ctx, { userId: account.user_id, isSuccessful: false })
    throw appError('sign_in_failed')
  }
  await sql`update credential set failed_attempts = 0, locked_until = null
    where institution_id = ${ctx.institution.institutionId} and user_id = ${account.user_id}`.execute(ctx.db)
  return account.user_id
}

/** Finds the account with a password, and counts the attempt. */
async function countAttempt(ctx: Context, name: string): Promise<Account | undefined> {
  const { institutionId, timeZone } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const isPrimary = sql`i.element_id = 'primary'`
  const key = identifierKey(institutionId, { value: sql`${name}::text`, isPrimary })
  const { assignments, isOpen } = countingFailure(ctx)
  const { rows } = await sql<Account>`
    with account as (
      select a.user_id, c.password_hash, a.account_type, ${mayEnter('a', today)} as may_enter
      from user_identifier i
      join user_account a on a.institution_id = i.institution_id and a.user_id = i.user_id
      join credential c on c.institution_id = i.institution_id and c.user_id = i.user_id
      where i.institution_id = ${institutionId} and i.value_key in (lower(${name}), ${name}) and i.value_key = ${key}
        and i.status = 'ACTIVE'
        and c.password_hash is not null),
    counted as (
      update credential c
      set ${assignments}
      from account
      where c.institution_id = ${institutionId} and c.user_id = account.user_id
        and ${isOpen}
      returning c.user_id)
    select account.*, counted.user_id is null as is_locked
    from account left join counted using (user_id)`.execute(ctx.db)
  return rows[0]
}
