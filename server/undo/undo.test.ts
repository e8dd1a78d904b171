import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newUserIds } from '../changes/create-users.ts'
import {
  aDocument,
  documentNow,
  documentsOf,
  openWorld,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { planRestoreTask } from '../purge/restore.ts'
import { applyNextChunk } from '../tasks/apply-task.ts'
import { readTask } from '../tasks/read-task.ts'
import { dump, rowsBut } from '../tasks/testing/dump.ts'
import { createPatchTask, withPatchTask as definitions } from '../tasks/testing/patch-task.ts'
import { plainPerson, settle } from '../tasks/testing/population.ts'
import { completed, confirmed, finished, outcomesOf, planned } from '../tasks/testing/run.ts'
import { undoTask } from './undo.ts'

let world: World
let ctx: Context
let userIds: number[]
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
beforeEach(async () => {
  userIds = await settle(
    ctx,
    Array.from({ length: 4 }, () => plainPerson),
  )
})
afterAll(() => world.close())

async function patchAll(): Promise<number> {
  const patches = userIds.map(userId => ({ userId, patch: { gender: 'F', campus_code: 'NORTH' } }))
  return (await completed(ctx, await createPatchTask(ctx, { patches }), definitions)).task.taskId
}

async function create(count: number): Promise<{ taskId: number; created: number[] }> {
  const created = await newUserIds(ctx, count)
  const creations = created.map(userId => ({ userId, document: aDocument() }))
  const { task } = await completed(ctx, await createPatchTask(ctx, { creations }), definitions)
  return { taskId: task.taskId, created }
}

const undo = (taskId: number, some?: number[]) =>
  undoTask(ctx, { definitions, taskId, ...(some ? { userIds: some } : {}) })

test('a task is undone for the users that were named, and for nobody else', async () => {
  const taskId = await patchAll()
  const before = await dump(ctx)
  const some = [userIds[1]!, userIds[3]!]
  const { task } = await completed(ctx, await undo(taskId, some), definitions)
  expect(task).toMatchObject({ kind: 'undo', undoesTaskId: taskId, done: 2, planned: { total: 2 } })
  const documents = await documentsOf(ctx, userIds)
  expect(userIds.map(userId => documents.get(userId)!['gender'])).toEqual(['F', undefined, 'F', undefined])
  const touched = ['user_account', 'user_history']
  expect(rowsBut(await dump(ctx), some, touched)).toEqual(rowsBut(before, some, touched))
  expect((await readTask(ctx, definitions, taskId)).task.undoneByTaskId).toBe(task.taskId)
})

test('undone a second time a task changes nothing', async () => {
  const taskId = await patchAll()
  await completed(ctx, await undo(taskId), definitions)
  const { task, reasons } = await completed(ctx, await undo(taskId), definitions)
  expect(task.planned).toMatchObject({ total: 4, change: 0, keep: 4 })
  expect(reasons).toEqual([{ outcome: 'keep', reason: 'unchanged', count: 4 }])
})

test('a stopped task is undone as far as it went', async () => {
  const patches = userIds.map(userId => ({ userId, patch: { gender: 'F' } }))
  const taskId = await createPatchTask(ctx, { patches })
  const single = new Map([...definitions].map(([kind, one]) => [kind, { ...one, chunkSize: 1 }]))
  await planned(ctx, taskId, single)
  await confirmed(ctx, taskId, single)
  await applyNextChunk(ctx, single.get('patch_for_test')!, taskId)
  await sql`update task set status = 'stopped' where task_id = ${taskId}`.execute(ctx.db)
  const { task } = await completed(ctx, await undo(taskId), definitions)
  expect(task).toMatchObject({ done: 1, planned: { total: 1 } })
})

test('a status that goes back takes its date along, also on another day', async () => {
  const userId = userIds[0]!
  await write(ctx, userId, { status: 'INACTIVE', status_date: '2020-02-02' }, { source: 'system' })
  world.clock.now = new Date('2020-02-02T15:00:00Z')
  const patches = [{ userId, patch: { status: 'ACTIVE' } }]
  const { task } = await completed(ctx, await createPatchTask(ctx, { patches }), definitions)
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  await completed(ctx, await undo(task.taskId), definitions)
  expect(await documentNow(ctx, userId)).toMatchObject({ status: 'INACTIVE', status_date: '2020-02-02' })
})

test('who changes between the plan of an undo and its run is skipped; who is gone is reported as gone', async () => {
  const taskId = await patchAll()
  const undoId = await undo(taskId)
  await planned(ctx, undoId, definitions)
  await write(ctx, userIds[0]!, { gender: 'M' })
  await write(ctx, userIds[1]!, { job_description: 'elsewhere' })
  await sql`delete from user_role where user_id = ${userIds[2]}`.execute(ctx.db)
  for (const table of ['user_identifier', 'user_note', 'user_statistic', 'user_account']) {
    await sql`delete from ${sql.table(table)} where user_id = ${userIds[2]}`.execute(ctx.db)
  }
  await confirmed(ctx, undoId, definitions)
  const { results } = await finished(ctx, undoId, definitions)
  const outcomes = await outcomesOf(ctx, undoId)
  expect(outcomes.map(one => [one.result, one.resultReasons?.[0]])).toEqual([
    ['skipped', 'changed_since_plan'],
    ['done', undefined],
    ['skipped', 'user_gone'],
    ['done', undefined],
  ])
  expect(results).toEqual([
    { outcome: 'done', count: 2 },
    { outcome: 'skipped', count: 2 },
    ...['user_gone', 'changed_since_plan'].map(reason => ({ outcome: 'skipped', reason, count: 1 })),
  ])
  expect(await documentNow(ctx, userIds[0]!)).toMatchObject({ gender: 'M', campus_code: 'NORTH' })
  expect(await documentNow(ctx, userIds[1]!)).not.toHaveProperty('gender')
})

test('users whom a task created are removed again, into the vault, with nothing of them left for statistics', async () => {
  const { taskId, created } = await create(2)
  const undoId = await undo(taskId)
  const { task } = await completed(ctx, undoId, definitions)
  expect(task).toMatchObject({ done: 2, skipped: 0 })
  expect((await documentsOf(ctx, created)).size).toBe(0)
  const { rows } = await sql`select user_id, task_id, primary_id, user_group, record_type from purged_user
    order by user_id`.execute(ctx.db)
  const nothing = { task_id: undoId, primary_id: null, user_group: null, record_type: null }
  expect(rows).toEqual(created.map(user_id => ({ user_id, ...nothing })))
  await completed(ctx, await planRestoreTask(ctx, created))
  expect((await documentsOf(ctx, created)).size).toBe(2)
})

const traces: Record<string, (userId: number) => Promise<unknown>> = {
  'was edited': userId => write(ctx, userId, { gender: 'F' }),
  'has borrowed': userId =>
    sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at)
      values (${ctx.institution.institutionId}, ${userId}, 'i', now(), now())`.execute(ctx.db),
  owes: userId =>
    sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
      values (${ctx.institution.institutionId}, ${userId}, 'F', 1, 0.01, now(), now())`.execute(ctx.db),
  'has credit': userId =>
    sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
      values (${ctx.institution.institutionId}, ${userId}, 'CREDIT', -1, -1, now(), now())`.execute(ctx.db),
  'has asked for something': userId =>
    sql`insert into request (institution_id, user_id, kind, status, created_at)
      values (${ctx.institution.institutionId}, ${userId}, 'HOLD', 'IN_PROCESS', now())`.execute(ctx.db),
  'is named in an order': userId =>
    sql`insert into user_link (institution_id, user_id, kind, source, created_at)
      values (${ctx.institution.institutionId}, ${userId}, 'PO_LINE', 'x', now())`.execute(ctx.db),
}

test.each(Object.keys(traces))(
  'a created user who %s meanwhile stays, before and after the plan',
  async what => {
    const { taskId, created } = await create(3)
    await traces[what]!(created[0]!)
    const undoId = await undo(taskId)
    await planned(ctx, undoId, definitions)
    await traces[what]!(created[1]!)
    await confirmed(ctx, undoId, definitions)
    await finished(ctx, undoId, definitions)
    const outcomes = await outcomesOf(ctx, undoId)
    expect(outcomes.map(one => [one.outcome, one.reasons[0], one.result, one.resultReasons?.[0]])).toEqual([
      ['keep', 'changed_since', undefined, undefined],
      ['change', undefined, 'skipped', 'changed_since_plan'],
      ['change', undefined, 'done', undefined],
    ])
    expect([...(await documentsOf(ctx, created)).keys()].toSorted()).toEqual(created.slice(0, 2))
  },
)

test('an identifier that somebody else has got since does not come back, and nothing else of that user', async () => {
  const [one, two] = userIds as [number, number]
  const barcode = { id_type: 'BARCODE', value: 'B-1', status: 'ACTIVE', external: false }
  await write(ctx, one, { 'identifier/x': barcode })
  const patches = [{ userId: one, patch: { 'identifier/x': null, gender: 'F' } }]
  const { task } = await completed(ctx, await createPatchTask(ctx, { patches }), definitions)
  await write(ctx, two, { 'identifier/y': { ...barcode, value: 'b-1' } })
  const undone = await completed(ctx, await undo(task.taskId), definitions)
  expect(undone.results).toContainEqual({ outcome: 'skipped', reason: 'identifier_taken', count: 1 })
  expect(await documentNow(ctx, one)).toMatchObject({ gender: 'F' })
})
