import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { centsOf } from '../fees/money.ts'
import { lockPlannedFees, type PlannedFee } from '../fees/planned-fees.ts'
import { type FeeStep, takeSteps } from '../fees/take-steps.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { readTaskRow } from '../tasks/read-task-row.ts'
import type { WaivingParameters } from './judge-debtors.ts'

/** Takes a bulk waiver back: fees that nobody has touched since are owed again as they were. */
export const giveBack: TaskDefinition = {
  kind: 'waive_fees_recall',
  permission: 'tasks.waive_fees',
  source: 'undo',
  chunkSize: 500,
  plan: planGivingBack,
  applyChunk: applyGivingBack,
}

type Parameters = { taskId: number; userIds?: number[] }

const parametersOf = (task: TaskRow) => task.parameters as unknown as Parameters

/** Condition on `f`: the last that happened to it is that the job waived it. */
const isWaivedBy = (taskId: number): RawBuilder<unknown> => sql`exists (
  select from (select x.kind, x.external_transaction_id from fee_transaction x
    where x.institution_id = f.institution_id and x.fee_id = f.fee_id order by x.transaction_id desc limit 1) last
  where last.kind = 'WAIVE' and last.external_transaction_id = ${String(taskId)})`

async function planGivingBack(ctx: Context, task: TaskRow): Promise<void> {
  const { taskId, userIds } = parametersOf(task)
  const { institutionId } = ctx.institution
  await sql`
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${institutionId}, ${task.task_id}, row_number() over (order by o.position), o.user_id, o.subject,
      case when a.reasons = '{}' then 'change' else 'keep' end, a.reasons, o.details - 'balance' - 'waived'
    from task_outcome o
    cross join lateral (
      select array_remove(array[
        case when not bool_and(coalesce(f.user_id = o.user_id and ${isWaivedBy(taskId)}, false))
          then 'changed_since' end,
        case when not bool_and(${seenOwner(sql`f.owner`, librariesSeen(ctx))}) then 'other_library' end],
        null) as reasons
      from jsonb_array_elements(o.details -> 'fees') d
      left join fee f on f.institution_id = o.institution_id and f.fee_id = (d ->> 'feeId')::bigint) a
    where o.institution_id = ${institutionId} and o.task_id = ${taskId} and o.result = 'done'
      and ${userIds ? sql`o.user_id = any (${sql.val(userIds)}::bigint[])` : sql`true`}`.execute(ctx.db)
}

async function applyGivingBack(ctx: Context, chunk: Chunk): Promise<void> {
  const { taskId } = parametersOf(chunk.task)
  const { fit, skipped } = await lockPlannedFees(ctx, {
    among: ofChunk(ctx, chunk),
    stands: isWaivedBy(taskId),
  })
  const { waiver } = (await readTaskRow(ctx, taskId)).parameters as unknown as WaivingParameters
  await takeSteps(ctx, { kind: 'RESTORE', reason: waiver.reason }, fit.map(owedAgain))
  await markResults(ctx, chunk, skipped)
}

const owedAgain = ({ feeId, balance }: PlannedFee): FeeStep => ({
  feeId,
  amount: centsOf(balance),
  off: -centsOf(balance),
  status: 'ACTIVE',
})
