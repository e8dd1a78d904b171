import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { IpGroup } from '../../contract/login-restrictions.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { sendDueLetters } from '../letters/send-due-letters.ts'
import { type MailServer, openMailServer } from '../letters/testing/mail-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { ask, emailOf, enter, inside, mark, type Person, send, somebody } from './testing/entrance.ts'

const inHouse = { remoteAddress: '192.0.2.50' }
const outside = { remoteAddress: '198.51.100.1' }
const library: IpGroup = {
  code: 'LIB',
  name: 'Library',
  ranges: ['192.0.2.0/24', '2001:db8::/32'],
  isAllowed: true,
}

let server: TestServer
let post: MailServer
let boss: Person
let system: SignedIn
beforeAll(async () => {
  server = await openTestServer()
  boss = await somebody(server, { roles: ['32'] })
  await mark(server, boss, emailOf('boss@example.edu'))
  system = await inside(server, await somebody(server, { roles: ['26'] }))
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(async () => {
  await put({ isEnabled: false, groups: [] })
  await post.close()
})

const line = 'PUT /api/login-restrictions'
const put = (payload: object, where = inHouse) => request(server, line, { ...system, ...where, payload })
const enable = () => put({ isEnabled: true, groups: [library], managerId: boss.userId })
const isIn = async (person: Person, where = outside) =>
  'csrfToken' in (await enter(server, person, where)).json()

test('people sign in from the groups that are allowed, and from nowhere else', async () => {
  const person = await somebody(server)
  expect(await isIn(person)).toBe(true)
  expect((await enable()).json()).toMatchObject({
    isEnabled: true,
    isOwnAllowed: true,
    ownAddress: '192.0.2.50',
  })
  expect(await isIn(person, inHouse)).toBe(true)
  expect(await isIn(person, { remoteAddress: '2001:db8:5::1' })).toBe(true)
  const refused = await enter(server, person, outside)
  expect(refused.json()).toEqual({ next: 'address_refused', ticket: expect.any(String) })
  expect(refused.cookies).toEqual([])
  await put({
    isEnabled: true,
    groups: [library, { ...library, code: 'X', ranges: ['198.51.100.1'] }],
    managerId: boss.userId,
  })
  expect(await isIn(person)).toBe(true)
})

test('administrators, the manager, and whom staff exempt sign in from anywhere', async () => {
  await enable()
  for (const role of ['50', '26'])
    expect([role, await isIn(await somebody(server, { roles: [role] }))]).toEqual([role, true])
  for (const role of ['21', '32', '200'])
    expect([role, await isIn(await somebody(server, { roles: [role] }))]).toEqual([role, false])
  expect(await isIn(boss)).toBe(true)
  const exempt = await somebody(server)
  await mark(server, exempt, sql`disable_login_restrictions = true`)
  expect(await isIn(exempt)).toBe(true)
  const former = await somebody(server, { roles: ['50'] })
  await sql`update user_role set status = 'INACTIVE' where user_id = ${former.userId}`.execute(server.db)
  expect(await isIn(former)).toBe(false)
})

test('a wrong password is answered alike from everywhere', async () => {
  await enable()
  const { primaryId } = await somebody(server)
  const payload = { primaryId, password: 'wrong password' }
  expect((await send(server, '/api/session', payload, outside)).json().code).toBe('sign_in_failed')
})

test('whoever is refused writes to the manager, once', async () => {
  await enable()
  const person = await somebody(server)
  await mark(server, person, emailOf('away@example.edu'))
  const { ticket } = (await enter(server, person, outside)).json()
  const write = (text: string) => send(server, '/api/session/appeal', { ticket, text }, outside)
  expect((await write('  ')).json().problems).toEqual([{ field: 'text', rule: 'required' }])
  expect((await write('I am at a conference.\n<b>Please</b>')).statusCode).toBe(204)
  expect((await write('Again')).json().code).toBe('ticket_invalid')
  await sendDueLetters(contextOf(server), { mail: post.mail })
  expect(post.arrived.map(one => one.to)).toEqual([['boss@example.edu']])
  const text = post.arrived[0]!.mail.text!
  for (const part of [person.primaryId, 'away@example.edu', '198.51.100.1', 'I am at a conference.']) {
    expect(text).toContain(part)
  }
  expect(post.arrived[0]!.mail.html).not.toContain('<b>')
})

test('nobody locks themselves out: from an outside address it is neither enabled nor changed', async () => {
  const rules = { isEnabled: true, groups: [library], managerId: boss.userId }
  const refusal = { field: 'isEnabled', rule: 'own_address_outside', limit: '198.51.100.1' }
  expect((await put(rules, outside)).json().problems).toEqual([refusal])
  expect((await enable()).statusCode).toBe(200)
  expect((await put({ ...rules, groups: [{ ...library, isAllowed: false }] })).json().problems).toMatchObject(
    [{ rule: 'own_address_outside' }],
  )
  expect((await put({ ...rules, groups: [] })).json().problems).toMatchObject([
    { rule: 'own_address_outside' },
  ])
  expect((await put({ isEnabled: false, groups: [library] }, outside)).statusCode).toBe(200)
})

test('there is no restriction without a manager who can be written to', async () => {
  const problemsOf = async (managerId?: number) =>
    (await put({ isEnabled: true, groups: [library], ...(managerId ? { managerId } : {}) })).json().problems
  expect(await problemsOf()).toEqual([{ field: 'managerId', rule: 'required' }])
  const silent = await somebody(server)
  expect(await problemsOf(silent.userId)).toEqual([{ field: 'managerId', rule: 'no_preferred_email' }])
  await mark(server, silent, sql`status = 'INACTIVE'`)
  expect(await problemsOf(silent.userId)).toEqual([{ field: 'managerId', rule: 'may_not_sign_in' }])
  expect(await problemsOf(9_999_999)).toEqual([{ field: 'managerId', rule: 'may_not_sign_in' }])
})

test('who changed it, from what and to what, is in the history of the settings', async () => {
  await enable()
  const { rows } = await sql<{ new: object; actor_name: string }>`select new, actor_name from settings_history
    where key = 'loginRestrictions' order by settings_history_id desc limit 1`.execute(server.db)
  expect(rows[0]).toMatchObject({
    actor_name: 'Wilhelmina Quackenbush',
    new: { isEnabled: true, groups: [library] },
  })
})

test('wrong groups are named at their place', async () => {
  const groups = [library, { ...library, ranges: ['192.0.2.0/40'] }]
  expect((await put({ isEnabled: false, groups })).json().problems).toEqual([
    { field: 'groups/1/code', rule: 'repeated' },
    { field: 'groups/1/ranges', rule: 'not_an_ip_range', limit: '192.0.2.0/40' },
  ])
})

test('the field on the record is there only while it is enabled', async () => {
  const administrator = await inside(server, await somebody(server, { roles: ['50'] }))
  const fields = async () =>
    (await ask(server, administrator, 'GET /api/configuration'))
      .json()
      .fields.map((one: { name: string }) => one.name)
  const person = await somebody(server)
  const edit = async () =>
    (
      await ask(server, administrator, `PATCH /api/users/${person.userId}`, {
        revision: 1,
        values: { disable_login_restrictions: true },
      })
    ).statusCode
  expect([(await fields()).includes('disable_login_restrictions'), await edit()]).toEqual([false, 422])
  await enable()
  expect([(await fields()).includes('disable_login_restrictions'), await edit()]).toEqual([true, 200])
})

test.each([
  ['21', 200],
  ['32', 403],
  ['200', 403],
])('role %s reads it with %d and may not change it', async (role, status) => {
  const signedIn = await inside(server, await somebody(server, { roles: [role] }))
  expect((await ask(server, signedIn, 'GET /api/login-restrictions')).statusCode).toBe(status)
  expect((await ask(server, signedIn, line, { isEnabled: false, groups: [] })).json().code).toBe('forbidden')
})

test.each([{}, { isEnabled: true, groups: [{ code: 'A' }] }, { isEnabled: false, groups: [], other: 1 }])(
  '%j is refused',
  async payload => {
    const answer = await put(payload)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
  },
)
