import { Text } from '@mantine/core'
import { IconAlarm, IconCircleCheck, IconCornerDownLeft } from '@tabler/icons-react'
import type { Loan } from '../../contract/circulation.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { useUserName } from '../users/record/use-user-name.ts'

const column = columnsOf<Loan>()

export const loanColumns = column.columns([
  column.display({
    id: 'title',
    cell: ({ row }) => <bdi>{row.original.title ?? row.original.barcode}</bdi>,
    meta: { label: 'circulation.column.title', width: 16, isKept: true, wraps: true },
  }),
  column.display({
    id: 'barcode',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.barcode}</bdi>,
    meta: { label: 'circulation.column.barcode', width: 9 },
  }),
  column.display({
    id: 'due',
    cell: ({ row }) => <Moment iso={row.original.dueAt} />,
    meta: { label: 'circulation.column.due', width: 9 },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <Status loan={row.original} />,
    meta: { label: 'circulation.column.status', width: 9, wraps: true },
  }),
  column.display({
    id: 'loaned',
    cell: ({ row }) => <Moment iso={row.original.loanedAt} />,
    meta: { label: 'circulation.column.loaned', width: 9 },
  }),
  column.display({
    id: 'by',
    cell: ({ row }) => <ProxyName userId={row.original.proxyId} />,
    meta: { label: 'circulation.column.proxy', width: 11, wraps: true },
  }),
  column.display({
    id: 'desk',
    cell: ({ row }) => <Desk desk={row.original.desk} />,
    meta: { label: 'circulation.column.desk', width: 10, isHiddenAtFirst: true },
  }),
])

function Moment({ iso }: { iso: string }) {
  return <bdi>{useFormats().moment(iso)}</bdi>
}

function Status({ loan }: { loan: Loan }) {
  const t = useText()
  return (
    <>
      {loan.returnedAt !== undefined ? (
        <StatusBadge icon={IconCircleCheck} tone="quiet">
          {t('circulation.loan.ended')}
        </StatusBadge>
      ) : loan.isOverdue ? (
        <StatusBadge icon={IconAlarm} tone="bad">
          {t('circulation.loan.overdue')}
        </StatusBadge>
      ) : (
        <StatusBadge icon={IconCircleCheck} tone="good">
          {t('circulation.loan.active')}
        </StatusBadge>
      )}
      {loan.recalledAt !== undefined && loan.returnedAt === undefined && (
        <StatusBadge icon={IconCornerDownLeft} tone="warning">
          {t('circulation.loan.recalled')}
        </StatusBadge>
      )}
      {loan.renewals > 0 && (
        <Text size="xs" c="dimmed">
          {t('circulation.loan.renewals', { count: loan.renewals })}
        </Text>
      )}
    </>
  )
}

export function ProxyName({ userId }: { userId: number | undefined }) {
  return <bdi>{useUserName(userId)}</bdi>
}

function Desk({ desk }: { desk: string | undefined }) {
  const { label } = useCodes()
  return desk === undefined ? null : <bdi>{label('CircDesks', desk)}</bdi>
}
