import { sql } from 'kysely'
import type { Context } from '../context.ts'

/**
 * Leaves word of the end of a task for every webhook that wants to hear of it, whoever started it (facts: alma-api §6); in
 * the transaction in which it ends.
 */
export async function tellJobEnd(ctx: Context, taskId: number): Promise<void> {
  await sql`insert into webhook_event (institution_id, webhook_id, action, task_id, at, queued_at)
    select institution_id, webhook_id, 'JOB_END', ${taskId}, ${ctx.now()}, ${ctx.now()} from webhook
    where institution_id = ${ctx.institution.institutionId} and is_active and 'JOB_END' = any (actions)`.execute(
    ctx.db,
  )
}
