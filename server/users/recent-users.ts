import { sql } from 'kysely'
import type { RecentUser } from '../../contract/recent-users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { listName } from '../fields/name-display.ts'
import { noteRead } from '../read-log/note-read.ts'

/** So many are remembered for each member of staff. */
const mostRecent = 20

/** Remembers that the actor opened a record, and forgets what is behind the twentieth. */
export async function openUser(ctx: Context, userId: number): Promise<void> {
  requirePermission(ctx, 'users.view')
  if (ctx.actor.kind !== 'staff') return
  await noteRead(ctx, userId)
  const own = sql`institution_id = ${ctx.institution.institutionId} and staff_id = ${ctx.actor.userId}`
  const { rows } = await sql`
    with others as (select user_id from opened_user where ${own} and user_id <> ${userId}
      order by opened_at desc, user_id desc limit ${mostRecent - 1}),
    forgotten as (delete from opened_user where ${own} and user_id <> ${userId}
      and user_id not in (select user_id from others))
    insert into opened_user (institution_id, staff_id, user_id, opened_at)
    select institution_id, ${ctx.actor.userId}, user_id, ${ctx.now()} from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}
    on conflict (institution_id, staff_id, user_id) do update set opened_at = excluded.opened_at
    returning user_id`.execute(ctx.db)
  if (rows.length === 0) throw appError('not_found', { entity: 'user', id: userId })
}

type Row = {
  user_id: number
  primary_id: string
  name: string
  record_type: string
  user_group: string | null
  opened_at: Date
}

/** Whom the actor opened last, newest first. */
export async function listRecentUsers(ctx: Context): Promise<RecentUser[]> {
  requirePermission(ctx, 'users.view')
  if (ctx.actor.kind !== 'staff') return []
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName(ctx)} as name, u.record_type, u.user_group, o.opened_at
    from opened_user o
    join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where o.institution_id = ${ctx.institution.institutionId} and o.staff_id = ${ctx.actor.userId}
    order by o.opened_at desc, o.user_id desc limit ${mostRecent}`.execute(ctx.db)
  return rows.map(row => ({
    userId: row.user_id,
    primaryId: row.primary_id,
    name: row.name,
    recordType: row.record_type,
    openedAt: row.opened_at.toISOString(),
    ...(row.user_group ? { userGroup: row.user_group } : {}),
  }))
}
