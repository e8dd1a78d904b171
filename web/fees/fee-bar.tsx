import { Button, Group, Select, Text, Title } from '@mantine/core'
import { IconCash, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { feeTables } from '../../contract/fees.ts'
import type { Permission } from '../../contract/permissions.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CurrentDesk } from '../session/current-desk.tsx'
import { useForbidden } from '../session/session.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { type AskedForAll, useAskFee } from './asked.ts'
import classes from './fee-bar.module.css'
import { type FeeSearch, statusChoices } from './fee-search.ts'
import type { FeeList } from './use-fees.ts'
import { useOwner } from './use-owner.ts'

type Props = { fees: FeeList; search: FeeSearch; onChange: (change: FeeSearch) => void }

/** What can be done with all fees or the chosen ones, and which are shown. */
export function FeeBar({ fees, search, onChange }: Props) {
  const t = useText()
  const active = fees.summary.data?.active
  const nothingOwed = active === undefined || active.startsWith('-') ? t('rule.nothing_owed') : undefined
  return (
    <div className={classes.bar}>
      <Group gap="0.375rem 0.625rem">
        <Title order={2} size="h3">
          {t('fees.title')}
        </Title>
        {fees.chosen.length > 0 ? (
          <Chosen fees={fees} />
        ) : (
          <>
            <Ask needs="fees.add" what="add" icon={<IconPlus size={15} aria-hidden />} />
            <Ask
              needs="fees.pay"
              what="payAll"
              icon={<IconCash size={15} aria-hidden />}
              reason={nothingOwed}
            />
          </>
        )}
      </Group>
      <FeeFilters search={search} onChange={onChange} />
    </div>
  )
}

type AskProps = {
  needs: Permission
  what: AskedForAll
  icon?: React.ReactNode
  reason?: string | undefined
}

function Ask({ needs, what, icon, reason }: AskProps) {
  const t = useText()
  const ask = useAskFee()
  const forbidden = useForbidden()
  return (
    <ForbiddenAction reason={forbidden(needs) ?? reason}>
      <Button size="compact-sm" variant="light" leftSection={icon} onClick={() => ask({ what })}>
        {t(`fees.ask.${what}`)}
      </Button>
    </ForbiddenAction>
  )
}

/** Chosen fees; all that match can be chosen, over all pages (seed 002, Waive All). */
function Chosen({ fees }: { fees: FeeList }) {
  const t = useText()
  const [isBusy, setBusy] = useState(false)
  const { chosen, source, summary, chooseAll, clear } = fees
  const { count = 0, waivingLimit = 0 } = summary.data ?? {}
  const hasMore = source.more !== undefined && chosen.length >= source.rows.length && chosen.length < count
  const tooMany = chosen.length > waivingLimit ? t('fees.tooMany', { limit: waivingLimit }) : undefined
  const nothing = chosen.every(fee => fee.refusals['waive']) ? t('fees.nothingWaivable') : undefined
  const all = () => {
    setBusy(true)
    void chooseAll().finally(() => setBusy(false))
  }
  return (
    <>
      <Text size="sm" fw={600} role="status">
        {t('table.selected', { count: chosen.length })}
      </Text>
      {hasMore && (
        <Button size="compact-sm" variant="light" loading={isBusy} onClick={all}>
          {t('fees.selectAll', { count })}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        {t('table.clearSelection')}
      </Button>
      <Ask needs="fees.waive" what="waiveSelected" reason={tooMany ?? nothing} />
    </>
  )
}

function FeeFilters({ search, onChange }: Omit<Props, 'fees'>) {
  const t = useText()
  const { label } = useCodes()
  const { everybody } = useOwner()
  const nameOf = (status: string) =>
    status === 'ALL' ? t('fees.anyStatus') : label(feeTables.status, status)
  return (
    <search className={classes.filters} aria-label={t('fees.filters')}>
      <Select
        size="xs"
        aria-label={t('fees.column.status')}
        data={statusChoices.map(value => ({ value, label: nameOf(value) }))}
        value={search.status ?? 'ACTIVE'}
        onChange={value => {
          const status = statusChoices.find(one => one === value)
          onChange({ status: status === 'ACTIVE' ? undefined : status })
        }}
        allowDeselect={false}
      />
      <CodeSelect
        size="xs"
        aria-label={t('fees.column.owner')}
        placeholder={t('fees.anyOwner')}
        options={everybody}
        value={search.owner}
        onChange={owner => onChange({ owner })}
      />
      <CurrentDesk />
    </search>
  )
}
