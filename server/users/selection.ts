import type { Filter, SearchIndex } from '../../contract/filter.ts'
import { parseFilter, parseFilterText } from '../filters/parse.ts'

/** The URL of a list of users: tab, search box, filter, and chosen facets. */
export type Selection = {
  tab?: string
  q?: string
  index?: string
  filter?: string
  accountType?: string
  userGroup?: string
  role?: string
  status?: 'current' | 'lapsed'
}

/** Active and not expired (features A2); the facet `lapsed` is its complement. */
const current: Filter = {
  and: [
    { field: 'status', op: 'eq', value: 'ACTIVE' },
    { not: { field: 'expiry_date', op: 'lt', value: { daysFromToday: 0 } } },
  ],
}

/** One filter per part of the selection, so that a facet can leave its own out. */
export function partsOf(
  selection: Selection,
): Partial<Record<'tab' | 'q' | 'filter' | keyof Selection, Filter>> {
  const { tab, q, index, filter, accountType, userGroup, role, status } = selection
  return {
    ...(tab && tab !== 'ALL' ? { tab: { field: 'record_type', op: 'eq', value: tab } } : {}),
    ...(q?.trim() ? { q: parseFilter({ search: q, in: (index || 'all') as SearchIndex }) } : {}),
    ...(filter ? { filter: parseFilterText(filter) } : {}),
    ...(accountType ? { accountType: { field: 'account_type', op: 'eq', value: accountType } } : {}),
    ...(userGroup ? { userGroup: { field: 'user_group', op: 'eq', value: userGroup } } : {}),
    ...(role ? { role: { some: 'role', where: { field: 'role_type', op: 'eq', value: role } } } : {}),
    ...(status ? { status: status === 'current' ? current : { not: current } } : {}),
  }
}

/** The whole selection as one filter. */
export const filterOf = (selection: Selection): Filter => ({ and: Object.values(partsOf(selection)) })
