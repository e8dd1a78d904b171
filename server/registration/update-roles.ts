import type { planRoles as Plan } from '../../contract/assignment.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { createTask } from '../tasks/create-task.ts'
import type { TaskDefinition } from '../tasks/definition.ts'
import { markResults } from '../tasks/outcomes.ts'
import { readChoice } from './choices.ts'
import { planRoles } from './plan-roles.ts'

/** Roles that profiles gave, brought to what the profiles and rules say by now (features M3). */
export const updateRoles: TaskDefinition = {
  kind: 'update_roles',
  permission: 'tasks.update_roles',
  source: 'task',
  chunkSize: 1000,
  undoneBy: 'undo',
  plan: planRoles,
  applyChunk: async (ctx, chunk) => markResults(ctx, chunk, await writePlannedPatches(ctx, chunk)),
}

/** Puts it on the list: for whoever has roles by a profile, or for a population by the rules. */
export async function planRolesTask(ctx: Context, input: BodyOf<typeof Plan>): Promise<number> {
  requirePermission(ctx, 'tasks.update_roles')
  if ((input.profile === undefined) === (input.population === undefined))
    throw appError('invalid_input', { problems: [{ field: 'profile', rule: 'required' }] })
  const what =
    input.profile === undefined ? await populationOf(ctx, input) : await profileOf(ctx, input.profile)
  const name = input.name?.trim() || `Update roles, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const { reason } = input
  return createTask(ctx, updateRoles, { name, parameters: { ...what, ...(reason ? { reason } : {}) } })
}

async function populationOf(ctx: Context, input: { population?: unknown }) {
  const population = parseFilter(input.population)
  await scopeFor(ctx, population)
  return { population }
}

async function profileOf(ctx: Context, code: string) {
  const { name } = await readChoice(ctx, 'role_profile', code)
  return { profile: code, profileName: name }
}
