import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestServer, request, signedInBy, type TestServer } from '../http/testing/test-server.ts'
import {
  ask,
  codeOf,
  enter,
  inside,
  mark,
  type Person,
  password,
  send,
  setSettings,
  somebody,
  withFactor,
} from './testing/entrance.ts'

let server: TestServer
const started = new Date('2026-11-20T15:00:00Z')
beforeAll(async () => {
  server = await openTestServer()
  await setSettings(server, { mfaForInternal: true })
})
afterAll(() => server.close())
beforeEach(() => {
  server.clock.now = started
})

/** Moves the clock on, so that the next code is another one. */
const later = (steps = 2) => {
  server.clock.now = new Date(server.clock.now.getTime() + steps * 30_000)
}

async function guarded() {
  const person = await somebody(server)
  const factor = await withFactor(server, await inside(server, person))
  later()
  return { ...person, ...factor }
}

const ticketOf = async (person: Person): Promise<string> => (await enter(server, person)).json().ticket
const answer = (ticket: string, code: string) => send(server, '/api/session/second-factor', { ticket, code })

test('password and code open a session, the password alone none', async () => {
  const person = await guarded()
  const first = await enter(server, person)
  expect(first.json()).toMatchObject({ next: 'second_factor' })
  expect(first.cookies).toEqual([])
  const second = await answer(first.json().ticket, codeOf(server, person.secret))
  expect((await request(server, 'GET /api/session', signedInBy(second))).statusCode).toBe(200)
})

test.each([
  ['the step before', -1, 200],
  ['the step after', 1, 200],
  ['two steps before', -2, 422],
  ['two steps after', 2, 422],
])('a code of %s is judged', async (_when, steps, status) => {
  const person = await guarded()
  later()
  expect((await answer(await ticketOf(person), codeOf(server, person.secret, steps))).statusCode).toBe(status)
})

test('a code works once, not even twice at the same moment, and no older one works after it', async () => {
  const person = await guarded()
  later()
  const code = codeOf(server, person.secret)
  const older = codeOf(server, person.secret, -1)
  const tickets = [await ticketOf(person), await ticketOf(person)]
  const answers = await Promise.all(tickets.map(ticket => answer(ticket, code)))
  expect(answers.map(one => one.statusCode).toSorted()).toEqual([200, 422])
  expect((await answer(await ticketOf(person), code)).json().problems).toEqual([
    { field: 'code', rule: 'wrong_code' },
  ])
  expect((await answer(await ticketOf(person), older)).statusCode).toBe(422)
})

test('the code with which it was set up is used up, too', async () => {
  const person = await somebody(server)
  const { secret } = await withFactor(server, await inside(server, person))
  expect((await answer(await ticketOf(person), codeOf(server, secret))).statusCode).toBe(422)
})

test('a ticket for this step cannot be used again, nor without a code', async () => {
  const person = await guarded()
  const ticket = await ticketOf(person)
  expect((await answer(ticket, '000000')).statusCode).toBe(422)
  expect((await answer(ticket, codeOf(server, person.secret))).statusCode).toBe(200)
  later()
  expect((await answer(ticket, codeOf(server, person.secret))).json().code).toBe('ticket_invalid')
})

test('a recovery code works once, however it is typed', async () => {
  const person = await guarded()
  const [code = ''] = person.recoveryCodes
  expect(person.recoveryCodes).toHaveLength(10)
  expect((await answer(await ticketOf(person), ` ${code.toUpperCase()} `)).statusCode).toBe(200)
  expect((await answer(await ticketOf(person), code)).statusCode).toBe(422)
  expect((await answer(await ticketOf(person), person.recoveryCodes[1]!.replace('-', ''))).statusCode).toBe(
    200,
  )
})

test('codes of one person are worth nothing for another', async () => {
  const [one, other] = [await guarded(), await guarded()]
  expect((await answer(await ticketOf(one), other.recoveryCodes[0]!)).statusCode).toBe(422)
  expect((await answer(await ticketOf(one), codeOf(server, other.secret))).statusCode).toBe(422)
})

test('five wrong codes lock it for half an hour, however many passwords come between', async () => {
  const person = await guarded()
  const statuses: number[] = []
  for (let index = 0; index < 6; index++)
    statuses.push((await answer(await ticketOf(person), '000000')).statusCode)
  expect(statuses).toEqual([422, 422, 422, 422, 422, 423])
  expect((await answer(await ticketOf(person), codeOf(server, person.secret))).statusCode).toBe(423)
  later(60)
  expect((await answer(await ticketOf(person), codeOf(server, person.secret))).statusCode).toBe(200)
})

