import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { listSets, type UserSet } from '../../contract/sets.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { problemText } from '../ui/error-state.tsx'

/** Sets that somebody can choose from are not paged: more than this nobody scrolls through. */
const mostSets = 500

/** All sets that the person may see, newest first. */
export function useSets() {
  return useQuery(q(listSets, { query: { whose: 'all', limit: mostSets } }))
}

type Props = {
  label: string
  description?: string
  value: number | undefined
  onChange: (setId: number | undefined) => void
  error?: string | undefined
  required?: boolean
  /** A set that cannot be chosen. */
  except?: number
  /** Which sets can be chosen, when not all can. */
  isOffered?: (set: UserSet) => boolean
}

/** One set, found by typing a part of its name. */
export function SetSelect({ value, onChange, except, isOffered = () => true, error, ...props }: Props) {
  const t = useText()
  const { data, error: failure } = useSets()
  const sets = (data?.items ?? []).filter(set => set.setId !== except && isOffered(set))
  return (
    <Select
      {...props}
      data={sets.map(set => ({ value: String(set.setId), label: optionText(t, set) }))}
      value={value === undefined ? null : String(value)}
      onChange={id => onChange(id === null ? undefined : Number(id))}
      placeholder={t('setSelect.placeholder')}
      nothingFoundMessage={t('setSelect.nothing')}
      error={error ?? (failure ? problemText(t, failure) : undefined)}
      searchable
      clearable={!props.required}
      limit={100}
    />
  )
}

function optionText(t: ReturnType<typeof useText>, set: UserSet): string {
  return set.memberCount === undefined
    ? set.name
    : t('setSelect.option', { name: set.name, count: set.memberCount })
}
