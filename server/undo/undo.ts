import { sql } from 'kysely'
import { removeUsers } from '../changes/remove-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskDefinitions } from '../tasks/definition.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { readTaskRow } from '../tasks/read-task-row.ts'
import { vaultKeyOfTask } from '../vault/keys.ts'
import { planUndo } from './plan-undo.ts'

/** Days during which a user whose creation was undone can be brought back. */
const restoreDays = 30

/** Undoing a task is a task: planned, confirmed, stoppable, and itself undoable. */
export const undo: TaskDefinition = {
  kind: 'undo',
  permission: 'tasks.undo',
  source: 'undo',
  chunkSize: 2000,
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
  const { rows } = await sql<{ user_id: number; is_untouched: boolean }>`
    select o.user_id, coalesce(u.revision = 1, false) as is_untouched from task_outcome o
    left join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where ${ofChunk(ctx, chunk)} and o.details ->> 'action' = 'remove'`.execute(ctx.db)
  const untouched = rows.filter(row => row.is_untouched).map(row => row.user_id)
  if (untouched.length > 0) {
    const vaultKey = await vaultKeyOfTask(ctx, chunk.task.task_id, restoreDays)
    await removeUsers(ctx, chunk.changeSet, { userIds: untouched, vaultKey, policy: 'remove_fully' })
  }
  return new Map(rows.filter(row => !row.is_untouched).map(row => [row.user_id, ['changed_since_plan']]))
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
  return createTask(ctx, call.definitions.get(kind)!, {
    name: `Undo: ${original.name}`.slice(0, 255),
    parameters: { taskId: call.taskId, ...(call.userIds ? { userIds: call.userIds } : {}) },
    undoesTaskId: call.taskId,
  })
}
