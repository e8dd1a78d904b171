import { sql } from 'kysely'
import type { planBursarExport } from '../../contract/bursar.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { problemsOfChoice } from '../fees/choose-fees.ts'
import { problemOfAmount } from '../fees/money.ts'
import { takeSteps } from '../fees/take-steps.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition } from '../tasks/definition.ts'
import { markResults } from '../tasks/outcomes.ts'
import { type ExportParameters, planExport } from './plan-export.ts'
import { lockOwedFees, stepTo } from './planned-fees.ts'

/** Hands fees to the bursar, who collects them from then on (features G5). */
export const exportFees: TaskDefinition = {
  kind: 'bursar',
  permission: 'fees.transfer',
  source: 'task',
  chunkSize: 500,
  undoneBy: 'bursar_recall',
  plan: planExport,
  applyChunk: applyExport,
}

/** Puts an export on the list, to be planned. */
export async function planExportTask(ctx: Context, input: BodyOf<typeof planBursarExport>): Promise<number> {
  requirePermission(ctx, 'fees.transfer')
  const { name, ...parameters } = input
  const problems = await problemsOf(ctx, parameters)
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const usual = `Bursar export, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  return createTask(ctx, exportFees, { name: name?.trim() || usual, parameters })
}

async function problemsOf(
  ctx: Context,
  { minimumTotal, ...choice }: ExportParameters,
): Promise<FieldProblem[]> {
  const wrongTotal = minimumTotal ? problemOfAmount(minimumTotal) : undefined
  return [
    ...(await problemsOfChoice(ctx, choice)),
    ...(wrongTotal ? [{ ...wrongTotal, field: 'minimumTotal' }] : []),
  ]
}

/** The number under which the bursar knows a fee: the export, and the fee. */
const numberOf = (taskId: number) => sql`${`${taskId}-`}::text || f.fee_id`

async function applyExport(ctx: Context, chunk: Chunk): Promise<void> {
  const { fit, skipped } = await lockOwedFees(ctx, chunk, 'ACTIVE')
  const { task_id: taskId } = chunk.task
  await takeSteps(
    ctx,
    { kind: 'TRANSFER', externalTransactionId: String(taskId) },
    fit.map(fee => stepTo('EXPORTED', fee)),
  )
  await sql`update fee f set bursar_transaction_id = ${numberOf(taskId)}
    where f.institution_id = ${ctx.institution.institutionId}
      and f.fee_id = any (${fit.map(fee => fee.feeId)}::bigint[])`.execute(ctx.db)
  await markResults(ctx, chunk, skipped)
}
