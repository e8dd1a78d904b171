import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import {
  openTestServer,
  request,
  signedInBy,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'
import { sendDueLetters } from '../letters/send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from '../letters/testing/mail-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { sendAskedResets } from './password-resets.ts'
import {
  ask,
  emailOf,
  enter,
  inside,
  mark,
  password,
  send,
  setSettings,
  somebody,
  withFactor,
} from './testing/entrance.ts'

const next = 'staple of the desk'
const hour = 3_600_000
const started = new Date('2026-11-20T15:00:00Z')
let server: TestServer
let ctx: Context
let post: MailServer
beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1), publicOrigin: 'https://carrel.example.edu' })
  ctx = contextOf(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
  server.clock.now = started
})
afterEach(async () => {
  await post.close()
  await sql`delete from letter_outbox`.execute(server.db)
  await sql`delete from sign_in_ticket`.execute(server.db)
})

let addresses = 0
async function reader(user = {}, address = `reader${addresses++}@example.edu`) {
  const person = await somebody(server, user)
  await mark(server, person, emailOf(address))
  return { ...person, address }
}

const asking = (name: string) => send(server, '/api/password-resets', { name })

/** What the worker does every minute. */
async function work(settings = {}) {
  const institution = { ...ctx.institution, settings: { ...ctx.institution.settings, ...settings } }
  await sendAskedResets({ ...ctx, institution }, { origin: 'https://carrel.example.edu' })
  await sendDueLetters(ctx, { mail: post.mail })
}

/** The token of the newest mail. */
const mailedToken = () =>
  /https:\/\/carrel\.example\.edu\/reset#([\w-]{43})/.exec(post.arrived.at(-1)?.mail.text ?? '')?.[1] ?? ''

const choose = (ticket: string, chosen = next) =>
  send(server, '/api/session/password', { ticket, password: chosen })

test.each(['identifier', 'e-mail address'])(
  'a link comes to whoever gives the %s, and opens the door once',
  async by => {
    const person = await reader()
    expect(
      (await asking(by === 'identifier' ? ` ${person.primaryId}` : person.address.toUpperCase())).statusCode,
    ).toBe(204)
    await work()
    expect(post.arrived.map(one => one.to)).toEqual([[person.address]])
    const token = mailedToken()
    const chosen = await choose(token)
    expect((await request(server, 'GET /api/session', signedInBy(chosen))).statusCode).toBe(200)
    expect((await trySignIn(server, person.primaryId, next)).statusCode).toBe(200)
    expect((await choose(token, 'another good phrase')).json().code).toBe('ticket_invalid')
  },
)

test('the answer is the same for everybody, and so is what happens before it', async () => {
  const known = await reader()
  const names = [known.primaryId, known.address, 'nobody-at-all', 'nobody@example.edu']
  const answers = await Promise.all(names.map(asking))
  const shown = answers.map(({ statusCode, body, headers }) => [statusCode, body, headers['set-cookie']])
  expect(new Set(shown.map(one => JSON.stringify(one))).size).toBe(1)
  const { rows } = await sql`select name from password_reset_request order by name`.execute(server.db)
  expect(rows.map(row => (row as { name: string }).name)).toEqual(names.toSorted())
  await work()
  expect(post.arrived.map(one => one.to)).toEqual([[known.address]])
  expect((await sql`select from password_reset_request`.execute(server.db)).rows).toEqual([])
})

test.each([
  ['is inactive', sql`status = 'INACTIVE'`],
  ['has expired', sql`expiry_date = '2026-11-19'`],
  ['belongs to the student system', sql`account_type = 'EXTERNAL'`],
  ['signs in elsewhere', sql`account_type = 'INTEXTAUTH'`],
  ['has no preferred address', sql`contact = '{}'`],
])('whose account %s gets no mail', async (_why, change) => {
  const person = await reader()
  await mark(server, person, change)
  await asking(person.primaryId)
  await work()
  expect(post.arrived).toEqual([])
})

test('an address that is not the preferred one finds nobody', async () => {
  const person = await reader()
  await asking('eader0@example.edu')
  await mark(server, person, sql`contact = jsonb_set(contact, '{email/a,preferred}', 'false')`)
  await asking(person.address)
  await work()
  expect(post.arrived).toEqual([])
})

test('a link that somebody asked for lasts an hour, one of staff a day', async () => {
  const person = await reader()
  await asking(person.primaryId)
  await work()
  const asked = mailedToken()
  const manager = await inside(server, await somebody(server, { roles: ['21'] }))
  const answer = await ask(server, manager, `POST /api/users/${person.userId}/password-reset`)
  expect(answer.json()).toMatchObject({ recipient: person.address, willBeSent: true })
  await work()
  const sent = mailedToken()
  server.clock.now = new Date(started.getTime() + hour)
  expect((await choose(asked)).json().code).toBe('ticket_invalid')
  server.clock.now = new Date(started.getTime() + 24 * hour)
  expect((await choose(sent)).json().code).toBe('ticket_invalid')
  server.clock.now = new Date(started.getTime() + 24 * hour - 1)
  expect((await choose(sent)).statusCode).toBe(200)
})

