import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  openTestServer,
  request,
  signedInBy,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'
import { offerSetUp, setUpLink } from './set-up.ts'

let database: TestServer
let server: TestServer
let token: string

beforeAll(async () => {
  database = await openTestServer()
})
afterAll(() => database.close())

/** A program that starts for the first time. */
async function start(): Promise<void> {
  await sql`truncate session, credential, setup_link, user_role, user_identifier, user_account cascade`.execute(
    database.db,
  )
  await sql`update institution set name = 'Carrel', time_zone = 'UTC'`.execute(database.db)
  server = await openTestServer({}, database)
  token = (await offerSetUp(server.db, server.clock.now))!
}

const input = {
  institutionName: 'Northlake University',
  timeZone: 'Pacific/Kiritimati',
  primaryId: 'First.Admin',
  firstName: 'Grace',
  lastName: 'Hopper',
  password: 'nanoseconds of wire',
}

const setUp = (change: Partial<Record<keyof typeof input | 'token', unknown>> = {}) =>
  request(server, 'POST /api/setup', { payload: { ...input, token, ...change } })

const health = async () => (await request(server, 'GET /api/health')).json()

describe('with a link', () => {
  beforeEach(start)
  afterEach(() => server.close())

  test('the link of the first start makes the institution and an administrator who is signed in', async () => {
    expect(await health()).toEqual({ status: 'ok', needsSetup: true })
    const response = await setUp()
    expect(response.json()).toMatchObject({
      user: { primaryId: 'First.Admin', name: 'Grace Hopper' },
      institution: { name: 'Northlake University', timeZone: 'Pacific/Kiritimati', today: '2026-11-21' },
      permissions: expect.arrayContaining(['purge.run', 'configuration.edit']),
    })
    expect((await request(server, 'GET /api/session', signedInBy(response))).statusCode).toBe(200)
    expect((await trySignIn(server, 'first.admin', input.password)).statusCode).toBe(200)
    expect(await health()).toEqual({ status: 'ok', needsSetup: false })
  })

  test('a second set-up is refused, and the next start offers none', async () => {
    await setUp()
    expect((await setUp({ primaryId: 'other.admin' })).json()).toMatchObject({
      status: 409,
      code: 'setup_done',
    })
    expect(await offerSetUp(server.db, server.clock.now)).toBeUndefined()
  })

  test('of two people with a link exactly one succeeds', async () => {
    const other = (await offerSetUp(server.db, server.clock.now))!
    // Both connections are open, so that both transactions begin at the same moment.
    await Promise.all([0, 1].map(() => sql`select pg_sleep(0.05)`.execute(server.db)))
    const answers = await Promise.all([setUp(), setUp({ token: other, primaryId: 'other.admin' })])
    expect(answers.map(one => one.statusCode).toSorted()).toEqual([200, 409])
  })

  test('a wrong, an old and a used link change nothing', async () => {
    expect((await setUp({ token: 'wrong' })).json()).toMatchObject({
      status: 403,
      code: 'setup_link_invalid',
    })
    server.clock.now = new Date(server.clock.now.getTime() + 24 * 3_600_000)
    expect((await setUp()).json().code).toBe('setup_link_invalid')
    const { rows } =
      await sql`select name from institution union all select primary_id from user_account`.execute(server.db)
    expect(rows).toEqual([{ name: 'Carrel' }])
  })

  test('a used link stays worthless, even if all passwords were lost', async () => {
    await setUp()
    await sql`delete from credential`.execute(server.db)
    expect((await setUp({ primaryId: 'other.admin' })).json().code).toBe('setup_link_invalid')
  })

  test('a failure leaves the link usable', async () => {
    await sql`insert into user_account (institution_id, user_id, primary_id, created_by, created_at, updated_by, updated_at)
    values (1, 999, 'first.admin', 'test', now(), 'test', now())`.execute(server.db)
    await sql`insert into user_identifier (institution_id, user_id, element_id, id_type, value, value_key)
    values (1, 999, 'primary', 'PRIMARY', 'first.admin', 'first.admin')`.execute(server.db)
    expect((await setUp()).json()).toMatchObject({ status: 409, code: 'identifier_taken' })
    expect((await setUp({ primaryId: 'another' })).statusCode).toBe(200)
  })

  test('the database holds neither the token nor the password', async () => {
    await setUp()
    const { rows } = await sql<{ text: string }>`select to_jsonb(setup_link)::text as text from setup_link
    union all select to_jsonb(credential)::text from credential`.execute(server.db)
    const stored = rows.map(row => row.text).join()
    expect(stored).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(input.password)
  })
})

describe('invalid input', () => {
  beforeAll(start)
  afterAll(() => server.close())

  test.each([
    ['timeZone', 'Mars/Olympus', 'time_zone'],
    ['firstName', '  ', 'required'],
    ['password', 'short', 'too_short'],
    ['password', 'my First.ADMIN pass', 'contains_user_name'],
    ['password', 'Password123', 'too_common'],
    ['password', 'abcabcabcabc', 'too_common'],
    ['password', '123456789', 'too_common'],
    ['administrator', true, 'unknown_field'],
  ])('%s "%s" is refused by the rule %s', async (field, value, rule) => {
    const response = await setUp({ [field]: value })
    expect(response.statusCode).toBe(422)
    expect(response.json().problems).toEqual([expect.objectContaining({ field, rule })])
    expect(await health()).toMatchObject({ needsSetup: true })
  })
})

test('the token stands where browsers send it to no server', () => {
  expect(new URL(setUpLink('http://localhost:8080', 'abc')).hash).toBe('#abc')
})
