import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { countUsers, listUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { selectionOfSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'

const route = getRouteApi('/shell/users')

/** The list as the address describes it, its exact number, the selected rows, and how to change what is asked for. */
export function useUserList() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const selection = selectionOfSearch(search)
  const source = useRows(listUsers, { query: { ...selection, sort: search.sort } })
  const count = useQuery({ ...q(countUsers, { query: selection }), placeholderData: keepPreviousData })
  const [chosen, setChosen] = useState<string[]>([])
  const [isAll, setAll] = useState(false)
  const select = (primaryIds: string[], all = false) => {
    setChosen(primaryIds)
    setAll(all)
  }
  return {
    search,
    source,
    total: count.data?.total,
    shown: source.rows.length,
    /** Primary identifiers; a selection belongs to the list that it was made in. */
    selected: isAll ? source.rows.map(user => user.primaryId) : chosen,
    setSelected: (primaryIds: string[]) => select(primaryIds),
    /** All that match are chosen, also those who are not shown; taking one row out ends that. */
    isAll,
    selectAll: () => select([], true),
    clear: () => select([]),
    change: (part: Partial<UsersSearch>) => {
      select([])
      void navigate({ search: before => ({ ...before, ...part }) })
    },
  }
}

export type UserList = ReturnType<typeof useUserList>
