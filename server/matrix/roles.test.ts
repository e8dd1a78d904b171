import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { permissionsOfRoles } from '../access/role-permissions.ts'
import { mountedEndpoints } from '../http/mount.ts'
import { addRoles, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { roleTypes } from '../institutions/role-types.ts'
import { dump } from '../tasks/testing/dump.ts'
import { contextOf } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'
import { type Knock, knockOn } from './testing/knock.ts'

let server: TestServer
let endpoints: readonly Endpoint[]
let userId: number
let knock: Knock

beforeAll(async () => {
  server = await openTestServer()
  endpoints = mountedEndpoints(server.app)
  const person = await staffMember(server, 'somebody', [])
  userId = person.userId
  knock = knockOn(server, person.signedIn)
})
afterAll(() => server.close())

/** The one person of this file has this role now, and no other. */
async function become(role: string): Promise<void> {
  const { institutionId } = server.institution
  await sql`delete from user_role where institution_id = ${institutionId} and user_id = ${userId}`.execute(
    server.db,
  )
  await addRoles(server.db, { institutionId, userId }, [role])
}

const held = roleTypes.flatMap(({ code, details }) =>
  details.scopes.map(scope => (scope === 'library' ? `${code}@LAW` : code)),
)

/** One of those that allow the same at a place of the same kind. */
const different = [
  ...new Map(
    held.map(role => {
      const [code = '', library] = role.split('@')
      return [[library, ...[...permissionsOfRoles([code])].toSorted()].join(), role]
    }),
  ).values(),
]

/** No door knows the database; the slower one sees every difference, the faster one every role. */
const knocking = process.env['DATABASE_URL'] ? held : different

test('there is something to knock at, and somebody to do it', () => {
  expect(endpoints.length).toBeGreaterThan(130)
  expect(held.length).toBeGreaterThan(90)
})

test.each(knocking)('the role %s opens what its permissions say, and no other door', async role => {
  await become(role)
  const allowed = permissionsOfRoles([role.split('@')[0]!])
  const found: Record<string, string> = {}
  const expected: Record<string, string> = {}
  for (const endpoint of endpoints) {
    const door = `${endpoint.method} ${endpoint.path}`
    found[door] = await knock(endpoint)
    expected[door] = endpoint.permission === null || allowed.has(endpoint.permission) ? 'open' : 'forbidden'
  }
  expect(found).toEqual(expected)
})

test('whoever is not signed in finds the public doors open, and no other', async () => {
  const stranger = knockOn(server)
  for (const endpoint of endpoints) {
    expect([endpoint.path, await stranger(endpoint)]).toEqual([
      endpoint.path,
      endpoint.permission === null ? 'open' : 'not_signed_in',
    ])
  }
})

test.each([
  ['disabled', sql`status = 'INACTIVE'`],
  ['expired', sql`expiry_date = '2026-11-19'`],
  ['without the desk that it needs', sql`parameters = null`],
])('a role that is %s opens nothing', async (_why, change) => {
  await become('221@LAW')
  await sql`update user_role set ${change} where user_id = ${userId}`.execute(server.db)
  const own = permissionsOfRoles([])
  for (const endpoint of endpoints.filter(one => one.permission !== null && !own.has(one.permission))) {
    expect([endpoint.path, await knock(endpoint)]).toEqual([endpoint.path, 'forbidden'])
  }
})

test('knocking changes nothing', async () => {
  await become('50')
  const ctx = contextOf(server)
  const before = await dump(ctx)
  for (const endpoint of endpoints) await knock(endpoint)
  expect(await dump(ctx)).toEqual(before)
})
