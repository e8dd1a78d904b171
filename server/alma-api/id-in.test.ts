import { expect, test } from 'vitest'
import { idIn } from './id-in.ts'

test.each([
  ['7', 7],
  ['9007199254740991', 9007199254740991],
  // The next number that JavaScript has is another one.
  ['9007199254740993', undefined],
  ['99999999999999999999', undefined],
  ['-1', undefined],
  ['1.0', undefined],
  ['1e3', undefined],
  [' 1', undefined],
  ['', undefined],
  [undefined, undefined],
])('the id in %j is %j', (text, id) => {
  expect(idIn(text)).toBe(id)
})
