import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import type { TaskDefinition } from './definition.ts'

export type NewTask = { name: string; parameters: Record<string, unknown>; undoesTaskId?: number }

/**
 * Puts a task on the list, to be planned by the next worker. Returns its id. What a program starts is confirmed in advance
 * by whoever gave it its key, and applied as soon as it is planned: a program cannot look at a plan.
 */
export async function createTask(ctx: Context, definition: TaskDefinition, input: NewTask): Promise<number> {
  requirePermission(ctx, definition.permission)
  const byKey = ctx.actor.kind === 'key' ? { [keyParameter]: ctx.actor.apiKeyId } : {}
  const { rows } = await sql<{ task_id: number }>`
    insert into task (institution_id, kind, name, parameters, status, created_by, created_by_user_id, created_at,
      undoes_task_id, libraries, spares_restricted)
    values (${ctx.institution.institutionId}, ${definition.kind}, ${input.name}, ${JSON.stringify({ ...input.parameters, ...byKey })}::jsonb,
      'planning', ${ctx.actor.name}, ${ctx.actor.kind === 'staff' ? ctx.actor.userId : null}, ${ctx.now()},
      ${input.undoesTaskId ?? null}, ${limitOf(ctx)}::text[], ${sparesRestricted(ctx)})
    returning task_id`.execute(ctx.db)
  return rows[0]!.task_id
}

/** The parameter that names the key of the program that started the task. */
export const keyParameter = 'startedByKey'

const limitOf = ({ actor }: Context): readonly string[] | null =>
  !('libraries' in actor) || actor.libraries === 'all' ? null : actor.libraries
