import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from '../../contract/page.ts'
import type { PurgedUser } from '../../contract/purge.ts'
import { documentsOf } from '../changes/testing/world.ts'
import { confirmBy, createPurgeable, type Door, openDoor, outcomesBy, planBy } from '../tasks/testing/door.ts'
import { destroyExpiredKeys } from '../vault/keys.ts'

let door: Door
let userIds: number[]
let taskId: number
beforeAll(async () => {
  door = await openDoor()
  userIds = await createPurgeable(
    door.ctx,
    ['Ada.1', 'bob.2', 'cleo.3', 'dan.4'].map(primary_id => ({ primary_id, last_name: `O'${primary_id}` })),
  )
  const payload = { name: 'First', reason: 'law', criteria: { policy: 'keep_statistics' } }
  taskId = (await confirmBy(door, await planBy(door, 'POST /api/tasks/purge', payload))).task.taskId
})
afterAll(() => door.close())

const planning = 'POST /api/tasks/purge'
const restoring = 'POST /api/tasks/restore'
const list = async (query = '') => (await door.send(`GET /api/purged-users${query}`)).json<Page<PurgedUser>>()

test('a purge keeps its criteria, names who goes and why who stays', async () => {
  const { task } = (await door.send(`GET /api/tasks/${taskId}`)).json()
  expect(task).toMatchObject({ kind: 'purge', name: 'First', done: 4, canUndo: true })
  expect(task.parameters).toEqual({ criteria: { policy: 'keep_statistics' }, reason: 'law' })
  expect((await outcomesBy(door, taskId)).map(one => one.subject)).toEqual([
    'Ada.1',
    'bob.2',
    'cleo.3',
    'dan.4',
  ])
})

test('purged users are listed newest first, with what the vault knows of them', async () => {
  const { items } = await list()
  expect(items.map(one => one.userId)).toEqual(userIds.toReversed())
  expect(items[3]).toEqual({
    userId: userIds[0],
    primaryId: 'Ada.1',
    name: "O'Ada.1, Wilhelmina",
    userGroup: 'UNDRGRD',
    purgedAt: '2026-11-20T15:00:00.000Z',
    purgedBy: 'Wilhelmina Quackenbush',
    taskId,
    restorableUntil: '2026-12-20',
  })
})

test('purged users come in pages that leave nobody out and repeat nobody', async () => {
  const seen: number[] = []
  for (let after = ''; ; ) {
    const page = await list(`?limit=3${after}`)
    seen.push(...page.items.map(one => one.userId))
    if (!page.next) break
    after = `&after=${page.next}`
  }
  expect(seen).toEqual(userIds.toReversed())
})

test.each([
  ['Ada.1', [0]],
  [' ADA.1 ', [0]],
  ['ada', []],
  ["O'Ada.1", []],
  ['%', []],
])('purged users are found by the whole primary identifier only: %s', async (q, found) => {
  const { items } = await list(`?q=${encodeURIComponent(q)}`)
  expect(items.map(one => one.userId)).toEqual(found.map(index => userIds[index]))
})

test('purged users of one purge are listed', async () => {
  expect((await list(`?taskId=${taskId}`)).items).toHaveLength(4)
  expect((await list(`?taskId=${taskId + 1000}`)).items).toEqual([])
})

test('purged users are brought back through a plan, and the list says since when', async () => {
  const wanted = [userIds[3], userIds[1]]
  const plan = await planBy(door, restoring, { userIds: wanted })
  expect(plan.task).toMatchObject({ kind: 'restore', name: 'Restore 2 purged users', planned: { change: 2 } })
  expect((await confirmBy(door, plan)).task).toMatchObject({ done: 2, canUndo: false })
  expect((await documentsOf(door.ctx, userIds)).size).toBe(2)
  const { items } = await list(`?taskId=${taskId}`)
  const restored = items.filter(one => one.restoredAt !== undefined)
  expect(restored.map(one => one.userId)).toEqual(wanted)
  for (const one of restored) expect(Object.keys(one)).not.toContain('restorableUntil')
  const again = await planBy(door, restoring, { userIds: wanted })
  expect(again.reasons).toEqual([{ outcome: 'keep', reason: 'already_restored', count: 2 }])
})

