import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendAskedResets } from '../access/password-resets.ts'
import {
  type Answer,
  ask,
  codeOf,
  emailOf,
  enter,
  inside,
  mark,
  password,
  send,
  setSettings,
  somebody,
  withFactor,
} from '../access/testing/entrance.ts'
import { openTestServer, request, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { endpointsOf, isChange } from './testing/endpoints.ts'

// Fifty guesses at the same moment are no more than the five that are looked at.

let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await setSettings(server, { mfaForInternal: true })
})
afterAll(() => server.close())

const fifty = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, index) => work(index)))

/** How many of the answers had which status. */
function counted(answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1
  return counts
}

async function guarded() {
  const person = await somebody(server)
  const { secret, recoveryCodes } = await withFactor(server, await inside(server, person))
  server.clock.now = new Date(server.clock.now.getTime() + 120_000)
  return { ...person, secret, recoveryCodes }
}

const ticketOf = async (person: { userId: number; primaryId: string }) =>
  (await enter(server, person)).json<{ ticket: string }>().ticket

/** One after another: right passwords at the same moment are counted, too, until each is found right. */
async function ticketsOf(person: { userId: number; primaryId: string }) {
  const tickets: string[] = []
  for (let index = 0; index < 50; index += 1) tickets.push(await ticketOf(person))
  return tickets
}

const answerFactor = (ticket: string, code: string) =>
  send(server, '/api/session/second-factor', { ticket, code })

describe('of fifty at once only five are looked at', () => {
  test('passwords under the name of somebody, and the right one is then too late', async () => {
    const person = await somebody(server)
    const guesses = await fifty(index =>
      send(server, '/api/session', { primaryId: person.primaryId, password: `guess ${index}` }),
    )
    expect(counted(guesses)).toEqual({ 401: 5, 423: 45 })
    expect((await enter(server, person)).statusCode).toBe(423)
  })

  test('passwords under all names of one person together', async () => {
    const person = await somebody(server, { barcode: 'B-77' })
    const names = [person.primaryId, 'B-77', person.primaryId.toUpperCase(), ` ${person.primaryId} `, 'b-77']
    const guesses = await fifty(index =>
      send(server, '/api/session', { primaryId: names[index % names.length], password: 'wrong password' }),
    )
    expect(counted(guesses)).toEqual({ 401: 5, 423: 45 })
  })

  test('passwords under a name that nobody has', async () => {
    const guesses = await fifty(() => send(server, '/api/session', { primaryId: 'nobody-here', password }))
    expect(counted(guesses)).toEqual({ 401: 5, 423: 45 })
  })

  test('present passwords at a screen that somebody left open', async () => {
    const signedIn = await inside(server, await somebody(server))
    const guesses = await fifty(index =>
      ask(server, signedIn, 'PUT /api/account/password', {
        current: `guess ${index}`,
        password: 'staple of the desk',
      }),
    )
    expect(counted(guesses)).toEqual({ 422: 5, 423: 45 })
  })

  test('codes of the app, over as many tickets', async () => {
    const person = await guarded()
    const tickets = await ticketsOf(person)
    const guesses = await fifty(index => answerFactor(tickets[index]!, String(index).padStart(6, '0')))
    expect(counted(guesses)).toEqual({ 422: 5, 423: 45 })
    expect((await answerFactor(tickets[0]!, codeOf(server, person.secret))).statusCode).toBe(423)
  })

  test('recovery codes, and the count is the same as that of the app', async () => {
    const person = await guarded()
    const ticket = await ticketOf(person)
    const guesses = await fifty(index =>
      answerFactor(ticket, index % 2 ? '000000' : `aaaaa-${String(index).padStart(5, 'b')}`),
    )
    expect(counted(guesses)).toEqual({ 422: 5, 423: 45 })
    expect((await answerFactor(ticket, person.recoveryCodes[0]!)).statusCode).toBe(423)
  })

  test('first codes of a factor that is being set up', async () => {
    const signedIn = await inside(server, await somebody(server))
    await ask(server, signedIn, 'POST /api/account/second-factor', { current: password })
    const line = 'POST /api/account/second-factor/confirmation'
    const guesses = await fifty(index =>
      ask(server, signedIn, line, { code: String(index).padStart(6, '0') }),
    )
    expect(counted(guesses)).toEqual({ 422: 5, 423: 45 })
  })
})

