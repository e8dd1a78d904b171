import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from './context.ts'
import { planFeedTask, synchronise } from './sis/synchronise.ts'
import { feedXml, userXml } from './sis/testing/feed-xml.ts'
import {
  findUser,
  forgetEverybody,
  openSisWorld,
  planFeedOf,
  type SisWorld,
} from './sis/testing/sis-world.ts'
import { confirmTask, resumeTask, stopTask } from './tasks/control-task.ts'
import type { TaskDefinition, TaskDefinitions } from './tasks/definition.ts'
import { startWorker, type Worker } from './worker.ts'

const people = 60
let world: SisWorld
const workers: Worker[] = []
beforeAll(async () => {
  world = await openSisWorld()
})
beforeEach(() => forgetEverybody(world))
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
})
afterAll(() => world.close())

/** Small chunks, and a way to do something behind the first so many of them. */
function inSmallChunks(act: { afterChunks?: number; run?: () => void } = {}): TaskDefinitions {
  let chunks = 0
  const definition: TaskDefinition = {
    ...synchronise,
    chunkSize: 5,
    applyChunk: async (ctx, chunk) => {
      await synchronise.applyChunk(ctx, chunk)
      chunks += 1
      if (chunks === act.afterChunks) act.run!()
    },
  }
  return new Map([['sis', definition]])
}

const quiet = () => ({ ...world.ctx, log: { info: () => {}, warn: () => {}, error: () => {} } })

async function start(definitions = inSmallChunks(), ctx: Context = quiet()): Promise<Worker> {
  const { connection, folder } = world
  const worker = await startWorker({
    connection,
    definitions,
    dataFolder: folder,
    makeContext: async () => ctx,
    makeContexts: async () => [ctx, world.ctx],
    entrance: 'http://localhost',
  })
  workers.push(worker)
  return worker
}

const ids = Array.from({ length: people }, (_, index) => `w${index}`)
const feed = feedXml(...ids.map(id => userXml({ primary_id: id })))

/** A confirmed feed that nobody works on yet. */
async function confirmed(): Promise<number> {
  const { taskId } = await planFeedOf(world, feed)
  await confirmTask(world.ctx, { definitions: inSmallChunks(), taskId, count: people })
  return taskId
}

const readTask = async (taskId: number) => {
  const { rows } = await sql<{ status: string; done: number }>`
    select status, done_count as done from task where task_id = ${taskId}`.execute(world.ctx.db)
  return rows[0]!
}

const until = (taskId: number, status: string) =>
  expect.poll(async () => (await readTask(taskId)).status, { timeout: 30_000, interval: 20 }).toBe(status)

async function expectEverybodyOnce(): Promise<void> {
  const { rows } = await sql<{ users: number; changes: number }>`
    select (select count(*) from user_account) as users, (select count(*) from user_history) as changes`.execute(
    world.ctx.db,
  )
  expect(rows).toEqual([{ users: people, changes: people }])
}

test('what a crash left in planning is planned at the start', async () => {
  const { taskId } = await planFeedOf(world, feed)
  await sql`update task set status = 'planning' where task_id = ${taskId}`.execute(world.ctx.db)
  await start()
  await until(taskId, 'planned')
  const { rows } = await sql<{ outcomes: number }>`select count(*) as outcomes from task_outcome`.execute(
    world.ctx.db,
  )
  expect(rows).toEqual([{ outcomes: people }])
})

test('what a crash left in applying is applied to its end at the start', async () => {
  const taskId = await confirmed()
  await start()
  await until(taskId, 'completed')
  await expectEverybodyOnce()
})

test('what waits in another institution of the database is found, too', async () => {
  const taskId = await confirmed()
  const { institutionId } = world.ctx.institution
  await start(inSmallChunks(), {
    ...quiet(),
    institution: { ...world.ctx.institution, institutionId: institutionId + 1000 },
  })
  await until(taskId, 'completed')
  await expectEverybodyOnce()
})

test('a worker that is told to stop ends behind the chunk under way, and the next one goes on there', async () => {
  const taskId = await confirmed()
  const stopped = Promise.withResolvers<void>()
  const first = await start(
    inSmallChunks({ afterChunks: 3, run: () => void first.stop().then(stopped.resolve, stopped.reject) }),
  )
  await stopped.promise
  expect(await readTask(taskId)).toEqual({ status: 'applying', done: 15 })
  await start()
  await until(taskId, 'completed')
  await expectEverybodyOnce()
})

test('what is hurried is done at once, not at the next full minute', async () => {
  const { db, institution, now } = world.ctx
  const worker = await start()
  const { rows } = await sql<{ user_id: number }>`
    insert into user_account (institution_id, primary_id, record_type, last_name, created_by, created_at, updated_by, updated_at)
    values (${institution.institutionId}, 'late', 'PUBLIC', 'Late', 'test', now(), 'test', now()) returning user_id`.execute(
    db,
  )
  await sql`insert into session (institution_id, token_hash, user_id, created_at, last_seen_at, expires_at)
    values (${institution.institutionId}, '\\x00', ${rows[0]!.user_id}, ${now()}, ${now()}, ${now()}::timestamptz - interval '1 day')`.execute(
    db,
  )
  await worker.hurry()
  const left = async () => (await sql`select 1 from session`.execute(db)).rows.length
  await expect.poll(left, { timeout: 8000, interval: 50 }).toBe(0)
})

test('a task stops on request behind a chunk and goes on when it is resumed', async () => {
  const taskId = await confirmed()
  const call = { definitions: inSmallChunks(), taskId }
  const worker = await start(inSmallChunks({ afterChunks: 3, run: () => void stopTask(world.ctx, call) }))
  await until(taskId, 'stopped')
  const { done } = await readTask(taskId)
  expect(done).toBeGreaterThanOrEqual(15)
  expect(done).toBeLessThan(people)
  expect(await findUser(world, 'w0')).toBeDefined()
  await resumeTask(world.ctx, call)
  await worker.wake(taskId)
  await until(taskId, 'completed')
  await expectEverybodyOnce()
})

test('two workers, woken again and again, apply everybody once', async () => {
  const taskId = await confirmed()
  const both = [await start(), await start()]
  for (let times = 0; times < 5; times += 1) await Promise.all(both.map(worker => worker.wake(taskId)))
  await until(taskId, 'completed')
  await expectEverybodyOnce()
})

test('a task whose file is gone fails with a message, and the worker goes on with others', async () => {
  const lost = await planFeedTask(world.ctx, {
    profileCode: 'SIS',
    path: '/nonexistent/feed.zip',
    fileName: 'feed.zip',
  })
  await start()
  await until(lost, 'failed')
  const taskId = await confirmed()
  await workers[0]!.wake(taskId)
  await until(taskId, 'completed')
})
