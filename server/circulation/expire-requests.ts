import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'

/** Ends the requests that nobody wants any more, and those whose item was not fetched; returns how many. */
export async function expireRequests(ctx: Context): Promise<number> {
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const result = await sql`
    update request set status = 'EXPIRED', closed_at = ${ctx.now()}, closed_by = ${ctx.actor.name}
    where institution_id = ${ctx.institution.institutionId}
      and (status in ('NOT_STARTED', 'IN_PROCESS') and expires_on < ${today}
        or status = 'ON_HOLD_SHELF' and shelf_until < ${today})`.execute(ctx.db)
  return Number(result.numAffectedRows ?? 0)
}
