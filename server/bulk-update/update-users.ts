import type { FieldChange } from '../../contract/bulk-update.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { readCodeIndex } from '../institutions/code-tables.ts'
import { createTask } from '../tasks/create-task.ts'
import type { TaskDefinition } from '../tasks/definition.ts'
import { applyUpdate } from './apply-update.ts'
import { planUpdate } from './plan-update.ts'
import { allowedRemoval, checkRemoval, isRemoval } from './removals.ts'

/** The Update/Notify users job (features P2): fields over a set or filter. */
export const updateUsers: TaskDefinition = {
  kind: 'update_users',
  permission: 'tasks.update_users',
  source: 'task',
  chunkSize: 1000,
  undoneBy: 'undo',
  plan: planUpdate,
  applyChunk: applyUpdate,
}

export type UpdateInput = { name?: string; population: unknown; changes: FieldChange[]; reason?: string }

/** Checks every value once, then puts the task on the list. A bulk task may set dates in the past (features B2). */
export async function planUpdateTask(ctx: Context, input: UpdateInput): Promise<number> {
  const population = parseFilter(input.population)
  await scopeFor(ctx, population)
  const codes = await readCodeIndex(ctx)
  const problems = input.changes.flatMap(change => checkChange(change, codes))
  const repeated = input.changes.filter(
    (one, index) => input.changes.findIndex(two => two.field === one.field) < index,
  )
  problems.push(...repeated.map(change => ({ field: change.field, rule: 'repeated' })))
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const name = input.name?.trim() || `Update users, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const { reason } = input
  const changes: FieldChange[] = []
  for (const change of input.changes)
    changes.push(isRemoval(change) ? await allowedRemoval(ctx, change) : change)
  return createTask(ctx, updateUsers, {
    name,
    parameters: { population, changes, ...(reason ? { reason } : {}) },
  })
}

/** Fields that a bulk task may set: what staff may edit at all, but not what identifies one person. */
function checkChange(change: FieldChange, codes: Awaited<ReturnType<typeof readCodeIndex>>): FieldProblem[] {
  if (isRemoval(change)) return checkRemoval(change)
  const field = fieldNamed(change.field)
  if (!field || field.section === 'internal') return [{ field: change.field, rule: 'unknown_field' }]
  if (field.readOnly || field.section === 'names' || field.sensitive)
    return [{ field: field.name, rule: 'not_editable' }]
  const value = change.value === '' ? null : change.value
  if (value === null && field.fallback !== undefined) return [{ field: field.name, rule: 'required' }]
  const problem = checkValue(field, value, codes)
  return problem ? [problem] : []
}
