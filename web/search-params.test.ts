import { assert, constantFrom, dictionary, property, string, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { isOwnPage, oneOf, parseSearch, stringifySearch, textOr } from './search-params.ts'

test('every text that is written to an address is read back as it was', () => {
  const texts = dictionary(string({ minLength: 1 }), string({ unit: 'grapheme', minLength: 1 }))
  assert(
    property(texts, values => {
      expect(parseSearch(stringifySearch(values))).toEqual({ ...values })
    }),
  )
})

test('numbers in an address stay text: a barcode keeps its zeros and its last digits', () => {
  expect(parseSearch('?q=007')).toEqual({ q: '007' })
  expect(parseSearch('?q=12345678901234567890')).toEqual({ q: '12345678901234567890' })
})

test('what is empty is not written', () => {
  expect(stringifySearch({ q: '', tab: undefined, sort: null })).toBe('')
})

test('a value that is not allowed is no value', () => {
  assert(
    property(
      uniqueArray(constantFrom('a', 'b', 'c')),
      constantFrom('a', 'b', 'c', 'd', 7, null),
      (allowed, value) => {
        expect(oneOf(allowed, value)).toBe((allowed as unknown[]).includes(value) ? value : undefined)
      },
    ),
  )
  expect(textOr(7, 'none')).toBe('none')
  expect(textOr('', 'none')).toBe('none')
})

test.each(['/', '/users?q=a#b', '/users/7/general', '/a//b'])('%j is a page of ours', text => {
  expect(isOwnPage(text)).toBe(true)
})

test.each([
  'https://evil.example/',
  'https:evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  '/..//evil.example',
  '\u0000//evil.example',
  'javascript:alert(1)',
  'users',
  '',
])('%j is none', text => {
  expect(isOwnPage(text)).toBe(false)
})
