import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryEntry } from '../../contract/history.ts'
import type { RoleGrants } from '../../contract/roles.ts'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let admin: Ask
let manager: Ask
let lawManager: Ask
let desk: Ask

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name)
    values (${institutionId}, 'MAIN', 'Main'), (${institutionId}, 'LAW', 'Law')`.execute(server.db)
  const deskAt = (library: string) => ({ code: `${library}_CIRC`, label: library, details: { library } })
  await installCodeTables(server.db, institutionId, { CircDesks: [deskAt('LAW'), deskAt('MAIN')] })
  admin = (await staffMember(server, 'admin', ['50'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  lawManager = (await staffMember(server, 'law-manager', ['21@LAW'])).ask
  desk = (await staffMember(server, 'desk', ['32@LAW'])).ask
})
afterAll(() => server.close())

const operator = {
  role_type: '32',
  scope: 'LAW',
  parameters: [{ type: 'CirculationDesk', value: 'LAW_CIRC' }],
}
const patron = { role_type: '200', scope: 'INSTITUTION' }

const person = async (roles: PersonDocument = {}): Promise<number> =>
  (await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'Lovelace', ...roles }]))[0]!

const read = async (userId: number): Promise<UserRecord> => (await admin(`GET /api/users/${userId}`)).json()
const rolesOf = async (userId: number) => (await read(userId)).segments['role']!.map(one => one.values)

async function edit(by: Ask, userId: number, values: object) {
  const { revision } = await read(userId)
  const response = await by(`PATCH /api/users/${userId}`, { revision, values })
  const problem = response.json<{ code?: string; problems?: { field: string; rule: string }[] }>()
  return {
    status: response.statusCode,
    code: problem.code,
    problems: problem.problems?.map(one => `${one.field} ${one.rule}`),
  }
}
const done = { status: 200, code: undefined, problems: undefined }
const notYours = (path: string) => ({
  status: 422,
  code: 'invalid_values',
  problems: [`${path} role_not_yours`],
})

test('roles are given, changed, switched off and taken, and the history says each of it', async () => {
  const userId = await person()
  expect(await edit(manager, userId, { 'role/a': operator, 'role/p': patron })).toEqual(done)
  expect(await rolesOf(userId)).toMatchObject([
    { ...operator, status: 'ACTIVE', status_date: '2026-11-20' },
    { ...patron, status: 'ACTIVE' },
  ])
  const until = { ...operator, expiry_date: '2027-06-30' }
  expect(await edit(manager, userId, { 'role/a': until })).toEqual(done)
  expect(await edit(manager, userId, { 'role/a': { ...until, status: 'INACTIVE' } })).toEqual(done)
  expect(await edit(manager, userId, { 'role/a': null })).toEqual(done)
  expect(await rolesOf(userId)).toMatchObject([patron])
  const history = (await admin(`GET /api/users/${userId}/history`)).json<{ items: HistoryEntry[] }>()
  const changes = history.items.map(entry => entry.changes.find(one => one.path === 'role/a'))
  expect(changes.slice(0, 4)).toMatchObject([
    { old: { status: 'INACTIVE' } },
    { old: { status: 'ACTIVE' }, new: { status: 'INACTIVE' } },
    { new: { expiry_date: '2027-06-30' } },
    { new: operator },
  ])
})

test('the right to edit users is not the right to give roles, on a record or with a new user', async () => {
  const userId = await person({ 'role/a': operator })
  const forbidden = { status: 403, code: 'forbidden', problems: undefined }
  expect(await edit(desk, userId, { 'role/p': patron })).toEqual(forbidden)
  expect(await edit(desk, userId, { 'role/a': null })).toEqual(forbidden)
  expect(await edit(desk, userId, { first_name: 'Augusta' })).toEqual(done)
})

test.each([
  ['something that is above oneself', { role_type: '50' }],
  ['the administration of the system', { role_type: '26' }],
])('a user manager neither gives nor takes nor changes %s', async (_what, role) => {
  const userId = await person({ 'role/a': { ...role, status: 'ACTIVE' } })
  expect(await edit(manager, userId, { 'role/b': role })).toEqual(notYours('role/b/role_type'))
  expect(await edit(manager, userId, { 'role/a': null })).toEqual(notYours('role/a'))
  expect(await edit(manager, userId, { 'role/a': { ...role, expiry_date: '2027-01-01' } })).toEqual(
    notYours('role/a'),
  )
  expect(await edit(admin, userId, { 'role/a': null })).toEqual(done)
})

test('nobody raises themselves', async () => {
  const { ask, userId } = await staffMember(server, 'climber', ['21@LAW'])
  expect(await edit(ask, userId, { 'role/up': { role_type: '21' } })).toEqual(notYours('role/up/role_type'))
  expect(await edit(ask, userId, { 'role/r21-LAW': { role_type: '21', scope: 'MAIN' } })).toEqual(
    notYours('role/r21-LAW/role_type'),
  )
})

test('a manager of one library manages the roles of this library and of no other', async () => {
  const main = {
    role_type: '32',
    scope: 'MAIN',
    parameters: [{ type: 'CirculationDesk', value: 'MAIN_CIRC' }],
  }
  const userId = await person({ 'role/main': { ...main, status: 'ACTIVE' }, 'role/p': patron })
  expect(await edit(lawManager, userId, { 'role/a': operator })).toEqual(done)
  expect(await edit(lawManager, userId, { 'role/b': main })).toEqual(notYours('role/b/role_type'))
  expect(await edit(lawManager, userId, { 'role/main': null })).toEqual(notYours('role/main'))
  expect(await edit(lawManager, userId, { 'role/p': null })).toEqual(notYours('role/p'))
  expect(await edit(lawManager, userId, { 'role/a': null })).toEqual(done)
})

test('one edit that may not be done leaves all the others undone', async () => {
  const userId = await person()
  const result = await edit(manager, userId, { 'role/a': operator, 'role/b': { role_type: '50' } })
  expect(result).toEqual(notYours('role/b/role_type'))
  expect(await rolesOf(userId)).toEqual([])
})

test('a role without its desk is kept and allows nothing, until it is completed', async () => {
  const { ask, userId } = await staffMember(server, 'newcomer', [])
  const permissions = async () =>
    (await ask('GET /api/session')).json<{ permissions: string[] }>().permissions
  const bare = { role_type: '32', scope: 'LAW' }
  expect(await edit(admin, userId, { 'role/a': bare })).toEqual(done)
  expect(await permissions()).not.toContain('users.view')
  expect(await edit(admin, userId, { 'role/a': { ...operator, scope: null } })).toEqual(done)
  expect(await permissions()).not.toContain('users.view')
  expect(await edit(admin, userId, { 'role/a': operator })).toEqual(done)
  expect(await permissions()).toContain('users.view')
})

test('roles that one may give are named with the places, and only to those who give roles', async () => {
  const grantsOf = async (by: Ask) => (await by('GET /api/roles/grants')).json<RoleGrants>().grants
  const all = await grantsOf(admin)
  expect(all.find(one => one.role === '50')).toEqual({
    role: '50',
    institution: true,
    libraries: [],
    onlySparing: false,
  })
  const managers = await grantsOf(manager)
  expect(managers.map(one => one.role)).not.toContain('50')
  expect(managers.find(one => one.role === '32')).toMatchObject({ libraries: ['LAW', 'MAIN'] })
  const limited = await grantsOf(lawManager)
  expect(limited.every(one => !one.institution && one.libraries.join() === 'LAW')).toBe(true)
  expect((await desk('GET /api/roles/grants')).statusCode).toBe(403)
})

test('the configuration tells what the catalogue says about roles, whatever is stored', async () => {
  const { institutionId } = server.institution
  await sql`update code_value set details = '{}' where institution_id = ${institutionId}
    and table_name = 'HFrUserRoles.roleType' and code = '32'`.execute(server.db)
  const { codeTables } = (await admin('GET /api/configuration')).json()
  const role = codeTables['HFrUserRoles.roleType'].find((one: { code: string }) => one.code === '32')
  expect(role.details).toMatchObject({ area: 'Fulfillment', scopes: ['library'], named_user: true })
  expect(codeTables['RoleScopes'].map((one: { code: string }) => one.code)).toEqual([
    'INSTITUTION',
    'LAW',
    'MAIN',
  ])
})
