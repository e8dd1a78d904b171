import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { asOf } from './as-of.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

async function at(now = new Date('2026-11-20T10:00:00Z'), db = server.db): Promise<string> {
  const { rows } = await sql<{ as_of: string }>`select ${asOf(now)} as as_of`.execute(db)
  return rows[0]!.as_of
}

const write = (db = server.db) =>
  sql`update institution set name = name where institution_id = ${server.institution.institutionId}`.execute(
    db,
  )

test('it is the same as long as nothing is written', async () => {
  // Others write on a server that is not ours alone.
  const readOnly = async () => {
    const before = await at()
    await sql`select count(*) from user_account`.execute(server.db)
    return (await at()) === before
  }
  await expect.poll(readOnly, { interval: 1 }).toBe(true)
  const before = await at()
  await write()
  expect(await at()).not.toBe(before)
})

test('what is written shows when it can be seen', async () => {
  const underWay = await server.db.transaction().execute(async db => {
    await write(db)
    return at(undefined, db)
  })
  expect(await at()).not.toBe(underWay)
})

test('with every minute it is another', async () => {
  const clockOf = async (moment: string) => (await at(new Date(moment))).split(' ').at(-1)
  const early = await clockOf('2026-11-20T10:00:00.000Z')
  expect(await clockOf('2026-11-20T10:00:59.999Z')).toBe(early)
  expect(await clockOf('2026-11-20T10:01:00.000Z')).not.toBe(early)
})
