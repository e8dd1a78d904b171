import { describe, expect, test } from 'vitest'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { codeRulesOf } from '../institutions/code-rules.ts'
import { judgeEdit } from './judge-edit.ts'
import { rulesScope, somebody } from './testing/rules-scope.ts'

const long = (length: number) => 'x'.repeat(length)
const rulesOf = (edit: Record<string, unknown>) =>
  judgeEdit(somebody, edit, rulesScope()).problems.map(({ field, rule }) => `${field}: ${rule}`)

/** Editable fields of one type; what the machine writes is not asked about. */
const fieldsOf = (type: string) =>
  userFields.filter(field => field.type === type && !field.readOnly && field.section !== 'internal')

const notTexts: [string, unknown][] = [
  ['a number', 7],
  ['a truth value', true],
  ['a list', ['x']],
  ['an empty list', []],
  ['an object', { en: 'x' }],
  ['an empty object', {}],
  ['a nested object', { a: { b: { c: [] } } }],
]

describe.each(['text', 'code', 'date'])('a field of type %s', type => {
  test.each(notTexts)('refuses %s', (_, value) => {
    for (const { name } of fieldsOf(type)) expect(rulesOf({ [name]: value })).toEqual([`${name}: wrong_type`])
  })
})

describe('a text', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['a bell', 'a\u0007b'],
    ['an escape', '\u001b[2J'],
    ['half of a surrogate pair', '\uD83D'],
    ['the other half', 'a\uDE00'],
    ['halves in the wrong order', '\uDE00\uD83D'],
    ['a C1 control', 'a\u0085b'],
  ])('with %s cannot be stored', (_, value) => {
    for (const { name } of fieldsOf('text')) {
      expect(rulesOf({ [name]: value })).toEqual([`${name}: control_characters`])
    }
    expect(rulesOf({ 'note/x': { note_type: 'OTHER', text: value } })).toEqual([
      'note/x/text: control_characters',
    ])
  })

  test.each([
    ['markup', '<script>alert(1)</script>'],
    ['SQL', `'; drop table user_account; --`],
    ['a formula', '=HYPERLINK("http://x")'],
    ['emoji of several characters', '👩‍👩‍👧‍👦🏳️‍🌈'],
    ['combining characters', 'A\u030Angstro\u0308m'],
    ['right to left', 'محمد بن موسى الخوارزمي'],
    ['marks of direction', '\u202Eabc\u202C'],
    ['lines', 'one\ntwo\tthree'],
    ['a template', '{{7*7}} #{x}'],
  ])('with %s is a text, and stays as it is', (_, value) => {
    const edit = { first_name: value, 'note/x': { note_type: 'OTHER', text: value } }
    const { patch, problems } = judgeEdit(somebody, edit, rulesScope())
    expect(problems).toEqual([])
    expect(patch).toMatchObject({ first_name: value, 'note/x': { text: value } })
  })

  test('may be as long as its field, and not longer', () => {
    for (const { name, maxLength, format } of fieldsOf('text')) {
      expect(rulesOf({ [name]: long(maxLength! + 1) })).toEqual([`${name}: too_long`])
      if (!format || format === 'primary_identifier')
        expect(rulesOf({ [name]: long(maxLength!) })).toEqual([])
    }
    for (const { kind, fields } of segments.filter(segment => !segment.edit)) {
      for (const field of fields.filter(one => one.type === 'text' && !one.machine)) {
        const problems = rulesOf({ [`${kind}/x`]: { [field.name]: long(field.maxLength! + 1) } })
        expect(problems).toContain(`${kind}/x/${field.name}: too_long`)
      }
    }
  })

  test('of blanks is no text', () => {
    expect(rulesOf({ first_name: ' \t\n ', last_name: '\u00A0' })).toEqual([
      'first_name: required',
      'last_name: required',
    ])
    expect(rulesOf({ 'email/x': { address: '  ', types: ['work'] } })).toEqual(['email/x/address: required'])
  })
})

describe('a code', () => {
  test.each(['', 'nonsense', 'active', 'ACTIVE ', 'constructor', '__proto__', 'toString', "ACTIVE'--"])(
    '%j',
    value => {
      const isStatus = value.trim() === 'ACTIVE'
      const wanted = value === '' ? ['status: required'] : isStatus ? [] : ['status: unknown_code']
      expect(rulesOf({ status: value })).toEqual(wanted)
    },
  )

  test('of a table without codes is refused, too', () => {
    const scope = rulesScope({ codes: codeRulesOf([]) })
    for (const edit of [
      { campus_code: 'NORTH' },
      { rs_libraries: ['MAIN'] },
      { library_notices: { LoanLetter: true } },
    ])
      expect(judgeEdit(somebody, edit, scope).problems.map(one => one.rule)).toEqual(['unknown_code'])
    expect(rulesOf({ campus_code: 'WEST' })).toEqual(['campus_code: unknown_code'])
    expect(rulesOf({ 'statistic/x': { category: 'NONE' } })).toEqual(['statistic/x/category: unknown_code'])
  })

  test('in a list is known, and there once', () => {
    expect(rulesOf({ rs_libraries: ['MAIN', 'MOON'] })).toEqual(['rs_libraries: unknown_code'])
    expect(rulesOf({ rs_libraries: ['MAIN', 'MAIN'] })).toEqual(['rs_libraries: repeated'])
    expect(rulesOf({ rs_libraries: [['MAIN']] })).toEqual(['rs_libraries: unknown_code'])
    expect(rulesOf({ rs_libraries: 'MAIN' })).toEqual(['rs_libraries: wrong_type'])
    expect(rulesOf({ rs_libraries: Array.from({ length: 10_000 }, () => 'MAIN') })).toEqual([
      'rs_libraries: repeated',
    ])
  })
})

