import { sql } from 'kysely'
import { permissions } from '../../contract/permissions.ts'
import type { Actor, Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { applyNextChunk } from './apply-task.ts'
import type { TaskDefinitions, TaskRow } from './definition.ts'
import { planTask } from './plan-task.ts'
import { readTaskRow } from './read-task-row.ts'
import { tellJobEnd } from './tell-job-end.ts'

/**
 * Brings a task as far as it can go by itself: plans it, or applies it until it ends or is told to stop. Safe to
 * call again at any time, from any process, after any crash. An error ends the task as failed, with its code.
 */
export function runTask(ctx: Context, definitions: TaskDefinitions, taskId: number): Promise<void> {
  return runTaskUntil(ctx, definitions, { taskId, isStopping: () => false })
}

/** The same for a program that may be told to stop: it then ends behind the chunk under way, and others go on there. */
export async function runTaskUntil(
  ctx: Context,
  definitions: TaskDefinitions,
  { taskId, isStopping }: { taskId: number; isStopping: () => boolean },
): Promise<void> {
  const task = await readTaskRow(ctx, taskId)
  const definition = definitions.get(task.kind)!
  const inner: Context = { ...ctx, actor: actorOf(task) }
  try {
    if (task.status === 'planning') await planTask(inner, definition, task)
    const { status } = await readTaskRow(inner, taskId)
    if (status !== 'applying') return
    while (!isStopping() && (await applyNextChunk(inner, definition, taskId)) === 'more');
  } catch (error) {
    await failTask(inner, taskId, error)
  }
}

/** A run acts for the person who confirmed it. What that person may do was checked at the confirmation. */
function actorOf(task: TaskRow): Actor {
  return {
    kind: 'task',
    taskId: task.task_id,
    name: task.confirmed_by ?? task.created_by,
    permissions: new Set(permissions),
    libraries: task.libraries ?? 'all',
    sparesRestricted: task.spares_restricted,
  }
}

async function failTask(ctx: Context, taskId: number, error: unknown): Promise<void> {
  const code = error instanceof AppError ? error.code : 'internal'
  const message = error instanceof AppError ? error.message : 'The task ended because of an unexpected error.'
  ctx.log.error({ taskId, code, err: code === 'internal' ? error : undefined }, 'task failed')
  await inTransaction(ctx.db, async db => {
    const { rows } = await sql`
      update task set status = 'failed', ended_at = ${ctx.now()}, error_code = ${code}, error_message = ${message}
      where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId}
        and status in ('planning', 'applying')
      returning task_id`.execute(db)
    if (rows.length > 0) await tellJobEnd({ ...ctx, db }, taskId)
  })
}

/** Tasks that some worker should be at: after a start they are the ones that a crash interrupted. */
export async function unfinishedTasks(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ task_id: number }>`select task_id from task
    where institution_id = ${ctx.institution.institutionId} and status in ('planning', 'applying')
    order by task_id`.execute(ctx.db)
  return rows.map(row => row.task_id)
}
