import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'

/** Locks users in the order of their ids, so that two writers of overlapping sets wait instead of deadlocking. */
export async function lockUsers(ctx: Context, userIds: number[] | RawBuilder<unknown>): Promise<void> {
  const wanted = Array.isArray(userIds) ? sql`any (${userIds}::bigint[])` : sql`any (array(${userIds}))`
  await sql`select count(*) from (
    select from user_account where institution_id = ${ctx.institution.institutionId} and user_id = ${wanted}
    order by user_id for update) locked`.execute(ctx.db)
}
