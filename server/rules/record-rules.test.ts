import { describe, expect, test } from 'vitest'
import type { Json, RecordDocument } from '../fields/document.ts'
import { settingsOf } from '../institutions/settings.ts'
import { judgeEdit, mostPaths } from './judge-edit.ts'
import { rulesScope, somebody } from './testing/rules-scope.ts'

const element = (values: Record<string, Json>) => ({ external: false, ...values })
const email = (address: string, preferred = false, external = false) =>
  element({ address, types: ['work'], preferred, external })
const phone = (number: string, preferred: boolean, preferred_sms: boolean) =>
  element({ number, types: ['mobile'], preferred, preferred_sms })
const address = (line1: string, preferred: boolean, external = false) =>
  element({ line1, types: ['home'], preferred, external })

const judge = (record: RecordDocument, edit: Record<string, unknown>, scope = rulesScope()) =>
  judgeEdit(record, edit, scope)
const patchOf = (record: RecordDocument, edit: Record<string, unknown>) => {
  const { patch, problems } = judge(record, edit)
  expect(problems).toEqual([])
  return patch
}

describe('one of a kind is the preferred one', () => {
  test('giving it to one takes it from the other', () => {
    const record = { ...somebody, 'email/a': email('a@x', true), 'email/b': email('b@x') }
    expect(patchOf(record, { 'email/b': email('b@x', true) })).toEqual({
      'email/a': email('a@x', false),
      'email/b': email('b@x', true),
    })
  })

  test('of two that are given it in one edit the later one gets it', () => {
    const edit = { 'address/a': address('A', true), 'address/b': address('B', true) }
    const patch = patchOf({ ...somebody, 'address/c': address('C', true) }, edit)
    expect(
      Object.entries(patch).map(([path, value]) => [path, (value as { preferred: boolean }).preferred]),
    ).toEqual([
      ['address/a', false],
      ['address/b', true],
      ['address/c', false],
    ])
  })

  test('an external holder that staff may not change loses it, and stays what it is otherwise', () => {
    const external = { ...somebody, account_type: 'EXTERNAL', 'address/x': address('SIS', true, true) }
    expect(patchOf(external, { 'address/b': address('Mine', true) })).toMatchObject({
      'address/x': address('SIS', false, true),
      'address/b': { line1: 'Mine', preferred: true, external: false },
    })
  })

  test('the preferred phone and the preferred SMS phone are two choices', () => {
    const record = { ...somebody, 'phone/a': phone('1', true, true), 'phone/b': phone('2', false, false) }
    const patch = patchOf(record, { 'phone/b': phone('2', false, true) })
    expect(patch).toEqual({ 'phone/a': phone('1', true, false), 'phone/b': phone('2', false, true) })
  })

  test('kinds do not take it from each other, and none need have it', () => {
    const record = { ...somebody, 'email/a': email('a@x', true), 'phone/a': phone('1', true, false) }
    expect(Object.keys(patchOf(record, { 'address/a': address('A', true) }))).toEqual(['address/a'])
    expect(patchOf(record, { 'email/a': email('a@x', false) })).toEqual({ 'email/a': email('a@x', false) })
  })
})