describe('what is good once is good once, however many use it at the same moment', () => {
  test('a recovery code', async () => {
    const person = await guarded()
    const tickets = await ticketsOf(person)
    const uses = await fifty(index => answerFactor(tickets[index]!, person.recoveryCodes[0]!))
    expect(counted(uses)[200]).toBe(1)
  })

  test('a mailed link', async () => {
    const person = await somebody(server)
    await mark(server, person, emailOf('one@example.edu'))
    await send(server, '/api/password-resets', { name: person.primaryId })
    await sendAskedResets(contextOf(server), { origin: 'https://carrel.example.edu' })
    const { rows } = await sql<{ text: string }>`select text from letter_outbox
      where user_id = ${person.userId}`.execute(server.db)
    const ticket = /#([\w-]{43})/.exec(rows[0]!.text)![1]!
    const body = { ticket, password: 'staple of the desk' }
    const uses = await fifty(() => send(server, '/api/session/password', body))
    expect(counted(uses)).toEqual({ 200: 1, 403: 49 })
  })
})

test.each([
  ['/api/session/password', { password: 'staple of the desk' }],
  ['/api/session/second-factor', { code: '123456' }],
  ['/api/session/second-factor/secret', {}],
  ['/api/session/second-factor/confirmation', { code: '123456' }],
  ['/api/session/appeal', { text: 'Please' }],
])('an invented ticket at %s is worth nothing, whatever it looks like', async (path, body) => {
  for (const ticket of ['', 'x', 'A'.repeat(43), "' or true --", '%', '\u202e', 'null']) {
    const answer = await send(server, path, { ...body, ticket })
    expect([ticket, answer.statusCode, answer.json().code]).toEqual([ticket, 403, 'ticket_invalid'])
  }
})

describe('the limit of an address', () => {
  const limited = (settings: object = {}) => openTestServer({ signInsPerMinute: 10, ...settings }, server)

  /** One after another: of those at the same moment the count refuses more than it must. */
  async function tries(to: TestServer, optionsOf: (index: number) => object, lines = ['POST /api/session']) {
    const answers: Answer[] = []
    for (let index = 0; index < 15; index += 1) {
      const options = { payload: { primaryId: `n${index}`, password }, ...optionsOf(index) }
      answers.push(await request(to, lines[index % lines.length]!, options))
    }
    await to.close()
    return answers.map(one => one.statusCode === 429)
  }
  const tenThenNone = Array.from({ length: 15 }, (_, index) => index >= 10)

  test('is one for all doors of strangers together', async () => {
    const doors = endpointsOf(server, one => isChange(one) && one.permission === null)
    expect(doors.length).toBeGreaterThan(10)
    const lines = doors.map(one => one.line)
    expect(await tries(await limited(), () => ({ payload: {} }), lines)).toEqual(tenThenNone)
  })

  test('lets no more through at the same moment', async () => {
    const own = await limited()
    const answers = await fifty(() => request(own, 'POST /api/session', { payload: {} }))
    expect(counted(answers)[429]).toBeGreaterThanOrEqual(40)
    await own.close()
  })

  test('is not another one under another name that the client gives itself', async () => {
    const named = (index: number) => ({
      headers: {
        'x-forwarded-for': `192.0.2.${index}`,
        'x-real-ip': `192.0.2.${index}`,
        'cf-connecting-ip': `192.0.2.${index}`,
        forwarded: `for=192.0.2.${index}`,
        'user-agent': `robot ${index}`,
      },
    })
    expect(await tries(await limited(), named)).toEqual(tenThenNone)
  })

  test('counts what a believed proxy says, and not what was said to the proxy', async () => {
    const through = (index: number) => ({ headers: { 'x-forwarded-for': `192.0.2.${index}, 198.51.100.7` } })
    expect(await tries(await limited({ trustProxy: '127.0.0.1' }), through)).toEqual(tenThenNone)
  })

  test('is one for the whole network that a home has in IPv6', async () => {
    const from = (index: number) => ({ remoteAddress: `2001:db8:1:2:${index + 1}::${index + 1}` })
    expect(await tries(await limited(), from)).toEqual(tenThenNone)
  })
})
