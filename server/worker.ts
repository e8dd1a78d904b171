import type { PoolConfig } from 'pg'
import { PgBoss } from 'pg-boss'
import { eventTrees } from './alma-api/event-trees.ts'
import type { Context } from './context.ts'
import { appError } from './errors.ts'
import type { MailSettings } from './mail-settings.ts'
import { claimTask } from './tasks/claim-task.ts'
import type { TaskDefinitions } from './tasks/definition.ts'
import { institutionOfTask } from './tasks/institution-of-task.ts'
import { runTaskUntil, unfinishedTasks } from './tasks/run-task.ts'
import { upkeep } from './upkeep.ts'
import { sendDueEvents } from './webhooks/send-due-events.ts'
import { hasWebhooks } from './webhooks/tidy-events.ts'

export type WorkerParts = {
  connection: PoolConfig
  definitions: TaskDefinitions
  /** The context of the program itself in the institution that it serves, fresh for every job. */
  makeContext: () => Promise<Context>
  /** In every institution of the database: whoever is free works on a task, whosesoever it is. */
  makeContexts: () => Promise<Context[]>
  dataFolder: string
  mail?: MailSettings
  /** Where people reach the product, for letters that lead there. */
  publicOrigin?: string
  /** The same, or where the program is on its own machine: for links by which people get in. */
  entrance: string
}

export type Worker = {
  wake: (taskId: number) => Promise<void>
  /** Has the upkeep done now, letters and events that wait with it, instead of at the next full minute. */
  hurry: () => Promise<void>
  /** Lets the chunk under way finish. */
  stop: () => Promise<void>
}

const pollingSeconds = 0.5
/** How soon webhooks hear of something, where there are any. */
const eventSeconds = 3
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
  const { log, institution } = await parts.makeContext()
  // Folders, links and mail of an institution are those of the processes that serve it.
  const upkeepQueue = `upkeep_${institution.institutionId}`
  const eventQueue = `events_${institution.institutionId}`
  boss.on('error', error => log.error({ err: error }, 'queue'))
  await boss.start()
  await boss.createQueue('task', { policy: 'short', retryLimit: 0, expireInSeconds: longestTaskSeconds })
  await boss.createQueue(upkeepQueue, { policy: 'short', retryLimit: 0 })
  await boss.createQueue(eventQueue, { policy: 'short', retryLimit: 0 })
  let isStopping = false
  const wake = async (taskId: number) => {
    await boss.send('task', { taskId }, { singletonKey: String(taskId) })
  }
  // A task of one institution can make tasks of others; see `distribute`.
  const wakeUnfinished = async () => {
    for (const ctx of await parts.makeContexts()) {
      for (const taskId of await unfinishedTasks(ctx)) await wake(taskId)
    }
  }
  await boss.work<{ taskId: number }>('task', { pollingIntervalSeconds: pollingSeconds }, async ([job]) => {
    const { taskId } = job!.data
    const ctx = await contextOfTask(await parts.makeContexts(), taskId)
    await claimTask(ctx, taskId, () =>
      runTaskUntil(ctx, parts.definitions, { taskId, isStopping: () => isStopping }),
    )
  })
  await boss.work(upkeepQueue, async () => {
    await upkeep(await parts.makeContext(), { ...parts, wake, isStopping: () => isStopping })
    await wakeUnfinished()
  })
  await boss.schedule(upkeepQueue, '* * * * *')
  await boss.work(eventQueue, async () => {
    const ctx = await parts.makeContext()
    const trees = eventTrees(parts.publicOrigin ?? parts.entrance)
    const left = await sendDueEvents(ctx, { trees, isStopping: () => isStopping })
    if (left === 'more' || (await hasWebhooks(ctx)))
      await boss.send(eventQueue, {}, { startAfter: left === 'more' ? 0 : eventSeconds })
  })
  await boss.schedule(eventQueue, '* * * * *')
  await wakeUnfinished()
  const stop = async () => {
    isStopping = true
    await boss.stop({ graceful: true, timeout: stopMilliseconds })
  }
  const hurry = async () => {
    // What waits is not lost when this fails: the next minute comes.
    await Promise.all([boss.send(upkeepQueue), boss.send(eventQueue)]).catch(error =>
      log.error({ err: error }, 'queue'),
    )
  }
  return { wake, hurry, stop }
}

/** The context of the institution that the task belongs to. */
async function contextOfTask(contexts: readonly Context[], taskId: number): Promise<Context> {
  const institutionId = await institutionOfTask(contexts[0]!.db, taskId)
  const ctx = contexts.find(({ institution }) => institution.institutionId === institutionId)
  if (ctx === undefined) throw appError('not_found', { entity: 'task', id: taskId })
  return ctx
}
