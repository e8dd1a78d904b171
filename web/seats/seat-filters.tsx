import { Chip, Group, NumberInput, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { type SeatSummary, seatConcerns } from '../../contract/seats.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import type { SeatsSearch } from './routes.ts'

type Props = {
  search: SeatsSearch
  days: number
  summary: SeatSummary | undefined
  onChange: (part: Partial<SeatsSearch>) => void
}

/** Waits until somebody has stopped typing. */
const typingMilliseconds = 300

/** What makes a named user worth a look, with counts; a role; a text. */
export function SeatFilters({ search, days, summary, onChange }: Props) {
  const t = useText()
  const { label } = useCodes()
  const [text, setText] = useState(search.q ?? '')
  const find = useDebouncedCallback((q: string) => onChange({ q: q || undefined }), typingMilliseconds)
  const roles = (summary?.roles ?? []).map(({ role, count }) => ({
    value: role,
    label: `${label('HFrUserRoles.roleType', role)} (${count})`,
  }))
  return (
    <Group gap="0.5rem 0.75rem" align="end">
      <TextInput
        label={t('seats.search')}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value)
          find(event.currentTarget.value)
        }}
      />
      <CodeSelect
        label={t('seats.role')}
        options={roles}
        value={search.role}
        onChange={role => onChange({ role })}
      />
      <NumberInput
        label={t('seats.days')}
        value={days}
        onChange={value => typeof value === 'number' && onChange({ days: value })}
        min={1}
        max={3660}
        w="8rem"
      />
      <Group gap="xs" role="group" aria-label={t('seats.concerns')}>
        {seatConcerns.map(concern => (
          <Chip
            key={concern}
            checked={search.concern === concern}
            onChange={isOn => onChange({ concern: isOn ? concern : undefined })}
          >
            {t(`seats.concern.${concern}`, { days, count: summary?.concerns[concern] ?? 0 })}
          </Chip>
        ))}
      </Group>
    </Group>
  )
}
