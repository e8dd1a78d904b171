import { Fieldset, NumberInput, SimpleGrid } from '@mantine/core'
import type { Period } from '../../contract/assignment.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { DateField } from '../ui/date-field.tsx'

const kinds = ['none', 'days', 'months', 'date'] as const
const first: Readonly<Record<Period['kind'], Period>> = {
  none: { kind: 'none' },
  days: { kind: 'days', amount: 30 },
  months: { kind: 'months', amount: 12 },
  date: { kind: 'date', date: '' },
}

type Props = { label: string; period: Period; onChange: (period: Period) => void; error: string | undefined }

/** How long something is good for: for ever, so long after the day, or until a date. */
export function PeriodField({ label, period, onChange, error }: Props) {
  const t = useText()
  const options = kinds.map(kind => ({ value: kind, label: t(`period.${kind}`) }))
  return (
    <Fieldset legend={label}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        <CodeSelect
          label={t('period.kind')}
          required
          options={options}
          value={period.kind}
          onChange={kind => kind && onChange(first[kind as Period['kind']])}
        />
        {(period.kind === 'days' || period.kind === 'months') && (
          <NumberInput
            label={t('period.amount')}
            required
            value={period.amount}
            onChange={amount => onChange({ ...period, amount: Number(amount) })}
            error={error}
            min={1}
            max={36_500}
            allowDecimal={false}
          />
        )}
        {period.kind === 'date' && (
          <DateField
            label={t('period.until')}
            required
            value={period.date || undefined}
            onChange={date => onChange({ kind: 'date', date: date ?? '' })}
            error={error}
          />
        )}
      </SimpleGrid>
    </Fieldset>
  )
}

export function PeriodWords({ period }: { period: Period }) {
  const t = useText()
  if (period.kind === 'none') return t('period.none')
  if (period.kind === 'date') return t('period.untilDate', { date: period.date })
  return t(`period.${period.kind}Count`, { count: period.amount })
}