test('after the window a purged user is listed without a name and found by none', async () => {
  await destroyExpiredKeys({ ...door.ctx, now: () => new Date('2026-12-21T00:00:00Z') })
  const { items } = await list()
  const gone = items.find(one => one.userId === userIds[0])!
  expect(gone).toEqual({
    userId: userIds[0],
    userGroup: 'UNDRGRD',
    purgedAt: '2026-11-20T15:00:00.000Z',
    purgedBy: 'Wilhelmina Quackenbush',
    taskId,
  })
  expect((await list('?q=Ada.1')).items).toEqual([])
  const refused = await planBy(door, restoring, { userIds: [userIds[0]] })
  expect(refused.reasons).toEqual([{ outcome: 'reject', reason: 'vault_destroyed', count: 1 }])
})

test.each<[string, unknown, string]>([
  ['nothing', {}, 'invalid_input'],
  ['no days', { criteria: { daysAfterPurgeDate: -1 } }, 'invalid_input'],
  ['half a day', { criteria: { daysAfterPurgeDate: 0.5 } }, 'invalid_input'],
  ['a record type that is none', { criteria: { recordType: 'ALL' } }, 'invalid_input'],
  ['a threshold in words', { criteria: { waiveThreshold: 'ten' } }, 'invalid_input'],
  ['a negative threshold', { criteria: { waiveThreshold: '-1' } }, 'invalid_input'],
  ['a threshold with three decimals', { criteria: { waiveThreshold: '9.999' } }, 'invalid_input'],
  ['a threshold as a number', { criteria: { waiveThreshold: 9.99 } }, 'invalid_input'],
  ['a reason that cannot be ignored', { criteria: { ignoreReasons: ['active_loans'] } }, 'invalid_input'],
  ['protection that cannot be ignored', { criteria: { ignoreReasons: ['protected'] } }, 'invalid_input'],
  ['an unknown policy', { criteria: { policy: 'shred' } }, 'invalid_input'],
  ['a window beyond a year', { criteria: { restoreDays: 366 } }, 'invalid_input'],
  ['a group that is not there', { criteria: { userGroups: ['NOBODY'] } }, 'invalid_values'],
  ['a filter that is none', { criteria: { filter: { field: 'x' } } }, 'invalid_filter'],
  ['a set that is not there', { criteria: { filter: { set: 4711 } } }, 'not_found'],
  ['a criterion that nobody knows', { criteria: { force: true } }, 'invalid_input'],
])('a purge by %s is refused', async (_what, payload, code) => {
  const answer = await door.send(planning, payload as object)
  expect(answer.statusCode).toBe(code === 'not_found' ? 404 : 422)
  expect(answer.json()).toMatchObject({ code })
})

test.each([[{}], [{ userIds: [] }], [{ userIds: [0] }], [{ userIds: ['1'] }], [{ userIds: 1 }]])(
  'a restore of %j is refused',
  async payload => {
    expect((await door.send(restoring, payload)).json()).toMatchObject({ status: 422, code: 'invalid_input' })
  },
)

test.each(['?limit=0', '?taskId=x', '?after=%00', '?name=x'])('the list refuses %s', async query => {
  expect((await door.send(`GET /api/purged-users${query}`)).json()).toMatchObject({ status: 422 })
})

test('only who may purge plans a purge, and only who may restore sees the purged and brings them back', async () => {
  const calls: [string, object?][] = [
    [planning, { criteria: {} }],
    [restoring, { userIds }],
    ['GET /api/purged-users'],
    [`POST /api/tasks/${taskId}/undo`, {}],
  ]
  for (const visitor of ['manager', 'systems', 'desk'] as const) {
    for (const [line, payload] of calls) {
      const answer = await door.send(line, payload, visitor)
      expect([line, answer.json<{ code: string }>().code]).toEqual([line, 'forbidden'])
    }
  }
  const { task } = await planBy(door, planning, { criteria: {} })
  const confirmation = await door.send(
    `POST /api/tasks/${task.taskId}/confirm`,
    { count: task.planned.change },
    'manager',
  )
  expect(confirmation.json()).toMatchObject({ status: 403, code: 'forbidden' })
})
