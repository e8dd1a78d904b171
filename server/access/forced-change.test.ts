import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestServer,
  request,
  signedInBy,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'
import { enter, inside, mark, password, send, somebody } from './testing/entrance.ts'

const next = 'staple of the desk'
const minute = 60_000
let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

async function forced() {
  const person = await somebody(server)
  await mark(server, person, sql`force_password_change = true`)
  const { ticket } = (await enter(server, person)).json<{ ticket: string }>()
  return { ...person, ticket }
}

const choose = (ticket: string, chosen = next) =>
  send(server, '/api/session/password', { ticket, password: chosen })

test('who must change the password gets no session but the step, and the session after it', async () => {
  const person = await somebody(server)
  await mark(server, person, sql`force_password_change = true`)
  const answer = await enter(server, person)
  expect(answer.json()).toEqual({ next: 'change_password', ticket: expect.stringMatching(/^[\w-]{43}$/) })
  expect(answer.cookies).toEqual([])
  const chosen = await choose(answer.json().ticket)
  expect(chosen.json()).toMatchObject({ user: { primaryId: person.primaryId } })
  expect((await request(server, 'GET /api/session', signedInBy(chosen))).statusCode).toBe(200)
  expect((await trySignIn(server, person.primaryId, password)).statusCode).toBe(401)
  expect((await trySignIn(server, person.primaryId, next)).json()).toHaveProperty('csrfToken')
})

test('the history says that the person changed it, and never what', async () => {
  const { userId, ticket } = await forced()
  await choose(ticket)
  const { rows } = await sql<{ new: object; actor_name: string }>`
    select h.new, c.actor_name from user_history h join change_set c using (institution_id, change_set_id)
    where h.user_id = ${userId} order by h.revision desc limit 1`.execute(server.db)
  expect(Object.keys(rows[0]!.new).toSorted()).toEqual(['force_password_change', 'password_changed_at'])
  expect(rows[0]!.actor_name).toBe('Wilhelmina Quackenbush')
  expect(JSON.stringify(rows)).not.toContain(next)
})

test.each([
  ['the same one', password, 'same_password'],
  ['a short one', 'short', 'too_short'],
  ['a common one', 'Password123', 'too_common'],
])('%s is refused, and the ticket stays good for another', async (_what, wrong, rule) => {
  const { ticket } = await forced()
  const answer = await choose(ticket, wrong)
  expect([answer.statusCode, answer.json().problems]).toMatchObject([422, [{ field: 'password', rule }]])
  expect((await choose(ticket)).statusCode).toBe(200)
})

test('a ticket works once, not even twice at the same moment, and not under another purpose', async () => {
  const { ticket } = await forced()
  expect((await send(server, '/api/session/second-factor', { ticket, code: '123456' })).json().code).toBe(
    'ticket_invalid',
  )
  const answers = await Promise.all([choose(ticket), choose(ticket, 'another good phrase')])
  expect(answers.map(one => one.statusCode).toSorted()).toEqual([200, 403])
  expect((await choose(ticket)).json()).toMatchObject({ status: 403, code: 'ticket_invalid' })
})

test('a ticket ends after twenty minutes, with a new password, and with the account', async () => {
  const { ticket } = await forced()
  const started = server.clock.now
  server.clock.now = new Date(started.getTime() + 20 * minute)
  expect((await choose(ticket)).json().code).toBe('ticket_invalid')
  server.clock.now = started
  const left = await forced()
  await mark(server, left, sql`status = 'INACTIVE'`)
  expect((await choose(left.ticket)).json().code).toBe('ticket_invalid')
  const twice = await forced()
  const second = (await enter(server, twice)).json<{ ticket: string }>()
  await choose(second.ticket)
  expect((await choose(twice.ticket, 'a third good phrase')).json().code).toBe('ticket_invalid')
})

test('a ticket is no session, and a session no ticket', async () => {
  const { ticket } = await forced()
  const cookies = { carrel_session: ticket }
  expect((await request(server, 'GET /api/session', { cookies })).statusCode).toBe(401)
  const token = (await inside(server, await somebody(server))).cookies['carrel_session']!
  expect((await choose(token)).json().code).toBe('ticket_invalid')
})

test('the database holds no ticket', async () => {
  const { ticket } = await forced()
  const { rows } = await sql<{ text: string }>`select to_jsonb(sign_in_ticket)::text as text
    from sign_in_ticket`.execute(server.db)
  expect(rows.map(row => row.text).join()).not.toContain(ticket)
})

test.each([
  ['no ticket', { password: next }],
  ['an unknown key', { ticket: 'x', password: next, remember: true }],
  ['a long password', { ticket: 'x', password: 'x'.repeat(1001) }],
])('%s is refused', async (_what, payload) => {
  const answer = await send(server, '/api/session/password', payload)
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
})

test('a body that is too large is refused before it is read, at every door for strangers', async () => {
  for (const path of ['/session', '/session/password', '/session/second-factor', '/password-resets']) {
    const answer = await send(server, `/api${path}`, { ticket: 'x'.repeat(20_000) })
    expect([path, answer.statusCode]).toEqual([path, 413])
  }
})

test('another site cannot take the steps for somebody', async () => {
  const headers = { origin: 'https://evil.example' }
  for (const path of ['/session', '/session/password', '/session/second-factor', '/password-resets']) {
    const answer = await send(server, `/api${path}`, {}, { headers })
    expect([path, answer.json().code]).toEqual([path, 'csrf_refused'])
  }
})