describe('what a record type needs', () => {
  const person = (record_type: string): RecordDocument => ({
    ...somebody,
    record_type,
    'email/a': email('a@x'),
    'phone/a': phone('1', false, false),
  })
  const gone = { 'email/a': null, 'phone/a': null }

  test.each([
    ['PUBLIC', 'email'],
    ['STAFF', 'email'],
    ['CONTACT', 'phone'],
  ])('the last thing that a %s record needs, an %s, cannot be removed', (recordType, kind) => {
    const record = person(recordType)
    expect(judge(record, gone).problems).toEqual([{ field: kind, rule: 'one_needed' }])
    expect(judge({ ...record, [`${kind}/b`]: record[`${kind}/a`]! }, gone).problems).toEqual([])
    const isReplaced = {
      ...gone,
      [`${kind}/new`]: kind === 'email' ? email('n@x') : phone('9', false, false),
    }
    expect(judge(record, isReplaced).problems).toEqual([])
  })

  test('a record that lacks it already can be edited otherwise', () => {
    expect(judge(somebody, { middle_name: 'King' }).problems).toEqual([])
  })

  test('other kinds and fields by the settings of the institution, also an identifier', () => {
    const mandatory = { PUBLIC: ['identifier', 'birth_date', 'address'], STAFF: [], CONTACT: [] }
    const scope = rulesScope({ settings: { ...settingsOf({}), mandatory } })
    const record = {
      ...person('PUBLIC'),
      birth_date: '2000-01-01',
      'identifier/a': element({ id_type: 'BARCODE', value: 'B', status: 'ACTIVE' }),
      'address/a': address('A', false),
    }
    const edit = { birth_date: '', 'identifier/a': null, 'address/a': null }
    expect(judge(record, edit, scope).problems).toEqual([
      { field: 'birth_date', rule: 'required' },
      { field: 'address', rule: 'one_needed' },
      { field: 'identifier', rule: 'one_needed' },
    ])
    expect(judge({ ...record, record_type: 'STAFF' }, edit, scope).problems).toEqual([])
  })

  test('a group, by default, but contacts have none', () => {
    const grouped = (record_type: string) => ({ ...somebody, record_type, user_group: 'FACULTY' })
    expect(judge(grouped('PUBLIC'), { user_group: null }).problems).toEqual([
      { field: 'user_group', rule: 'required' },
    ])
    expect(judge(grouped('STAFF'), { user_group: null }).problems).toEqual([
      { field: 'user_group', rule: 'required' },
    ])
    expect(judge(grouped('CONTACT'), { user_group: null }).problems).toEqual([])
    expect(judge(grouped('CONTACT'), { user_group: 'STAFF' }).problems).toEqual([
      { field: 'user_group', rule: 'not_for_record_type' },
    ])
  })

  test('a group is one of the record type', () => {
    const staff = { ...somebody, record_type: 'STAFF' }
    expect(judge(staff, { user_group: 'STUDENT' }).problems).toEqual([
      { field: 'user_group', rule: 'not_for_record_type' },
    ])
    expect(judge(staff, { user_group: 'FACULTY' }).problems).toEqual([])
    expect(judge(somebody, { user_group: 'STUDENT' }).problems).toEqual([])
  })

  test('contacts get no identifiers and no blocks, but lose those that they have', () => {
    const contact = {
      ...somebody,
      record_type: 'CONTACT',
      'identifier/a': element({ id_type: 'BARCODE', value: 'B', status: 'ACTIVE' }),
      'block/a': element({ block_description: 'LOST', block_type: 'LOAN', status: 'ACTIVE' }),
    }
    const edit = {
      'identifier/b': { id_type: 'BARCODE', value: 'C' },
      'block/a': { block_description: 'LOST', status: 'INACTIVE' },
    }
    expect(judge(contact, edit).problems).toEqual([
      { field: 'identifier/b', rule: 'not_for_record_type' },
      { field: 'block/a', rule: 'not_for_record_type' },
    ])
    expect(patchOf(contact, { 'identifier/a': null, 'block/a': null })).toEqual({
      'identifier/a': null,
      'block/a': null,
    })
  })
})

describe('an identifier', () => {
  const held = element({ id_type: 'BARCODE', value: 'Card-1', status: 'ACTIVE' })
  const record = { ...somebody, 'identifier/a': held }
  const given = (value: string) => ({ id_type: 'UNIV_ID', value })
  const repeated = (field: string) => [{ field, rule: 'identifier_repeated' }]

  test('is not twice in one person, whatever the type and the case, nor the primary one', () => {
    expect(judge(record, { 'identifier/b': given('card-1') }).problems).toEqual(
      repeated('identifier/b/value'),
    )
    expect(judge(record, { 'identifier/b': given(' ADA ') }).problems).toEqual(repeated('identifier/b/value'))
    expect(judge(record, { primary_id: 'CARD-1' }).problems).toEqual(repeated('primary_id'))
    const two = { 'identifier/b': given('New'), 'identifier/c': given('new') }
    expect(judge(record, two).problems).toEqual(repeated('identifier/c/value'))
  })

  test('may move from one element to another, and become the primary one', () => {
    expect(judge(record, { 'identifier/a': null, 'identifier/b': given('CARD-1') }).problems).toEqual([])
    expect(judge(record, { 'identifier/a': null, primary_id: 'Card-1' }).problems).toEqual([])
    expect(judge(record, { primary_id: 'Card-1', 'identifier/a': given('ada') }).problems).toEqual([])
  })
})

describe('more than anybody enters', () => {
  const notes = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`note/n${index}`, { note_type: 'OTHER', text: 'x' }]),
    )

  test('is refused as a whole', () => {
    expect(judge(somebody, notes(10_000))).toEqual({
      patch: {},
      problems: [{ field: 'values', rule: 'too_many', limit: mostPaths }],
    })
    expect(Object.keys(patchOf(somebody, notes(mostPaths)))).toHaveLength(mostPaths)
  })
})
