import { expect, test } from 'vitest'
import type { HeldRole } from '../context.ts'
import { roleTypes } from '../institutions/role-types.ts'
import { leavesRestrictedAlone, mayGrant } from './grants.ts'
import { permissionsOfRole, permissionsOfRoles } from './role-permissions.ts'

const sparing = [{ type: 'CantEditRestrictedUsers', value: 'true' }]

/** `21@LAW!`: User Manager at the library LAW who leaves restricted users alone. */
const role = (text: string): HeldRole => {
  const [, type = '', scope, mark] = /^([^@!]+)(?:@([^!]+))?(!)?$/.exec(text) ?? []
  return { type, scope: scope ?? null, parameters: mark ? sparing : null }
}
const may = (held: string, wanted: string) =>
  mayGrant(held.split(' ').filter(Boolean).map(role), role(wanted), 'NUL')

test.each([
  // a User Administrator everything everywhere
  ['50', '50', true],
  ['50', '26', true],
  ['50@NUL', '21@LAW', true],
  // a User Manager nothing that is above them
  ['21', '21', true],
  ['21', '21@LAW', true],
  ['21', '50', false],
  ['21', '26', false],
  ['21', '200', true],
  ['21', '204', true],
  // … but the work at desks, which they need not do themselves
  ['21', '32@LAW', true],
  ['21', '221@LAW', true],
  ['21', '38', true],
  // one who is limited to a library, the roles of this library only
  ['21@LAW', '32@LAW', true],
  ['21@LAW', '21@LAW', true],
  ['21@LAW', '32@MAIN', false],
  ['21@LAW', '200', false],
  ['21@LAW', '200@NUL', false],
  ['21@LAW', '21', false],
  // right and scope come from the same role
  ['21@LAW 32@MAIN', '32@MAIN', false],
  ['21@LAW 26', '26', false],
  ['21 26', '26', true],
  ['21@LAW 21@MAIN', '32@MAIN', true],
  // the right to edit users is not that to give roles
  ['32@LAW', '32@LAW', false],
  ['26', '38', false],
  ['', '200', false],
  // whoever leaves restricted users alone makes nobody who does not, oneself included
  ['21!', '21', false],
  ['21!', '21!', true],
  ['21!', '32@LAW', false],
  ['21!', '32@LAW!', true],
  ['21!', '200', true],
  ['21! 21@LAW', '32@LAW', true],
  ['21! 50', '21', true],
])('who holds %s and wants to give or take %s: %s', (held, wanted, expected) => {
  expect(may(held, wanted)).toBe(expected)
})

test('nobody can give a role that allows more than the work at desks and what they hold', () => {
  const desk = permissionsOfRoles(['32', '221'])
  for (const { code: giver } of roleTypes) {
    const own = permissionsOfRoles([giver])
    for (const { code } of roleTypes.filter(one => may(giver, one.code))) {
      const beyond = [...permissionsOfRoles([code])].filter(one => !own.has(one) && !desk.has(one))
      expect(beyond, `${giver} gives ${code}`).toEqual([])
    }
  }
})

test('the work at desks is nothing by which somebody rises', () => {
  const desk = permissionsOfRoles(['32', '221'])
  for (const one of [
    'users.edit_roles',
    'users.set_password',
    'users.delete',
    'purge.run',
    'configuration.edit',
  ] as const)
    expect(desk.has(one), one).toBe(false)
})

test('restricted users are left alone only if every role by which somebody edits says so', () => {
  const leaves = (held: string) => leavesRestrictedAlone(held.split(' ').map(role))
  expect(leaves('21!')).toBe(true)
  expect(leaves('21! 32@LAW!')).toBe(true)
  expect(leaves('21! 32@LAW')).toBe(false)
  expect(leaves('21! 38')).toBe(true)
  expect(leaves('38')).toBe(false)
})

test('every role that sees users may see histories until the institution says otherwise', () => {
  const seeing = Object.keys(permissionsOfRole).filter(one => permissionsOfRole[one]!.includes('users.view'))
  expect(seeing.filter(one => !permissionsOfRole[one]!.includes('users.history'))).toEqual([])
  expect(permissionsOfRoles(['38'], { 'users.history': ['38'] }).has('users.history')).toBe(false)
  expect(permissionsOfRoles(['38', '32'], { 'users.history': ['38'] }).has('users.history')).toBe(true)
})
