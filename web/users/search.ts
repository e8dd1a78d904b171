import { type SearchIndex, searchIndexes } from '../../contract/filter.ts'
import { oneOf, textOr } from '../search-params.ts'

export const userTabs = ['ALL', 'STAFF', 'PUBLIC', 'CONTACT'] as const
export type UserTab = (typeof userTabs)[number]

const sorts = [
  'name',
  '-name',
  'expiryDate',
  '-expiryDate',
  'purgeDate',
  '-purgeDate',
  'userGroup',
  '-userGroup',
] as const

/** State of the list of users, as it stands in the address. */
export type UsersSearch = {
  tab?: UserTab | undefined
  q?: string | undefined
  index?: SearchIndex | undefined
  accountType?: string | undefined
  role?: string | undefined
  userGroup?: string | undefined
  status?: 'current' | 'lapsed' | undefined
  /** A `Filter` as JSON, for example from an advanced search or a link in a report. */
  filter?: string | undefined
  sort?: (typeof sorts)[number] | undefined
}

/** Reads the address; what it does not know or cannot read is left out. */
export function usersSearch(raw: Record<string, unknown>): UsersSearch {
  return {
    tab: oneOf(userTabs, raw['tab']),
    q: textOr(raw['q'], undefined),
    index: oneOf(searchIndexes, raw['index']),
    accountType: textOr(raw['accountType'], undefined),
    role: textOr(raw['role'], undefined),
    userGroup: textOr(raw['userGroup'], undefined),
    status: oneOf(['current', 'lapsed'] as const, raw['status']),
    filter: textOr(raw['filter'], undefined),
    sort: oneOf(sorts, raw['sort']),
  }
}
