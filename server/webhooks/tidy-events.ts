import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { failOld } from './record-batch.ts'

/** How long it is known what was told, and what could not be told. */
const deliveredDays = 7
const failedDays = 30

/** Ends what waits in vain, and deletes what was told long ago. */
export async function tidyEvents(ctx: Context): Promise<void> {
  await failOld(ctx)
  const before = (days: number) => sql`${ctx.now()}::timestamptz - make_interval(days => ${days})`
  await sql`delete from webhook_event where institution_id = ${ctx.institution.institutionId}
    and (status = 'DELIVERED' and ended_at < ${before(deliveredDays)}
      or status = 'FAILED' and ended_at < ${before(failedDays)})`.execute(ctx.db)
}

/** Whether there is any webhook that could have events. */
export async function hasWebhooks(ctx: Context): Promise<boolean> {
  const { rows } = await sql`select from webhook
    where institution_id = ${ctx.institution.institutionId} and is_active limit 1`.execute(ctx.db)
  return rows.length > 0
}
