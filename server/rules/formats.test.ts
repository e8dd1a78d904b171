import { describe, expect, test } from 'vitest'
import type { SettingFormat } from '../context.ts'
import { settingsOf } from '../institutions/settings.ts'
import { judgeEdit } from './judge-edit.ts'
import { rulesScope, somebody } from './testing/rules-scope.ts'

const defaults = settingsOf({})
const address = { line1: '1', types: ['home'] }
const phone = { types: ['home'] }

/** Where a value of each format stands: the edit, and the field of its problem. */
const places: Record<SettingFormat, (value: string) => [edit: Record<string, unknown>, field: string]> = {
  primary_identifier: value => [{ primary_id: value }, 'primary_id'],
  email: value => [{ 'email/x': { address: value, types: ['work'] } }, 'email/x/address'],
  phone: value => [{ 'phone/x': { ...phone, number: value } }, 'phone/x/number'],
  postal_code: value => [{ 'address/x': { ...address, postal_code: value } }, 'address/x/postal_code'],
  address_line1: value => [{ 'address/x': { ...address, line1: value } }, 'address/x/line1'],
  address_line2: value => [{ 'address/x': { ...address, line2: value } }, 'address/x/line2'],
  address_line3: value => [{ 'address/x': { ...address, line3: value } }, 'address/x/line3'],
  address_line4: value => [{ 'address/x': { ...address, line4: value } }, 'address/x/line4'],
  address_line5: value => [{ 'address/x': { ...address, line5: value } }, 'address/x/line5'],
}

function problemsOf(format: SettingFormat, value: string, rule?: { pattern: string; message?: string }) {
  const formats = rule ? { [format]: rule } : {}
  const [edit] = places[format](value)
  return judgeEdit(somebody, edit, rulesScope({ settings: { ...defaults, formats } })).problems
}

describe.each(Object.keys(places) as SettingFormat[])('%s', format => {
  const [, field] = places[format]('x')

  test('has the form that the institution asks for, in its own words, the whole value of it', () => {
    const rule = { pattern: '[A-Z]{2}\\d+', message: 'Two letters and a number, please.' }
    expect(problemsOf(format, 'AB12', rule)).toEqual([])
    for (const value of ['xAB12', 'AB12x', 'ab12', 'AB']) {
      expect(problemsOf(format, value, rule)).toEqual([{ field, rule: 'format', message: rule.message }])
    }
  })

  test('has any form unless the institution asks for one', () => {
    expect(problemsOf(format, 'anything goes')).toEqual([])
    expect(problemsOf(format, 'no', { pattern: 'yes' })).toEqual([{ field, rule: 'format' }])
  })
})

test('a pattern that takes other engines for ever takes no time', () => {
  const start = performance.now()
  expect(problemsOf('phone', `${'a'.repeat(200)}!`, { pattern: '(a+)+$' })).toMatchObject([
    { rule: 'format' },
  ])
  expect(performance.now() - start).toBeLessThan(500)
})

test('a new institution asks of an e-mail that it has an @ and no blank', () => {
  const judge = (value: string) => judgeEdit(somebody, places.email(value)[0], rulesScope()).problems.length
  expect(['a@b', 'ü@b.example'].map(judge)).toEqual([0, 0])
  expect(['a', '@', 'a b@c', 'a@b@c'].map(judge)).toEqual([1, 1, 1, 1])
})

test('a format is asked for when a value is new, not of what stands', () => {
  const formats = { phone: { pattern: '\\d+' } }
  const scope = rulesScope({ settings: { ...defaults, formats } })
  const stored = {
    number: 'ext. 5',
    types: ['home'],
    preferred: false,
    preferred_sms: false,
    external: false,
  }
  const record = { ...somebody, 'phone/x': stored }
  expect(judgeEdit(record, { 'phone/x': { ...stored, types: ['mobile'] } }, scope).problems).toEqual([])
  expect(judgeEdit(record, { 'phone/x': { ...stored, number: 'ext. 6' } }, scope).problems).toHaveLength(1)
})

describe('a PIN', () => {
  const judge = (pin_number: unknown, pinNumberMethod: 'fourDigit' | 'none') =>
    judgeEdit(somebody, { pin_number }, rulesScope({ settings: { ...defaults, pinNumberMethod } })).problems

  test('has four digits where the method says so', () => {
    for (const pin of ['0000', '7391']) expect(judge(pin, 'fourDigit')).toEqual([])
    for (const pin of ['123', '12345', '12a4', '١٢٣٤', '-123', '1 23']) {
      expect(judge(pin, 'fourDigit')).toEqual([{ field: 'pin_number', rule: 'four_digits' }])
    }
  })
  test('is a text otherwise, and never a number', () => {
    expect(judge('open sesame', 'none')).toEqual([])
    for (const method of ['fourDigit', 'none'] as const) {
      expect(judge(7391, method)).toEqual([{ field: 'pin_number', rule: 'wrong_type' }])
    }
  })
})

describe('a web site', () => {
  const judge = (web_site_url: string) => judgeEdit(somebody, { web_site_url }, rulesScope()).problems
  test.each(['http://a.example', 'https://a.example/ü?b=c#d', 'HTTPS://A.EXAMPLE'])('%s', url => {
    expect(judge(url)).toEqual([])
  })
  test.each([
    'a.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a',
    '//a.example',
    'http://',
    'java\nscript:x',
  ])('%j is none', url => expect(judge(url)).toEqual([{ field: 'web_site_url', rule: 'not_a_web_address' }]))
})
