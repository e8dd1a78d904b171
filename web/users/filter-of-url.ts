import type { Filter } from '../../contract/filter.ts'
import type { UsersSearch } from './search.ts'

/** Active and not expired; a user without expiration date does not expire (features A2). */
const current: Filter = {
  and: [
    { field: 'status', op: 'eq', value: 'ACTIVE' },
    {
      or: [
        { field: 'expiry_date', op: 'empty' },
        { field: 'expiry_date', op: 'gte', value: { daysFromToday: 0 } },
      ],
    },
  ],
}

/** The whole state of the list as one filter, for a set or a job. */
export function filterOfSearch(search: UsersSearch): Filter {
  return joined([
    ...(search.tab && search.tab !== 'ALL' ? [equals('record_type', search.tab)] : []),
    ...(search.q ? [{ search: search.q, ...(search.index ? { in: search.index } : {}) }] : []),
    ...chosenFilters(search),
  ])
}

/** What the list and its count are asked for: facets and further filter travel together as one filter. */
export function selectionOfSearch(search: UsersSearch) {
  const chosen = chosenFilters(search)
  return {
    tab: search.tab,
    q: search.q,
    index: search.index,
    filter: chosen.length > 0 ? JSON.stringify(joined(chosen)) : undefined,
  }
}

/** What the facets are asked for: the choices come apart, so that each facet can leave its own out. */
export function facetsOfSearch({ sort: _, ...search }: UsersSearch): UsersSearch {
  return search
}

/** The filter that the address carries, if it can be read. */
export function filterInSearch({ filter }: UsersSearch): Filter | undefined {
  if (!filter) return undefined
  try {
    const value: unknown = JSON.parse(filter)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Filter)
      : undefined
  } catch {
    return undefined
  }
}

/** The users with these primary identifiers, for a selection of rows. */
export function filterOfPrimaryIds(primaryIds: readonly string[]): Filter {
  return { field: 'primary_id', op: 'in', value: [...primaryIds] }
}

function chosenFilters(search: UsersSearch): Filter[] {
  const further = filterInSearch(search)
  return [
    ...(search.accountType ? [equals('account_type', search.accountType)] : []),
    ...(search.role ? [{ some: 'role', where: equals('role_type', search.role) }] : []),
    ...(search.userGroup ? [equals('user_group', search.userGroup)] : []),
    ...(search.status === 'current' ? [current] : []),
    ...(search.status === 'lapsed' ? [{ not: current }] : []),
    ...(further ? [further] : []),
  ]
}

function joined(filters: Filter[]): Filter {
  const [only] = filters
  return filters.length === 1 && only ? only : { and: filters }
}

function equals(field: string, value: string): Filter {
  return { field, op: 'eq', value }
}
