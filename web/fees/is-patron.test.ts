import { expect, test } from 'vitest'
import { isPatron } from './is-patron.ts'

const somebody = (record_type: string, ...roles: Record<string, unknown>[]) => ({
  values: { record_type },
  segments: { role: roles.map((values, index) => ({ id: String(index), values })) },
})

test('fees are for users with an active or expired Patron role, and not for contacts', () => {
  const patron = { role_type: '200', status: 'ACTIVE' }
  expect(isPatron(somebody('PUBLIC', { role_type: '50', status: 'ACTIVE' }, patron))).toBe(true)
  expect(isPatron(somebody('STAFF', { ...patron, expiry_date: '2020-01-01' }))).toBe(true)
  expect(isPatron(somebody('PUBLIC', { ...patron, status: 'INACTIVE' }))).toBe(false)
  expect(isPatron(somebody('PUBLIC', { role_type: '50', status: 'ACTIVE' }))).toBe(false)
  expect(isPatron(somebody('PUBLIC'))).toBe(false)
  expect(isPatron(somebody('CONTACT', patron))).toBe(false)
})
