import { expect, test } from 'vitest'
import { lackingIn, type RoleValues, roleKey, roleParameterTypes } from '../../contract/roles.ts'
import { permissionsOfRole } from '../access/role-permissions.ts'
import { roleTypes, rulesOfRole } from './role-types.ts'

const desk = { type: 'CirculationDesk', value: 'LAW_CIRC' }
const lacking = (values: RoleValues) => lackingIn(values, rulesOfRole(values.role_type), 'NUL')

test('the catalogue names each role once, with an area, somewhere to be, and parameters that there are', () => {
  const codes = roleTypes.map(one => one.code)
  expect(new Set(codes).size).toBe(codes.length)
  for (const { code, label, details } of roleTypes) {
    expect([label, details.area].every(Boolean), code).toBe(true)
    expect(details.scopes.length, code).toBeGreaterThan(0)
    expect(roleParameterTypes, code).toEqual(expect.arrayContaining(Object.keys(details.parameters)))
  }
  expect(Object.keys(permissionsOfRole).filter(one => !codes.includes(one))).toEqual([])
})

test('the main roles have their codes, areas, scopes and parameters', () => {
  expect(rulesOfRole('50')).toMatchObject({
    area: 'User Management',
    scopes: ['institution'],
    parameters: {},
  })
  expect(rulesOfRole('21').scopes).toEqual(['institution', 'library'])
  expect(rulesOfRole('21').parameters).toEqual({ CantEditRestrictedUsers: 'allowed' })
  expect(rulesOfRole('32').scopes).toEqual(['library'])
  expect(rulesOfRole('32').parameters).toEqual({
    CirculationDesk: 'required',
    CantEditRestrictedUsers: 'allowed',
  })
  expect(rulesOfRole('37').parameters).toEqual({ ServiceUnit: 'allowed' })
  for (const code of ['12', '204', '226', '227'])
    expect(rulesOfRole(code).parameters).toEqual({ MetadataType: 'allowed' })
})

test('who counts as a named user: not patrons, instructors, trial participants, reading lists, selectors, programs', () => {
  const uncounted = roleTypes.filter(one => !one.details.named_user).map(one => one.label)
  expect(uncounted.filter(one => !one.startsWith('API '))).toEqual([
    'Instructor',
    'Leganto Course Operator',
    'Leganto Interface Administrator',
    'Patron',
    'Rialto Administrator',
    'Rialto Manager',
    'SDK Write',
    'Selector',
    'Selector Limited',
    'Super Selector',
    'Trial Participant',
  ])
  expect(
    roleTypes.filter(one => !one.details.signs_in).every(one => one.details.area === 'Integration'),
  ).toBe(true)
})

test.each([
  [{ role_type: '32', scope: 'LAW', parameters: [desk] }, []],
  [{ role_type: '32', scope: 'LAW' }, ['CirculationDesk']],
  [{ role_type: '32', parameters: [desk] }, ['scope']],
  [{ role_type: '32', scope: 'NUL' }, ['scope', 'CirculationDesk']],
  [{ role_type: '50' }, []],
  [{ role_type: '50', scope: 'NUL' }, []],
  [{ role_type: '50', scope: 'LAW' }, ['scope']],
  [{ role_type: '21', scope: 'LAW' }, []],
  [{ role_type: 'OF_OUR_OWN', scope: 'LAW' }, []],
])('what %j lacks: %j', (values, expected) => {
  expect(lacking(values)).toEqual(expected)
})

test('two roles are the same if type, scope and parameters are, in any order', () => {
  const key = (values: RoleValues) => roleKey(values, 'NUL')
  const other = { type: 'CirculationDesk', value: 'LAW_RES' }
  const base = { role_type: '32', scope: 'LAW', parameters: [desk, other] }
  expect(key({ ...base, parameters: [other, desk] })).toBe(key(base))
  expect(key({ ...base, parameters: [desk] })).not.toBe(key(base))
  expect(key({ ...base, scope: 'MAIN' })).not.toBe(key(base))
  expect(key({ role_type: '50' })).toBe(key({ role_type: '50', scope: 'NUL' }))
  const no = { type: 'CantEditRestrictedUsers', value: 'false' }
  expect(key({ ...base, parameters: [desk, other, no] })).toBe(key(base))
})
