import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnSession } from '../../contract/account.ts'
import {
  openTestServer,
  request,
  type SignedIn,
  signedInBy,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'
import {
  ask,
  codeOf,
  enter,
  inside,
  mark,
  password,
  setSettings,
  somebody,
  withFactor,
} from './testing/entrance.ts'

const next = 'staple of the desk'
let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
  await setSettings(server, { mfaForInternal: true, allowSimulatedLogin: true })
})
afterAll(() => server.close())

async function member(options = {}) {
  const person = await somebody(server)
  const signedIn = signedInBy(await enter(server, person, options))
  return {
    ...person,
    ask: (line: string, payload?: object) => ask(server, signedIn, line, payload),
    signedIn,
  }
}

const isIn = async (signedIn: SignedIn) =>
  (await request(server, 'GET /api/session', signedIn)).statusCode === 200

test('people change their password, stay signed in, and are out everywhere else', async () => {
  const person = await member()
  const elsewhere = await inside(server, person)
  const answer = await person.ask('PUT /api/account/password', { current: password, password: next })
  expect([await isIn(signedInBy(answer)), await isIn(elsewhere)]).toEqual([true, false])
  expect((await trySignIn(server, person.primaryId, next)).statusCode).toBe(200)
  const account = (await ask(server, signedInBy(answer), 'GET /api/account')).json()
  expect(account).toMatchObject({ hasPassword: true, passwordChangedAt: '2026-11-20T15:00:00.000Z' })
})

test.each([
  ['a wrong one of before', { current: 'wrong password', password: next }, 'current', 'wrong_password'],
  ['the same again', { current: password, password }, 'password', 'same_password'],
  ['a common one', { current: password, password: 'Password123' }, 'password', 'too_common'],
])('%s is refused, and nothing changes', async (_what, body, field, rule) => {
  const person = await member()
  const answer = await person.ask('PUT /api/account/password', body)
  expect([answer.statusCode, answer.json().problems]).toMatchObject([422, [{ field, rule }]])
  expect((await trySignIn(server, person.primaryId, password)).statusCode).toBe(200)
})

test('whoever guesses the password at an open screen locks the account', async () => {
  const person = await member()
  const guess = () => person.ask('PUT /api/account/password', { current: 'wrong password', password: next })
  const statuses: number[] = []
  for (let index = 0; index < 6; index++) statuses.push((await guess()).statusCode)
  expect(statuses).toEqual([422, 422, 422, 422, 422, 423])
  expect((await trySignIn(server, person.primaryId, password)).statusCode).toBe(423)
})

test('a second factor is set up and taken away with the password, and recovery codes are made anew', async () => {
  const person = await member()
  expect((await person.ask('POST /api/account/second-factor', { current: 'wrong' })).statusCode).toBe(422)
  const { recoveryCodes } = await withFactor(server, person.signedIn)
  const factor = async () => (await person.ask('GET /api/account')).json().secondFactor
  expect(await factor()).toEqual({ isOffered: true, isOn: true, isRequired: false, recoveryCodesLeft: 10 })
  expect((await person.ask('POST /api/account/recovery-codes', { current: 'wrong' })).statusCode).toBe(422)
  const renewed = (await person.ask('POST /api/account/recovery-codes', { current: password })).json()
  const { ticket } = (await enter(server, person)).json()
  const answer = (code: string) =>
    request(server, 'POST /api/session/second-factor', { payload: { ticket, code } })
  expect((await answer(recoveryCodes[0]!)).statusCode).toBe(422)
  expect((await answer(renewed.recoveryCodes[0])).statusCode).toBe(200)
  expect(await factor()).toMatchObject({ recoveryCodesLeft: 9 })
  expect((await person.ask('POST /api/account/second-factor/removal', { current: 'wrong' })).statusCode).toBe(
    422,
  )
  expect(
    (await person.ask('POST /api/account/second-factor/removal', { current: password })).statusCode,
  ).toBe(204)
  expect((await enter(server, person)).json()).toHaveProperty('csrfToken')
})

