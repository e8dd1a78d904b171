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
  const [selected, setSelected] = useState<string[]>([])
  return {
    search,
    source,
    total: count.data?.total,
    /** Primary identifiers; a selection belongs to the list that it was made in. */
    selected,
    setSelected,
    change: (part: Partial<UsersSearch>) => {
      setSelected([])
      void navigate({ search: before => ({ ...before, ...part }) })
    },
  }
}

export type UserList = ReturnType<typeof useUserList>
