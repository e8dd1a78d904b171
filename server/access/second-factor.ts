import { type RawBuilder, sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { FactorSecret } from '../../contract/session.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { deriveKey } from '../master-key.ts'
import { seal, unseal } from '../vault/cipher.ts'
import { countingFailure, lockedOut } from './failures.ts'
import { newRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts'

// What every app for one-time codes understands (RFC 6238).
const periodSeconds = 30
const digits = 6
/** Steps before and after the present one that count, too: clocks differ, and typing takes time. */
const tolerance = 1

/** Makes a new secret, which counts once a code of it has come back. One that is in use stays in use until then. */
export async function beginFactor(ctx: Context, userId: number): Promise<FactorSecret> {
  const secret = new Secret({ size: 20 })
  const { rows } = await sql<{ primary_id: string }>`
    with begun as (
      insert into second_factor (institution_id, user_id, pending_secret)
      values (${ctx.institution.institutionId}, ${userId}, ${sealed(ctx, userId, secret)})
      on conflict (institution_id, user_id) do update set pending_secret = excluded.pending_secret)
    select primary_id from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  const label = rows[0]!.primary_id
  const uri = new TOTP({
    issuer: ctx.institution.name,
    label,
    secret,
    digits,
    period: periodSeconds,
  }).toString()
  return { uri, secret: secret.base32 }
}

/** Puts the secret into use whose code this is, and gives new recovery codes. */
export async function confirmFactor(ctx: Context, userId: number, code: string): Promise<string[]> {
  const { pending_secret: pending } = await countAttempt(ctx, userId)
  const step = pending === null ? undefined : stepOf(ctx, unsealed(ctx, userId, pending), code)
  if (step === undefined) throw wrongCode()
  await sql`update second_factor set secret = pending_secret, pending_secret = null, confirmed_at = ${ctx.now()},
      last_step = ${step}, failed_attempts = 0, locked_until = null
    where ${ofUser(ctx, userId)}`.execute(ctx.db)
  return newRecoveryCodes(ctx, userId)
}

/**
 * Checks a code of the app or a recovery code. Neither is taken twice, not even by two who send it at once. Throws
 * `invalid_values`, and `account_locked` after too many.
 */
export async function checkFactor(ctx: Context, userId: number, code: string): Promise<void> {
  const { secret } = await countAttempt(ctx, userId)
  const step = secret === null ? undefined : stepOf(ctx, unsealed(ctx, userId, secret), code)
  const isRight =
    step === undefined ? await takeRecoveryCode(ctx, userId, code) : await takeStep(ctx, userId, step)
  if (!isRight) throw wrongCode()
  await sql`update second_factor set failed_attempts = 0, locked_until = null
    where ${ofUser(ctx, userId)}`.execute(ctx.db)
}

/** Takes the second factor from a user; nothing happens to whoever has none. */
export async function dropFactor(ctx: Context, userId: number): Promise<void> {
  await sql`delete from recovery_code where ${ofUser(ctx, userId)}`.execute(ctx.db)
  await sql`delete from second_factor where ${ofUser(ctx, userId)}`.execute(ctx.db)
}

const wrongCode = () => appError('invalid_values', { problems: [{ field: 'code', rule: 'wrong_code' }] })

type Factor = { secret: Buffer | null; pending_secret: Buffer | null }

async function countAttempt(ctx: Context, userId: number): Promise<Factor> {
  const { assignments, isOpen } = countingFailure(ctx)
  const { rows } = await sql<Factor>`update second_factor set ${assignments}
    where ${ofUser(ctx, userId)} and ${isOpen} returning secret, pending_secret`.execute(ctx.db)
  if (rows[0]) return rows[0]
  const { rows: existing } = await sql`select from second_factor where ${ofUser(ctx, userId)}`.execute(ctx.db)
  throw existing.length > 0 ? lockedOut(ctx) : wrongCode()
}

/** The time step that a code is of, or undefined. */
function stepOf(ctx: Context, secret: Secret, code: string): number | undefined {
  const timestamp = ctx.now().getTime()
  const token = code.replaceAll(/\s/g, '')
  const delta = TOTP.validate({ token, secret, digits, period: periodSeconds, timestamp, window: tolerance })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / periodSeconds) + delta
}

async function takeStep(ctx: Context, userId: number, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update second_factor set last_step = ${step}
    where ${ofUser(ctx, userId)} and last_step < ${step}`.execute(ctx.db)
  return numAffectedRows === 1n
}

const ofUser = (ctx: Context, userId: number): RawBuilder<unknown> =>
  sql`institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`

const keyOf = (ctx: Context) => deriveKey(ctx.masterKey, 'second factor')
const placeOf = (ctx: Context, userId: number) => `${ctx.institution.institutionId}:${userId}`

const sealed = (ctx: Context, userId: number, secret: Secret): Buffer =>
  seal(keyOf(ctx), Buffer.from(secret.bytes), placeOf(ctx, userId))

const unsealed = (ctx: Context, userId: number, bytes: Buffer): Secret =>
  new Secret({ buffer: new Uint8Array(unseal(keyOf(ctx), bytes, placeOf(ctx, userId))).buffer })
