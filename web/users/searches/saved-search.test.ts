import { expect, test } from 'vitest'
import type { SavedSearch } from '../../../contract/saved-searches.ts'
import { addressOf, columnsOf, contentOf } from './saved-search.ts'

const search = { tab: 'STAFF', q: 'an', index: 'name', status: 'lapsed', sort: '-name' } as const
const columns = { order: ['active', 'name', 'userGroup', 'notes'], hidden: ['active'] }

const saved = (more: Partial<SavedSearch>): SavedSearch => ({
  searchId: 1,
  name: 'Saved',
  isShared: false,
  isOwn: true,
  canEdit: true,
  search: {},
  columns: [],
  ...more,
})

test('what is saved is what comes back: address and columns', () => {
  const content = contentOf({ ...search, filter: undefined }, columns)
  expect(content).toEqual({ search, columns: ['name', 'userGroup', 'notes'] })
  const again = saved(content)
  const address = Object.entries(addressOf(again)).filter(([, value]) => value !== undefined)
  expect(Object.fromEntries(address)).toEqual(search)
  const { order, hidden } = columnsOf(again, columns)
  expect(order.filter(id => !hidden.includes(id))).toEqual(content.columns)
  expect([...order].sort()).toEqual([...columns.order].sort())
})

test('a column that is gone, and a part of the address that nobody knows, are left out', () => {
  const old = saved({ columns: ['shoe', 'notes'], search: { q: 'a', index: 'shoe' } })
  expect(columnsOf(old, columns)).toEqual({
    order: ['notes', 'active', 'name', 'userGroup'],
    hidden: ['active', 'name', 'userGroup'],
  })
  expect(addressOf(old)).toMatchObject({ q: 'a', index: undefined })
})
