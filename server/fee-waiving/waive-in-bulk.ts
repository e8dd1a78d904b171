import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { centsOf } from '../fees/money.ts'
import { lockPlannedFees, type PlannedFee } from '../fees/planned-fees.ts'
import { type FeeStep, takeSteps } from '../fees/take-steps.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { judgeDebtors, type WaivingParameters } from './judge-debtors.ts'

/** Waives fees of many users (features G6). */
export const waiveInBulk: TaskDefinition = {
  kind: 'waive_fees',
  permission: 'tasks.waive_fees',
  source: 'task',
  chunkSize: 500,
  undoneBy: 'waive_fees_recall',
  plan: planWaiving,
  applyChunk: applyWaiving,
}

const parametersOf = (task: TaskRow) => task.parameters as unknown as WaivingParameters

/** Plans in one statement: per user the fees that are waived, or why all stay. */
async function planWaiving(ctx: Context, task: TaskRow): Promise<void> {
  await sql`
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${ctx.institution.institutionId}, ${task.task_id}, row_number() over (order by d.user_id), d.user_id,
      d.primary_id, case when d.reasons = '{}' then 'change' else 'keep' end, d.reasons,
      jsonb_build_object('balance', d.balance::text, 'fees', d.fees)
        || case when d.reasons = '{}' then jsonb_build_object('waived', d.waived::text) else '{}' end
    from (${await judgeDebtors(ctx, parametersOf(task))}) d`.execute(ctx.db)
}

async function applyWaiving(ctx: Context, chunk: Chunk): Promise<void> {
  const { task_id: taskId } = chunk.task
  // Whether they stand as planned is for the rules to say, which are asked again once the fees are locked.
  const { fit, skipped } = await lockPlannedFees(ctx, { among: ofChunk(ctx, chunk), stands: sql`true` })
  for (const [userId, reasons] of await judgedOtherwise(ctx, chunk)) skipped.set(userId, reasons)
  const { reason, comment } = parametersOf(chunk.task).waiver
  await takeSteps(
    ctx,
    { kind: 'WAIVE', reason, comment, externalTransactionId: String(taskId) },
    fit.filter(fee => !skipped.has(fee.userId)).map(owedNoMore),
  )
  await markResults(ctx, chunk, skipped)
}

const owedNoMore = ({ feeId, balance }: PlannedFee): FeeStep => ({
  feeId,
  amount: centsOf(balance),
  off: centsOf(balance),
  status: 'WAIVED',
})

/** Whom the same rules would not waive the same fees now, and why: more was charged, a loan is overdue, a type changed. */
async function judgedOtherwise(ctx: Context, chunk: Chunk): Promise<Map<number, string[]>> {
  const { rows: planned } = await sql<{ user_id: number }>`
    select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const among = planned.map(row => row.user_id)
  const { rows } = await sql<{ user_id: number; reasons: string[] }>`
    select o.user_id, coalesce(nullif(d.reasons, '{}'), array['changed_since_plan']) as reasons
    from task_outcome o left join (${await judgeDebtors(ctx, parametersOf(chunk.task), among)}) d using (user_id)
    where ${ofChunk(ctx, chunk)}
      and (d.user_id is null or d.reasons <> '{}' or d.fees <> o.details -> 'fees')`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, row.reasons]))
}