test('whom staff ask for a second factor cannot switch it off', async () => {
  const person = await member()
  await withFactor(server, person.signedIn)
  await mark(server, person, sql`mfa_enabled = true`)
  const answer = await person.ask('POST /api/account/second-factor/removal', { current: password })
  expect(answer.json().code).toBe('forbidden')
  expect((await enter(server, person)).json().next).toBe('second_factor')
})

test('a code confirms nothing where nothing was begun', async () => {
  const person = await member()
  const code = codeOf(server, 'JBSWY3DPEHPK3PXP')
  expect((await person.ask('POST /api/account/second-factor/confirmation', { code })).statusCode).toBe(422)
})

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'

const visit = (agent: string, remoteAddress: string) => ({ headers: { 'user-agent': agent }, remoteAddress })
const sessions = async (person: { ask: (line: string) => Promise<{ json: () => unknown }> }) =>
  ((await person.ask('GET /api/account/sessions')).json() as { items: OwnSession[] }).items

test('people see where they are signed in, by network and browser alone, the own one first', async () => {
  const person = await member(visit(firefox, '192.0.2.77'))
  await enter(server, person, visit(phone, '2001:db8:1:2:3:4:5:6'))
  await enter(server, person, visit(edge, '::ffff:198.51.100.9'))
  await enter(server, person, visit('curl/8', '2001:db8::1'))
  const seen = (await sessions(person)).map(one => [one.browser, one.address, one.isCurrent])
  expect(seen[0]).toEqual(['Firefox, Linux', '192.0.2.*', true])
  expect(seen.slice(1).toSorted()).toEqual(
    [
      ['Safari, iOS', '2001:db8:1:*', false],
      ['Edge, Windows', '198.51.100.*', false],
      [undefined, '2001:db8:0:*', false],
    ].toSorted(),
  )
  const { rows } = await sql<{ text: string }>`select to_jsonb(session)::text as text from session`.execute(
    server.db,
  )
  for (const whole of ['192.0.2.77', '3:4:5:6', '198.51.100.9', 'Gecko', '140.0']) {
    expect(rows.map(row => row.text).join()).not.toContain(whole)
  }
})

test('people end one session, or all but the own one; those of others are out of reach', async () => {
  const person = await member()
  const [second, third] = [await inside(server, person), await inside(server, person)]
  const other = await member()
  const [theirs] = await sessions(other)
  expect((await person.ask(`DELETE /api/account/sessions/${theirs!.sessionId}`)).statusCode).toBe(404)
  expect(await isIn(other.signedIn)).toBe(true)
  const ofSecond = (await ask(server, second, 'GET /api/account/sessions')).json<{ items: OwnSession[] }>()
    .items[0]!
  expect((await person.ask(`DELETE /api/account/sessions/${ofSecond.sessionId}`)).statusCode).toBe(204)
  expect([await isIn(second), await isIn(third)]).toEqual([false, true])
  expect((await person.ask('DELETE /api/account/sessions')).statusCode).toBe(204)
  expect([await isIn(third), await isIn(person.signedIn), await isIn(other.signedIn)]).toEqual([
    false,
    true,
    true,
  ])
})

test('consent to be acted for is one’s own to give and to take back', async () => {
  const person = await member()
  const allow = async (allowsSimulation: boolean) =>
    (await person.ask('PATCH /api/account', { allowsSimulation })).json()
  expect((await person.ask('GET /api/account')).json().allowsSimulation).toBe(false)
  expect((await allow(true)).allowsSimulation).toBe(true)
  expect((await allow(false)).allowsSimulation).toBe(false)
  await setSettings(server, { allowSimulatedLogin: false })
  expect((await person.ask('GET /api/account')).json()).not.toHaveProperty('allowsSimulation')
  expect((await person.ask('PATCH /api/account', { allowsSimulation: true })).statusCode).toBe(422)
  await setSettings(server, { allowSimulatedLogin: true })
})

test.each([
  ['PUT /api/account/password', { current: password }],
  ['PUT /api/account/password', { current: password, password: next, userId: 1 }],
  ['POST /api/account/second-factor', {}],
  ['POST /api/account/second-factor/confirmation', { code: '' }],
  ['PATCH /api/account', { allowsSimulation: 'yes' }],
])('%s refuses %j', async (line, payload) => {
  const answer = await (await member()).ask(line, payload)
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
})
