import { Button, Menu, Text } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { endOtherSessions, endOwnSession, listOwnSessions, type OwnSession } from '../../contract/account.ts'
import { q, useSend } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Panel } from '../ui/panel.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<OwnSession>()
const columns = column.columns([
  column.display({
    id: 'browser',
    cell: ({ row }) => <Device session={row.original} />,
    meta: { label: 'sessions.browser', width: 14, isKept: true },
  }),
  column.display({
    id: 'address',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.address}</bdi>,
    meta: { label: 'sessions.address', width: 9 },
  }),
  column.display({
    id: 'lastSeen',
    cell: ({ row }) => <Moment at={row.original.lastSeenAt} />,
    meta: { label: 'sessions.lastSeen', width: 10 },
  }),
  column.display({
    id: 'created',
    cell: ({ row }) => <Moment at={row.original.createdAt} />,
    meta: { label: 'sessions.created', width: 10 },
  }),
])

/** Where one is signed in; each can be ended, or all others at once. */
export function SessionsPanel() {
  const t = useText()
  const { data, error, isPending, refetch } = useQuery(q(listOwnSessions, {}))
  const end = useSend(endOwnSession, { invalidates: [listOwnSessions] })
  const endOthers = useSend(endOtherSessions, { invalidates: [listOwnSessions] })
  const rows = data?.items ?? []
  const source = {
    rows,
    isLoading: isPending,
    isOutdated: false,
    error,
    retry: () => void refetch(),
    more: undefined,
    isLoadingMore: false,
  }
  const aside = (
    <ForbiddenAction reason={rows.length < 2 ? t('sessions.noOthers') : undefined}>
      <Button variant="default" size="compact-sm" onClick={() => endOthers.mutate({})}>
        {t('sessions.endOthers')}
      </Button>
    </ForbiddenAction>
  )
  return (
    <Panel title={t('sessions.title')} aside={aside}>
      <FailureAlert error={end.error ?? endOthers.error} />
      <DataTable
        name="own-sessions"
        label={t('sessions.title')}
        columns={columns}
        source={source}
        rowId={session => String(session.sessionId)}
        rowLabel={session => session.browser ?? t('sessions.unknown')}
        rowMenu={({ sessionId, isCurrent }) => (
          <ForbiddenAction reason={isCurrent ? t('sessions.isCurrent') : undefined}>
            <Menu.Item onClick={() => end.mutate({ params: { sessionId } })}>{t('sessions.end')}</Menu.Item>
          </ForbiddenAction>
        )}
        empty={<EmptyState icon={IconDevices} title={t('sessions.title')} />}
      />
    </Panel>
  )
}

function Device({ session }: { session: OwnSession }) {
  const t = useText()
  return (
    <>
      <bdi>{session.browser ?? t('sessions.unknown')}</bdi>
      {session.isCurrent && (
        <Text span size="xs" c="dimmed" ms={6}>
          {t('sessions.current')}
        </Text>
      )}
      {session.simulatedBy && (
        <Text span size="xs" c="dimmed" ms={6}>
          {t('sessions.support', { name: session.simulatedBy })}
        </Text>
      )}
    </>
  )
}

function Moment({ at }: { at: string }) {
  const { moment } = useFormats()
  return <bdi>{moment(at)}</bdi>
}
