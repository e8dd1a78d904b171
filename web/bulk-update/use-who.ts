import { useState } from 'react'
import type { Filter } from '../../contract/filter.ts'
import { membersOf, setIdOf } from '../sets/set-words.ts'
import { filterInSearch } from '../users/filter-of-url.ts'

type Search = { set?: string | undefined; filter?: string | undefined }

/** Whom the address means; `onSet` writes a chosen set back, so that the page can be shared. */
export function useWho(search: Search, onSet: (set: string | undefined) => void) {
  const filter = filterInSearch({ filter: search.filter })
  const setId = setIdOf(search.set)
  const [chosen, setChosen] = useState<'set' | 'filter'>()
  const source: 'set' | 'filter' = chosen ?? (filter && setId === undefined ? 'filter' : 'set')
  const members: Filter | undefined = setId === undefined ? undefined : membersOf(setId)
  return {
    filter,
    setId: source === 'set' ? setId : undefined,
    source,
    onSource: setChosen,
    onSet: (id: number | undefined) => onSet(id?.toString()),
    population: source === 'filter' ? filter : members,
  }
}
