import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Answer,
  ask,
  codeOf,
  enter,
  inside,
  mark,
  password,
  send,
  setSettings,
  somebody,
  withFactor,
} from '../access/testing/entrance.ts'
import {
  openTestServer,
  request,
  type SignedIn,
  signedInBy,
  type TestServer,
} from '../http/testing/test-server.ts'

// Whoever knows a session's token from before a step must know nothing after it.

const next = 'staple of the desk'
const planted = { carrel_session: 'p'.repeat(43) }
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await setSettings(server, { mfaForInternal: true, allowSimulatedLogin: true })
})
afterAll(() => server.close())

const tokenIn = (answer: Answer) => answer.cookies.find(one => one.name === 'carrel_session')?.value
const isIn = async (signedIn: Pick<SignedIn, 'cookies'>) =>
  (await request(server, 'GET /api/session', signedIn)).statusCode === 200

/** The answer opened a session under a token of its own, and the one of before opens nothing. */
async function expectFresh(answer: Answer, before: SignedIn | { cookies: Record<string, string> }) {
  expect(answer.statusCode, answer.body).toBe(200)
  expect(tokenIn(answer)).toMatch(/^[\w-]{43}$/)
  expect(Object.values(before.cookies)).not.toContain(tokenIn(answer))
  expect(await isIn(signedInBy(answer))).toBe(true)
  expect(await isIn(before)).toBe(false)
}

test('a token that the browser has before signing in opens nothing after it', async () => {
  const person = await somebody(server)
  await expectFresh(await enter(server, person, { cookies: planted }), { cookies: planted })
  const other = await inside(server, await somebody(server))
  await expectFresh(await enter(server, person, { cookies: other.cookies }), other)
})

test('a ticket for a step is no session, and no cookie comes before the last step', async () => {
  const person = await somebody(server)
  const { recoveryCodes } = await withFactor(server, await inside(server, person))
  const first = await enter(server, person, { cookies: planted })
  expect([first.json().next, tokenIn(first)]).toEqual(['second_factor', undefined])
  const { ticket } = first.json<{ ticket: string }>()
  expect(await isIn({ cookies: { carrel_session: ticket } })).toBe(false)
  const code = recoveryCodes[0]!
  const second = await send(server, '/api/session/second-factor', { ticket, code }, { cookies: planted })
  await expectFresh(second, { cookies: planted })
})

test('setting up the second factor on the way in ends what the browser had', async () => {
  const person = await somebody(server)
  await mark(server, person, sql`mfa_enabled = true`)
  const old = await inside(server, await somebody(server))
  const { ticket } = (await enter(server, person)).json<{ ticket: string }>()
  const { secret } = (await send(server, '/api/session/second-factor/secret', { ticket })).json()
  const body = { ticket, code: codeOf(server, secret) }
  const done = await send(server, '/api/session/second-factor/confirmation', body, { cookies: old.cookies })
  expect(tokenIn(done)).not.toBe(old.cookies['carrel_session'])
  expect(await isIn(old)).toBe(false)
})

test('a password that must be changed gives a token only after the change', async () => {
  const person = await somebody(server)
  await mark(server, person, sql`force_password_change = true`)
  const first = await enter(server, person)
  expect([first.json().next, tokenIn(first)]).toEqual(['change_password', undefined])
  const { ticket } = first.json<{ ticket: string }>()
  const old = await inside(server, await somebody(server))
  await expectFresh(
    await send(server, '/api/session/password', { ticket, password: next }, { cookies: old.cookies }),
    old,
  )
})

test('whoever has copied the token is out once the person changes the password, also from that very session', async () => {
  const signedIn = await inside(server, await somebody(server))
  const answer = await ask(server, signedIn, 'PUT /api/account/password', {
    current: password,
    password: next,
  })
  await expectFresh(answer, signedIn)
  expect(answer.json().csrfToken).not.toBe(signedIn.headers['x-csrf-token'])
})

test('acting as somebody begins and ends under another token', async () => {
  const support = await inside(server, await somebody(server, { roles: ['50'] }))
  const person = await somebody(server)
  await mark(server, person, sql`allow_simulated_login = true`)
  const begun = await ask(server, support, 'POST /api/session/simulation', { userId: person.userId })
  await expectFresh(begun, support)
  await expectFresh(await ask(server, signedInBy(begun), 'DELETE /api/session/simulation'), signedInBy(begun))
})

test('no token is taken from an address, a header or a body', async () => {
  const { cookies, headers } = await inside(server, await somebody(server))
  const token = cookies['carrel_session']!
  for (const options of [
    { headers: { authorization: `Bearer ${token}` } },
    { headers: { 'x-session': token, carrel_session: token } },
    { query: { carrel_session: token } },
  ]) {
    expect((await request(server, 'GET /api/session', options)).statusCode).toBe(401)
  }
  const payload = { primaryId: 'x', password, carrel_session: token }
  expect((await request(server, 'POST /api/session', { headers, payload })).statusCode).toBe(422)
})
