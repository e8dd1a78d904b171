import { sql } from 'kysely'
import type { NextStep, SignInStep } from '../../contract/session.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isAddressAllowed } from '../institutions/login-restrictions.ts'
import { mayEnter } from './actor-of-session.ts'
import { insertSession } from './sessions.ts'
import { noteSignIn } from './sign-in-events.ts'
import { issueTicket, type Proof } from './tickets.ts'
import { browserName, shortAddress, type Visitor } from './visitor.ts'

export type Entry = { userId: number; proof: Proof; hasSecondFactor?: boolean; visitor: Visitor }

/** A session, or the step that comes before it. */
export type Entrance = { token: string } | NextStep

/** Minutes for a step: long enough to find the telephone, and to write some lines. */
const stepMinutes: Readonly<Record<SignInStep, number>> = {
  second_factor: 10,
  set_up_second_factor: 20,
  change_password: 20,
  address_refused: 30,
}

/**
 * The one way to a session, whatever has shown who somebody is: password, mailed link, another sign-in of the institution.
 * Here it is checked that the account is good, that the address is allowed, that the second factor has been given, and that
 * the password need not be changed; the first that is missing is the next step, with a ticket for it. Front doors call
 * `receive` in `reception.ts`, which sets the cookie, too. Throws `sign_in_failed` if the account is not good.
 */
export async function openSession(ctx: Context, entry: Entry): Promise<Entrance> {
  const account = await readAccount(ctx, entry.userId)
  if (account === undefined) throw appError('sign_in_failed')
  const next = nextStep(ctx, account, entry)
  if (next !== undefined) {
    const { userId, proof, hasSecondFactor = false } = entry
    const ticket = { userId, purpose: next, proof, hasSecondFactor }
    return { next, ticket: await issueTicket(ctx, ticket, stepMinutes[next]) }
  }
  const { visitor, userId } = entry
  await sql`insert into credential (institution_id, user_id, last_login_at)
    values (${ctx.institution.institutionId}, ${userId}, ${ctx.now()})
    on conflict (institution_id, user_id) do update set last_login_at = excluded.last_login_at`.execute(
    ctx.db,
  )
  await noteSignIn(ctx, { userId, isSuccessful: true, visitor })
  const token = await insertSession(ctx, {
    userId,
    browser: browserName(visitor.browser),
    address: shortAddress(visitor.address),
    replaces: visitor.cookie,
  })
  return { token }
}

type Account = {
  is_anywhere: boolean
  must_change: boolean
  needs_factor: boolean
  has_factor: boolean
}

function nextStep(ctx: Context, account: Account, entry: Entry): SignInStep | undefined {
  const { loginRestrictions, mfaForInternal } = ctx.institution.settings
  const isHere = account.is_anywhere || isAddressAllowed(loginRestrictions, entry.visitor.address)
  if (!isHere) return 'address_refused'
  if (mfaForInternal && !entry.hasSecondFactor) {
    if (account.has_factor) return 'second_factor'
    if (account.needs_factor) return 'set_up_second_factor'
  }
  // Who comes by another way has no password of ours to change; who comes by mail has just chosen one.
  return account.must_change && entry.proof === 'password' ? 'change_password' : undefined
}

/** User Administrators and General System Administrators sign in from anywhere (facts: alma-behaviour §5.6). */
const rolesFromAnywhere = ['50', '26']

async function readAccount(ctx: Context, userId: number): Promise<Account | undefined> {
  const { institutionId, timeZone, settings } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const { rows } = await sql<Account>`
    select coalesce(a.disable_login_restrictions, false) or a.user_id = ${settings.loginRestrictions.managerId}::bigint
        is true or exists (select from user_role r where r.institution_id = a.institution_id and r.user_id = a.user_id
          and r.role_type = any (${rolesFromAnywhere}::text[]) and r.status = 'ACTIVE'
          and (r.expiry_date is null or r.expiry_date >= ${today}::date)) as is_anywhere,
      a.force_password_change is true as must_change, a.mfa_enabled is true as needs_factor,
      exists (select from second_factor f where f.institution_id = a.institution_id and f.user_id = a.user_id
        and f.secret is not null) as has_factor
    from user_account a
    where a.institution_id = ${institutionId} and a.user_id = ${userId} and ${mayEnter('a', today)}`.execute(
    ctx.db,
  )
  return rows[0]
}
