import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code, openWritingDoor, userIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
beforeAll(async () => {
  door = await openWritingDoor()
  const { institutionId, code: scope } = door.server.institution
  const profile = (role_type: string) => JSON.stringify({ roles: [{ role_type, status: 'ACTIVE', scope }] })
  await sql`insert into role_profile (institution_id, code, name, content) values
    (${institutionId}, 'OLD', 'Old', ${profile('205')}::jsonb), (${institutionId}, 'NEW', 'New', ${profile('206')}::jsonb),
    (${institutionId}, 'READER', 'Reader', ${profile('200')}::jsonb)`.execute(door.server.db)
  await sql`insert into assignment_rule (institution_id, kind, position, name, is_enabled, conditions, chosen) values
    (${institutionId}, 'roles', -1, 'Old', true, '{"userGroups": ["A"]}', array['OLD', 'READER']),
    (${institutionId}, 'roles', 0, 'New', true, '{"userGroups": ["B"]}', array['NEW', 'READER']),
    (${institutionId}, 'registration', 0, 'All', true, '{"userGroups": ["B"]}', array['YEAR'])`.execute(
    door.server.db,
  )
  await sql`insert into registration_terms (institution_id, code, name, content) values (${institutionId}, 'YEAR', 'A year',
    '{"userRenewal": {"kind": "days", "amount": 365}, "roleRenewal": {"kind": "days", "amount": 100}}')`.execute(
    door.server.db,
  )
  await sql`insert into code_value (institution_id, table_name, code, label) values
    (${institutionId}, 'UserGroups', 'A', 'A'), (${institutionId}, 'UserGroups', 'B', 'B')`.execute(
    door.server.db,
  )
})
afterAll(() => door.server.close())

const person = (primary_id: string) => ({
  ...{ account_type: code('INTERNAL'), primary_id, last_name: 'Lovelace', user_group: code('A') },
})
const rolesIn = (tree: AlmaTree) =>
  (tree['user_role'] as AlmaTree[])
    .map(role => `${(role['role_type'] as AlmaTree)['value']} ${role['expiry_date'] ?? ''}`.trim())
    .toSorted()

test('recalculated roles follow the new group; those that a person gave stay', async () => {
  const tree = userIn(await door.send('POST /users', person('moving')))
  expect(rolesIn(tree)).toEqual(['200', '205'])
  const roles = [...(tree['user_role'] as AlmaTree[]), { role_type: code('204') }]
  const changed = { ...tree, user_role: roles, user_group: code('B') }
  const kept = userIn(await door.send('PUT /users/moving', changed))
  expect(rolesIn(kept)).toEqual(['200', '204', '205'])
  const after = userIn(await door.send('PUT /users/moving?recalculate_roles=true', kept))
  expect(rolesIn(after)).toEqual(['200', '204', '206'])
  const changes = await door.changes()
  userIn(await door.send('PUT /users/moving?recalculate_roles=true', after))
  expect(await door.changes()).toBe(changes)
})

test('registration rules renew account and Patron role, and give that role to whom it lacks', async () => {
  await createPeople(contextOf(door.server), [
    { primary_id: 'plain', last_name: 'Lovelace', user_group: 'B', expiry_date: '2026-01-01' },
  ])
  const tree = userIn(await door.send('GET /users/plain'))
  expect(rolesIn(userIn(await door.send('PUT /users/plain', tree)))).toEqual([])
  const after = userIn(await door.send('PUT /users/plain?registration_rules=true&library=MAIN', tree))
  expect([rolesIn(after), after['expiry_date']]).toEqual([['200 2027-02-28Z'], '2027-11-20Z'])
})
