import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'

/**
 * Ends the sessions of accounts that are inactive or have expired, of these users or of all: whoever is made active again
 * signs in anew. The sessions of support that acts as them are theirs, too.
 */
export async function endSessions(ctx: Context, userIds?: readonly number[]): Promise<void> {
  const { institutionId, timeZone } = ctx.institution
  const among = userIds ? sql`a.user_id = any (${sql.val(userIds)}::bigint[])` : sql`true`
  await sql`delete from session s using user_account a
    where s.institution_id = ${institutionId} and a.institution_id = s.institution_id
      and a.user_id in (s.user_id, s.simulates) and ${among}
      and (a.status <> 'ACTIVE' or a.expiry_date < ${dateIn(timeZone, ctx.now())}::date)`.execute(ctx.db)
}
