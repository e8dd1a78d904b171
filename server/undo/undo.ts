import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import { removeUsers } from '../changes/remove-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { requireTaskPermission } from '../tasks/control-task.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskDefinitions } from '../tasks/definition.ts'
import { isForgotten } from '../tasks/is-forgotten.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { readTaskRow } from '../tasks/read-task-row.ts'
import { vaultKeyOfTask } from '../vault/keys.ts'
import { inUse } from './in-use.ts'
import { planUndo } from './plan-undo.ts'

/** Days during which a user whose creation was undone can be brought back. */
const restoreDays = 30

/** Undoing a task is a task: planned, confirmed, stoppable, and itself undoable. */
export const undo: TaskDefinition = {
  kind: 'undo',
  permission: 'tasks.undo',
  source: 'undo',
  chunkSize: 1000,
  undoneBy: 'undo',
  plan: planUndo,
  applyChunk: async (ctx, chunk) => {
    const skipped = new Map([
      ...(await writePlannedPatches(ctx, chunk)),
      ...(await removeCreated(ctx, chunk)),
    ])
    await markResults(ctx, chunk, skipped)
  },
}

/** Users that the undone task had created and that nobody has touched since. */
async function removeCreated(ctx: Context, chunk: Chunk): Promise<Map<number, string[]>> {
  const planned = await sql<{ user_id: number }>`select o.user_id from task_outcome o
    where ${ofChunk(ctx, chunk)} and o.details ->> 'action' = 'remove'`.execute(ctx.db)
  const userIds = planned.rows.map(row => row.user_id)
  if (userIds.length === 0) return new Map()
  await lockUsers(ctx, userIds)
  const { rows } = await sql<{ user_id: number; is_untouched: boolean }>`
    select u.user_id, u.revision = 1 and not (${await inUse(ctx, userIds)}) as is_untouched from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])`.execute(
    ctx.db,
  )
  const untouched = rows.filter(row => row.is_untouched).map(row => row.user_id)
  const vaultKey = await vaultKeyOfTask(ctx, chunk.task.task_id, restoreDays)
  await removeUsers(ctx, chunk.changeSet, { userIds: untouched, vaultKey, policy: 'remove_fully' })
  const touched = new Set(rows.filter(row => !row.is_untouched).map(row => row.user_id))
  return new Map(
    userIds
      .filter(userId => !untouched.includes(userId))
      .map(userId => [userId, [touched.has(userId) ? 'changed_since_plan' : 'user_gone']]),
  )
}

/** Plans the undoing of a task that has applied something, whole or for some users. Returns the new task's id. */
export async function undoTask(
  ctx: Context,
  call: { definitions: TaskDefinitions; taskId: number; userIds?: number[] },
): Promise<number> {
  const original = await readTaskRow(ctx, call.taskId)
  const kind = call.definitions.get(original.kind)!.undoneBy
  const hasApplied =
    original.change_set_id !== null && ['completed', 'stopped', 'failed'].includes(original.status)
  if (!kind || !hasApplied) throw appError('wrong_task_status', { status: original.status })
  await requireTaskPermission(ctx, call.definitions, { kind, undoes_task_id: call.taskId })
  if (kind === 'undo') await refuseForgotten(ctx, call.taskId)
  await refuseRestrictedIn(ctx, original.change_set_id!)
  return createTask(ctx, call.definitions.get(kind)!, {
    name: `Undo: ${original.name}`.slice(0, 255),
    parameters: { taskId: call.taskId, ...(call.userIds ? { userIds: call.userIds } : {}) },
    undoesTaskId: call.taskId,
  })
}

/** What somebody may not change, they do not change back. */
async function refuseRestrictedIn(ctx: Context, changeSetId: number): Promise<void> {
  if (!sparesRestricted(ctx)) return
  const restriction = { field: 'is_restricted', op: 'eq', value: true } as const
  const { rows } = await sql`select from user_history h
    join user_account u on u.institution_id = h.institution_id and u.user_id = h.user_id
    where h.institution_id = ${ctx.institution.institutionId} and h.change_set_id = ${changeSetId}
      and ${compileFilter(restriction, await scopeFor(ctx, restriction))} limit 1`.execute(ctx.db)
  if (rows.length > 0) throw appError('restricted_account')
}

/** A purge comes back from the vault; all other undoing goes as far back as the history. */
async function refuseForgotten(ctx: Context, taskId: number): Promise<void> {
  const { rows } = await sql<{ is_forgotten: boolean }>`select ${isForgotten} as is_forgotten from task t
    where t.institution_id = ${ctx.institution.institutionId} and t.task_id = ${taskId}`.execute(ctx.db)
  if (rows[0]!.is_forgotten) throw appError('history_deleted')
}
