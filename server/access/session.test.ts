import { createHash } from 'node:crypto'
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
const hour = 3_600_000
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await addUser(server, { primaryId: 'ada', password, roles: ['50'] })
})
afterAll(() => server.close())

const countSessions = async () => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from session`.execute(
    server.db,
  )
  return rows[0]!.count
}

async function atLater<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const started = server.clock.now
  server.clock.now = new Date(started.getTime() + milliseconds)
  try {
    return await work()
  } finally {
    server.clock.now = started
  }
}

test('the cookie is out of reach of scripts and other sites, and ends with the browser', async () => {
  const [cookie] = (await trySignIn(server, 'ada', password)).cookies
  expect(cookie).toEqual({
    name: 'carrel_session',
    value: expect.stringMatching(/^[\w-]{43}$/),
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
  })
})

test('behind https the cookie is sent over https only', async () => {
  const secure = await openTestServer({ publicOrigin: 'https://carrel.example.edu' }, server)
  const [cookie] = (await trySignIn(secure, 'ada', password)).cookies
  expect(cookie).toMatchObject({ secure: true, httpOnly: true })
  await secure.close()
})

test('the database knows the hash of a token, never the token', async () => {
  const { cookies } = await signInAs(server, 'ada', password)
  const hash = createHash('sha256').update(cookies['carrel_session']!).digest('hex')
  const { rows } = await sql<{ text: string }>`select to_jsonb(session)::text as text from session`.execute(
    server.db,
  )
  const stored = rows.map(row => row.text).join()
  expect(stored).toContain(hash)
  expect(stored).not.toContain(cookies['carrel_session'])
})

test('signing in makes a new token and ends the session that the browser had', async () => {
  const first = await signInAs(server, 'ada', password)
  const payload = { primaryId: 'ada', password }
  const second = await request(server, 'POST /api/session', { ...first, payload })
  expect(second.cookies[0]?.value).not.toBe(first.cookies['carrel_session'])
  expect((await request(server, 'GET /api/session', first)).statusCode).toBe(401)
})

test('a token that somebody planted in the browser is not taken over', async () => {
  const planted = 'a'.repeat(43)
  const payload = { primaryId: 'ada', password }
  const cookies = { carrel_session: planted }
  const response = await request(server, 'POST /api/session', { cookies, payload })
  expect(response.cookies[0]?.value).not.toBe(planted)
  expect((await request(server, 'GET /api/session', { cookies })).statusCode).toBe(401)
})

test('signing out ends the session and takes the cookie back', async () => {
  const signedIn = await signInAs(server, 'ada', password)
  const response = await request(server, 'DELETE /api/session', signedIn)
  expect(response.statusCode).toBe(204)
  expect(response.cookies[0]).toMatchObject({ name: 'carrel_session', value: '' })
  expect((await request(server, 'GET /api/session', signedIn)).json().code).toBe('not_signed_in')
})

test.each(['', 'short', `${'a'.repeat(42)}é`, 'a'.repeat(43), 'a'.repeat(4000)])(
  'the cookie "%.10s" is nobody',
  async value => {
    const response = await request(server, 'GET /api/session', { cookies: { carrel_session: value } })
    expect(response.json()).toMatchObject({ code: 'not_signed_in', status: 401 })
  },
)

test('a session ends after twelve hours without use', async () => {
  const signedIn = await signInAs(server, 'ada', password)
  const read = () => request(server, 'GET /api/session', signedIn)
  expect((await atLater(12 * hour, read)).statusCode).toBe(401)
})

test('a session ends at its moment, also for somebody who has just used it', async () => {
  const signedIn = await signInAs(server, 'ada', password)
  const ends = new Date(server.clock.now.getTime() + 30_000)
  await sql`update session set expires_at = ${ends}`.execute(server.db)
  const read = () => request(server, 'GET /api/session', signedIn)
  const statuses: number[] = []
  for (const seconds of [0, 29.999, 30]) statuses.push((await atLater(seconds * 1000, read)).statusCode)
  expect(statuses).toEqual([200, 200, 401])
})

test('use prolongs a session, but not beyond seven days', async () => {
  const signedIn = await signInAs(server, 'ada', password)
  const read = () => request(server, 'GET /api/session', signedIn)
  const statuses: number[] = []
  for (let hours = 10; hours <= 170; hours += 10)
    statuses.push((await atLater(hours * hour, read)).statusCode)
  expect(statuses).toEqual([...Array(16).fill(200), 401])
})

test('expired sessions are removed when somebody signs in', async () => {
  await signInAs(server, 'ada', password)
  expect(await countSessions()).toBeGreaterThan(1)
  await atLater(200 * hour, () => signInAs(server, 'ada', password))
  expect(await countSessions()).toBe(1)
})

test.each([
  ['deactivated', sql`update user_account set status = 'INACTIVE' where primary_id = 'leaver'`],
  ['expired', sql`update user_account set expiry_date = '2026-11-19' where primary_id = 'leaver'`],
])('a %s account is out at once', async (_how, change) => {
  await sql`delete from user_identifier where value = 'leaver'`.execute(server.db)
  await sql`update user_account set primary_id = 'gone' where primary_id = 'leaver'`.execute(server.db)
  await addUser(server, { primaryId: 'leaver', password, roles: ['50'] })
  const signedIn = await signInAs(server, 'leaver', password)
  expect((await request(server, 'GET /api/session', signedIn)).statusCode).toBe(200)
  await change.execute(server.db)
  expect((await request(server, 'GET /api/session', signedIn)).statusCode).toBe(401)
})

test('a role that is taken away is gone with the next request', async () => {
  await addUser(server, { primaryId: 'desk', password, roles: ['32'] })
  const signedIn = await signInAs(server, 'desk', password)
  expect((await request(server, 'GET /api/configuration', signedIn)).statusCode).toBe(200)
  await sql`update user_role r set status = 'INACTIVE' from user_account a
    where a.user_id = r.user_id and a.primary_id = 'desk'`.execute(server.db)
  expect((await request(server, 'GET /api/configuration', signedIn)).json().code).toBe('forbidden')
})
