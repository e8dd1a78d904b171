import type { BodyOf } from '../../contract/endpoint.ts'
import type { planFeeWaiving } from '../../contract/fee-waiving.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import { isDate } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { problemsOfChoice } from '../fees/choose-fees.ts'
import { problemsOfEntry } from '../fees/judge-entry.ts'
import { problemOfAmount } from '../fees/money.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { createTask } from '../tasks/create-task.ts'
import { waiveInBulk } from './waive-in-bulk.ts'

type Input = BodyOf<typeof planFeeWaiving>

/** Puts a bulk waiver on the list, to be planned. */
export async function planFeeWaivingTask(ctx: Context, input: Input): Promise<number> {
  requirePermission(ctx, 'tasks.waive_fees')
  const { name, population: asked, reason, comment, ...criteria } = input
  const population = asked === undefined ? undefined : parseFilter(asked)
  if (population) await scopeFor(ctx, population)
  const problems = [
    ...(await problemsOfChoice(ctx, criteria)),
    ...problemsOfDates(criteria),
    ...problemsOfMaxima(criteria),
    ...(await problemsOfEntry(ctx, { reason })),
  ]
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const usual = `Waive fees, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const waiver = { reason, ...(comment?.trim() ? { comment: comment.trim() } : {}) }
  return createTask(ctx, waiveInBulk, {
    name: name?.trim() || usual,
    parameters: { ...(population ? { population } : {}), ...criteria, waiver },
  })
}

function problemsOfDates({
  createdFrom,
  createdTo,
}: Pick<Input, 'createdFrom' | 'createdTo'>): FieldProblem[] {
  const wrong = Object.entries({ createdFrom, createdTo }).filter(([, day]) => day && !isDate(day))
  if (wrong.length > 0) return wrong.map(([field]) => ({ field, rule: 'not_a_date' }))
  const isReversed = createdFrom && createdTo && createdTo < createdFrom
  return isReversed ? [{ field: 'createdTo', rule: 'too_small', limit: createdFrom }] : []
}

/** Nobody means to waive without a limit. */
function problemsOfMaxima(maxima: Pick<Input, 'maximumTotal' | 'maximumFee'>): FieldProblem[] {
  const { maximumTotal, maximumFee } = maxima
  if (!maximumTotal && !maximumFee) return [{ field: 'maximumTotal', rule: 'one_needed' }]
  return Object.entries({ maximumTotal, maximumFee }).flatMap(([field, amount]) => {
    const problem = amount ? problemOfAmount(amount) : undefined
    return problem ? [{ ...problem, field }] : []
  })
}
