import { describe, expect, test } from 'vitest'
import type { Filter } from '../../contract/filter.ts'
import { AppError } from '../errors.ts'
import { parseFilter, parseFilterText } from './parse.ts'

/** Where and why a filter is refused. */
function refusal(work: () => Filter): { path: unknown; rule: unknown } {
  try {
    work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_filter') throw error
    return { path: error.details['path'], rule: error.details['rule'] }
  }
  throw new Error('The filter was accepted.')
}

const eq = (field: string, value: unknown) => ({ field, op: 'eq', value })
const deep = (levels: number): unknown => (levels === 0 ? eq('first_name', 'a') : { not: deep(levels - 1) })
const wide = (count: number) => ({ or: Array.from({ length: count }, () => eq('first_name', 'a')) })

const refused: [what: string, input: unknown, path: string, rule: string][] = [
  ['null', null, 'filter', 'not_an_object'],
  ['text', 'first_name', 'filter', 'not_an_object'],
  ['a list', [], 'filter', 'not_an_object'],
  ['nothing known', {}, 'filter', 'unknown_form'],
  ['an unknown connective', { xor: [] }, 'filter', 'unknown_form'],
  ['two connectives at once', { and: [], or: [] }, 'filter', 'unknown_form'],
  ['a connective with something else', { and: [], limit: 1 }, 'filter', 'unknown_form'],
  ['and without a list', { and: { 0: eq('first_name', 'a') } }, 'filter.and', 'not_a_list'],
  ['a text in a list', { or: [eq('first_name', 'a'), 'b'] }, 'filter.or[1]', 'not_an_object'],
  ['not of a list', { not: [] }, 'filter.not', 'not_an_object'],
  ['an unknown field', eq('shoe_size', 'a'), 'filter.field', 'unknown_field'],
  ['a field that is no text', { field: 7, op: 'eq', value: 'a' }, 'filter.field', 'unknown_field'],
  ['an object for a field', { field: { a: 1 }, op: 'eq', value: 'a' }, 'filter.field', 'unknown_field'],
  ['a column that is no field', eq('search_text', 'a'), 'filter.field', 'unknown_field'],
  ['SQL for a field', eq('first_name" or true --', 'a'), 'filter.field', 'unknown_field'],
  ['an unknown operator', { field: 'first_name', op: 'like', value: 'a' }, 'filter.op', 'unknown_operator'],
  ['no operator', { field: 'first_name', value: 'a' }, 'filter.op', 'unknown_operator'],
  ['no value', { field: 'first_name', op: 'eq' }, 'filter.value', 'wrong_type'],
  ['null for a value', eq('first_name', null), 'filter.value', 'wrong_type'],
  ['a key that a comparison lacks', { ...eq('first_name', 'a'), not: true }, 'filter', 'unknown_form'],
  ['a sensitive field', eq('pin_number', '1234'), 'filter', 'sensitive_field'],
  [
    'a fragment of a sensitive field',
    { not: { field: 'pin_number', op: 'starts', value: '1' } },
    'filter.not',
    'sensitive_field',
  ],
  ['an unknown segment', { some: 'diploma' }, 'filter.some', 'unknown_segment'],
  ['a segment that is no text', { some: ['note'] }, 'filter.some', 'unknown_segment'],
  ['null inside a segment', { some: 'note', where: null }, 'filter.where', 'not_an_object'],
  [
    'an unknown field of a segment',
    { some: 'note', where: eq('line1', 'a') },
    'filter.where.field',
    'unknown_field',
  ],
  [
    'a field of the user inside a segment',
    { some: 'note', where: { or: [eq('first_name', 'a')] } },
    'filter.where.or[0].field',
    'unknown_field',
  ],
  ['a search inside a segment', { some: 'note', where: { search: 'a' } }, 'filter.where', 'not_in_a_segment'],
  ['a set inside a segment', { some: 'note', where: { set: 1 } }, 'filter.where', 'not_in_a_segment'],
  [
    'a segment inside a segment',
    { some: 'note', where: { not: { some: 'email' } } },
    'filter.where.not',
    'not_in_a_segment',
  ],
  ['a search for a number', { search: 7 }, 'filter.search', 'wrong_type'],
  ['a search too long', { search: 'a'.repeat(201) }, 'filter.search', 'wrong_type'],
  ['a search with a NUL', { search: 'a\u0000' }, 'filter.search', 'wrong_type'],
  ['a whole text in an index of fragments', { whole: 'a', in: 'name' }, 'filter.in', 'unknown_index'],
  ['a whole text without an index', { whole: 'a' }, 'filter', 'unknown_form'],
  ['a whole text with a NUL', { whole: 'a\u0000', in: 'email' }, 'filter.whole', 'wrong_type'],
  ['a whole text too long', { whole: 'a'.repeat(256), in: 'email' }, 'filter.whole', 'wrong_type'],
  ['an unknown index', { search: 'a', in: 'pin_number' }, 'filter.in', 'unknown_index'],
  ['a set that is no number', { set: '1' }, 'filter.set', 'wrong_type'],
  ['half a set', { set: 1.5 }, 'filter.set', 'wrong_type'],
  ['a set beyond all numbers', { set: 1e300 }, 'filter.set', 'wrong_type'],
  ['a filter too deep', deep(13), `filter${'.not'.repeat(13)}`, 'too_deep'],
  ['a filter too large', wide(500), 'filter.or[499]', 'too_large'],
  [
    'a list too long',
    { field: 'first_name', op: 'in', value: Array(10_001).fill('a') },
    'filter.value',
    'wrong_type',
  ],
]

