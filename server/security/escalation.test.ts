import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { addProfile } from '../sso/testing/profiles.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

// Whoever may edit people does not get in as one who may do more: neither by a link, nor by another sign-in.

let server: TestServer
let desk: Ask
let manager: Ask
let administrator: Ask

beforeAll(async () => {
  server = await openTestServer()
  desk = (await staffMember(server, 'desk', ['32'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  // Nobody asks these providers anything here.
  const settings = { issuer: 'http://127.0.0.1:9', clientId: 'carrel' }
  await addProfile(administrator, { code: 'google', kind: 'SOCIAL', settings, matchBy: 'GOOGLE' })
  await addProfile(administrator, { code: 'card', kind: 'OIDC', settings, matchBy: 'BARCODE' })
})
afterAll(() => server.close())

const email = { address: 'mine@example.edu', types: ['work'], preferred: true }
const card = (value: string, id_type: string) => ({ id_type, value, status: 'ACTIVE' })

async function holder(role: string, document: PersonDocument = {}): Promise<number> {
  const [userId] = await createPeople(contextOf(server), [
    {
      record_type: 'STAFF',
      first_name: 'Ada',
      last_name: 'Lovelace',
      user_group: 'STAFF',
      'email/a': email,
      'identifier/b': card(`B-${Math.random()}`, 'BARCODE'),
      'role/r': { role_type: role, status: 'ACTIVE' },
      ...document,
    },
  ])
  return userId!
}

async function edit(ask: Ask, userId: number, values: object): Promise<string> {
  const { revision } = (await administrator(`GET /api/users/${userId}`)).json()
  const answer = await ask(`PATCH /api/users/${userId}`, { revision, values })
  return answer.statusCode === 200 ? 'done' : answer.json().code
}

const waysIn: [what: string, values: object][] = [
  ['the address that links go to', { 'email/a': { ...email, address: 'theirs@example.edu' } }],
  ['another preferred address', { 'email/z': { ...email, address: 'theirs@example.edu' } }],
  ['a login of a social network', { 'identifier/z': card('theirs', 'GOOGLE') }],
  ['the card by which another sign-in names people', { 'identifier/b': card('THEIRS', 'BARCODE') }],
]

describe('by an edit of the record', () => {
  test.each(waysIn)('nobody gives a person who may do more %s', async (what, values) => {
    const unique = JSON.parse(
      JSON.stringify(values).replaceAll(/theirs/gi, `theirs ${what.length}`.replace(' ', '-')),
    )
    const userId = await holder('50')
    expect(await edit(desk, userId, unique)).toBe('forbidden')
    expect(await edit(manager, userId, unique)).toBe('forbidden')
    expect(await edit(manager, await holder('200'), unique)).toBe('done')
  })

  test('those who may do as much do, and the work at desks is not more', async () => {
    const values = { 'email/a': { ...email, address: 'new@example.edu' } }
    expect(await edit(administrator, await holder('50'), values)).toBe('done')
    expect(await edit(manager, await holder('32'), values)).toBe('done')
    expect(await edit(desk, await holder('32'), values)).toBe('done')
  })

  test('whatever is no way in stays the business of who edits', async () => {
    const userId = await holder('50')
    const address = { line1: 'Main Street 1', types: ['work'], preferred: true }
    const values = { 'address/a': address, job_description: 'Head', 'identifier/x': card('U-77', 'UNIV_ID') }
    expect(await edit(desk, userId, values)).toBe('done')
  })

  test('an address is no way in for who has no password of ours', async () => {
    const userId = await holder('50', { account_type: 'INTEXTAUTH' })
    expect(await edit(desk, userId, { 'email/a': { ...email, address: 'b@example.edu' } })).toBe('done')
  })

  test('a role that has ended makes nobody mighty', async () => {
    const role = { role_type: '50', status: 'ACTIVE', expiry_date: '2026-11-19' }
    const userId = await holder('200', { 'role/old': role })
    expect(await edit(desk, userId, { 'email/a': { ...email, address: 'c@example.edu' } })).toBe('done')
  })
})

describe('by a letter', () => {
  test('nobody invites a person who may do more to sign in by a social network', async () => {
    const userId = await holder('50')
    for (const ask of [desk, manager])
      expect((await ask(`POST /api/users/${userId}/social-invitation`)).json().code).toBe('forbidden')
    expect((await administrator(`POST /api/users/${userId}/social-invitation`)).statusCode).toBe(200)
    expect((await desk(`POST /api/users/${await holder('200')}/social-invitation`)).statusCode).toBe(200)
  })

  test('or sends them a link for a new password', async () => {
    const userId = await holder('50')
    expect((await manager(`POST /api/users/${userId}/password-reset`)).json().code).toBe('forbidden')
  })
})

test('an administrator helps people who work at desks to get in again', async () => {
  const userId = await holder('32')
  const body = { password: 'staple of the desk' }
  expect((await administrator(`PUT /api/users/${userId}/password`, body)).statusCode).toBe(204)
  expect((await manager(`DELETE /api/users/${userId}/second-factor`)).statusCode).toBe(204)
  const { rows } = await sql`select from credential where user_id = ${userId}`.execute(server.db)
  expect(rows).toHaveLength(1)
})
