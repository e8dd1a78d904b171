import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkKinds, type UserLink } from '../../contract/links.ts'
import { createPurgeable, type Door, openDoor, planBy } from '../tasks/testing/door.ts'

let door: Door
let userId: number
beforeAll(async () => {
  door = await openDoor()
  userId = (await createPurgeable(door.ctx, [{ primary_id: 'linked.1' }]))[0]!
})
afterAll(() => door.close())

const put = (source: string, links: object[], id = userId) =>
  door.send(`PUT /api/users/${id}/links`, { source, links })
const read = async () =>
  (await door.send(`GET /api/users/${userId}/links`)).json<{ items: UserLink[] }>().items

const reasons = async () => (await door.send(`GET /api/users/${userId}/deletion`)).json().reasons
const order = { kind: 'PO_LINE', label: 'POL-17' }

test('a system registers its links, replaces them as a whole, and takes them back', async () => {
  const createdAt = '2026-11-20T15:00:00.000Z'
  const request = { kind: 'PURCHASE_REQUEST', label: 'PR-4', status: 'IN_REVIEW' }
  const first = await put('acquisitions', [order, request])
  expect(first.statusCode).toBe(200)
  const links = [order, request].map(link => ({ ...link, source: 'acquisitions', createdAt }))
  expect(first.json()).toEqual({ items: links })
  expect(await reasons()).toEqual(['orders', 'purchase_requests'])
  await put('acquisitions', [{ ...request, status: 'ORDER_COMPLETE' }])
  expect(await read()).toEqual([{ ...links[1], status: 'ORDER_COMPLETE' }])
  expect(await reasons()).toEqual([])
  expect((await put('acquisitions', [])).json()).toEqual({ items: [] })
})

test('the links of other sources and of other users stay', async () => {
  const [other] = await createPurgeable(door.ctx, [{ primary_id: 'linked.2' }])
  await put('research', [{ kind: 'RESEARCH_GRANT' }])
  await put('acquisitions', [order], other)
  await put('acquisitions', [order])
  await put('acquisitions', [])
  expect((await read()).map(link => link.source)).toEqual(['research'])
  const kept = (await door.send(`GET /api/users/${other}/links`)).json()
  expect(kept.items).toMatchObject([order])
  await put('research', [])
})

test('the same list again changes no row; a link given twice is one', async () => {
  const rows = async () =>
    (
      await sql`select link_id, kind, label, status from user_link where user_id = ${userId} order by link_id`.execute(
        door.ctx.db,
      )
    ).rows
  const links = [order, { kind: 'INVOICE' }, order, { kind: 'INVOICE' }]
  await put('acquisitions', links)
  const before = await rows()
  expect(before).toHaveLength(2)
  door.server.clock.now = new Date('2026-11-20T16:00:00Z')
  await put('acquisitions', links)
  expect(await rows()).toEqual(before)
  await put('acquisitions', [])
})

test('every kind of link keeps somebody from a purge, activity elsewhere unless it is ignored', async () => {
  const userIds = await createPurgeable(
    door.ctx,
    linkKinds.map((_, index) => ({ primary_id: `kept.${index}` })),
  )
  for (const [index, kind] of linkKinds.entries()) await put('test', [{ kind }], userIds[index]!)
  const filter = { search: 'kept.', in: 'primary_id' }
  const plan = await planBy(door, 'POST /api/tasks/purge', { criteria: { filter } })
  expect(plan.reasons).toEqual([
    { outcome: 'keep', reason: 'linked_in_other_systems', count: linkKinds.length - 1 },
    { outcome: 'keep', reason: 'active_elsewhere', count: 1 },
  ])
})

test('who has only settled purchase requests is purged', async () => {
  const [settled] = await createPurgeable(door.ctx, [{ primary_id: 'settled.1' }])
  await put('acquisitions', [{ kind: 'PURCHASE_REQUEST', status: 'REJECTED' }], settled)
  const filter = { field: 'primary_id', op: 'eq', value: 'settled.1' }
  const plan = await planBy(door, 'POST /api/tasks/purge', { criteria: { filter } })
  expect(plan.task.planned).toMatchObject({ change: 1, keep: 0 })
})

test.each<[string, unknown]>([
  ['no source', { links: [] }],
  ['an empty source', { source: '', links: [] }],
  ['no links', { source: 'x' }],
  ['an unknown kind', { source: 'x', links: [{ kind: 'FRIEND' }] }],
  ['a kind in small letters', { source: 'x', links: [{ kind: 'po_line' }] }],
  ['a status in words', { source: 'x', links: [{ kind: 'PURCHASE_REQUEST', status: 'Order Complete' }] }],
  ['an empty label', { source: 'x', links: [{ kind: 'PO', label: '' }] }],
  ['a field that nobody knows', { source: 'x', links: [{ kind: 'PO', user: 5 }] }],
  ['a label with a NUL', { source: 'x', links: [{ kind: 'PO', label: 'a\u0000b' }] }],
])('%s is refused', async (_what, payload) => {
  const answer = await door.send(`PUT /api/users/${userId}/links`, payload as object)
  expect(answer.json()).toMatchObject({ status: 422, code: 'invalid_input' })
})

test('a user who is not there has no links', async () => {
  expect((await put('acquisitions', [order], 4711)).json()).toMatchObject({ status: 404, code: 'not_found' })
  expect((await door.send('GET /api/users/4711/links')).json()).toMatchObject({ code: 'not_found' })
})

test('administrators of users and of the system look after links, others do not see them', async () => {
  const calls: [string, object?][] = [
    [`GET /api/users/${userId}/links`],
    [`PUT /api/users/${userId}/links`, { source: 'x', links: [] }],
  ]
  for (const [line, payload] of calls) {
    expect((await door.send(line, payload, 'systems')).statusCode).toBe(200)
    for (const visitor of ['manager', 'desk'] as const)
      expect((await door.send(line, payload, visitor)).json()).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
  }
})
