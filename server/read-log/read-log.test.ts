import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RecordRead } from '../../contract/read-log.ts'
import { deleteOldHistory } from '../changes/delete-old-history.ts'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let ctx: Context
let administrator: { ask: Ask; userId: number }
let desk: { ask: Ask; userId: number }
beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
  administrator = await staffMember(server, 'administrator', ['50'])
  desk = await staffMember(server, 'desk', ['32'])
})
afterAll(() => server.close())

let person: number
beforeEach(async () => {
  server.clock.now = new Date('2026-11-20T15:10:00Z')
  await sql`delete from record_read`.execute(server.db)
  await administrator.ask('PATCH /api/settings', { values: { readLogEnabled: true } })
  person = (await createPeople(ctx, [{}]))[0]!
})

const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000)
}
const open = ({ ask }: { ask: Ask }) => ask(`GET /api/users/${person}`)
const page = async (query = '') =>
  (await administrator.ask(`GET /api/users/${person}/reads${query}`)).json<{
    items: RecordRead[]
    next?: string
  }>()
const readers = async () => (await page()).items.map(one => [one.staffId, one.at])

test('nobody is remembered until the institution switches the log on', async () => {
  await administrator.ask('PATCH /api/settings', { values: { readLogEnabled: null } })
  await open(desk)
  await desk.ask(`POST /api/users/${person}/opened`)
  expect(await readers()).toEqual([])
})

test.each(['GET /api/users/:id', 'POST /api/users/:id/opened'])(
  '%s is remembered with who and when',
  async line => {
    await desk.ask(line.replace(':id', String(person)))
    expect((await page()).items).toEqual([
      { at: '2026-11-20T15:10:00.000Z', staffId: desk.userId, name: 'Wilhelmina Quackenbush' },
    ])
  },
)

test('one member of staff is one line in an hour, however often the page is fetched', async () => {
  for (const minutes of [0, 20, 40]) {
    later(minutes)
    await open(desk)
    await open(administrator)
  }
  expect(await readers()).toEqual([
    [desk.userId, '2026-11-20T16:10:00.000Z'],
    [administrator.userId, '2026-11-20T16:10:00.000Z'],
    [desk.userId, '2026-11-20T15:10:00.000Z'],
    [administrator.userId, '2026-11-20T15:10:00.000Z'],
  ])
})

test('pages go on where the last one ended', async () => {
  await open(desk)
  await open(administrator)
  later(60)
  await open(desk)
  const first = await page('?limit=2')
  const second = await page(`?limit=2&after=${first.next}`)
  expect([first.items.length, second.items.map(one => one.staffId), second.next]).toEqual([
    2,
    [administrator.userId],
    undefined,
  ])
})

test('lists, names and searches are no opening of a record', async () => {
  await desk.ask('GET /api/users?q=person')
  await desk.ask(`GET /api/users/names?ids=${person}`)
  expect(await readers()).toEqual([])
})

test('it is kept as long as the history of changes', async () => {
  await open(desk)
  await sql`update record_read set read_at = read_at - interval '40 days'`.execute(server.db)
  await open(administrator)
  const settings = { ...ctx.institution.settings, historyRetentionDays: 30 }
  await deleteOldHistory({ ...ctx, institution: { ...ctx.institution, settings } })
  expect((await readers()).map(([staffId]) => staffId)).toEqual([administrator.userId])
})

test('it goes with the person, and outlives the member of staff', async () => {
  const leaver = await staffMember(server, 'leaver', ['32'])
  await open(leaver)
  const remove = (userId: number) => administrator.ask(`DELETE /api/users/${userId}`)
  expect((await remove(leaver.userId)).statusCode).toBe(200)
  expect(await readers()).toEqual([[leaver.userId, '2026-11-20T15:10:00.000Z']])
  await remove(person)
  expect((await sql`select from record_read`.execute(server.db)).rows).toEqual([])
})

test('only those who may read the log read it, and a page that is none is refused', async () => {
  const answers = [
    await desk.ask(`GET /api/users/${person}/reads`),
    await administrator.ask(`GET /api/users/${person}/reads?after=x`),
  ]
  expect(answers.map(answer => answer.statusCode)).toEqual([403, 422])
})
