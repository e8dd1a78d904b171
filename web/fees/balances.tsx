import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { FeeSummary } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import classes from './balances.module.css'

const sums = ['active', 'filtered', 'disputed', 'filteredDisputed', 'transferred'] as const

/** The fines and fees summary (features G1). */
export function Balances({ summary }: { summary: UseQueryResult<FeeSummary> }) {
  const t = useText()
  const { money } = useFormats()
  const { data, error } = summary
  if (error) return <ErrorState error={error} onRetry={() => void summary.refetch()} />
  return (
    <section aria-label={t('fees.summary')} className={classes.summary}>
      <dl className={classes.balances} aria-busy={!data}>
        {sums.map(name => (
          <Balance key={name} name={t(`fees.balance.${name}`)} isMain={name === 'active'}>
            {data && money(data[name])}
          </Balance>
        ))}
        <Balance
          name={t('fees.balance.accrued')}
          note={t('fees.balance.accruedNote', { count: data?.overdueLoans ?? 0 })}
        >
          {data && (data.accrued === undefined ? t('fees.balance.tooMany') : money(data.accrued))}
        </Balance>
      </dl>
    </section>
  )
}

type BalanceProps = { name: string; note?: string; isMain?: boolean; children: string | undefined }

function Balance({ name, note, isMain = false, children }: BalanceProps) {
  return (
    <div data-main={isMain || undefined}>
      <dt>{name}</dt>
      <dd>
        {children === undefined ? <Skeleton height={16} width="4.5rem" my={3} /> : <bdi>{children}</bdi>}
      </dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  )
}
