import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { takeSteps } from '../fees/take-steps.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults } from '../tasks/outcomes.ts'
import { lockOwedFees, stepTo } from './planned-fees.ts'

/** Takes an export back: fees that are still with the bursar are owed to the library again. */
export const recallFees: TaskDefinition = {
  kind: 'bursar_recall',
  permission: 'fees.transfer',
  source: 'undo',
  chunkSize: 500,
  plan: planRecall,
  applyChunk: applyRecall,
}

async function planRecall(ctx: Context, task: TaskRow): Promise<void> {
  const { taskId, userIds } = task.parameters as { taskId: number; userIds?: number[] }
  const { institutionId } = ctx.institution
  await sql`
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${institutionId}, ${task.task_id}, row_number() over (order by o.position), o.user_id, o.subject,
      case when a.are_there then 'change' else 'keep' end,
      case when a.are_there then '{}' else array['changed_since'] end, o.details
    from task_outcome o
    cross join lateral (
      select coalesce(bool_and(f.status = 'EXPORTED' and f.user_id = o.user_id), false) as are_there
      from jsonb_array_elements(o.details -> 'fees') d
      left join fee f on f.institution_id = o.institution_id and f.fee_id = (d ->> 'feeId')::bigint) a
    where o.institution_id = ${institutionId} and o.task_id = ${taskId} and o.result = 'done'
      and ${userIds ? sql`o.user_id = any (${sql.val(userIds)}::bigint[])` : sql`true`}`.execute(ctx.db)
}

async function applyRecall(ctx: Context, chunk: Chunk): Promise<void> {
  const { fit, skipped } = await lockOwedFees(ctx, chunk, 'EXPORTED')
  await takeSteps(
    ctx,
    { kind: 'RESTORE' },
    fit.map(fee => stepTo('ACTIVE', fee)),
  )
  await sql`update fee set bursar_transaction_id = null
    where institution_id = ${ctx.institution.institutionId}
      and fee_id = any (${fit.map(fee => fee.feeId)}::bigint[])`.execute(ctx.db)
  await markResults(ctx, chunk, skipped)
}
