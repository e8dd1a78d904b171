import type { PoolConfig } from 'pg'
import { PgBoss } from 'pg-boss'
import type { Context } from './context.ts'
import type { MailSettings } from './mail-settings.ts'
import { claimTask } from './tasks/claim-task.ts'
import type { TaskDefinitions } from './tasks/definition.ts'
import { runTaskUntil, unfinishedTasks } from './tasks/run-task.ts'
import { upkeep } from './upkeep.ts'

export type WorkerParts = {
  connection: PoolConfig
  definitions: TaskDefinitions
  /** The context of the program itself, fresh for every job. */
  makeContext: () => Promise<Context>
  dataFolder: string
  mail?: MailSettings
}

export type Worker = {
  wake: (taskId: number) => Promise<void>
  /** Lets the chunk under way finish. */
  stop: () => Promise<void>
}

const pollingSeconds = 0.5
/** What pg-boss allows at most. A run that takes even longer is woken again and goes on. */
const longestTaskSeconds = 23 * 3600
/** How long a stop waits for the chunk, or the plan, under way. */
const stopMilliseconds = 20_000

/**
 * The part of the program that plans and applies. pg-boss wakes it, here or in another process; what there is to do
 * stands in the task's own row, so that a lost or repeated wake does no harm.
 */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const boss = new PgBoss({ ...parts.connection, max: 2 })
  const { log } = await parts.makeContext()
  boss.on('error', error => log.error({ err: error }, 'queue'))
  await boss.start()
  await boss.createQueue('task', { policy: 'short', retryLimit: 0, expireInSeconds: longestTaskSeconds })
  await boss.createQueue('upkeep', { policy: 'short', retryLimit: 0 })
  let isStopping = false
  const wake = async (taskId: number) => {
    await boss.send('task', { taskId }, { singletonKey: String(taskId) })
  }
  const wakeUnfinished = async () => {
    for (const taskId of await unfinishedTasks(await parts.makeContext())) await wake(taskId)
  }
  await boss.work<{ taskId: number }>('task', { pollingIntervalSeconds: pollingSeconds }, async ([job]) => {
    const ctx = await parts.makeContext()
    const { taskId } = job!.data
    await claimTask(ctx, taskId, () =>
      runTaskUntil(ctx, parts.definitions, { taskId, isStopping: () => isStopping }),
    )
  })
  await boss.work('upkeep', async () => {
    await upkeep(await parts.makeContext(), { ...parts, wake, isStopping: () => isStopping })
    await wakeUnfinished()
  })
  await boss.schedule('upkeep', '* * * * *')
  await wakeUnfinished()
  const stop = async () => {
    isStopping = true
    await boss.stop({ graceful: true, timeout: stopMilliseconds })
  }
  return { wake, stop }
}