test('answers to letters are yes or no, to letters that there are', () => {
  expect(rulesOf({ library_notices: { LoanLetter: true, HoldLetter: false } })).toEqual([])
  expect(rulesOf({ library_notices: { LoanLetter: 'yes' } })).toEqual(['library_notices: wrong_type'])
  expect(rulesOf({ library_notices: { Nonsense: true } })).toEqual(['library_notices: unknown_code'])
  expect(rulesOf({ library_notices: { '\u0000': true } })).toEqual(['library_notices: unknown_code'])
  expect(rulesOf({ library_notices: { '\uD83D': true } })).toEqual(['library_notices: unknown_code'])
  expect(rulesOf({ library_notices: ['LoanLetter'] })).toEqual(['library_notices: wrong_type'])
  const { patch } = judgeEdit(
    { ...somebody, library_notices: { LoanLetter: true } },
    { library_notices: {} },
    rulesScope(),
  )
  expect(patch).toEqual({ library_notices: null })
})

describe('a date', () => {
  const tried = (value: string) => rulesOf({ birth_date: value })
  test.each([
    '2001-2-3',
    '03.02.2001',
    '2001-02-29',
    '0000-00-00',
    '20010203',
    '2001-02-03T00:00:00Z',
    'today',
  ])('%s is none', value => expect(tried(value)).toEqual(['birth_date: not_a_date']))
  test('of birth may be in the past; those of expiry and purge and of the end of a block may not', () => {
    expect(tried('1815-12-10')).toEqual([])
    expect(rulesOf({ expiry_date: '2026-11-19', purge_date: '2026-11-19' })).toEqual([
      'expiry_date: date_in_past',
      'purge_date: date_in_past',
    ])
    expect(rulesOf({ expiry_date: '2026-11-20', purge_date: '2026-11-20' })).toEqual([])
    const block = { block_description: 'LOST', expiry_date: '2026-11-19' }
    expect(rulesOf({ 'block/x': block })).toEqual(['block/x/expiry_date: date_in_past'])
  })
  test('in the past may be set as a correction, by those who may, and stays where it stands', () => {
    const edit = { expiry_date: '2020-01-01' }
    expect(judgeEdit(somebody, edit, rulesScope({ mayCorrectDates: true })).problems).toEqual([])
    expect(judgeEdit({ ...somebody, ...edit }, edit, rulesScope()).problems).toEqual([])
  })
  test('of the start and the end of an address is for information: any day', () => {
    const address = { line1: 'A', types: ['home'], start_date: '2030-01-01', end_date: '2001-01-01' }
    expect(rulesOf({ 'address/x': address })).toEqual([])
  })
})

describe('a path', () => {
  test.each([
    'nonsense',
    '',
    '/',
    'note',
    'note/',
    '/a',
    'note//a',
    'note/a/b',
    'note/a/text',
    'note/a b',
    'note/é',
    `note/${long(41)}`,
    'note/a\u0000',
    'note/primary',
    'identifier/primary',
    'tattoo/a',
    'constructor',
    'toString/a',
    'hasOwnProperty',
    '__proto__/a',
    'first_name"; drop table user_account',
    'user_id',
    'revision',
  ])('%j is none', path => {
    for (const value of ['x', { text: 'x', note_type: 'OTHER' }]) {
      expect(rulesOf({ [path]: value })).toEqual([`${path}: unknown_field`])
    }
  })

  test('of an element may look like anything that programs make', () => {
    for (const id of ['a', 'A-1_b', long(40), '__proto__', 'constructor', '0']) {
      const { patch, problems } = judgeEdit(
        somebody,
        { [`note/${id}`]: { note_type: 'OTHER', text: 'x' } },
        rulesScope(),
      )
      expect([problems, Object.keys(patch)]).toEqual([[], [`note/${id}`]])
    }
  })

  test('of an element that is not there can be cleared; of a field that is not there, not', () => {
    expect(rulesOf({ 'note/none': null })).toEqual([])
    expect(rulesOf({ nonsense: null })).toEqual(['nonsense: unknown_field'])
  })
})

test.each([
  ['a text', 'x'],
  ['a number', 1],
  ['a list', [{ note_type: 'OTHER', text: 'x' }]],
  ['a truth value', false],
])('an element that is %s is refused', (_, given) => {
  expect(rulesOf({ 'note/x': given })).toEqual(['note/x: wrong_type'])
})

test('an element with names that every object has is refused at these', () => {
  const hostile = JSON.parse('{"note_type":"OTHER","text":"x","__proto__":{"external":true},"constructor":1}')
  expect(rulesOf({ 'note/x': hostile })).toEqual([
    'note/x/__proto__: unknown_field',
    'note/x/constructor: unknown_field',
  ])
})

test('courses are only taken away', () => {
  expect(rulesOf({ 'enrolment/x': { course_code: 'C' } })).toEqual(['enrolment/x: not_editable'])
  const record = { ...somebody, 'enrolment/x': { course_code: 'C' } }
  expect(judgeEdit(record, { 'enrolment/x': null }, rulesScope())).toEqual({
    patch: { 'enrolment/x': null },
    problems: [],
  })
})
