import { describe, expect, test } from 'vitest'
import type { Conditions } from '../../contract/assignment.ts'
import { type Assignment, type Facts, type GivenRole, newRoles, rolesByRule, ruleFor } from './assignment.ts'
import { endOf } from './terms.ts'

const student: Facts = {
  recordType: 'PUBLIC',
  userGroup: 'STUDENT',
  jobCategory: null,
  accountType: 'EXTERNAL',
}
const rule = (name: string, conditions: Partial<Conditions> = {}, chosen = [name]) => ({
  name,
  conditions,
  chosen,
})

describe('the rule for a new user', () => {
  const everything: Conditions = {
    recordTypes: ['PUBLIC', 'STAFF'],
    userGroups: ['STUDENT'],
    jobCategories: ['CATALOGER'],
    accountTypes: ['EXTERNAL'],
  }
  const fitting: Facts = { ...student, jobCategory: 'CATALOGER' }

  test('holds if every condition holds; an empty list is none', () => {
    expect(ruleFor([rule('a', everything)], fitting)?.name).toBe('a')
    expect(ruleFor([rule('a', { userGroups: [] })], student)?.name).toBe('a')
  })

  test.each([
    ['recordType', 'CONTACT'],
    ['userGroup', 'FACULTY'],
    ['userGroup', null],
    ['jobCategory', 'CIRC_DESK'],
    ['accountType', 'INTERNAL'],
  ] as const)('does not hold for another %s: %s', (name, value) => {
    expect(ruleFor([rule('a', everything)], { ...fitting, [name]: value })).toBeUndefined()
  })

  test('is the first that holds', () => {
    const rules = [
      rule('staff', { recordTypes: ['STAFF'] }),
      rule('students', { userGroups: ['STUDENT'] }),
      rule('all'),
    ]
    expect(ruleFor(rules, student)?.name).toBe('students')
    expect(ruleFor(rules, { ...student, userGroup: null })?.name).toBe('all')
  })

  test('is for contacts only where it names them', () => {
    const contact = { ...student, recordType: 'CONTACT', userGroup: null }
    expect(ruleFor([rule('all')], contact)).toBeUndefined()
    expect(ruleFor([rule('all'), rule('vendors', { recordTypes: ['CONTACT'] })], contact)?.name).toBe(
      'vendors',
    )
  })
})

describe('roles of a new user', () => {
  const role = (type: string, scope: string, more: Partial<GivenRole> = {}): GivenRole => ({
    path: `role/${type}${scope}`,
    element: { role_type: type, scope, profile: 'P' },
    expiryDays: undefined,
    ...more,
  })
  const assignment: Assignment = {
    rules: [rule('r', {}, ['DESK', 'PATRON', 'EMPTY', 'GONE'])],
    rolesOf: new Map([
      ['DESK', [role('32', 'MAIN'), role('32', 'LAW'), role('200', 'I', { path: 'role/first' })]],
      ['PATRON', [role('200', 'I', { expiryDays: 30 })]],
      ['EMPTY', []],
    ]),
  }
  const origin = { by: 'SIS', moment: '2026-11-20T15:00:00+00:00', today: '2026-11-20' }

  test('are those of all profiles of the rule, each once for a scope', () => {
    expect(rolesByRule(assignment, student).map(one => one.path)).toEqual([
      'role/32MAIN',
      'role/32LAW',
      'role/first',
    ])
  })

  test('say which profile gave them, who, when, and end when the profile says', () => {
    const only = { ...assignment, rules: [rule('r', {}, ['PATRON'])] }
    expect(newRoles({ record_type: 'PUBLIC' }, only, origin)).toEqual({
      'role/200I': {
        role_type: '200',
        scope: 'I',
        profile: 'P',
        status: 'ACTIVE',
        status_date: '2026-11-20',
        expiry_date: '2026-12-20',
        created_by: 'SIS',
        created_at: '2026-11-20T15:00:00+00:00',
      },
    })
  })

  test('are not given to whom somebody gives roles by hand', () => {
    const record = { record_type: 'PUBLIC', 'role/x': { role_type: '32' } }
    expect(newRoles(record, assignment, origin)).toEqual({})
  })
})

test.each([
  [{ kind: 'none' }, undefined],
  [{ kind: 'days', amount: 10 }, '2027-02-10'],
  [{ kind: 'months', amount: 1 }, '2027-02-28'],
  [{ kind: 'months', amount: 12 }, '2028-01-31'],
  [{ kind: 'date', date: '2027-06-30' }, '2027-06-30'],
  [{ kind: 'date', date: '2027-01-31' }, '2027-01-31'],
  [{ kind: 'date', date: '2027-01-30' }, undefined],
] as const)('from 31 January 2027 the period %j ends on %s', (period, end) => {
  expect(endOf(period, '2027-01-31')).toBe(end)
})
