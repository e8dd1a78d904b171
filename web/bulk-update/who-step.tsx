import { Group, Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../contract/filter.ts'
import { countUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { SetSelect } from '../sets/set-select.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { TextLink } from '../ui/link.tsx'

type Props = {
  /** The filter that came with the address. */
  filter: Filter | undefined
  source: 'set' | 'filter'
  onSource: (source: 'set' | 'filter') => void
  setId: number | undefined
  onSet: (setId: number | undefined) => void
  /** Whom the choice means. */
  population: Filter | undefined
  isAsked: boolean
  /** For a job that can do without a choice: what it is asked, and what none means. */
  words?: { source: string; nobody: string }
}

/** Whom the job is for: a set, or the list of users that somebody came from. */
export function WhoStep({ filter, source, onSource, setId, onSet, population, isAsked, words }: Props) {
  const t = useText()
  return (
    <Stack gap="sm">
      {filter && (
        <Radio.Group
          label={words?.source ?? t('update.who.source')}
          value={source}
          onChange={value => onSource(value === 'set' ? 'set' : 'filter')}
        >
          <Stack gap={6} mt={6}>
            <Radio
              value="filter"
              label={t('update.who.filter')}
              description={<FilterWords filter={filter} />}
            />
            <Radio value="set" label={t('update.who.set')} />
          </Stack>
        </Radio.Group>
      )}
      {source === 'set' && (
        <SetSelect
          label={t('update.who.chooseSet')}
          value={setId}
          onChange={onSet}
          required={words === undefined}
          error={isAsked && setId === undefined ? t('update.who.missing') : undefined}
        />
      )}
      <Count population={population} nobody={words?.nobody ?? t('update.who.none')} />
    </Stack>
  )
}

/** The exact number of users now; its line is always there, so that nothing moves. */
function Count({ population, nobody }: { population: Filter | undefined; nobody: string }) {
  const t = useText()
  const filter = JSON.stringify(population)
  const count = useQuery({ ...q(countUsers, { query: { filter } }), enabled: population !== undefined })
  if (population === undefined)
    return (
      <Text size="sm" c="dimmed">
        {nobody}
      </Text>
    )
  if (count.error) return <FailureAlert error={count.error} />
  return (
    <Group gap="0.25rem 1rem">
      <Text size="sm" fw={600} role="status">
        {count.data ? t('update.who.count', { count: count.data.total }) : t('addPurge.counting')}
      </Text>
      <TextLink to="/users" search={{ filter }} size="sm">
        {t('update.who.list')}
      </TextLink>
    </Group>
  )
}
