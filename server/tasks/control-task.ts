import { sql } from 'kysely'
import type { TaskStatus } from '../../contract/tasks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { TaskDefinitions, TaskRow } from './definition.ts'
import { lockTask, readTaskRow } from './read-task-row.ts'

/** What every verb on a task starts with: the row locked, permission for its kind, and a status that allows it. */
async function control(
  ctx: Context,
  {
    definitions,
    taskId,
    from,
  }: { definitions: TaskDefinitions; taskId: number; from: readonly TaskStatus[] },
  act: (ctx: Context, task: TaskRow) => Promise<void>,
): Promise<void> {
  await ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const task = await lockTask(inner, taskId)
    await requireTaskPermission(inner, definitions, task)
    if (!from.includes(task.status)) throw appError('wrong_task_status', { status: task.status })
    await act(inner, task)
  })
}

/**
 * A task needs the permission of its kind. Undoing needs that of what it undoes as well: who may not load a feed may not
 * take one back.
 */
export async function requireTaskPermission(
  ctx: Context,
  definitions: TaskDefinitions,
  task: Pick<TaskRow, 'kind' | 'undoes_task_id'>,
): Promise<void> {
  requirePermission(ctx, definitions.get(task.kind)!.permission)
  if (task.kind !== 'undo' || task.undoes_task_id === null) return
  await requireTaskPermission(ctx, definitions, await readTaskRow(ctx, task.undoes_task_id))
}

export type TaskCall = { definitions: TaskDefinitions; taskId: number }

/** Starts applying a plan; `count` must be the number of users that it changes, else `count_mismatch`. */
export function confirmTask(ctx: Context, call: TaskCall & { count: number }): Promise<void> {
  return control(ctx, { ...call, from: ['planned'] }, async inner => {
    const { rows } = await sql<{ planned_change: number }>`
      update task set status = 'applying', confirmed_by = ${ctx.actor.name},
        confirmed_by_user_id = ${ctx.actor.kind === 'staff' ? ctx.actor.userId : null}, confirmed_at = ${ctx.now()},
        started_at = ${ctx.now()}
      where institution_id = ${ctx.institution.institutionId} and task_id = ${call.taskId}
      returning planned_change`.execute(inner.db)
    const planned = rows[0]!.planned_change
    if (planned !== call.count) throw appError('count_mismatch', { planned, count: call.count })
  })
}

/** Asks a running task to stop; it does after the chunk under way. */
export function stopTask(ctx: Context, call: TaskCall): Promise<void> {
  return control(ctx, { ...call, from: ['applying'] }, inner =>
    update(inner, call.taskId, sql`is_stop_requested = true`),
  )
}

/** Lets a stopped task go on where it stopped. */
export function resumeTask(ctx: Context, call: TaskCall): Promise<void> {
  return control(ctx, { ...call, from: ['stopped', 'failed'] }, (inner, task) => {
    const status = task.confirmed_by === null ? 'planning' : 'applying'
    return update(
      inner,
      call.taskId,
      sql`status = ${status}, is_stop_requested = false, ended_at = null, error_code = null, error_message = null`,
    )
  })
}

/** Puts a plan aside; a task that has begun to apply can be stopped and undone instead. */
export function cancelTask(ctx: Context, call: TaskCall): Promise<void> {
  return control(ctx, { ...call, from: ['planning', 'planned'] }, inner =>
    update(inner, call.taskId, sql`status = 'cancelled', ended_at = ${ctx.now()}`),
  )
}

async function update(ctx: Context, taskId: number, assignments: ReturnType<typeof sql>): Promise<void> {
  await sql`update task set ${assignments}
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId}`.execute(ctx.db)
}