test.each(refused)('%s is refused by name', (_, input, path, rule) => {
  expect(refusal(() => parseFilter(input))).toEqual({ path, rule })
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
  'the name %s, which every object has, is no field, segment, operator or index',
  name => {
    const text = (shape: string) => shape.replaceAll('NAME', name)
    const of = (shape: string) => refusal(() => parseFilterText(text(shape))).rule
    expect(of('{"field":"NAME","op":"eq","value":"a"}')).toBe('unknown_field')
    expect(of('{"field":"first_name","op":"NAME","value":"a"}')).toBe('unknown_operator')
    expect(of('{"some":"NAME"}')).toBe('unknown_segment')
    expect(of('{"some":"note","where":{"field":"NAME","op":"empty"}}')).toBe('unknown_field')
    expect(of('{"search":"a","in":"NAME"}')).toBe('unknown_index')
    expect(of('{"NAME":[]}')).toBe('unknown_form')
  },
)

test('a filter that is no JSON is refused', () => {
  for (const text of ['', '{', 'undefined', '{"and":[}', "{'and':[]}"])
    expect(refusal(() => parseFilterText(text))).toEqual({ path: 'filter', rule: 'not_json' })
})

test('as deep, as large and with as long lists as allowed, a filter is accepted', () => {
  for (const filter of [
    deep(12),
    wide(499),
    { field: 'first_name', op: 'in', value: Array(10_000).fill('a') },
  ])
    expect(parseFilter(filter)).toEqual(filter)
})

describe('each type takes its own values and operators', () => {
  const accepted: [field: string, op: string, value: unknown][] = [
    ['first_name', 'eq', ''],
    ['first_name', 'contains', "%_'\\$1"],
    ['first_name', 'in', []],
    ['first_name', 'gte', 'M'],
    ['user_group', 'in', ['UG', 'unknown code']],
    ['rs_libraries', 'eq', 'MAIN'],
    ['is_researcher', 'eq', false],
    ['expiry_date', 'lt', '2026-11-20'],
    ['expiry_date', 'gte', { daysFromToday: -180 }],
    ['expiry_date', 'in', ['2026-11-20']],
    ['balance', 'gt', 9.99],
    ['balance', 'gt', '9.99'],
    ['balance', 'eq', '-0.5'],
    ['has_staff_role', 'eq', true],
  ]
  test.each(accepted)('%s %s %j', (field, op, value) => {
    expect(parseFilter({ field, op, value })).toEqual({ field, op, value })
  })

  const wrongOperator: [field: string, op: string, value: unknown][] = [
    ['user_group', 'contains', 'U'],
    ['user_group', 'lt', 'U'],
    ['is_researcher', 'in', [true]],
    ['is_researcher', 'gt', false],
    ['expiry_date', 'contains', '2026'],
    ['rs_libraries', 'starts', 'M'],
    ['library_notices', 'eq', 'A'],
    ['balance', 'in', [1]],
    ['balance', 'contains', '1'],
    ['has_staff_role', 'lt', true],
  ]
  test.each(wrongOperator)('not %s %s', (field, op, value) => {
    expect(refusal(() => parseFilter({ field, op, value }))).toEqual({
      path: 'filter.op',
      rule: 'operator_not_for_type',
    })
  })

  const wrongValue: [field: string, op: string, value: unknown][] = [
    ['first_name', 'eq', 7],
    ['first_name', 'eq', true],
    ['first_name', 'eq', ['a']],
    ['first_name', 'eq', { daysFromToday: 1 }],
    ['first_name', 'eq', 'a\u0000b'],
    ['first_name', 'in', 'a'],
    ['first_name', 'in', ['a', 7]],
    ['first_name', 'in', ['a', null]],
    ['first_name', 'in', ['a\u0000']],
    ['user_group', 'eq', ['UG']],
    ['is_researcher', 'eq', 'true'],
    ['is_researcher', 'eq', 1],
    ['expiry_date', 'eq', '2026-02-30'],
    ['expiry_date', 'eq', '2026-13-01'],
    ['expiry_date', 'eq', '0000-01-01'],
    ['expiry_date', 'eq', '20.11.2026'],
    ['expiry_date', 'eq', 20_261_120],
    ['expiry_date', 'eq', { daysFromToday: 1.5 }],
    ['expiry_date', 'eq', { daysFromToday: '1' }],
    ['expiry_date', 'eq', { daysFromToday: 73_001 }],
    ['expiry_date', 'eq', { daysFromToday: 1, hours: 2 }],
    ['expiry_date', 'eq', {}],
    ['expiry_date', 'in', [{ daysFromToday: 1 }]],
    ['balance', 'gt', 'much'],
    ['balance', 'gt', '1e9'],
    ['balance', 'gt', ''],
    ['balance', 'gt', Number.POSITIVE_INFINITY],
    ['balance', 'gt', Number.NaN],
  ]
  test.each(wrongValue)('not %s %s %j', (field, op, value) => {
    expect(refusal(() => parseFilter({ field, op, value }))).toEqual({
      path: 'filter.value',
      rule: 'wrong_type',
    })
  })

  test.each(['2026-11-20', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.123+01:00'])(
    'a moment may be %s',
    value => {
      const filter = { some: 'note', where: { field: 'created_at', op: 'gte', value } }
      expect(parseFilter(filter)).toEqual(filter)
    },
  )

  test.each(['1', 'Foo 1', '2026', '2026-11-20T10:00:00', '2026-02-30', '2026-11-20T25:00:00Z', 'infinity'])(
    'a moment may not be %s',
    value => {
      const filter = { some: 'note', where: { field: 'created_at', op: 'gte', value } }
      expect(refusal(() => parseFilter(filter))).toEqual({ path: 'filter.where.value', rule: 'wrong_type' })
    },
  )
})
