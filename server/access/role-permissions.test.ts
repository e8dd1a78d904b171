import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permission } from '../../contract/permissions.ts'
import { addUser, openTestServer, request, signInAs, type TestServer } from '../http/testing/test-server.ts'
import { roleTypes } from '../institutions/role-types.ts'
import { librariesOfRoles, permissionsOfRoles } from './role-permissions.ts'

const password = 'correct horse battery'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

async function permissionsOf(primaryId: string): Promise<string[]> {
  const response = await request(server, 'GET /api/session', await signInAs(server, primaryId, password))
  return response.json<{ permissions: string[] }>().permissions.toSorted()
}

/** Who may do what (facts: alma-behaviour §1.3); everything else is in `docs/permissions.md`. */
const managers = ['21', '50']
const matrix: [Permission, string[]][] = [
  ['users.edit', ['21', '221', '32', '50']],
  ['users.add', managers],
  ['users.register', ['21', '221', '32', '50']],
  ['users.delete', managers],
  ['users.toggle', managers],
  ['users.deactivate', managers],
  ['users.set_password', managers],
  ['users.edit_roles', managers],
  ['sets.view', managers],
  ['sets.manage', managers],
  ['tasks.update_users', managers],
  ['users.correct', ['50']],
  ['purge.run', ['50']],
  ['purge.restore', ['50']],
  ['sis.run', ['26', '50']],
  ['configuration.edit', ['26', '50']],
]

test.each(matrix)('%s is for the roles %j and for no other', (permission, expected) => {
  const allowing = roleTypes.map(one => one.code).filter(one => permissionsOfRoles([one]).has(permission))
  expect(allowing.toSorted()).toEqual(expected)
})

test.each([
  ['User Administrator', '50'],
  ['User Manager', '21'],
  ['Circulation Desk Operator', '32'],
  ['Fulfillment Services Operator', '38'],
  ['Patron', '200'],
  ['Cataloger', '204'],
])('%s (%s) is told exactly what the table of roles allows', async (_name, role) => {
  await addUser(server, { primaryId: `role-${role}`, password, roles: [role] })
  expect(await permissionsOf(`role-${role}`)).toEqual([...permissionsOfRoles([role])].toSorted())
})

test('who only sees users changes none, and a patron sees none', () => {
  const changing = matrix.map(([permission]) => permission)
  expect(changing.filter(one => permissionsOfRoles(['38']).has(one))).toEqual([])
  expect(permissionsOfRoles(['38']).has('users.view')).toBe(true)
  expect(permissionsOfRoles(['200']).has('users.view')).toBe(false)
})

test('roles add up', () => {
  const both = permissionsOfRoles(['38', '26'])
  expect(both).toEqual(new Set([...permissionsOfRoles(['38']), ...permissionsOfRoles(['26'])]))
})

test('a role code that is a property of every object allows nothing', () => {
  expect(permissionsOfRoles(['constructor', '__proto__', 'toString'])).toEqual(permissionsOfRoles([]))
})

test('inactive and expired roles do not count; one that expires today does', async () => {
  await addUser(server, { primaryId: 'mixed', password, roles: ['50', '21', '38'] })
  const change = (role: string, set: ReturnType<typeof sql>) =>
    sql`update user_role r set ${set} from user_account a
      where a.user_id = r.user_id and a.primary_id = 'mixed' and role_type = ${role}`.execute(server.db)
  await change('50', sql`status = 'INACTIVE'`)
  await change('21', sql`expiry_date = '2026-11-19'`)
  await change('38', sql`expiry_date = '2026-11-20'`)
  expect(await permissionsOf('mixed')).toEqual([...permissionsOfRoles(['38'])].toSorted())
})

test('libraries limit somebody only as long as no role that sees users is good for the institution', () => {
  const at = (type: string, scope: string | null) => ({ type, scope })
  expect(librariesOfRoles([at('32', 'LAW'), at('32', 'MAIN'), at('221', 'LAW')], 'NUL')).toEqual([
    'LAW',
    'MAIN',
  ])
  expect(librariesOfRoles([at('32', 'LAW'), at('21', 'NUL')], 'NUL')).toBe('all')
  expect(librariesOfRoles([at('32', 'LAW'), at('38', null)], 'NUL')).toBe('all')
  expect(librariesOfRoles([at('32', 'LAW'), at('200', 'NUL'), at('26.', null)], 'NUL')).toEqual(['LAW'])
  expect(librariesOfRoles([], 'NUL')).toEqual([])
})
