import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { asOf } from './as-of.ts'
import { readFirst } from './read-first.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

type Scope = Pick<TestServer, 'db' | 'institution'> & { now: () => Date; asOf?: string }

const scope = (given: Partial<Scope> = {}): Scope => ({
  db: server.db,
  institution: server.institution,
  now: () => server.clock.now,
  ...given,
})

const write = (db = server.db) =>
  sql`update institution set name = name where institution_id = ${server.institution.institutionId}`.execute(
    db,
  )

/** Finds everybody but `nobody`, and counts how often it is asked. */
function counting() {
  const calls: (readonly string[])[] = []
  const read = readFirst(async ({ db, now }: Scope, keys: readonly string[]) => {
    calls.push(keys)
    const { rows } = await sql<{ asOf: string }>`select ${asOf(now())} as "asOf"`.execute(db)
    return new Map(keys.filter(key => key !== 'nobody').map(key => [key, { key, asOf: rows[0]!.asOf }]))
  })
  return { calls, read }
}

/** How often two askings one after the other read, at best: others write on a server that is not ours alone. */
async function fewestReadings(key: string, scopes: [Scope, Scope]): Promise<number> {
  const counts: number[] = []
  for (let attempt = 0; attempt < 20; attempt++) {
    const { calls, read } = counting()
    for (const one of scopes) await read(one, key)
    counts.push(calls.length)
  }
  return Math.min(...counts)
}

test('as long as nothing is written, whoever asks again is known', async () => {
  expect(await fewestReadings('ada', [scope(), scope()])).toBe(1)
})

test.each([
  ['nobody', 'nobody', () => scope()],
  ['another institution', 'ada', () => scope({ institution: { ...server.institution } })],
  ['the next minute', 'ada', () => scope({ now: () => new Date(server.clock.now.getTime() + 60_000) })],
])('%s is never known', async (_what, key, second) => {
  expect(await fewestReadings(key, [scope(), second()])).toBe(2)
})

test.each([
  ['who asks', {}],
  ['who has asked for something else', { asOf: 'a state of the database' }],
])('what is written ends it at once for %s', async (_who, given) => {
  const { calls, read } = counting()
  for (let time = 1; time <= 5; time++) {
    await write()
    await read(scope(given), 'ada')
    expect(calls.length).toBe(time)
  }
})

test('inside a transaction, which sees what it writes, nobody is known', async () => {
  const { calls, read } = counting()
  await server.db.transaction().execute(async db => {
    for (let time = 1; time <= 2; time++) {
      await read(scope({ db }), 'ada')
      await write(db)
    }
  })
  expect(calls.length).toBe(2)
})
