import type { FieldChange } from '../../contract/bulk-update.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { createTask } from '../tasks/create-task.ts'
import type { TaskDefinition } from '../tasks/definition.ts'
import { applyUpdate } from './apply-update.ts'
import { judgeChanges } from './judge-changes.ts'
import { planUpdate } from './plan-update.ts'

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

export type UpdateInput = {
  name?: string
  population: unknown
  changes: FieldChange[]
  reason?: string
  /** Who was changed gets this letter when the job has ended; without any change, whoever is meant. */
  notify?: 'social_login'
}

/** Checks every change once, then puts the task on the list. */
export async function planUpdateTask(ctx: Context, input: UpdateInput): Promise<number> {
  const population = parseFilter(input.population)
  await scopeFor(ctx, population)
  const changes = await judgeChanges(ctx, input.changes)
  const { reason, notify } = input
  if (notify) requirePermission(ctx, 'letters.send')
  const name = input.name?.trim() || `Update users, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  return createTask(ctx, updateUsers, {
    name,
    parameters: { population, changes, ...(reason ? { reason } : {}), ...(notify ? { notify } : {}) },
  })
}
