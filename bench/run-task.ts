import type { Context } from '../server/context.ts'
import { taskDefinitions } from '../server/task-definitions.ts'
import { confirmTask } from '../server/tasks/control-task.ts'
import { readTask } from '../server/tasks/read-task.ts'
import { runTask } from '../server/tasks/run-task.ts'
import { timed } from './measure.ts'

/** Plans and applies a task; gives milliseconds of both and how many users it changed. */
export async function planAndApply(
  ctx: Context,
  taskId: number,
): Promise<{ plan: number; apply: number; changed: number }> {
  const plan = await timed(() => runTask(ctx, taskDefinitions, taskId))
  const { task } = await readTask(ctx, taskDefinitions, taskId)
  if (task.status !== 'planned') throw new Error(`Task ${taskId} is ${task.status}: ${task.error?.message}`)
  await confirmTask(ctx, { definitions: taskDefinitions, taskId, count: task.planned.change })
  const apply = await timed(() => runTask(ctx, taskDefinitions, taskId))
  const after = await readTask(ctx, taskDefinitions, taskId)
  if (after.task.status !== 'completed') throw new Error(`Task ${taskId} ended as ${after.task.status}`)
  return { plan, apply, changed: after.task.done }
}
