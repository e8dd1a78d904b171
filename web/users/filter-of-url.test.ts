import { describe, expect, test } from 'vitest'
import {
  facetsOfSearch,
  filterInSearch,
  filterOfPrimaryIds,
  filterOfSearch,
  selectionOfSearch,
} from './filter-of-url.ts'
import { usersSearch } from './search.ts'

const graduates = { field: 'user_group', op: 'eq', value: 'GRAD' }

describe('filterOfSearch', () => {
  test('everybody is the empty conjunction', () => {
    expect(filterOfSearch({})).toEqual({ and: [] })
    expect(filterOfSearch({ tab: 'ALL' })).toEqual({ and: [] })
  })

  test('tab, search with its index, facets and further filter are joined by "and"', () => {
    const filter = filterOfSearch({
      tab: 'PUBLIC',
      q: 'müller',
      index: 'last_name',
      accountType: 'EXTERNAL',
      role: '200',
      userGroup: 'GRAD',
      filter: '{"set":4}',
    })
    expect(filter).toEqual({
      and: [
        { field: 'record_type', op: 'eq', value: 'PUBLIC' },
        { search: 'müller', in: 'last_name' },
        { field: 'account_type', op: 'eq', value: 'EXTERNAL' },
        { some: 'role', where: { field: 'role_type', op: 'eq', value: '200' } },
        graduates,
        { set: 4 },
      ],
    })
  })

  test('"not active or expired" is exactly the opposite of "active and not expired"', () => {
    const lapsed = filterOfSearch({ status: 'lapsed' })
    expect(lapsed).toEqual({ not: filterOfSearch({ status: 'current' }) })
  })
})

test('the list gets tab and search apart, and all facets in its filter', () => {
  const search = { tab: 'STAFF', q: 'an', userGroup: 'GRAD', filter: '{"set":4}' } as const
  expect(selectionOfSearch(search)).toEqual({
    tab: 'STAFF',
    q: 'an',
    index: undefined,
    filter: JSON.stringify({ and: [graduates, { set: 4 }] }),
  })
})

test('the facets get their choices apart and no order', () => {
  expect(facetsOfSearch({ userGroup: 'GRAD', sort: '-name' })).toEqual({ userGroup: 'GRAD' })
})

test('a filter in the address that cannot be read is no filter', () => {
  expect(filterInSearch({ filter: '{"and":' })).toBeUndefined()
  expect(filterInSearch({ filter: '[1]' })).toBeUndefined()
  expect(filterInSearch({ filter: 'null' })).toBeUndefined()
  expect(filterInSearch({ filter: '{"set":4}' })).toEqual({ set: 4 })
})

test('selected rows become a filter on their primary identifiers', () => {
  expect(filterOfPrimaryIds(['007', 'b'])).toEqual({ field: 'primary_id', op: 'in', value: ['007', 'b'] })
})

test('what the address holds and the list does not know is left out', () => {
  const raw = { tab: 'NOBODY', index: 'shoe_size', status: 'odd', sort: 'balance', q: '', userGroup: 'GRAD' }
  const known = Object.entries(usersSearch(raw)).filter(([, value]) => value !== undefined)
  expect(known).toEqual([['userGroup', 'GRAD']])
})
