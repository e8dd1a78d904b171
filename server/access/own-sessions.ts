import { sql } from 'kysely'
import type { OwnSession } from '../../contract/account.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { StaffActor } from './actor-of-session.ts'
import { requirePermission } from './require-permission.ts'

type Row = {
  session_id: number
  browser: string | null
  address: string | null
  created_at: Date
  last_seen_at: Date
  is_current: boolean
  support: string | null
}

/** Where the person is signed in, and where support acts as the person; the newest use first. */
export async function listOwnSessions(ctx: Context, current: Buffer): Promise<OwnSession[]> {
  requirePermission(ctx, 'account.own')
  const { rows } = await sql<Row>`
    select s.session_id, s.browser, s.address, s.created_at, s.last_seen_at, s.token_hash = ${current} as is_current,
      case when s.simulates is not null then (
        select coalesce(nullif(concat_ws(' ', coalesce(o.pref_first_name, o.first_name),
          coalesce(o.pref_last_name, o.last_name)), ''), o.primary_id)
        from user_account o where o.institution_id = s.institution_id and o.user_id = s.user_id) end as support
    from session s where ${ofSelf(ctx)} and s.expires_at > ${ctx.now()}
    order by is_current desc, s.last_seen_at desc, s.session_id`.execute(ctx.db)
  return rows.map(row => ({
    sessionId: row.session_id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    isCurrent: row.is_current,
    ...(row.browser === null ? {} : { browser: row.browser }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.support === null ? {} : { simulatedBy: row.support }),
  }))
}

export async function endOwnSession(ctx: Context, { sessionId }: { sessionId: number }): Promise<void> {
  requirePermission(ctx, 'account.own')
  const { numAffectedRows } = await sql`delete from session s
    where ${ofSelf(ctx)} and s.session_id = ${sessionId}`.execute(ctx.db)
  if (numAffectedRows === 0n) throw appError('not_found', { entity: 'session', id: sessionId })
}

export async function endOtherSessions(ctx: Context, current: Buffer): Promise<void> {
  requirePermission(ctx, 'account.own')
  await sql`delete from session s where ${ofSelf(ctx)} and s.token_hash <> ${current}`.execute(ctx.db)
}

/** Sessions in which somebody acts as this person: the own ones, unless one acts as somebody else in them. */
function ofSelf(ctx: Context) {
  const { userId } = ctx.actor as StaffActor
  return sql`s.institution_id = ${ctx.institution.institutionId}
    and (s.user_id = ${userId} and s.simulates is null or s.simulates = ${userId})`
}
