import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Filter } from '../../contract/filter.ts'
import { countUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'

/** While somebody types a number there is no need to count. */
const waitMilliseconds = 300

/** How many users the criteria consider now, before the reasons to keep them are looked at. */
export function Candidates({ filter }: { filter: Filter }) {
  const t = useText()
  const [settled] = useDebouncedValue(JSON.stringify(filter), waitMilliseconds)
  const { data, error } = useQuery({
    ...q(countUsers, { query: { filter: settled } }),
    placeholderData: keepPreviousData,
  })
  if (error) return <FailureAlert error={error} />
  return (
    <div>
      <Text fw={600} role="status">
        {data ? t('addPurge.candidates', { count: data.total }) : t('addPurge.counting')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('addPurge.candidatesHelp')}
      </Text>
    </div>
  )
}
