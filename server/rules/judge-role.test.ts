import { expect, test } from 'vitest'
import { codeRulesOf } from '../institutions/code-rules.ts'
import type { EditScope } from './edit-scope.ts'
import { judgeEdit } from './judge-edit.ts'
import { codeTables, rulesScope, somebody } from './testing/rules-scope.ts'

const rows = Object.entries({
  ...codeTables,
  RoleScopes: ['NUL', 'MAIN', 'LAW'].map(code => ({ code, label: code })),
  CircDesks: [
    { code: 'LAW_CIRC', label: 'Law', details: { library: 'LAW' } },
    { code: 'LAW_RES', label: 'Law', details: { library: 'LAW' } },
    { code: 'MAIN_CIRC', label: 'Main', details: { library: 'MAIN' } },
  ],
}).flatMap(([table_name, list]) => list.map(one => ({ table_name, is_enabled: true, details: {}, ...one })))
const scope = (changes: Partial<EditScope> = {}) => rulesScope({ codes: codeRulesOf(rows), ...changes })
const desk = (value: string) => ({ type: 'CirculationDesk', value })
const operator = { role_type: '32', scope: 'LAW', parameters: [desk('LAW_CIRC')] }

const judge = (given: unknown, { before, ...changes }: Partial<EditScope> & { before?: object } = {}) =>
  judgeEdit(
    before ? { ...somebody, 'role/a': before as never } : somebody,
    { 'role/a': given },
    scope(changes),
  )
const problemsOf = (...call: Parameters<typeof judge>) =>
  judge(...call).problems.map(one => `${one.field.replace('role/a', '.')} ${one.rule}`)

test('a role is stored with its scope, parameters and expiry, when its status began, and who gave it', () => {
  expect(judge({ ...operator, expiry_date: '2027-06-30' })).toEqual({
    problems: [],
    patch: {
      'role/a': {
        ...operator,
        expiry_date: '2027-06-30',
        status: 'ACTIVE',
        status_date: '2026-11-20',
        created_by: 'Ada Admin',
        created_at: '2026-11-20T15:00:00+00:00',
      },
    },
  })
})

test('the status date moves with the status and with nothing else', () => {
  const before = { ...operator, status: 'ACTIVE', status_date: '2025-01-01' }
  const role = (given: object) => judge(given, { before }).patch['role/a']
  expect(role({ ...operator, status: 'INACTIVE' })).toMatchObject({ status_date: '2026-11-20' })
  expect(role({ ...operator, expiry_date: '2027-01-01' })).toMatchObject({ status_date: '2025-01-01' })
})

test.each([
  ['a role that there is not', { role_type: '22' }, ['./role_type unknown_code']],
  ['no role at all', { scope: 'LAW' }, ['./role_type required']],
  ['a scope that there is not', { ...operator, scope: 'MOON' }, ['./scope unknown_code']],
  [
    'a library for a role of the institution',
    { role_type: '50', scope: 'LAW' },
    ['./scope scope_not_for_role'],
  ],
  [
    'a desk of another library',
    { ...operator, parameters: [desk('MAIN_CIRC')] },
    ['./parameters not_in_library'],
  ],
  ['a desk that there is not', { ...operator, parameters: [desk('NONE')] }, ['./parameters unknown_code']],
  [
    'a desk twice',
    { ...operator, parameters: [desk('LAW_CIRC'), desk('LAW_CIRC')] },
    ['./parameters repeated'],
  ],
  [
    'a parameter of other roles',
    { role_type: '50', parameters: [desk('LAW_CIRC')] },
    ['./parameters parameter_not_for_role'],
  ],
  [
    'neither yes nor no',
    { ...operator, parameters: [{ type: 'CantEditRestrictedUsers', value: 'maybe' }] },
    ['./parameters unknown_code'],
  ],
  [
    'something else for parameters',
    { ...operator, parameters: { CirculationDesk: 'LAW_CIRC' } },
    ['./parameters wrong_type'],
  ],
  [
    'more in a parameter',
    { ...operator, parameters: [{ ...desk('LAW_CIRC'), more: 1 }] },
    ['./parameters wrong_type'],
  ],
  ['an end that is over', { ...operator, expiry_date: '2026-11-19' }, ['./expiry_date date_in_past']],
])('%s is refused', (_what, given, expected) => {
  expect(problemsOf(given)).toEqual(expected)
})

test.each([
  ['without its library', { role_type: '32', parameters: [desk('LAW_CIRC')] }],
  ['without its desk', { role_type: '32', scope: 'LAW' }],
  ['several desks', { ...operator, parameters: [desk('LAW_CIRC'), desk('LAW_RES')] }],
])('a role is stored %s', (_what, given) => {
  expect(problemsOf(given)).toEqual([])
})

test('what was stored before stands: a desk that was closed, a library that a role cannot have', () => {
  const closed = { ...operator, parameters: [desk('CLOSED')], status: 'ACTIVE' }
  expect(problemsOf({ ...closed, status: 'INACTIVE' }, { before: closed })).toEqual([])
  expect(problemsOf({ ...closed, scope: 'MAIN' }, { before: closed })).toEqual(['./parameters unknown_code'])
  const misplaced = { role_type: '50', scope: 'LAW', status: 'ACTIVE' }
  expect(problemsOf({ ...misplaced, status: 'INACTIVE' }, { before: misplaced })).toEqual([])
})

test('a role that the editor may not give is neither given nor changed nor taken', () => {
  const mayGrant: EditScope['mayGrant'] = role => role.scope === 'LAW'
  expect(problemsOf(operator, { mayGrant })).toEqual([])
  expect(problemsOf({ ...operator, scope: 'MAIN', parameters: [] }, { mayGrant })).toEqual([
    './role_type role_not_yours',
  ])
  const before = { role_type: '32', scope: 'MAIN', status: 'ACTIVE' }
  expect(problemsOf(null, { mayGrant, before })).toEqual(['. role_not_yours'])
  expect(problemsOf({ ...before, status: 'INACTIVE' }, { mayGrant, before })).toEqual(['. role_not_yours'])
  expect(problemsOf({ ...before, scope: 'LAW' }, { mayGrant, before })).toEqual(['. role_not_yours'])
})
