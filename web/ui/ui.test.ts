import { assert, integer, property } from 'fast-check'
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { endpoint } from '../../contract/endpoint.ts'
import { closed } from '../../contract/page.ts'
import { countTyped } from './count-typed.ts'
import { changedFields, fieldOf, isSame, limitsOf, problemsOf } from './form-rules.ts'
import { mergedInto, moved, placed } from './table/remembered-columns.ts'

const example = endpoint({
  method: 'POST',
  path: '/api/example',
  permission: null,
  summary: 'Example',
  body: closed({
    name: Type.String({ minLength: 1, maxLength: 5 }),
    password: Type.String({ minLength: 8 }),
    note: Type.Optional(Type.String({ maxLength: 3 })),
    count: Type.Optional(Type.Integer()),
  }),
})

describe('the count that confirms a mass change', () => {
  test('is understood with the grouping marks of any language, and in Arabic digits', () => {
    assert(
      property(integer({ min: 0, max: 100_000_000 }), count => {
        for (const language of ['en', 'de', 'fr', 'de-CH', 'hi', 'ar-EG', 'fa'])
          expect(
            countTyped(new Intl.NumberFormat(language, { numberingSystem: digits(language) }).format(count)),
          ).toBe(count)
      }),
    )
  })

  test('is nothing but a whole number', () => {
    for (const text of ['', ' ', '-3', '3 users', '1e3', '0x10', '²'])
      expect(countTyped(text)).toBeUndefined()
  })
})

const digits = (language: string) =>
  language.startsWith('ar') ? 'arab' : language === 'fa' ? 'arabext' : 'latn'

describe('a form', () => {
  test('knows from the body schema what is required and how long it may be', () => {
    expect(limitsOf(example, 'name')).toEqual({ required: true, maxLength: 5 })
    expect(limitsOf(example, 'note')).toEqual({ maxLength: 3 })
  })

  test('finds what the schema would refuse, before asking the server', () => {
    expect(problemsOf(example, { name: '', password: 'short', note: 'long' })).toEqual([
      { field: 'name', rule: 'required' },
      { field: 'password', rule: 'too_short', limit: 8 },
      { field: 'note', rule: 'too_long', limit: 3 },
    ])
    expect(problemsOf(example, { name: 'a', password: 'long enough', note: '' })).toEqual([])
    expect(problemsOf(example, { password: 'long enough' })).toEqual([{ field: 'name', rule: 'required' }])
  })

  test('puts a problem at its field however the server writes the path', () => {
    for (const field of [
      'first_name',
      '/first_name',
      'values.first_name',
      '/values/first_name',
      'body/values/first_name',
    ])
      expect(fieldOf({ field, rule: 'required' })).toBe('first_name')
  })

  test('counts only real changes: back to the old value, or from empty to empty, is none', () => {
    const before = { name: 'Ann', note: undefined, groups: ['a', 'b'] }
    expect(changedFields(before, { name: 'Ann', note: '', groups: ['b', 'a'] })).toEqual([])
    expect(changedFields(before, { name: 'Anna', note: 'x', groups: ['a'] })).toEqual([
      'name',
      'note',
      'groups',
    ])
  })

  test('no value, empty text, null and false are the same to the reader; zero and true are not', () => {
    for (const empty of [undefined, null, '', false, []]) expect(isSame(empty, undefined)).toBe(true)
    for (const value of [0, true, ' ', ['']]) expect(isSame(value, undefined)).toBe(false)
    expect(isSame({ b: true, a: false }, { a: false, b: true })).toBe(true)
  })
})

test('moving a column keeps all columns and stops at the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 'x', 1)).toEqual(['a', 'b', 'c'])
})

describe('remembered columns', () => {
  test('give a column that was not there when they were stored its original neighbour', () => {
    expect(placed(['name', 'group', 'active'], ['active', 'name', 'type', 'group'])).toEqual(
      ['name', 'group', 'active'].toSpliced(1, 0, 'type'),
    )
    expect(placed(['b'], ['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
    expect(placed(['x', 'b', 'a'], ['a', 'b'])).toEqual(['b', 'a'])
  })

  test('keep what they know of columns that another tab has', () => {
    const stored = { order: ['name', 'type', 'group', 'notes'], hidden: ['type', 'notes'] }
    const next = { order: ['notes', 'name', 'group'], hidden: ['group'] }
    expect(mergedInto(stored, next)).toEqual({
      order: ['notes', 'name', 'type', 'group'],
      hidden: ['type', 'group'],
    })
  })
})
