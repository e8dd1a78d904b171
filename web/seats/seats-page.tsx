import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArmchair, IconClipboardCheck } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { idleDays, listSeats, readSeatSummary } from '../../contract/seats.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import type { SeatsSearch } from './routes.ts'
import { SeatActions } from './seat-actions.tsx'
import { seatColumns } from './seat-columns.tsx'
import { SeatFilters } from './seat-filters.tsx'
import { SeatTrend } from './seat-trend.tsx'
import classes from './seats.module.css'

const OpenReviewDialog = lazy(async () => ({
  default: (await import('../access-reviews/open-review-dialog.tsx')).OpenReviewDialog,
}))

const route = getRouteApi('/shell/seats')

/** Named users: how many, who, why, and what to do about them (features M5, M7). */
export function SeatsPage() {
  const t = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [selected, setSelected] = useState<string[]>([])
  const days = search.days ?? idleDays
  const { data: summary } = useQuery({
    ...q(readSeatSummary, { query: { days } }),
    placeholderData: keepPreviousData,
  })
  const source = useRows(listSeats, { query: { ...search, days } })
  const change = (part: Partial<SeatsSearch>) => {
    setSelected([])
    void navigate({ search: before => ({ ...before, ...part }) })
  }
  return (
    <Page fills>
      <PageHeader
        title={t('seats.title')}
        subtitle={t('seats.subtitle')}
        actions={<ReviewShown search={search} days={days} />}
      />
      <div className={classes.summary}>
        <Stack gap={2}>
          <Text className={classes.number} component="p">
            {summary ? t('seats.count', { count: summary.seats }) : '\u00a0'}
          </Text>
          <Text size="sm" c="dimmed">
            {t('seats.countHelp')}
          </Text>
        </Stack>
        <SeatTrend trend={summary?.trend ?? []} />
      </div>
      <SeatFilters search={search} days={days} summary={summary} onChange={change} />
      <DataTable
        fills
        name="seats"
        label={t('seats.table')}
        columns={seatColumns}
        source={source}
        rowId={seat => seat.primaryId}
        rowLabel={seat => seat.name}
        sort={search.order ?? 'name'}
        onSort={order => change({ order: order === 'last_login' ? 'last_login' : undefined })}
        selected={selected}
        onSelect={setSelected}
        toolbar={
          selected.length > 0 ? (
            <SeatActions primaryIds={selected} onDone={() => setSelected([])} />
          ) : (
            <Group gap="xs">
              <Text size="sm" c="dimmed">
                {t('seats.choose')}
              </Text>
            </Group>
          )
        }
        empty={<EmptyState icon={IconArmchair} title={t('seats.empty.title')} text={t('seats.empty.text')} />}
      />
    </Page>
  )
}

/** A review of everybody whom the filters leave, not only of those who are loaded. */
function ReviewShown({ search, days }: { search: SeatsSearch; days: number }) {
  const t = useText()
  const forbidden = useForbidden()
  const [isOpen, dialog] = useDisclosure(false)
  const { concern, role, q: text } = search
  const seats = {
    days,
    ...(concern ? { concern } : {}),
    ...(role ? { role } : {}),
    ...(text ? { q: text } : {}),
  }
  return (
    <>
      <ForbiddenAction reason={forbidden('reviews.manage')}>
        <Button
          variant="default"
          leftSection={<IconClipboardCheck size={16} aria-hidden />}
          onClick={dialog.open}
        >
          {t('reviews.openShown')}
        </Button>
      </ForbiddenAction>
      {isOpen && (
        <Suspense>
          <OpenReviewDialog whom={{ seats }} onClose={dialog.close} />
        </Suspense>
      )}
    </>
  )
}
