import { expect, test } from 'vitest'
import { minus, sumOf, typedAmount, vatOf } from './amounts.ts'

test('an amount may be typed with comma or point, in Western or Arabic digits', () => {
  expect(['12,50', ' 12.50 ', '١٢٫٥٠', '7'].map(typedAmount)).toEqual(['12.50', '12.50', '12.50', '7'])
})

test('amounts are added and taken off exactly', () => {
  expect(sumOf(['0.10', '0.20', '-3.00', '9007199254.99'])).toBe('9007199252.29')
  expect(minus('10.00', '0.01')).toBe('9.99')
  expect(minus('-5.00', '-2')).toBe('-3.00')
  expect(minus('10.00', 'ten')).toBeUndefined()
})

test('VAT is rounded to the cent, half of one upwards', () => {
  expect([vatOf('9.99', 19), vatOf('0.10', 5), vatOf('1', 7.5), vatOf('x', 19)]).toEqual([
    '1.90',
    '0.01',
    '0.08',
    undefined,
  ])
})
