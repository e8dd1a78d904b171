import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Answer, emailOf, enter, mark, password, send, somebody } from '../access/testing/entrance.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'

// Nobody can find out whom there is: neither by what is answered, nor by what is done for it.

const verified: string[] = []
vi.mock('@node-rs/argon2', async importOriginal => {
  const real = await importOriginal<typeof import('@node-rs/argon2')>()
  return {
    ...real,
    verify: (stored: string, given: string) => {
      verified.push(stored)
      return real.verify(stored, given)
    },
  }
})

let server: TestServer
const names: Record<string, string> = { nobody: 'nobody-at-all' }

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: 'https://carrel.example.edu' })
  const kinds = {
    known: sql`status = 'ACTIVE'`,
    inactive: sql`status = 'INACTIVE'`,
    expired: sql`expiry_date = date '2026-11-19'`,
    external: sql`account_type = 'EXTERNAL'`,
    'external by its own sign-in': sql`account_type = 'INTEXTAUTH'`,
    contact: sql`record_type = 'CONTACT'`,
  }
  for (const [kind, change] of Object.entries(kinds)) {
    const person = await somebody(server)
    await mark(server, person, change)
    await mark(server, person, emailOf(`${person.primaryId}@example.edu`))
    names[kind] = person.primaryId
  }
  names['without a password'] = (await somebody(server, { password: '' })).primaryId
  names['of staff with every right'] = (await somebody(server, { roles: ['50'] })).primaryId
  names['a protected account'] = (await somebody(server, { primaryId: 'exl_impl' })).primaryId
})
afterAll(() => server.close())
afterEach(() => verified.splice(0))

/** All of an answer but the number of the request. */
function shown({ statusCode, headers, body }: Answer): unknown {
  const { requestId: _number, ...said } = body === '' ? {} : JSON.parse(body)
  const { date: _date, ...others } = headers
  return { statusCode, headers: others, said }
}

const signInWith = (name: string) =>
  send(server, '/api/session', { primaryId: name, password: 'a wrong password' })

test('the sign-in answers a wrong password alike for every name, and reckons one hash of the same cost', async () => {
  const answers: unknown[] = []
  const costs = new Set<string>()
  for (const name of Object.values(names)) {
    answers.push(shown(await signInWith(name)))
    expect([name, verified.length]).toEqual([name, 1])
    costs.add(verified.splice(0)[0]!.split('$').slice(1, 4).join('$'))
  }
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect([...costs]).toHaveLength(1)
})

test('it answers a right password of an account that may not enter as a wrong one', async () => {
  const wrong = shown(await signInWith(names['known']!))
  for (const kind of ['inactive', 'expired', 'external', 'external by its own sign-in'])
    expect([kind, shown(await enter(server, { userId: 0, primaryId: names[kind]! }))]).toEqual([kind, wrong])
})

test('locked names answer alike, whoever they are, and no hash is reckoned for any', async () => {
  const answers: unknown[] = []
  for (const name of Object.values(names)) {
    for (let tries = 0; tries < 5; tries += 1) await signInWith(name)
    verified.splice(0)
    answers.push(shown(await signInWith(name)))
    expect([name, verified]).toEqual([name, []])
  }
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('a forgotten password is answered alike, and nobody is looked up before the answer', async () => {
  const answers: unknown[] = []
  const asked = [
    ...Object.values(names),
    `${names['known']}@example.edu`,
    'nobody@example.edu',
    "' or true --",
  ]
  for (const name of asked) {
    const answer = await send(server, '/api/password-resets', { name })
    answers.push(shown(answer))
    expect(answer.statusCode).toBe(204)
    const { rows } = await sql<{ requests: number; letters: number; tickets: number }>`select
      (select count(*)::integer from password_reset_request) as requests,
      (select count(*)::integer from letter_outbox) as letters,
      (select count(*)::integer from sign_in_ticket) as tickets`.execute(server.db)
    expect(rows[0]).toEqual({ requests: 1, letters: 0, tickets: 0 })
    await sql`delete from password_reset_request`.execute(server.db)
  }
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('tickets, links and invitations that are unknown, over or used answer alike', async () => {
  const person = await somebody(server)
  await mark(server, person, sql`force_password_change = true`)
  const used = (await enter(server, person)).json<{ ticket: string }>().ticket
  const body = (ticket: string) => ({ ticket, password: 'staple of the desk' })
  await send(server, '/api/session/password', body(used))
  await mark(server, person, sql`force_password_change = true`)
  const over = (
    await send(server, '/api/session', { primaryId: person.primaryId, password: 'staple of the desk' })
  ).json<{ ticket: string }>().ticket
  await sql`update sign_in_ticket set expires_at = ${server.clock.now}`.execute(server.db)
  const answers = await Promise.all(
    [used, over, 'x'.repeat(43)].map(ticket => send(server, '/api/session/password', body(ticket))),
  )
  for (const answer of answers) expect(shown(answer)).toEqual(shown(answers[0]!))
  expect(answers[0]!.json().code).toBe('ticket_invalid')
})

test('a directory and a provider that there is none of answer alike, and name nobody', async () => {
  const answers = await Promise.all([
    send(server, '/api/sso/nothing/directory', { name: names['known'], password }),
    send(server, '/api/sso/nothing/directory', { name: 'nobody', password }),
  ])
  expect(shown(answers[0]!)).toEqual(shown(answers[1]!))
})
