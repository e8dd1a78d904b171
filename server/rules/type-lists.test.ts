import { expect, test } from 'vitest'
import { codeTables as demoTables } from '../demo/code-tables.ts'
import { codeRulesOf } from '../institutions/code-rules.ts'
import type { CodeTables } from '../institutions/code-tables.ts'
import { defaultCodeTables } from '../institutions/default-code-tables.ts'
import { judgeEdit } from './judge-edit.ts'
import { codeTables, rulesScope, somebody } from './testing/rules-scope.ts'

const [P, S, C] = ['PUBLIC', 'STAFF', 'CONTACT']
const all = [P, S, C]

/** Which type is for whom (seed 002, fields of the quick user page; CC address: contact information). */
const lists: Record<string, Record<string, (string | undefined)[]>> = {
  UserEmailTypes: {
    alternative: [S, P],
    cc_address: [S, P],
    claim: [C],
    order: [C],
    payment: [C],
    returns: [C],
    personal: all,
    work: all,
    school: [P],
  },
  UserAddressTypes: {
    claim: [C],
    order: [C],
    payment: [C],
    returns: [C],
    home: all,
    work: all,
    alternative: [P],
    school: [P],
  },
  UserPhoneTypes: {
    home: all,
    mobile: all,
    office: all,
    claim_fax: [C],
    claim_phone: [C],
    order_fax: [C],
    payment_fax: [C],
    payment_phone: [C],
    returns_fax: [C],
    returns_phone: [C],
    office_fax: [S, P],
  },
}

const elements: Record<string, [kind: string, values: object]> = {
  UserEmailTypes: ['email', { address: 'a@b.example' }],
  UserAddressTypes: ['address', { line1: 'A' }],
  UserPhoneTypes: ['phone', { number: '1' }],
}

/** Two types that one element may have at once, as an e-mail that is also a CC address. */
const several: Record<string, [string, string]> = {
  UserEmailTypes: ['cc_address', 'work'],
  UserAddressTypes: ['home', 'work'],
  UserPhoneTypes: ['home', 'mobile'],
}

const recordTypesIn = (tables: CodeTables, table: string) =>
  Object.fromEntries(
    tables[table]!.map(row => [row.code, ((row.details?.['record_types'] as string[]) ?? all).toSorted()]),
  )

test.each(Object.keys(lists))('%s are those of the seed, in a new institution and in the demo', table => {
  const wanted = Object.fromEntries(
    Object.entries(lists[table]!).map(([code, types]) => [code, types.toSorted()]),
  )
  expect(recordTypesIn(defaultCodeTables, table)).toEqual(wanted)
  expect(recordTypesIn(demoTables, table)).toEqual(wanted)
})

test.each(Object.keys(lists))('%s: a type of another record type is refused', table => {
  const [kind, values] = elements[table]!
  const allowed = Object.keys(lists[table]!).map(code => {
    const takers = all.filter(record_type => {
      const record = { ...somebody, record_type: record_type! }
      const { problems } = judgeEdit(record, { [`${kind}/x`]: { ...values, types: [code] } }, rulesScope())
      const refused = [{ field: `${kind}/x/types`, rule: 'not_for_record_type' }]
      expect(problems.length === 0 || problems).toEqual(problems.length === 0 ? true : refused)
      return problems.length === 0
    })
    return [code, takers]
  })
  const wanted = Object.entries(lists[table]!).map(([code, types]) => [
    code,
    all.filter(one => types.includes(one)),
  ])
  expect(Object.fromEntries(allowed)).toEqual(Object.fromEntries(wanted))
})

test.each(Object.keys(lists))('%s: staff say at least one, and each once', table => {
  const [kind, values] = elements[table]!
  const rulesOf = (types: unknown) =>
    judgeEdit(somebody, { [`${kind}/x`]: { ...values, types } }, rulesScope()).problems.map(one => one.rule)
  expect(rulesOf([])).toEqual(['required'])
  expect(rulesOf(undefined)).toEqual(['required'])
  const [one, other] = several[table]!
  expect(rulesOf([one, one])).toEqual(['repeated'])
  expect(rulesOf([one, other])).toEqual([])
  expect(rulesOf([one, 'nonsense'])).toEqual(['unknown_code'])
})

test('an element of a feed without a type can be changed without one', () => {
  const before = { address: 'a@b.example', preferred: false, external: false }
  const record = { ...somebody, 'email/x': before }
  const { problems } = judgeEdit(record, { 'email/x': { ...before, address: 'c@b.example' } }, rulesScope())
  expect(problems).toEqual([])
})

test('note types are the fixed ones of Alma, and no table of the tests is invented', () => {
  expect(codeTables['NoteTypes']!.map(row => row.label)).toEqual([
    'General',
    'Circulation',
    'Library',
    'Address',
    'Barcode',
    'Registrar',
    'ERP',
    'Other',
  ])
  expect(demoTables['NoteTypes']).toEqual(defaultCodeTables['NoteTypes'])
})

test('an identifier type of another record type is refused; one without record types is for all', () => {
  const rows = [
    { code: 'BADGE', details: { record_types: ['STAFF'] } },
    { code: 'BARCODE', details: {} },
  ].map(row => ({ ...row, table_name: 'UserIdentifierTypes', is_enabled: true }))
  const rulesOf = (record_type: string, id_type: string) => {
    const edit = { 'identifier/x': { id_type, value: '1', status: 'ACTIVE' } }
    return judgeEdit({ ...somebody, record_type }, edit, rulesScope({ codes: codeRulesOf(rows) }))
      .problems.filter(problem => problem.field === 'identifier/x/id_type')
      .map(problem => problem.rule)
  }
  expect(['STAFF', 'PUBLIC'].map(type => [rulesOf(type, 'BADGE'), rulesOf(type, 'BARCODE')])).toEqual([
    [[], []],
    [['not_for_record_type'], []],
  ])
})
