import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PurgeCriteria } from '../../contract/purge.ts'
import { planUpdateTask } from '../bulk-update/update-users.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { openVault } from '../changes/restore-users.ts'
import { changing, documentsOf, openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { planPurgeTask } from '../purge/purge.ts'
import { planRestoreTask } from '../purge/restore.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { applyNextChunk } from '../tasks/apply-task.ts'
import { readTask } from '../tasks/read-task.ts'
import { runTask } from '../tasks/run-task.ts'
import { plainPerson, settle } from '../tasks/testing/population.ts'
import { completed, confirmed, finished, inChunksOf, outcomesOf, planned } from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { destroyExpiredKeys, vaultKeyOfTask } from './keys.ts'

let world: World
let ctx: Context
let userIds: number[]
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
beforeEach(async () => {
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  userIds = await settle(ctx, [plainPerson, plainPerson, { ...plainPerson, purgeDays: null }])
})
afterAll(() => world.close())

const purge = async (criteria: PurgeCriteria = {}) =>
  (await completed(ctx, await planPurgeTask(ctx, { criteria }))).task.taskId

const guests = {
  population: { and: [] },
  changes: [{ field: 'user_group', value: 'GUEST', condition: 'always' as const }],
}

/** Every table as PostgreSQL writes it, bytes and all. */
async function wholeDatabase(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(ctx.db)
  const texts = await Promise.all(
    tables.map(({ name }) =>
      sql<{ line: string }>`select t::text as line from ${sql.table(name)} t`.execute(ctx.db),
    ),
  )
  return texts.flatMap(({ rows }) => rows.map(row => row.line)).join('\n')
}

test('the vault holds no readable name, and opens with the master key only', async () => {
  await purge()
  const { rows } = await sql<{ payload: Buffer }>`select payload from vault_entry`.execute(ctx.db)
  expect(rows).toHaveLength(2)
  for (const { payload } of rows)
    expect(payload.includes('Zephyrine') || payload.includes('person')).toBe(false)
  expect((await openVault(ctx, userIds)).get(userIds[0]!)!.document['first_name']).toBe('Zephyrine0')
  await expect(openVault({ ...ctx, masterKey: Buffer.alloc(32, 8) }, userIds)).rejects.toThrow()
})

test('entries that were swapped or changed in the database are refused', async () => {
  await purge()
  await sql`update vault_entry v set payload = o.payload from vault_entry o where o.user_id <> v.user_id`.execute(
    ctx.db,
  )
  await expect(openVault(ctx, userIds)).rejects.toThrow()
  const taskId = await planRestoreTask(ctx, userIds)
  await runTask(ctx, taskDefinitions, taskId)
  expect((await readTask(ctx, taskDefinitions, taskId)).task.status).toBe('failed')
})

test.each([
  [{}, '2026-12-19', '2026-12-20'],
  [{ restoreDays: 365 }, '2027-11-19', '2027-11-20'],
  [{ restoreDays: 1 }, '2026-11-20', '2026-11-21'],
])('with %j a restore is possible through %s', async (criteria, lastDay, firstDay) => {
  await purge(criteria)
  world.clock.now = new Date(`${lastDay}T23:59:59Z`)
  expect(await destroyExpiredKeys(ctx)).toBe(0)
  expect((await openVault(ctx, userIds)).size).toBe(2)
  world.clock.now = new Date(`${firstDay}T00:00:00Z`)
  expect(await destroyExpiredKeys(ctx)).toBe(1)
  expect(await destroyExpiredKeys(ctx)).toBe(0)
  expect((await openVault(ctx, userIds)).size).toBe(0)
  const { rows } = await sql`select wrapped_key, destroyed_at, (select count(*) from vault_entry) as entries
    from vault_key`.execute(ctx.db)
  expect(rows).toEqual([{ wrapped_key: null, destroyed_at: world.clock.now, entries: 0 }])
  const { task } = await planned(ctx, await planRestoreTask(ctx, userIds))
  expect(task.planned).toMatchObject({ total: 2, change: 0, reject: 2 })
  expect((await outcomesOf(ctx, task.taskId)).map(one => [one.subject, one.reasons])).toEqual(
    userIds.slice(0, 2).map(userId => [String(userId), ['vault_destroyed']]),
  )
})

test('after the window nothing in the whole database names the person, whatever tasks had to do with them', async () => {
  const update = await completed(ctx, await planUpdateTask(ctx, guests))
  await completed(ctx, await undoTask(ctx, { definitions: taskDefinitions, taskId: update.task.taskId }))
  const notApplied = await planUpdateTask(ctx, guests)
  await planned(ctx, notApplied)
  const firstId = await purge()
  await completed(ctx, await planRestoreTask(ctx, [userIds[0]!]))
  await planned(ctx, await planRestoreTask(ctx, [userIds[1]!]))
  world.clock.now = new Date('2026-11-21T15:00:00Z')
  await purge()
  world.clock.now = new Date('2026-12-25T00:00:00Z')
  expect(await wholeDatabase()).toMatch(/person0|person1/)
  await destroyExpiredKeys(ctx)
  const text = await wholeDatabase()
  for (const trace of ['Zephyrine0', 'Zephyrine1', 'person0', 'person1', 'Card-0', 'Card-1', 'z0@', 'z1@']) {
    expect(text).not.toContain(trace)
  }
  expect(text).toContain('Zephyrine2')
  const outcomes = await outcomesOf(ctx, firstId)
  expect(outcomes).toMatchObject([
    { subject: String(userIds[0]), userId: userIds[0], outcome: 'change', result: 'done', changes: [] },
    { subject: String(userIds[1]), userId: userIds[1], outcome: 'change', result: 'done', changes: [] },
  ])
  expect((await outcomesOf(ctx, update.task.taskId))[2]).toMatchObject({ subject: 'person2' })
})

test('who has been restored is not forgotten', async () => {
  const taskId = await purge()
  await completed(ctx, await planRestoreTask(ctx, userIds.slice(0, 1)))
  world.clock.now = new Date('2026-12-25T00:00:00Z')
  await destroyExpiredKeys(ctx)
  const outcomes = await outcomesOf(ctx, taskId)
  expect(outcomes.map(one => one.subject)).toEqual(['person0', String(userIds[1])])
  expect((await documentsOf(ctx, userIds)).get(userIds[0]!)).toMatchObject({ primary_id: 'person0' })
})

test('a plan for somebody who is gone for good skips that one and does the rest', async () => {
  const { task } = await planned(ctx, await planUpdateTask(ctx, guests))
  await purge()
  world.clock.now = new Date('2026-12-25T00:00:00Z')
  await destroyExpiredKeys(ctx)
  await confirmed(ctx, task.taskId)
  const { results } = await finished(ctx, task.taskId)
  expect(results).toEqual([
    { outcome: 'done', count: 1 },
    { outcome: 'skipped', count: 2 },
    { outcome: 'skipped', reason: 'user_gone', count: 2 },
  ])
})

test('a purge without a restore window goes on although its key is destroyed between two chunks', async () => {
  const single = inChunksOf(1)
  const { task } = await planned(ctx, await planPurgeTask(ctx, { criteria: { restoreDays: 0 } }), single)
  await confirmed(ctx, task.taskId, single)
  await applyNextChunk(ctx, single.get('purge')!, task.taskId)
  expect(await destroyExpiredKeys(ctx)).toBe(1)
  expect((await finished(ctx, task.taskId, single)).task).toMatchObject({ done: 2, skipped: 0 })
  expect(await destroyExpiredKeys(ctx)).toBe(1)
  expect(await wholeDatabase()).not.toMatch(/Zephyrine[01]/)
})

test('who is purged on a later day has the whole window from then on', async () => {
  const single = inChunksOf(1)
  const { task } = await planned(ctx, await planPurgeTask(ctx, { criteria: { restoreDays: 10 } }), single)
  await confirmed(ctx, task.taskId, single)
  await applyNextChunk(ctx, single.get('purge')!, task.taskId)
  world.clock.now = new Date('2026-11-29T15:00:00Z')
  await finished(ctx, task.taskId, single)
  world.clock.now = new Date('2026-11-30T15:00:00Z')
  expect(await destroyExpiredKeys(ctx)).toBe(1)
  expect([...(await openVault(ctx, userIds)).keys()]).toEqual([userIds[1]])
})

test('chunks of one day share one key', async () => {
  const single = inChunksOf(1)
  await completed(ctx, await planPurgeTask(ctx, { criteria: {} }), single)
  const { rows } = await sql<{ keys: number }>`select count(*) as keys from vault_key`.execute(ctx.db)
  expect(rows[0]!.keys).toBe(1)
})

test('a key that a chunk is using is destroyed only after it, with what the chunk locked', async () => {
  let destroying: Promise<number> | undefined
  await changing(ctx, { source: 'task' }, inner => vaultKeyOfTask(inner, 1, 0))
  await changing(ctx, { source: 'task' }, async (inner, changeSet) => {
    const vaultKey = await vaultKeyOfTask(inner, 1, 0)
    destroying = destroyExpiredKeys(ctx)
    await sql`select pg_sleep(0.1)`.execute(inner.db)
    await removeUsers(inner, changeSet, { userIds: [userIds[0]!], vaultKey, policy: 'remove_fully' })
  })
  expect(await destroying).toBe(1)
  expect((await sql`select from vault_entry`.execute(ctx.db)).rows).toEqual([])
})
