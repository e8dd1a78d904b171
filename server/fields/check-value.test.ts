import { describe, expect, test } from 'vitest'
import { fieldNamed, segmentOf } from './catalogue.ts'
import { type CodeIndex, checkValue } from './check-value.ts'
import type { Json } from './document.ts'
import { segments } from './segments.ts'
import { userFields } from './user-fields.ts'

const codes: CodeIndex = new Map([
  ['UserGroups', new Set(['UG', 'PHD'])],
  ['ResourceSharingLibraries', new Set(['MAIN', 'LAW'])],
  ['Libraries', new Set(['MAIN', 'LAW'])],
])

const check = (name: string, value: Json) => checkValue(fieldNamed(name)!, value, codes)

const accepted: [field: string, what: string, value: Json][] = [
  ['first_name', 'an empty text', ''],
  ['first_name', 'as many characters as fit', 'x'.repeat(255)],
  ['first_name', 'an emoji of several parts', 'Ada 👩‍🚀🏳️‍🌈'],
  ['first_name', 'right-to-left letters', 'محمد بن سلمان'],
  ['first_name', 'direction marks', '\u200Eשלום\u200F'],
  ['first_name', 'combining characters', 'Zoe\u0308 Åse z͑ͫ̓ͪ̂ͫ'],
  ['first_name', 'the last character of Unicode that is one', '\u{10FFFD}'],
  ['first_name', 'SQL and LIKE', `%_\\'"; drop table x; -- $1 :x`],
  ['job_description', 'tabs and line ends', 'a\tb\r\nc\nd'],
  ['user_group', 'a known code', 'PHD'],
  ['campus_code', 'any code while its table has none', 'NORTH'],
  ['rs_libraries', 'known codes', ['LAW', 'MAIN']],
  ['rs_libraries', 'an empty list', []],
  ['library_notices', 'letters opted in and out', { LOAN: true, FEES: false }],
  ['is_researcher', 'true', true],
  ['is_researcher', 'false', false],
  ['birth_date', 'a leap day', '2024-02-29'],
  ['birth_date', 'a day long ago', '1815-12-10'],
]

test.each(accepted)('%s takes %s', (field, _, value) => {
  expect(check(field, value)).toBeNull()
})

const refused: [field: string, what: string, value: Json, rule: string, limit?: number][] = [
  ['first_name', 'a text too long', 'x'.repeat(256), 'too_long', 255],
  ['job_description', 'a description too long', 'x'.repeat(1001), 'too_long', 1000],
  ['first_name', 'NUL', 'a\u0000b', 'control_characters'],
  ['first_name', 'a bell', 'a\u0007', 'control_characters'],
  ['first_name', 'escape', '\u001B[31m', 'control_characters'],
  ['first_name', 'delete', '\u007F', 'control_characters'],
  ['first_name', 'a C1 control character', '\u0085', 'control_characters'],
  ['first_name', 'the first half of a pair', 'a\uD83D', 'control_characters'],
  ['first_name', 'the second half of a pair', '\uDE00b', 'control_characters'],
  ['first_name', 'halves in the wrong order', '\uDE00\uD83D', 'control_characters'],
  ['first_name', 'a number', 7, 'wrong_type'],
  ['first_name', 'a truth value', true, 'wrong_type'],
  ['first_name', 'a list', ['Ada'], 'wrong_type'],
  ['first_name', 'an object', { a: 'b' }, 'wrong_type'],
  ['user_group', 'an unknown code', 'NOPE', 'unknown_code'],
  ['user_group', 'a code in other letters', 'ug', 'unknown_code'],
  ['user_group', 'an empty code', '', 'unknown_code'],
  ['user_group', 'a name that every object has', 'constructor', 'unknown_code'],
  ['user_group', 'a list of codes', ['UG'], 'wrong_type'],
  ['rs_libraries', 'one code without a list', 'MAIN', 'wrong_type'],
  ['rs_libraries', 'a list with an unknown code', ['MAIN', 'NOPE'], 'unknown_code'],
  ['rs_libraries', 'a list with a number', ['MAIN', 1], 'unknown_code'],
  ['rs_libraries', 'a list with null', [null], 'unknown_code'],
  ['library_notices', 'a list', [], 'wrong_type'],
  ['library_notices', 'a text', 'LOAN', 'wrong_type'],
  ['library_notices', 'something else than yes or no', { LOAN: 'maybe' }, 'wrong_type'],
  ['is_researcher', 'a text', 'true', 'wrong_type'],
  ['is_researcher', 'a number', 1, 'wrong_type'],
  ['expiry_date', 'a day that does not exist', '2026-02-30', 'not_a_date'],
  ['expiry_date', 'a month that does not exist', '2026-13-01', 'not_a_date'],
  ['expiry_date', 'the year 0', '0000-01-01', 'not_a_date'],
  ['expiry_date', 'a year beyond 9999', '12026-01-01', 'not_a_date'],
  ['expiry_date', 'another notation', '20/11/2026', 'not_a_date'],
  ['expiry_date', 'a moment', '2026-11-20T00:00:00Z', 'not_a_date'],
  ['expiry_date', 'infinity', 'infinity', 'not_a_date'],
  ['expiry_date', 'an empty text', '', 'not_a_date'],
  ['expiry_date', 'a number', 20_261_120, 'wrong_type'],
]

test.each(refused)('%s refuses %s', (field, _, value, rule, limit) => {
  expect(check(field, value)).toEqual(limit === undefined ? { field, rule } : { field, rule, limit })
})

describe('a moment of an element', () => {
  const createdAt = segmentOf('note')!.fields.find(field => field.name === 'created_at')!
  test.each(['2026-11-20T15:00:00Z', '2026-11-20T15:00:00.123+00:00', '2026-11-20T15:00-05:30'])(
    'may be %s',
    value => {
      expect(checkValue(createdAt, value, codes)).toBeNull()
    },
  )
  test.each(['2026-02-30T00:00:00Z', 'yesterday', '1', '2026-11-20 15:00', '2026-11-20T15:00:00+16:00'])(
    'may not be %s',
    value => {
      expect(checkValue(createdAt, value, codes)).toEqual({ field: 'created_at', rule: 'not_a_date' })
    },
  )
})

test('no field of user or element refuses null', () => {
  const fields = [...userFields, ...segments.flatMap(segment => segment.fields)]
  expect(fields.filter(field => checkValue(field, null, codes) !== null)).toEqual([])
})
