import * as contract from '../../contract/tasks.ts'
import type { Context } from '../context.ts'
import type { Routes } from '../http/mount.ts'
import { cancelTask, confirmTask, resumeTask, stopTask } from './control-task.ts'
import type { TaskDefinitions } from './definition.ts'
import { downloadOutcomes, listOutcomes } from './list-outcomes.ts'
import { listTasks, readTask } from './read-task.ts'

/** What the front door needs of the machinery: the kinds of task, and a way to wake a worker. */
export type TaskDoor = { definitions: TaskDefinitions; wake: (taskId: number) => Promise<void> }

/** The report of a task that has just been created or moved on, with a worker woken for it. */
export async function wakeAndRead(ctx: Context, door: TaskDoor, taskId: number) {
  await door.wake(taskId)
  return readTask(ctx, door.definitions, taskId)
}

/** Every task is watched and controlled in the same way, whatever its kind (features P). */
export function taskRoutes(door: TaskDoor): Routes {
  const { definitions } = door
  return mount => {
    mount(contract.listTasks, (ctx, { query }) => listTasks(ctx, definitions, query))
    mount(contract.readTask, (ctx, { params }) => readTask(ctx, definitions, params.taskId))
    mount(contract.listOutcomes, (ctx, { params, query }) => listOutcomes(ctx, { ...params, ...query }))
    mount(contract.downloadOutcomes, (ctx, { params, query }) =>
      downloadOutcomes(ctx, { ...params, ...query }),
    )
    mount(contract.confirmTask, async (ctx, { params, body }) => {
      await confirmTask(ctx, { definitions, ...params, ...body })
      return wakeAndRead(ctx, door, params.taskId)
    })
    mount(contract.stopTask, async (ctx, { params }) => {
      await stopTask(ctx, { definitions, ...params })
      return readTask(ctx, definitions, params.taskId)
    })
    mount(contract.resumeTask, async (ctx, { params }) => {
      await resumeTask(ctx, { definitions, ...params })
      return wakeAndRead(ctx, door, params.taskId)
    })
    mount(contract.cancelTask, async (ctx, { params }) => {
      await cancelTask(ctx, { definitions, ...params })
      return readTask(ctx, definitions, params.taskId)
    })
  }
}
