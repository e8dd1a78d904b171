import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeKey } from '../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'

/** What the public client offers that libraries use most, as it is on npm; only address and key are said to it. */
type PublicClient = {
  setOptions: (key: string, address: string) => void
  getp: (path: string) => Promise<Answer>
  postp: (path: string, body: unknown) => Promise<Answer>
  putp: (path: string, body: unknown) => Promise<Answer>
  deletep: (path: string) => Promise<unknown>
  getXmlp: (path: string) => Promise<string>
  postXmlp: (path: string, body: string) => Promise<string>
  putXmlp: (path: string, body: string) => Promise<string>
}
// biome-ignore lint/suspicious/noExplicitAny: programs look into answers without knowing their types
type Answer = any

const alma: PublicClient = createRequire(import.meta.url)('almarestapi-lib')
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await sql`update institution set settings = '{"apiCallsPerSecond": 1000}'`.execute(server.db)
  await sql`insert into library (institution_id, code, name)
    values (${server.institution.institutionId}, 'MAIN', 'Main')`.execute(server.db)
  const { ask } = await staffMember(server, 'administrator', ['50'])
  const { key } = await makeKey(ask, { areas: { users: 'write', configuration: 'write' } })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  alma.setOptions(key, `http://127.0.0.1:${port}/almaws/v1`)
})
afterAll(() => server.close())

const josh = (more: object = {}) => ({
  first_name: 'Josh',
  last_name: 'Testman',
  account_type: { value: 'INTERNAL' },
  ...more,
})

test('a user is added without an identifier, read, changed, found and deleted', async () => {
  const added = await alma.postp('/users', josh())
  expect(added).toMatchObject({ primary_id: 'JoshTestman', status: { value: 'ACTIVE', desc: 'Active' } })
  const user = await alma.getp('/users/JoshTestman')
  expect(user).toEqual(added)
  user.middle_name = 'Max'
  user.user_note = [{ note_type: { value: 'OTHER' }, note_text: 'from a program', user_viewable: false }]
  expect(await alma.putp('/users/JoshTestman', user)).toMatchObject({
    full_name: 'Josh Max Testman',
    user_note: [{ note_text: 'from a program' }],
  })
  expect(await alma.getp('/users?q=last_name~Testman&limit=5')).toMatchObject({
    total_record_count: 1,
    user: [{ primary_id: 'JoshTestman' }],
  })
  expect(await alma.getp('/users/JoshTestman?expand=loans,requests,fees')).toMatchObject({
    loans: { value: '0' },
    requests: { value: '0' },
  })
  await alma.deletep('/users/JoshTestman')
  await expect(alma.getp('/users/JoshTestman')).rejects.toThrow(
    'User with identifier JoshTestman was not found. (401861)',
  )
})

test('XML is read, changed as text and written', async () => {
  const xml = `<user><record_type>PUBLIC</record_type><primary_id>xavier</primary_id><first_name>Xavier</first_name>
    <last_name>Markup</last_name><account_type>EXTERNAL</account_type><external_id>SIS</external_id></user>`
  expect(await alma.postXmlp('/users', xml)).toContain('<primary_id>xavier</primary_id>')
  const told = await alma.getXmlp('/users/xavier')
  const changed = told.replace('<last_name>Markup</last_name>', '<last_name>Marked</last_name>')
  expect(changed).not.toBe(told)
  expect(await alma.putXmlp('/users/xavier', changed)).toContain('<last_name>Marked</last_name>')
  await expect(alma.getXmlp('/users/nobody')).rejects.toThrow('User with identifier nobody was not found.')
})

test('fees are charged, paid and waived by the links that answers give', async () => {
  const { primary_id: id } = await alma.postp('/users', josh({ last_name: 'Debtor' }))
  const charge = { type: { value: 'OTHER' }, original_amount: 20, owner: { value: 'MAIN' }, comment: 'a key' }
  const fee = await alma.postp(`/users/${id}/fees`, charge)
  expect(fee).toMatchObject({ balance: 20, status: { value: 'ACTIVE' } })
  expect(await alma.postp(`${fee.link}?op=pay&amount=5.5&method=CASH`, null)).toMatchObject({ balance: 14.5 })
  expect(await alma.getp(`/users/${id}/fees`)).toMatchObject({ total_record_count: 1, total_sum: 14.5 })
  await expect(alma.postp(`${fee.link}?op=pay&amount=99&method=CASH`, null)).rejects.toThrow()
  await alma.postp(`/users/${id}/fees/all?op=pay&amount=ALL&method=CASH`, null)
  expect(await alma.getp(`/users/${id}/fees`)).toMatchObject({ total_record_count: 0, total_sum: 0 })
})

test('a set is made, gets members by the link of the answer, loses them and is deleted', async () => {
  const people = await Promise.all(
    ['Anna', 'Berta', 'Clara'].map(first_name =>
      alma.postp('/users', josh({ first_name, last_name: 'Member' })),
    ),
  )
  const member = (one: Answer) => ({ link: '', id: one.primary_id })
  const set = await alma.postp('/conf/sets', {
    link: '',
    name: 'Made by a program',
    type: { value: 'ITEMIZED' },
    content: { value: 'USER' },
    private: { value: 'false' },
    members: { member: people.slice(0, 1).map(member) },
  })
  const grown = await alma.postp(`${set.link}?op=add_members`, {
    members: { member: people.slice(1).map(member) },
  })
  expect(grown.number_of_members.value).toBe('3')
  const told = await alma.getp(`${set.link}/members?limit=100`)
  expect(told.member.map((one: Answer) => one.id).sort()).toEqual(people.map(one => one.primary_id).sort())
  expect((await alma.getp(told.member[0].link)).last_name).toBe('Member')
  await alma.postp(`${set.link}?op=delete_members`, { members: { member: people.slice(1).map(member) } })
  expect((await alma.getp(set.link)).number_of_members.value).toBe('1')
  await alma.deletep(set.link)
  await expect(alma.getp(set.link)).rejects.toThrow('(60107)')
})
