import { sql } from 'kysely'
import type { Context } from '../context.ts'

/**
 * Remembers that a member of staff or a program has a record before them, once an hour, where the institution wants it
 * (features I3).
 */
export const noteRead = (ctx: Context, userId: number): Promise<void> => noteReads(ctx, [userId])

/** The same for records that somebody gets together. */
export async function noteReads(ctx: Context, userIds: readonly number[]): Promise<void> {
  const { actor, institution } = ctx
  const reader = readerOf(actor)
  if (!institution.settings.readLogEnabled || reader === undefined) return
  await sql`insert into record_read (institution_id, user_id, staff_id, hour, staff_name, read_at)
    select institution_id, user_id, ${reader}, date_trunc('hour', ${ctx.now()}::timestamptz, 'UTC'), ${actor.name}, ${ctx.now()}
    from user_account where institution_id = ${institution.institutionId}
      and user_id = any (${sql.val(userIds)}::bigint[])
    on conflict do nothing`.execute(ctx.db)
}

/** Programs have the number of their key below zero, where no person has one. */
function readerOf(actor: Context['actor']): number | undefined {
  if (actor.kind === 'staff') return actor.userId
  return actor.kind === 'key' ? -actor.apiKeyId : undefined
}