test('whoever asks again and again causes one mail in ten minutes', async () => {
  const person = await reader()
  for (let minute = 0; minute < 11; minute += 5) {
    server.clock.now = new Date(started.getTime() + minute * 60_000)
    await asking(person.primaryId)
    await asking(person.address)
    await work()
  }
  expect(post.arrived).toHaveLength(2)
})

test('a new password ends open sessions, locks and other links', async () => {
  const person = await reader()
  const before = await inside(server, person)
  await asking(person.primaryId)
  await work()
  const first = mailedToken()
  server.clock.now = new Date(started.getTime() + 11 * 60_000)
  await asking(person.primaryId)
  await work()
  for (let index = 0; index < 6; index++) await trySignIn(server, person.primaryId, 'wrong password')
  expect((await trySignIn(server, person.primaryId, password)).statusCode).toBe(423)
  expect((await choose(mailedToken())).statusCode).toBe(200)
  expect((await request(server, 'GET /api/session', before)).statusCode).toBe(401)
  expect((await trySignIn(server, person.primaryId, next)).statusCode).toBe(200)
  expect((await choose(first)).json().code).toBe('ticket_invalid')
})

test('a link does not take the place of the second factor', async () => {
  await setSettings(server, { mfaForInternal: true })
  const person = await reader()
  await withFactor(server, await inside(server, person))
  await asking(person.primaryId)
  await work()
  expect((await choose(mailedToken())).json()).toMatchObject({ next: 'second_factor' })
  await setSettings(server, { mfaForInternal: false })
})

test('nothing of the link is kept once it has gone, and it is not sent again', async () => {
  const person = await reader()
  await asking(person.primaryId)
  await work()
  const token = mailedToken()
  const { rows } = await sql<{ letter_id: number; text: string }>`
    select letter_id, to_jsonb(letter_outbox)::text as text from letter_outbox`.execute(server.db)
  expect(rows.map(row => row.text).join()).not.toContain(token)
  const administrator = await inside(server, await somebody(server, { roles: ['50'] }))
  const line = `POST /api/users/${person.userId}/letters/${rows[0]!.letter_id}/resend`
  expect((await ask(server, administrator, line)).json().problems).toEqual([
    { field: 'letter', rule: 'not_sent_again' },
  ])
})

test('copies of other letters go to CC addresses, the link does not', async () => {
  const person = await reader()
  const copy = { address: 'copy@example.edu', types: ['cc_address'] }
  await mark(server, person, sql`contact = contact || ${JSON.stringify({ 'email/c': copy })}::jsonb`)
  await asking(person.primaryId)
  await work()
  expect(post.arrived.map(one => one.to)).toEqual([[person.address]])
})

test('staff send links to those whose password they may set, and to nobody else', async () => {
  const person = await reader()
  const line = (id: number) => `POST /api/users/${id}/password-reset`
  const as = async (role: string, id: number) =>
    ask(server, await inside(server, await somebody(server, { roles: [role] })), line(id))
  for (const role of ['32', '38', '26', '200']) {
    expect((await as(role, person.userId)).json().details).toEqual({ permission: 'users.set_password' })
  }
  const administrator = await reader({ roles: ['50'] })
  expect((await as('21', administrator.userId)).json().code).toBe('forbidden')
  expect((await as('50', 9_999_999)).statusCode).toBe(404)
  const external = await reader()
  await mark(server, external, sql`account_type = 'EXTERNAL'`)
  expect((await as('50', external.userId)).json().problems).toEqual([
    { field: 'password', rule: 'no_password_here' },
  ])
  await mark(server, person, sql`contact = '{}'`)
  expect((await as('50', person.userId)).json().problems).toEqual([
    { field: 'email', rule: 'no_preferred_email' },
  ])
})

test('people of the student system have a password of ours only where the institution says so', async () => {
  const person = await reader()
  await mark(server, person, sql`account_type = 'EXTERNAL'`)
  expect((await enter(server, person)).json().code).toBe('sign_in_failed')
  await setSettings(server, { externalUsersWithInternalAuth: true })
  expect((await enter(server, person)).statusCode).toBe(200)
  await asking(person.primaryId)
  await work({ externalUsersWithInternalAuth: true })
  expect(post.arrived).toHaveLength(1)
  await setSettings(server, { externalUsersWithInternalAuth: false })
})

test.each([
  ['no name', {}],
  ['an unknown key', { name: 'a', kind: 'email' }],
  ['a long name', { name: 'x'.repeat(256) }],
])('%s is refused', async (_what, payload) => {
  const answer = await send(server, '/api/password-resets', payload)
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
})
