import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addUser,
  openTestServer,
  request,
  signInAs,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'

const password = 'correct horse battery'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await addUser(server, { primaryId: 'Ada.Lovelace', password, roles: ['50'], barcode: 'B-100' })
  await addUser(server, { primaryId: 'inactive', password, roles: ['50'], status: 'INACTIVE' })
  await addUser(server, { primaryId: 'expired', password, roles: ['50'], expiryDate: '2026-11-19' })
  await addUser(server, { primaryId: 'last-day', password, roles: ['50'], expiryDate: '2026-11-20' })
  await addUser(server, { primaryId: 'no-password', roles: ['200'] })
})
afterAll(() => server.close())

test('the right password opens a session that says who is signed in', async () => {
  const response = await trySignIn(server, 'ada.lovelace', password)
  expect(response.statusCode).toBe(200)
  expect(response.json()).toMatchObject({
    user: { primaryId: 'Ada.Lovelace', name: 'Wilhelmina Quackenbush' },
    institution: { code: 'INSTITUTION', today: '2026-11-20' },
  })
  const signedIn = await signInAs(server, 'Ada.Lovelace', password)
  const session = await request(server, 'GET /api/session', signedIn)
  expect(session.json().csrfToken).toBe(signedIn.headers['x-csrf-token'])
})

test('any active identifier is a login name', async () => {
  expect((await trySignIn(server, ' b-100 ', password)).statusCode).toBe(200)
  await sql`update user_identifier set status = 'INACTIVE' where value = 'B-100'`.execute(server.db)
  expect((await trySignIn(server, 'B-100', password)).statusCode).toBe(401)
})

test('an account is good through its expiration date', async () => {
  expect((await trySignIn(server, 'last-day', password)).statusCode).toBe(200)
})

test('unknown, wrong, inactive, expired and passwordless accounts get the same answer', async () => {
  const answers = await Promise.all([
    trySignIn(server, 'nobody', password),
    trySignIn(server, 'Ada.Lovelace', 'wrong password'),
    trySignIn(server, 'inactive', password),
    trySignIn(server, 'expired', password),
    trySignIn(server, 'no-password', password),
  ])
  const shown = answers.map(({ statusCode, headers, json }) => {
    const { requestId, ...body } = json()
    return {
      statusCode,
      body,
      type: headers['content-type'],
      cookie: headers['set-cookie'],
      id: typeof requestId,
    }
  })
  expect(new Set(shown.map(one => JSON.stringify(one))).size).toBe(1)
  expect(shown[0]).toMatchObject({ statusCode: 401, body: { code: 'sign_in_failed' }, cookie: undefined })
})

async function attempts(name: string, count: number): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < count; index++) {
    statuses.push((await trySignIn(server, name, 'wrong password')).statusCode)
  }
  return statuses
}

test.each([
  ['an account', 'locked-user', 200],
  ['an account without a password', 'locked-patron', 401],
  ['nobody', 'nobody-at-all', 401],
])('five failures under the name of %s lock it for half an hour', async (_whose, name, statusAfterwards) => {
  if (name === 'locked-user') await addUser(server, { primaryId: name, password })
  if (name === 'locked-patron') await addUser(server, { primaryId: name })
  const started = server.clock.now
  expect(await attempts(name, 6)).toEqual([401, 401, 401, 401, 401, 423])
  const locked = await trySignIn(server, name, password)
  expect(locked.json()).toMatchObject({ code: 'account_locked', details: { lockMinutes: 30 } })
  server.clock.now = new Date(started.getTime() + 30 * 60_000 - 1)
  expect((await trySignIn(server, name, password)).statusCode).toBe(423)
  server.clock.now = new Date(started.getTime() + 30 * 60_000)
  expect((await trySignIn(server, name, password)).statusCode).toBe(statusAfterwards)
  expect(await attempts(name, 4)).toEqual([401, 401, 401, 401])
  server.clock.now = started
})

test('a lock is in the database, so that a restart does not open it', async () => {
  await addUser(server, { primaryId: 'stays-locked', password, roles: ['200'] })
  await attempts('stays-locked', 5)
  const { rows } = await sql<{ locked: Date }>`select locked_until as locked from credential c
    join user_account a using (institution_id, user_id) where a.primary_id = 'stays-locked'`.execute(
    server.db,
  )
  expect(new Date(rows[0]!.locked).toISOString()).toBe('2026-11-20T15:30:00.000Z')
})

test('guesses sent at the same moment are not more than the limit', async () => {
  await addUser(server, { primaryId: 'hammered', password, roles: ['200'] })
  const guesses = Array.from({ length: 12 }, () => trySignIn(server, 'hammered', 'wrong password'))
  const statuses = (await Promise.all(guesses)).map(one => one.statusCode)
  expect(statuses.filter(status => status === 401)).toHaveLength(5)
  expect(statuses.filter(status => status === 423)).toHaveLength(7)
})

test('a success forgets the failures before it and is recorded as the last sign-in', async () => {
  await addUser(server, { primaryId: 'forgetful', password, roles: ['200'] })
  expect(await attempts('forgetful', 4)).toEqual([401, 401, 401, 401])
  expect((await trySignIn(server, 'forgetful', password)).statusCode).toBe(200)
  expect(await attempts('forgetful', 4)).toEqual([401, 401, 401, 401])
  const { rows } = await sql<{ at: Date }>`select last_login_at as at from credential c
    join user_account a using (institution_id, user_id) where a.primary_id = 'forgetful'`.execute(server.db)
  expect(new Date(rows[0]!.at).toISOString()).toBe('2026-11-20T15:00:00.000Z')
})

test('the right password of an account that may not enter counts as a failure', async () => {
  await addUser(server, { primaryId: 'left', password, status: 'INACTIVE' })
  const statuses: number[] = []
  for (let index = 0; index < 6; index++)
    statuses.push((await trySignIn(server, 'left', password)).statusCode)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 423])
})

test('the limits are settings of the institution', async () => {
  await sql`update institution set settings = '{"lockAfterFailures": 2, "lockMinutes": 5}'`.execute(server.db)
  const own = await openTestServer({}, server)
  await addUser(own, { primaryId: 'strict', password, roles: ['200'] })
  const answers = []
  for (let index = 0; index < 3; index++) answers.push(await trySignIn(own, 'strict', 'wrong password'))
  expect(answers.map(one => one.statusCode)).toEqual([401, 401, 423])
  own.clock.now = new Date(own.clock.now.getTime() + 5 * 60_000 + 1)
  expect((await trySignIn(own, 'strict', password)).statusCode).toBe(200)
  await own.close()
  await sql`update institution set settings = '{}'`.execute(server.db)
})

test.each([
  ['no body', undefined],
  ['an unknown key', { primaryId: 'a', password: 'b', remember: true }],
  ['a missing key', { primaryId: 'a' }],
  ['a number for a text', { primaryId: 1, password: 'b' }],
  ['a character that cannot be stored', { primaryId: 'a\u0000b', password: 'b' }],
])('%s is refused', async (_what, payload) => {
  const response = await request(server, 'POST /api/session', payload ? { payload } : {})
  expect(response.statusCode).toBe(422)
  expect(response.json().code).toBe('invalid_input')
})
