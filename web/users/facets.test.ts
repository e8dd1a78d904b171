import { expect, test } from 'vitest'
import { valuesOf } from './facets.tsx'

test('fixed values stand in their order, also with nobody; what is not among them comes last', () => {
  const counts = [
    { value: 'EXTERNAL', count: 7 },
    { value: 'ODD', count: 1 },
    { value: 'INTEXTAUTH', count: 3 },
  ]
  expect(valuesOf(counts, ['EXTERNAL', 'INTERNAL', 'INTEXTAUTH'])).toEqual([
    { value: 'EXTERNAL', count: 7 },
    { value: 'INTERNAL', count: 0 },
    { value: 'INTEXTAUTH', count: 3 },
    { value: 'ODD', count: 1 },
  ])
  expect(valuesOf(counts, undefined)).toEqual(counts)
})
