import { sql } from 'kysely'
import type { Account } from '../../contract/account.ts'
import type { FactorSecret } from '../../contract/session.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { hasPassword } from '../credentials/password-rules.ts'
import { isPassword } from '../credentials/passwords.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { StaffActor } from './actor-of-session.ts'
import { replacePassword } from './choose-password.ts'
import { countingFailure, lockedOut } from './failures.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { requirePermission } from './require-permission.ts'
import { beginFactor, confirmFactor, dropFactor } from './second-factor.ts'
import { hashToken, renewToken } from './sessions.ts'

type Row = {
  account_type: string
  password_changed_at: Date | null
  mfa_enabled: boolean | null
  allow_simulated_login: boolean | null
  has_factor: boolean
  codes: number
}

/** How the signed-in person gets in. */
export async function readAccount(ctx: Context): Promise<Account> {
  requirePermission(ctx, 'account.own')
  const { institutionId, settings } = ctx.institution
  const own = sql`f.institution_id = a.institution_id and f.user_id = a.user_id`
  const { rows } = await sql<Row>`
    select account_type, password_changed_at, mfa_enabled, allow_simulated_login,
      exists (select from second_factor f where ${own} and f.secret is not null) as has_factor,
      (select count(*) from recovery_code f where ${own}) as codes
    from user_account a where a.institution_id = ${institutionId} and a.user_id = ${selfOf(ctx)}`.execute(
    ctx.db,
  )
  const row = rows[0]!
  return {
    hasPassword: hasPassword(row.account_type, settings),
    ...(row.password_changed_at ? { passwordChangedAt: row.password_changed_at.toISOString() } : {}),
    secondFactor: {
      isOffered: settings.mfaForInternal && hasPassword(row.account_type, settings),
      isOn: row.has_factor,
      isRequired: row.mfa_enabled === true,
      recoveryCodesLeft: row.codes,
    },
    ...(settings.allowSimulatedLogin ? { allowsSimulation: row.allow_simulated_login === true } : {}),
  }
}

/** Allows or forbids support to act as oneself; a simulated session ends with the consent. */
export async function editAccount(ctx: Context, input: { allowsSimulation: boolean }): Promise<Account> {
  requirePermission(ctx, 'account.own')
  if (!ctx.institution.settings.allowSimulatedLogin) {
    throw appError('invalid_values', { problems: [{ field: 'allowsSimulation', rule: 'unknown_field' }] })
  }
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const patch = { allow_simulated_login: input.allowsSimulation ? true : null }
    const changeSet = await openChangeSet(inner, { source: 'screen' })
    await writePatches(inner, changeSet, patchRelation([{ userId: selfOf(ctx), patch }]))
  })
  return readAccount(ctx)
}

type PasswordChange = { current: string; password: string; token: string }

/** People change their own password; all their other sessions end, and this one goes on under the new token that is given. */
export async function changeOwnPassword(ctx: Context, input: PasswordChange): Promise<string> {
  requirePermission(ctx, 'account.own')
  await confirmOwnPassword(ctx, input.current)
  const { password, token } = input
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await replacePassword(inner, { userId: selfOf(ctx), password, keepSession: hashToken(token) })
    return renewToken(inner, { token, simulates: null })
  })
}

/** Shows a new secret. The second factor of before stays until a code of the new one has come back. */
export async function beginOwnFactor(ctx: Context, { current }: { current: string }): Promise<FactorSecret> {
  requirePermission(ctx, 'account.own')
  if (!ctx.institution.settings.mfaForInternal) throw appError('not_found')
  await confirmOwnPassword(ctx, current)
  return beginFactor(ctx, selfOf(ctx))
}

export async function confirmOwnFactor(ctx: Context, { code }: { code: string }): Promise<string[]> {
  requirePermission(ctx, 'account.own')
  return confirmFactor(ctx, selfOf(ctx), code)
}

export async function renewRecoveryCodes(ctx: Context, { current }: { current: string }): Promise<string[]> {
  requirePermission(ctx, 'account.own')
  await confirmOwnPassword(ctx, current)
  return inTransaction(ctx.db, async db => newRecoveryCodes({ ...ctx, db }, selfOf(ctx)))
}

/** Not where staff ask for one: then it can only be replaced. */
export async function removeOwnFactor(ctx: Context, { current }: { current: string }): Promise<void> {
  requirePermission(ctx, 'account.own')
  const { secondFactor } = await readAccount(ctx)
  if (secondFactor.isRequired) throw appError('forbidden')
  await confirmOwnPassword(ctx, current)
  await inTransaction(ctx.db, async db => dropFactor({ ...ctx, db }, selfOf(ctx)))
}

const selfOf = (ctx: Context): number => (ctx.actor as StaffActor).userId

/** Whoever sits at a screen that somebody left open does not know the password; guesses are counted as at the sign-in. */
async function confirmOwnPassword(ctx: Context, current: string): Promise<void> {
  const { institutionId } = ctx.institution
  const { assignments, isOpen } = countingFailure(ctx)
  const { rows } = await sql<{ password_hash: string | null }>`update credential set ${assignments}
    where institution_id = ${institutionId} and user_id = ${selfOf(ctx)} and ${isOpen}
    returning password_hash`.execute(ctx.db)
  if (rows[0] === undefined) throw lockedOut(ctx)
  if (!(await isPassword(rows[0].password_hash ?? undefined, current))) {
    throw appError('invalid_values', { problems: [{ field: 'current', rule: 'wrong_password' }] })
  }
  await sql`update credential set failed_attempts = 0, locked_until = null
    where institution_id = ${institutionId} and user_id = ${selfOf(ctx)}`.execute(ctx.db)
}
