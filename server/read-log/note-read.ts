import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Remembers that a member of staff has a record before them, once an hour, where the institution wants it (features I3). */
export async function noteRead(ctx: Context, userId: number): Promise<void> {
  const { actor, institution } = ctx
  if (!institution.settings.readLogEnabled || actor.kind !== 'staff') return
  await sql`insert into record_read (institution_id, user_id, staff_id, hour, staff_name, read_at)
    select institution_id, user_id, ${actor.userId}, date_trunc('hour', ${ctx.now()}::timestamptz, 'UTC'), ${actor.name}, ${ctx.now()}
    from user_account where institution_id = ${institution.institutionId} and user_id = ${userId}
    on conflict do nothing`.execute(ctx.db)
}