test('the database holds neither the secret nor a recovery code', async () => {
  const person = await guarded()
  const { rows } = await sql<{ text: string }>`select to_jsonb(second_factor)::text as text from second_factor
    union all select to_jsonb(recovery_code)::text from recovery_code`.execute(server.db)
  const stored = rows.map(row => row.text).join()
  const bytes = Buffer.from(stored.match(/"secret": "\\\\x([0-9a-f]+)"/)?.[1] ?? '', 'hex')
  expect(bytes.length).toBeGreaterThan(20)
  for (const text of [person.secret, ...person.recoveryCodes]) expect(stored).not.toContain(text)
})

test('of whom staff ask for it sets it up before the session, and gets recovery codes', async () => {
  const person = await somebody(server)
  await mark(server, person, sql`mfa_enabled = true`)
  const first = await enter(server, person)
  const { next, ticket } = first.json<{ next: string; ticket: string }>()
  expect([next, first.cookies]).toEqual(['set_up_second_factor', []])
  const begun = (await send(server, '/api/session/second-factor/secret', { ticket })).json()
  expect(begun.uri).toMatch(/^otpauth:\/\/totp\//)
  expect(new URL(begun.uri).searchParams.get('secret')).toBe(begun.secret)
  const confirm = (code: string) => send(server, '/api/session/second-factor/confirmation', { ticket, code })
  expect((await confirm('000000')).statusCode).toBe(422)
  const done = await confirm(codeOf(server, begun.secret))
  expect(done.json()).toMatchObject({ entrance: { user: { primaryId: person.primaryId } } })
  expect(done.json().recoveryCodes).toHaveLength(10)
  later()
  expect((await enter(server, person)).json().next).toBe('second_factor')
})

test('the step of the second factor comes before that of the password', async () => {
  const person = await guarded()
  await mark(server, person, sql`force_password_change = true`)
  const first = await enter(server, person)
  expect(first.json().next).toBe('second_factor')
  const second = await answer(first.json().ticket, codeOf(server, person.secret))
  expect(second.json().next).toBe('change_password')
  const third = await send(server, '/api/session/password', {
    ticket: second.json().ticket,
    password: 'staple of the desk',
  })
  expect(third.json()).toHaveProperty('csrfToken')
})

test('a new secret counts when its code has come back; until then the old one does', async () => {
  const person = await guarded()
  const { code: _code, ...before } = { ...person, code: codeOf(server, person.secret) }
  const signedIn = signedInBy(await answer(await ticketOf(person), codeOf(server, before.secret)))
  later()
  const begun = await ask(server, signedIn, 'POST /api/account/second-factor', { current: password })
  const fresh = begun.json<{ secret: string }>().secret
  expect((await answer(await ticketOf(person), codeOf(server, fresh))).statusCode).toBe(422)
  expect((await answer(await ticketOf(person), codeOf(server, before.secret))).statusCode).toBe(200)
  later()
  const path = 'POST /api/account/second-factor/confirmation'
  expect((await ask(server, signedIn, path, { code: codeOf(server, before.secret) })).statusCode).toBe(422)
  expect((await ask(server, signedIn, path, { code: codeOf(server, fresh) })).statusCode).toBe(200)
  later()
  expect((await answer(await ticketOf(person), codeOf(server, before.secret))).statusCode).toBe(422)
  expect((await answer(await ticketOf(person), codeOf(server, fresh))).statusCode).toBe(200)
})

test('staff take a lost second factor away, but not from a person who may do more than they', async () => {
  const person = await guarded()
  const manager = await inside(server, await somebody(server, { roles: ['21'] }))
  const desk = await inside(server, await somebody(server, { roles: ['32'] }))
  const line = (id: number) => `DELETE /api/users/${id}/second-factor`
  expect((await ask(server, desk, line(person.userId))).json().code).toBe('forbidden')
  const administrator = await somebody(server, { roles: ['50'] })
  expect((await ask(server, manager, line(administrator.userId))).json().code).toBe('forbidden')
  expect((await ask(server, manager, line(person.userId))).statusCode).toBe(204)
  expect((await enter(server, person)).json()).toHaveProperty('csrfToken')
})

test('an institution that has it off asks nobody, and offers none', async () => {
  const person = await guarded()
  await setSettings(server, { mfaForInternal: false })
  const signedIn = await inside(server, person)
  expect((await ask(server, signedIn, 'GET /api/account')).json().secondFactor.isOffered).toBe(false)
  const begun = await ask(server, signedIn, 'POST /api/account/second-factor', { current: password })
  expect(begun.statusCode).toBe(404)
  await setSettings(server, { mfaForInternal: true })
})
