import { createHash, timingSafeEqual } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { mayEnter } from '../access/actor-of-session.ts'
import { countingFailure } from '../access/failures.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { UnknownNames } from '../access/unknown-names.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'

export type Identification = {
  /** Absent: nobody has the identifier, or the account is inactive or has expired. */
  userId?: number
  /** Absent: no PIN was given. */
  pin?: 'right' | 'wrong' | 'locked'
}

type Given = { identifier: string; pin: string | undefined }
type Account = { user_id: number; pin_number: string | null; may_enter: boolean; is_locked: boolean }

/**
 * Whose identifier this is (any active one, as for signing in), and whether this is the person's PIN. Tries are counted
 * before they are compared and locked as passwords are, apart from them; for names of nobody, too.
 */
export async function identifyPatron(
  ctx: Context,
  { identifier, pin }: Given,
  strangers: UnknownNames,
): Promise<Identification> {
  requirePermission(ctx, 'users.view')
  // PostgreSQL has no texts with this character: nobody has such an identifier.
  const name = identifier.trim().replaceAll('\0', '\uFFFD')
  // A machine that asks without a PIN and sends an empty one guesses nothing, and must not lock anybody.
  if (!pin) return { ...whoIs(await find(ctx, name)), ...(pin === undefined ? {} : { pin: 'wrong' }) }
  const account = await countAttempt(ctx, name)
  const { lockAfterFailures, lockMinutes } = ctx.institution.settings
  const rule = { limit: lockAfterFailures, minutes: lockMinutes, now: ctx.now() }
  const isLocked = account === undefined ? strangers.isLocked(name, rule) : account.is_locked
  const isRight = isPin(account?.pin_number, pin)
  if (isLocked) return { ...whoIs(account), pin: 'locked' }
  if (!account?.may_enter || !isRight) return { ...whoIs(account), pin: 'wrong' }
  await sql`update pin_failure set failed_attempts = 0, locked_until = null
    where institution_id = ${ctx.institution.institutionId} and user_id = ${account.user_id}`.execute(ctx.db)
  return { userId: account.user_id, pin: 'right' }
}

const whoIs = (account: Account | undefined) => (account?.may_enter ? { userId: account.user_id } : {})

async function find(ctx: Context, name: string): Promise<Account | undefined> {
  const { rows } =
    await sql<Account>`select a.*, false as is_locked from (${accountNamed(ctx, name)}) a`.execute(ctx.db)
  return rows[0]
}

/** Finds the account, and counts the attempt. */
async function countAttempt(ctx: Context, name: string): Promise<Account | undefined> {
  const { institutionId } = ctx.institution
  const { assignments, isOpen } = countingFailure(ctx)
  await sql`insert into pin_failure (institution_id, user_id)
    select ${institutionId}, a.user_id from (${accountNamed(ctx, name)}) a
    on conflict (institution_id, user_id) do nothing`.execute(ctx.db)
  const { rows } = await sql<Account>`
    with account as (${accountNamed(ctx, name)}),
    counted as (
      update pin_failure f set ${assignments} from account
      where f.institution_id = ${institutionId} and f.user_id = account.user_id and ${isOpen}
      returning f.user_id)
    select account.*, counted.user_id is null as is_locked
    from account left join counted using (user_id)`.execute(ctx.db)
  return rows[0]
}

function accountNamed({ institution, now }: Context, name: string): RawBuilder<unknown> {
  const { institutionId, timeZone } = institution
  const key = identifierKey(institutionId, {
    value: sql`${name}::text`,
    isPrimary: sql`i.element_id = 'primary'`,
  })
  return sql`select u.user_id, u.pin_number, ${mayEnter('u', dateIn(timeZone, now()))} as may_enter
    from user_identifier i
    join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id
    where i.institution_id = ${institutionId} and i.value_key in (lower(${name}), ${name}) and i.value_key = ${key}
      and i.status = 'ACTIVE'`
}

/** Takes as long whatever the PIN is, and when there is none. */
function isPin(stored: string | null | undefined, given: string): boolean {
  const isSame = timingSafeEqual(digest(stored ?? ''), digest(given))
  return isSame && typeof stored === 'string'
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
