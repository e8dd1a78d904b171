import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../contract/filter.ts'
import { readSet } from '../../contract/sets.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { useDescribeFilter } from '../users/describe-filter.ts'
import { membersSearch } from './set-words.ts'

/** A set by its name, leading to its members; by its number while it is not known, or if it is gone. */
export function SetName({ setId }: { setId: number }) {
  const t = useText()
  const { data, isError } = useQuery({ ...q(readSet, { params: { setId } }), retry: false })
  if (isError) return t('setSelect.unknown', { id: setId })
  return (
    <TextLink to="/users" search={membersSearch(setId)} inherit>
      <bdi>{data?.name ?? t('setSelect.loading', { id: setId })}</bdi>
    </TextLink>
  )
}

/** Whom a filter means: a set by its name, everything else in words. */
export function FilterWords({ filter }: { filter: unknown }) {
  const t = useText()
  const inWords = useDescribeFilter()
  if (typeof filter !== 'object' || filter === null) return t('settings.everyone')
  if ('set' in filter) return <SetName setId={Number(filter.set)} />
  return inWords(filter as Filter)
}
