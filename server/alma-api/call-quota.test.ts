import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeKey } from '../api-keys/testing/keys.ts'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  type TestServer,
} from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let administrator: Ask
let signedIn: SignedIn
let key: string
/** Two processes on one database. */
let one: TestServer
let other: TestServer
/** Each test has a day of its own, and the one after it. */
let day = Date.UTC(2026, 11, 1)

beforeAll(async () => {
  server = await openTestServer()
  const staff = await staffMember(server, 'administrator', ['50'])
  administrator = staff.ask
  signedIn = staff.signedIn
  key = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
})
afterAll(() => server.close())
beforeEach(async () => {
  day += 2 * 24 * 3600 * 1000
  await sql`update institution set settings = '{}'`.execute(server.db)
})
afterEach(async () => {
  await Promise.all([one?.close(), other?.close()])
})

/** Opens the processes after the settings, so that they hold at once. */
async function processes(settings: object): Promise<void> {
  await sql`update institution set settings = ${JSON.stringify(settings)}::jsonb`.execute(server.db)
  one = await openTestServer({}, server)
  other = await openTestServer({}, server)
  for (const process of [one, other]) process.clock.now = new Date(day)
}

const ask = (process: TestServer, withKey = key, headers: Record<string, string> = {}) =>
  request(process, 'GET /almaws/v1/conf/test', {
    headers: { authorization: `apikey ${withKey}`, ...headers },
  })

const later = (process: TestServer, milliseconds: number) => {
  process.clock.now = new Date(process.clock.now.getTime() + milliseconds)
}

/** Status codes of so many calls at once. */
async function statuses(process: TestServer, count: number): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => ask(process)))
  return answers.map(answer => answer.statusCode)
}

/** The row of the day, and which of its versions it is. */
async function usage(): Promise<{ calls: number; version: string } | undefined> {
  const { rows } = await sql<{ calls: number; version: string }>`
    select calls, xmin::text as version from api_usage
    where day = ${new Date(day).toISOString().slice(0, 10)}::date`.execute(server.db)
  return rows[0]
}

const taken = (codes: number[]) => codes.filter(code => code === 200).length

describe('in a second', () => {
  test('there are so many calls; the next one is refused until the second is over', async () => {
    await processes({ apiCallsPerSecond: 3 })
    expect((await statuses(one, 5)).toSorted()).toEqual([200, 200, 200, 429, 429])
    const refused = await ask(one)
    expect(refused.body).toContain(
      '<errorCode>PER_SECOND_THRESHOLD</errorCode>\n      <errorMessage>HTTP requests are more than allowed per second. See https://goo.gl/2x1c1M </errorMessage>',
    )
    expect(refused.headers['retry-after']).toBe('1')
    later(one, 999)
    expect((await ask(one)).statusCode).toBe(429)
    later(one, 1)
    expect((await statuses(one, 4)).toSorted()).toEqual([200, 200, 200, 429])
  })

  test('fifty if the institution does not say otherwise, of all keys together', async () => {
    await processes({})
    const second = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ask(one, index % 2 ? key : second)),
    )
    expect(taken(answers.map(answer => answer.statusCode))).toBe(50)
  })

  test('strangers use up nothing, and a refused call costs nothing of the day', async () => {
    await processes({ apiCallsPerSecond: 1, apiCallsPerDay: 5 })
    for (let count = 0; count < 3; count++) expect((await ask(one, 'A'.repeat(43))).statusCode).toBe(400)
    const left = [await ask(one), await ask(one), await ask(one)].map(
      answer => answer.headers['x-exl-api-remaining'],
    )
    expect(left).toEqual(['4', '4', '4'])
  })
})

describe('in a day', () => {
  const fast = { apiCallsPerSecond: 10_000 }

  test('the calls that are left count down to the refusal, which says when to come back', async () => {
    await processes({ ...fast, apiCallsPerDay: 3 })
    later(one, 23 * 3600 * 1000)
    const left: unknown[] = []
    for (let count = 0; count < 3; count++) left.push((await ask(one)).headers['x-exl-api-remaining'])
    expect(left).toEqual(['2', '1', '0'])
    const refused = await ask(one, key, { accept: 'application/json' })
    expect([refused.statusCode, refused.json().errorList.error]).toEqual([
      429,
      [{ errorCode: 'DAILY_THRESHOLD', errorMessage: 'HTTP requests are more than allowed per day.' }],
    ])
    expect(refused.headers).toMatchObject({ 'retry-after': '3600', 'x-exl-api-remaining': '0' })
    later(one, 3600 * 1000)
    expect((await ask(one)).headers['x-exl-api-remaining']).toBe('2')
  })

  test.each([250, 300, 301])(
    'two processes and two keys share %d calls, and none goes beyond',
    async allowance => {
      await processes({ ...fast, apiCallsPerDay: allowance })
      const second = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
      const answers = await Promise.all(
        Array.from({ length: 400 }, (_, index) => ask(index % 2 ? one : other, index % 3 ? key : second)),
      )
      expect(taken(answers.map(answer => answer.statusCode))).toBe(allowance)
      expect(taken([...(await statuses(one, 3)), ...(await statuses(other, 3))])).toBe(0)
      expect((await usage())?.calls).toBe(Math.ceil(allowance / 100) * 100)
    },
  )

  test.each([
    [1000, 100],
    [150_999, 150],
  ])('of %d calls a process takes %d at a time, so that few calls write', async (allowance, taken) => {
    await processes({ ...fast, apiCallsPerDay: allowance })
    await ask(one)
    const first = await usage()
    expect(first?.calls).toBe(taken)
    await statuses(one, taken - 1)
    expect(await usage()).toEqual(first)
    await ask(one)
    expect((await usage())?.calls).toBe(2 * taken)
  })

  test('a process that begins later goes on with what is left', async () => {
    await processes({ ...fast, apiCallsPerDay: 1000 })
    await statuses(one, 10)
    expect((await ask(other, 'A'.repeat(43))).headers['x-exl-api-remaining']).toBe('900')
    expect((await ask(other)).headers['x-exl-api-remaining']).toBe('899')
    expect((await ask(one)).headers['x-exl-api-remaining']).toBe('989')
  })

  test('a raised allowance holds at once', async () => {
    await processes({ ...fast, apiCallsPerDay: 2 })
    expect(taken(await statuses(one, 5))).toBe(2)
    await sql`update session set expires_at = '2027-12-31'`.execute(server.db)
    const raise = { apiCallsPerDay: 120 }
    expect(
      (await request(one, 'PATCH /api/settings', { ...signedIn, payload: { values: raise } })).statusCode,
    ).toBe(200)
    expect((await ask(one)).headers['x-exl-api-remaining']).toBe('117')
    expect(taken(await statuses(one, 200))).toBe(117)
  })

  test.each([
    [0, '99999'],
    [150, '149999'],
  ])(
    'with %d seats written down and no number of its own there are %s left after the first',
    async (seats, left) => {
      await sql`delete from seat_count`.execute(server.db)
      await sql`insert into seat_count (institution_id, day, seats)
      values (${server.institution.institutionId}, '2026-11-30', ${seats})`.execute(server.db)
      await processes({})
      expect((await ask(one)).headers['x-exl-api-remaining']).toBe(left)
    },
  )

  test('named users are counted where nobody wrote them down yet', async () => {
    await sql`delete from seat_count`.execute(server.db)
    for (let index = 0; index < 101; index++)
      await addUser(server, { primaryId: `seat${index}`, roles: ['21'] })
    await processes({})
    // The administrator is one more.
    expect((await ask(one)).headers['x-exl-api-remaining']).toBe('101999')
  })
})
