import { describe, expect, test } from 'vitest'
import type { RecordType } from '../../contract/configuration.ts'
import { settingsOf } from '../institutions/settings.ts'
import { judgeNew } from './judge-new.ts'
import { rulesScope } from './testing/rules-scope.ts'

const email = { 'email/e': { address: 'a@b.example', types: ['work'], preferred: true } }
const phone = { 'phone/p': { number: '1', types: ['office'] } }
const named = { primary_id: 'ada', first_name: 'Ada', last_name: 'Lovelace' }
const complete = {
  PUBLIC: { ...named, ...email, user_group: 'STUDENT' },
  STAFF: { ...named, ...email, user_group: 'FACULTY' },
  CONTACT: { ...named, ...phone },
}
const recordTypes = ['PUBLIC', 'STAFF', 'CONTACT'] as const

const rulesOf = (type: RecordType, values: Record<string, unknown>, scope = rulesScope()) =>
  judgeNew(type, values, scope).problems.map(({ field, rule }) => `${field}: ${rule}`)

test.each(recordTypes)(
  'a new %s record is internal, active since today, and speaks the fallback language',
  type => {
    const { record, problems } = judgeNew(type, complete[type], rulesScope())
    expect(problems).toEqual([])
    expect(record).toMatchObject({
      ...named,
      record_type: type,
      account_type: 'INTERNAL',
      status: 'ACTIVE',
      status_date: '2026-11-20',
      preferred_language: 'en',
    })
  },
)

test.each([
  [
    'PUBLIC',
    [
      'primary_id: required',
      'first_name: required',
      'last_name: required',
      'user_group: required',
      'email: one_needed',
    ],
  ],
  [
    'STAFF',
    [
      'primary_id: required',
      'first_name: required',
      'last_name: required',
      'user_group: required',
      'email: one_needed',
    ],
  ],
  ['CONTACT', ['primary_id: required', 'first_name: required', 'last_name: required', 'phone: one_needed']],
] as const)('an empty %s form is told everything that it needs', (type, needed) => {
  expect(rulesOf(type, {})).toEqual(needed)
})

test('what is wrong is told once: a wrong value is not missing, too', () => {
  const edit = {
    ...complete.PUBLIC,
    first_name: '',
    user_group: 'NONE',
    'email/e': { address: 'none', types: ['work'] },
  }
  expect(rulesOf('PUBLIC', edit)).toEqual([
    'email/e/address: format',
    'user_group: unknown_code',
    'first_name: required',
  ])
})

test('the institution says what else is needed, an identifier too, by record type', () => {
  const mandatory = {
    PUBLIC: ['birth_date', 'identifier', 'address'],
    STAFF: [],
    CONTACT: ['web_site_url', 'user_group'],
  }
  const scope = rulesScope({ settings: { ...settingsOf({}), mandatory } })
  expect(rulesOf('PUBLIC', complete.PUBLIC, scope)).toEqual([
    'birth_date: required',
    'address: one_needed',
    'identifier: one_needed',
  ])
  expect(rulesOf('STAFF', complete.STAFF, scope)).toEqual([])
  expect(rulesOf('CONTACT', complete.CONTACT, scope)).toEqual(['web_site_url: required'])
})

describe('what a new record cannot have', () => {
  test.each([
    ['a status date', { status_date: '2020-01-01' }, 'status_date: not_editable'],
    ['another account type', { account_type: 'EXTERNAL' }, 'account_type: not_editable'],
    ['another record type', { record_type: 'STAFF' }, 'record_type: not_editable'],
    ['a role that there is not', { 'role/x': { role_type: '22' } }, 'role/x/role_type: unknown_code'],
    ['a course', { 'enrolment/x': { course_code: 'C' } }, 'enrolment/x: not_editable'],
    [
      'an element of the student system',
      { 'note/x': { note_type: 'OTHER', text: 'x', external: true } },
      'note/x/external: external_on_internal',
    ],
    ['an expiry date in the past', { expiry_date: '2026-11-19' }, 'expiry_date: date_in_past'],
    ['a purge date in the past', { purge_date: '2026-11-19' }, 'purge_date: date_in_past'],
    [
      'its primary identifier twice',
      { 'identifier/x': { id_type: 'BARCODE', value: 'ADA' } },
      'identifier/x/value: identifier_repeated',
    ],
  ])('%s', (_, values, problem) => {
    expect(rulesOf('PUBLIC', { ...complete.PUBLIC, ...values })).toEqual([problem])
  })

  test('for a contact: a group, identifiers, blocks', () => {
    const values = {
      ...complete.CONTACT,
      user_group: 'STAFF',
      'identifier/i': { id_type: 'BARCODE', value: 'B' },
      'block/b': { block_description: 'LOST' },
    }
    expect(rulesOf('CONTACT', values)).toEqual([
      'user_group: not_for_record_type',
      'identifier/i: not_for_record_type',
      'block/b: not_for_record_type',
    ])
  })
})
