import { expect, test } from 'vitest'
import { setIdOf } from './set-words.ts'

test('only a whole positive number in an address is a set', () => {
  expect(setIdOf('12')).toBe(12)
  for (const text of [undefined, '', '0', '-1', '1.5', '1e3', 'x', '99999999999999999999'])
    expect(setIdOf(text)).toBeUndefined()
})
