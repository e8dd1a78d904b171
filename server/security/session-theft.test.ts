import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendAskedResets } from '../access/password-resets.ts'
import { ask, emailOf, enter, inside, mark, send, somebody } from '../access/testing/entrance.ts'
import {
  openTestServer,
  request,
  type SignedIn,
  signedInBy,
  type TestServer,
} from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'

// A stolen token is worth as little as possible, and for as short a time.

const next = 'staple of the desk'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const statusOf = async (signedIn: SignedIn, line = 'GET /api/session') =>
  (await request(server, line, signedIn)).statusCode

test.each([
  ['https at the public address', { publicOrigin: 'https://carrel.example.edu' }, {}, true],
  [
    'a proxy that is believed and says https',
    { trustProxy: '127.0.0.1' },
    { 'x-forwarded-proto': 'https' },
    true,
  ],
  [
    'a proxy that is believed and says http',
    { trustProxy: true },
    { 'x-forwarded-proto': 'http' },
    undefined,
  ],
  ['somebody who only says https', {}, { 'x-forwarded-proto': 'https' }, undefined],
])('behind %s every cookie has its flags', async (_what, settings, headers, secure) => {
  const proxied = await openTestServer(settings, server)
  const person = await somebody(server)
  const answers = [await enter(proxied, person, { headers })]
  answers.push(
    await request(proxied, 'DELETE /api/session', {
      cookies: signedInBy(answers[0]!).cookies,
      headers: { ...headers, ...signedInBy(answers[0]!).headers },
    }),
  )
  for (const { cookies } of answers) {
    const [cookie, ...others] = cookies
    expect(others).toEqual([])
    expect(cookie).toMatchObject({ name: 'carrel_session', path: '/', httpOnly: true, sameSite: 'Lax' })
    expect(cookie?.secure).toBe(secure)
    // Only this host has it, and not its subdomains.
    expect(cookie?.domain).toBeUndefined()
  }
  expect(answers[0]!.cookies[0]?.maxAge ?? answers[0]!.cookies[0]?.expires).toBeUndefined()
  expect(answers[1]!.cookies[0]?.expires?.getTime()).toBe(0)
  await proxied.close()
})

test('signing out everywhere ends every session but this one, and no cookie of theirs comes back to life', async () => {
  const person = await somebody(server)
  const [stolen, own] = [await inside(server, person), await inside(server, person)]
  expect((await ask(server, own, 'DELETE /api/account/sessions')).statusCode).toBe(204)
  expect([await statusOf(stolen), await statusOf(own)]).toEqual([401, 200])
})

test('the token after signing out is nobody, whatever is asked', async () => {
  const signedIn = await inside(server, await somebody(server, { roles: ['50'] }))
  await ask(server, signedIn, 'DELETE /api/session')
  for (const line of ['GET /api/session', 'GET /api/users', 'GET /api/account', 'DELETE /api/session'])
    expect([line, await statusOf(signedIn, line)]).toEqual([line, 401])
})

test('a role that ends or is switched off is gone with the next request, in sessions that are open', async () => {
  for (const change of [
    sql`status = 'INACTIVE'`,
    sql`expiry_date = date '2026-11-19'`,
    sql`scope = 'NOWHERE'`,
    sql`role_type = '200'`,
  ]) {
    const person = await somebody(server, { roles: ['50'] })
    const signedIn = await inside(server, person)
    expect(await statusOf(signedIn, 'GET /api/users')).toBe(200)
    await sql`update user_role set ${change} where user_id = ${person.userId}`.execute(server.db)
    expect(await statusOf(signedIn, 'GET /api/users')).toBe(403)
  }
})

test('staff who deactivate somebody end the sessions in the same moment, and they stay ended', async () => {
  const admin = await inside(server, await somebody(server, { roles: ['50'] }))
  const person = await somebody(server)
  const stolen = await inside(server, person)
  const { revision } = (await ask(server, admin, `GET /api/users/${person.userId}`)).json()
  const edit = (revision: number, status: string) =>
    ask(server, admin, `PATCH /api/users/${person.userId}`, { revision, values: { status } })
  const off = await edit(revision, 'INACTIVE')
  expect(off.statusCode, off.body).toBe(200)
  expect(await statusOf(stolen)).toBe(401)
  expect((await edit(off.json().revision, 'ACTIVE')).statusCode).toBe(200)
  expect(await statusOf(stolen)).toBe(401)
})

test.each(['staff', 'the person'])('a password that %s set ends the sessions of before', async by => {
  const person = await somebody(server)
  const stolen = await inside(server, person)
  if (by === 'staff') {
    const admin = await inside(server, await somebody(server, { roles: ['50'] }))
    const line = `PUT /api/users/${person.userId}/password`
    expect((await ask(server, admin, line, { password: next })).statusCode).toBe(204)
  } else {
    await mark(server, person, emailOf('a@example.edu'))
    await send(server, '/api/password-resets', { name: person.primaryId })
    await sendAskedResets(contextOf(server), { origin: 'https://carrel.example.edu' })
    const { rows } = await sql<{ text: string }>`select text from letter_outbox
      where user_id = ${person.userId}`.execute(server.db)
    const ticket = /\/reset#([\w-]{43})/.exec(rows[0]!.text)![1]!
    const done = await send(server, '/api/session/password', { ticket, password: next })
    expect(done.statusCode, done.body).toBe(200)
  }
  expect(await statusOf(stolen)).toBe(401)
  expect((await enter(server, person)).statusCode).toBe(401)
  const again = await send(server, '/api/session', { primaryId: person.primaryId, password: next })
  expect(again.statusCode).toBe(200)
})

test('the token of one institution opens nothing of another on the same database', async () => {
  const signedIn = await inside(server, await somebody(server, { roles: ['50'] }))
  const { rows } = await sql<{ code: string }>`insert into institution (code, name, time_zone, currency)
    values ('OTHER', 'Elsewhere', 'UTC', 'USD') returning code`.execute(server.db)
  const elsewhere = await openTestServer({ institutionCode: rows[0]!.code }, server)
  expect((await request(elsewhere, 'GET /api/session', signedIn)).statusCode).toBe(401)
  await elsewhere.close()
})

test('what a session says of itself is no secret that opens it', async () => {
  const person = await somebody(server)
  const signedIn = await inside(server, person)
  const answers = await Promise.all(
    ['GET /api/session', 'GET /api/account', 'GET /api/account/sessions'].map(line =>
      request(server, line, signedIn),
    ),
  )
  for (const { body } of answers) expect(body).not.toContain(signedIn.cookies['carrel_session'])
})
