import { Text } from '@mantine/core'
import { IconHistory, IconLock } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type HistoryEntry, readHistory } from '../../../contract/history.ts'
import { useRows } from '../../api/use-rows.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/link.tsx'
import { columnsOf } from '../../ui/table/columns.ts'
import { HistoryChanges } from './history-changes.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { usualPeriod } from './history-search.ts'

const route = getRouteApi('/shell/users/$userId/$tab')
const column = columnsOf<HistoryEntry>()

const columns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment at={row.original.at} />,
    meta: { label: 'history.column.at', width: 9, isKept: true },
  }),
  column.display({
    id: 'changes',
    cell: ({ row }) => <HistoryChanges entry={row.original} />,
    meta: { label: 'history.column.changes', width: 30, wraps: true },
  }),
  column.display({
    id: 'who',
    cell: ({ row }) => <bdi>{row.original.actor}</bdi>,
    meta: { label: 'history.column.who', width: 10 },
  }),
  column.display({
    id: 'source',
    cell: ({ row }) => <Source entry={row.original} />,
    meta: { label: 'history.column.source', width: 10, wraps: true },
  }),
])

/** Every change of the record with old and new value, who and by what (features I1). */
export function HistoryTab({ userId }: { userId: number }) {
  const t = useText()
  const forbidden = useForbidden()('users.history')
  if (forbidden) return <EmptyState icon={IconLock} title={t('history.forbidden.title')} text={forbidden} />
  return <History userId={userId} />
}

function History({ userId }: { userId: number }) {
  const t = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { period = usualPeriod, source, actor, field } = search
  const rows = useRows(readHistory, { params: { userId }, query: { period, source, actor, field } })
  return (
    <DataTable
      name="history"
      label={t('history.title')}
      columns={columns}
      source={rows}
      rowId={(entry, index) => `${entry.at} ${index}`}
      rowLabel={entry => entry.at}
      toolbar={
        <HistoryFilters
          search={search}
          onChange={change => void navigate({ search: { ...search, ...change }, replace: true })}
        />
      }
      empty={
        <EmptyState icon={IconHistory} title={t('history.empty.title')} text={t('history.empty.text')} />
      }
    />
  )
}

function Moment({ at }: { at: string }) {
  const { moment } = useFormats()
  return <bdi>{moment(at)}</bdi>
}

function Source({ entry }: { entry: HistoryEntry }) {
  const t = useText()
  return (
    <>
      {t.of(`source.${entry.source}`, entry.source)}
      {entry.taskId !== undefined && (
        <Text size="xs" c="dimmed">
          <TextLink inherit to="/tasks/$taskId" params={{ taskId: String(entry.taskId) }}>
            {t('history.task', { id: String(entry.taskId) })}
          </TextLink>
        </Text>
      )}
      {entry.reason && (
        <Text size="xs" c="dimmed">
          {t('history.reason', { reason: entry.reason })}
        </Text>
      )}
    </>
  )
}
