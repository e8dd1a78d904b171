import { describe, expect, test } from 'vitest'
import { canChooseAll, choiceOf, fitsIntoAddress } from './choice.ts'

const search = { tab: 'STAFF', q: 'an', userGroup: 'GRAD' } as const

describe('the choice', () => {
  test('of rows names them', () => {
    expect(choiceOf({ search, selected: ['007', 'b'], isAll: false, total: 900 })).toEqual({
      filter: { field: 'primary_id', op: 'in', value: ['007', 'b'] },
      count: 2,
      isAll: false,
    })
  })

  test('of all that match is the filter of the list, not its rows', () => {
    expect(choiceOf({ search, selected: ['007'], isAll: true, total: 900 })).toEqual({
      filter: {
        and: [
          { field: 'record_type', op: 'eq', value: 'STAFF' },
          { search: 'an' },
          { field: 'user_group', op: 'eq', value: 'GRAD' },
        ],
      },
      count: 900,
      isAll: true,
    })
  })
})

test('all that match are offered once every shown row is chosen and more match', () => {
  const chosen = { selected: ['a', 'b'], isAll: false, total: 3 }
  expect(canChooseAll(chosen, 2)).toBe(true)
  expect(canChooseAll({ ...chosen, selected: ['a'] }, 2)).toBe(false)
  expect(canChooseAll({ ...chosen, total: 2 }, 2)).toBe(false)
  expect(canChooseAll({ ...chosen, total: undefined }, 2)).toBe(false)
  expect(canChooseAll({ ...chosen, isAll: true }, 2)).toBe(false)
  expect(canChooseAll({ ...chosen, selected: [] }, 0)).toBe(false)
})

test('fifty rows travel in the address, five thousand do not', () => {
  const rows = (count: number) => ({
    field: 'primary_id',
    op: 'in' as const,
    value: Array.from({ length: count }, (_, index) => `user${index}`),
  })
  expect(fitsIntoAddress(rows(50))).toBe(true)
  expect(fitsIntoAddress(rows(5000))).toBe(false)
})
