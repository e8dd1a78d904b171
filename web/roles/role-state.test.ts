import { expect, test } from 'vitest'
import { rolesWithoutRules } from '../../contract/roles.ts'
import { roleStates } from './role-state.ts'

const desk = [{ type: 'CirculationDesk', value: 'LAW_CIRC' }]
const rules = {
  ...rolesWithoutRules,
  scopes: ['library' as const],
  parameters: { CirculationDesk: 'required' as const },
}
const known = {
  rulesOf: (role: string) => (role === '32' ? rules : rolesWithoutRules),
  institutionCode: 'NUL',
  today: '2026-11-20',
}
const statesOf = (...roles: object[]) => {
  const rows = roles.map((values, index) => ({
    path: `role/${index}`,
    values: { role_type: '38', ...values },
  }))
  return [...roleStates(rows, known).values()]
}

test('a role is active to the end of its last day, unless it is switched off or lacks something', () => {
  expect(statesOf({}, { scope: 'LAW', expiry_date: '2026-11-20' })).toEqual([
    { kind: 'active' },
    { kind: 'active' },
  ])
  expect(statesOf({ expiry_date: '2026-11-19' }, { scope: 'LAW', status: 'INACTIVE' })).toEqual([
    { kind: 'expired' },
    { kind: 'inactive' },
  ])
  expect(statesOf({ role_type: '32' })).toEqual([
    { kind: 'incomplete', lacking: ['scope', 'CirculationDesk'] },
  ])
})

test('of two that are the same one counts, an active one first', () => {
  const one = { role_type: '32', scope: 'LAW', parameters: desk }
  expect(statesOf(one, one, { ...one, scope: 'SCI' })).toEqual([
    { kind: 'active' },
    { kind: 'duplicate' },
    { kind: 'active' },
  ])
  expect(statesOf({ ...one, status: 'INACTIVE' }, one)).toEqual([{ kind: 'duplicate' }, { kind: 'active' }])
  expect(statesOf({}, { scope: 'NUL' })).toEqual([{ kind: 'active' }, { kind: 'duplicate' }])
})
