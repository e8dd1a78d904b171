import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { permissions } from '../../contract/permissions.ts'
import { addUser, openTestServer, request, signInAs, type TestServer } from '../http/testing/test-server.ts'
import { permissionsOfRoles } from './role-permissions.ts'

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

const desk = ['letters.send', 'session.own', 'users.edit', 'users.view']
const manager = [
  'configuration.view',
  'letters.send',
  'session.own',
  'sets.manage',
  'tasks.undo',
  'tasks.update_users',
  'tasks.view',
  'users.add',
  'users.deactivate',
  'users.delete',
  'users.edit',
  'users.set_password',
  'users.toggle',
  'users.view',
]
const system = [
  'configuration.edit',
  'configuration.view',
  'links.manage',
  'session.own',
  'sis.run',
  'tasks.view',
  'users.view',
]

test.each([
  ['User Administrator', '50', [...permissions].toSorted()],
  ['User Manager', '21', manager],
  ['General System Administrator', '26', system],
  ['Circulation Desk Operator', '32', desk],
  ['Circulation Desk Manager', '221', desk],
  ['Fulfillment Services Operator', '38', ['session.own', 'users.view']],
  ['Patron', '200', ['session.own']],
  ['Cataloger', '204', ['session.own']],
])('%s (%s) may do exactly this', async (_name, role, expected) => {
  await addUser(server, { primaryId: `role-${role}`, password, roles: [role] })
  expect(await permissionsOf(`role-${role}`)).toEqual(expected)
})

test('roles add up', () => {
  const both = permissionsOfRoles(['38', '26'])
  expect([...both].toSorted()).toEqual(system)
})

test('a role code that is a property of every object allows nothing', () => {
  expect([...permissionsOfRoles(['constructor', '__proto__', 'toString'])]).toEqual(['session.own'])
})

test('inactive and expired roles do not count; one that expires today does', async () => {
  await addUser(server, { primaryId: 'mixed', password, roles: ['50', '21', '38'] })
  const change = (role: string, set: ReturnType<typeof sql>) =>
    sql`update user_role r set ${set} from user_account a
      where a.user_id = r.user_id and a.primary_id = 'mixed' and role_type = ${role}`.execute(server.db)
  await change('50', sql`status = 'INACTIVE'`)
  await change('21', sql`expiry_date = '2026-11-19'`)
  await change('38', sql`expiry_date = '2026-11-20'`)
  expect(await permissionsOf('mixed')).toEqual(['session.own', 'users.view'])
})
