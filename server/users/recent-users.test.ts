import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RecentUser } from '../../contract/recent-users.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { createVaultKey } from '../vault/keys.ts'
import { contextOf, createPeople, foundSecond } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ada: Ask
let ben: { ask: Ask; userId: number }
let userIds: number[]

beforeAll(async () => {
  server = await openTestServer()
  ada = (await staffMember(server, 'ada', ['38'])).ask
  ben = await staffMember(server, 'ben', ['32'])
  userIds = await createPeople(
    contextOf(server),
    Array.from({ length: 22 }, (_, index) => ({
      primary_id: `p${index}`,
      first_name: 'Pia',
      last_name: `Person ${index}`,
      user_group: 'STUDENT',
    })),
  )
})
beforeEach(() => sql`delete from opened_user`.execute(server.db))
afterAll(() => server.close())

async function open(ask: Ask, index: number): Promise<void> {
  server.clock.now = new Date(server.clock.now.getTime() + 1000)
  const response = await ask(`POST /api/users/${userIds[index]}/opened`)
  expect(response.statusCode).toBe(204)
}

async function recent(ask: Ask): Promise<string[]> {
  const { items }: { items: RecentUser[] } = (await ask('GET /api/users/recent')).json()
  return items.map(one => one.primaryId)
}

test('whom I opened comes newest first, once each, and is mine alone', async () => {
  for (const index of [0, 1, 2, 0]) await open(ada, index)
  await open(ben.ask, 5)
  expect(await recent(ada)).toEqual(['p0', 'p2', 'p1'])
  expect(await recent(ben.ask)).toEqual(['p5'])
  expect((await ada('GET /api/users/recent')).json().items[0]).toEqual({
    userId: userIds[0],
    primaryId: 'p0',
    name: 'Person 0, Pia',
    recordType: 'PUBLIC',
    userGroup: 'STUDENT',
    openedAt: new Date(server.clock.now.getTime() - 1000).toISOString(),
  })
})

test('twenty are kept: the twenty-first puts the oldest out, also in the table', async () => {
  for (let index = 0; index < 22; index += 1) await open(ada, index)
  const expected = Array.from({ length: 20 }, (_, index) => `p${21 - index}`)
  expect(await recent(ada)).toEqual(expected)
  const { rows } = await sql<{ count: number }>`select count(*) from opened_user`.execute(server.db)
  expect(rows[0]!.count).toBe(20)
  await open(ada, 2)
  expect(await recent(ada)).toEqual(['p2', ...expected.filter(id => id !== 'p2')])
})

test('reading a record alone remembers nothing: pages are also read ahead', async () => {
  await ada(`GET /api/users/${userIds[3]}`)
  expect(await recent(ada)).toEqual([])
})

test('who is removed is in nobody’s list, and a removed member of staff leaves no list', async () => {
  await open(ada, 20)
  await open(ben.ask, 21)
  const ctx = contextOf(server)
  await ctx.db.transaction().execute(async trx => {
    const inner = { ...ctx, db: trx }
    await removeUsers(inner, await openChangeSet(inner, { source: 'system' }), {
      userIds: [userIds[20]!, ben.userId],
      vaultKey: await createVaultKey(inner, null, 30),
      policy: 'remove_fully',
    })
  })
  expect(await recent(ada)).toEqual([])
  expect((await sql`select from opened_user`.execute(server.db)).rows).toEqual([])
})

test('nobody of another institution, nobody who is not there, and no patron', async () => {
  const second = await foundSecond(server)
  const [stranger] = await createPeople(contextOf(server, second), [{ primary_id: 'stranger' }])
  for (const userId of [stranger, 999_999])
    expect((await ada(`POST /api/users/${userId}/opened`)).statusCode).toBe(404)
  const patron = (await staffMember(server, 'patron', ['200'])).ask
  expect((await patron(`POST /api/users/${userIds[0]}/opened`)).json().code).toBe('forbidden')
  expect((await patron('GET /api/users/recent')).json().code).toBe('forbidden')
})
