import type { Filter } from '../../../contract/filter.ts'
import { filterOfPrimaryIds, filterOfSearch } from '../filter-of-url.ts'
import type { UsersSearch } from '../search.ts'

/** More single rows than this nobody chooses; all that match are a filter, whatever their number. */
export const mostChosen = 5000

/** Whom an action is for: chosen rows, or all that match. */
export type Choice = {
  filter: Filter
  /** Undefined while all that match are counted. */
  count: number | undefined
  /** All that match: the choice is the filter itself. */
  isAll: boolean
}

type Chosen = { search: UsersSearch; selected: readonly string[]; isAll: boolean; total: number | undefined }

/** The choice as a filter: that of the list, or one that names the rows. */
export function choiceOf({ search, selected, isAll, total }: Chosen): Choice {
  if (isAll) return { filter: filterOfSearch(search), count: total, isAll }
  return { filter: filterOfPrimaryIds(selected), count: selected.length, isAll }
}

/** Whether "select all that match" is offered: every shown row is chosen, and there are more. */
export function canChooseAll({ selected, isAll, total }: Omit<Chosen, 'search'>, shown: number): boolean {
  return !isAll && shown > 0 && selected.length >= shown && total !== undefined && total > selected.length
}

/** An address that is longer is cut somewhere on the way to a colleague. */
const longestInAddress = 1500

/** Whether the filter fits into an address; a longer one travels as a set. */
export function fitsIntoAddress(filter: Filter): boolean {
  return JSON.stringify(filter).length <= longestInAddress
}
