import type { TaskOutcome, TaskReport } from '../../../contract/tasks.ts'
import type { Context } from '../../context.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { applyNextChunk } from '../apply-task.ts'
import { confirmTask, resumeTask, stopTask } from '../control-task.ts'
import type { TaskDefinitions } from '../definition.ts'
import { listOutcomes } from '../list-outcomes.ts'
import { readTask } from '../read-task.ts'
import { readTaskRow } from '../read-task-row.ts'
import { runTask } from '../run-task.ts'

/** The real definitions with chunks of another size. */
export function inChunksOf(chunkSize: number): TaskDefinitions {
  return new Map([...taskDefinitions].map(([kind, definition]) => [kind, { ...definition, chunkSize }]))
}

/** Lets a worker plan the task; gives the report. */
export async function planned(
  ctx: Context,
  taskId: number,
  definitions = taskDefinitions,
): Promise<TaskReport> {
  await runTask(ctx, definitions, taskId)
  const report = await readTask(ctx, definitions, taskId)
  if (report.task.status !== 'planned') throw new Error(JSON.stringify(report.task))
  return report
}

/** Confirms the plan with its own count. */
export async function confirmed(ctx: Context, taskId: number, definitions = taskDefinitions): Promise<void> {
  const { task } = await readTask(ctx, definitions, taskId)
  await confirmTask(ctx, { definitions, taskId, count: task.planned.change })
}

/** Plans, confirms and applies a task to its end; gives the report. */
export async function completed(
  ctx: Context,
  taskId: number,
  definitions = taskDefinitions,
): Promise<TaskReport> {
  await planned(ctx, taskId, definitions)
  await confirmed(ctx, taskId, definitions)
  return finished(ctx, taskId, definitions)
}

/** Lets a worker apply a confirmed task to its end; gives the report. */
export async function finished(
  ctx: Context,
  taskId: number,
  definitions = taskDefinitions,
): Promise<TaskReport> {
  await runTask(ctx, definitions, taskId)
  const report = await readTask(ctx, definitions, taskId)
  if (report.task.status !== 'completed') throw new Error(JSON.stringify(report.task))
  return report
}

/** All outcomes of a task, through its pages. */
export async function outcomesOf(ctx: Context, taskId: number): Promise<TaskOutcome[]> {
  const items: TaskOutcome[] = []
  for (let after: string | undefined; ; ) {
    const page = await listOutcomes(ctx, { taskId, limit: 4, ...(after ? { after } : {}) })
    items.push(...page.items)
    if (page.next === undefined) return items
    after = page.next
  }
}

/** What can happen between two chunks. */
export type Disturbance = 'stop' | 'crash' | 'crash_and_fail' | 'two_workers'

/** Applies a confirmed task chunk by chunk; before each the next disturbance happens, as long as there are some. */
export async function finishedDespite(
  ctx: Context,
  taskId: number,
  { definitions, disturbances }: { definitions: TaskDefinitions; disturbances: readonly Disturbance[] },
): Promise<TaskReport> {
  const definition = definitions.get((await readTaskRow(ctx, taskId)).kind)!
  const inner: Context = {
    ...ctx,
    actor: { ...ctx.actor, kind: 'task', taskId, name: ctx.actor.name, libraries: 'all' },
  }
  for (const disturbance of disturbances) {
    if ((await readTaskRow(ctx, taskId)).status !== 'applying') break
    await disturb(ctx, taskId, { definitions, disturbance })
    await applyNextChunk(inner, definition, taskId)
  }
  return finished(ctx, taskId, definitions)
}

async function disturb(
  ctx: Context,
  taskId: number,
  { definitions, disturbance }: { definitions: TaskDefinitions; disturbance: Disturbance },
): Promise<void> {
  if (disturbance === 'stop') {
    await stopTask(ctx, { definitions, taskId })
    await runTask(ctx, definitions, taskId)
    await resumeTask(ctx, { definitions, taskId })
  }
  if (disturbance === 'crash') {
    const { kind } = await readTaskRow(ctx, taskId)
    await applyNextChunk(ctx, crashing(definitions).get(kind)!, taskId).catch(() => undefined)
  }
  if (disturbance === 'crash_and_fail') {
    await runTask(ctx, crashing(definitions), taskId)
    const { status } = await readTaskRow(ctx, taskId)
    if (status === 'failed') await resumeTask(ctx, { definitions, taskId })
  }
  if (disturbance === 'two_workers') {
    await Promise.all([runTask(ctx, definitions, taskId), runTask(ctx, definitions, taskId)])
  }
}

/** Definitions whose every chunk does all its work and then breaks. */
export function crashing(definitions: TaskDefinitions): TaskDefinitions {
  return new Map(
    [...definitions].map(([kind, definition]) => [
      kind,
      {
        ...definition,
        applyChunk: async (ctx, chunk) => {
          await definition.applyChunk(ctx, chunk)
          throw new Error('crash')
        },
      },
    ]),
  )
}
