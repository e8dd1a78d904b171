import type { SavedSearch } from '../../../contract/saved-searches.ts'
import type { RememberedColumns } from '../../ui/table/remembered-columns.ts'
import { type UsersSearch, usersSearch } from '../search.ts'

type Columns = Pick<RememberedColumns, 'order' | 'hidden'>

/** What a search keeps: the address of the list and the columns that are shown. */
export function contentOf(search: UsersSearch, { order, hidden }: Columns) {
  const given = Object.entries(usersSearch(search)).filter(([, value]) => value !== undefined)
  return {
    search: Object.fromEntries(given) as SavedSearch['search'],
    columns: order.filter(id => !hidden.includes(id)),
  }
}

/** The address of the list that a search means; what this version does not know is left out. */
export function addressOf({ search }: SavedSearch): UsersSearch {
  return usersSearch(search)
}

/** The columns as the search has them; those that it does not show are hidden behind them. */
export function columnsOf({ columns }: SavedSearch, { order }: Columns): Columns {
  const shown = columns.filter(id => order.includes(id))
  const others = order.filter(id => !shown.includes(id))
  return { order: [...shown, ...others], hidden: others }
}
