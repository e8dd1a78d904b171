import { Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock, type TablerIcon } from '@tabler/icons-react'
import type { Delivery } from '../../contract/webhooks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<Delivery>()

export const deliveryColumns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment at={row.original.at} />,
    meta: { label: 'webhooks.at', width: 10, isKept: true },
  }),
  column.display({
    id: 'event',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.event}</bdi>,
    meta: { label: 'webhooks.event', width: 10 },
  }),
  column.display({
    id: 'subject',
    cell: ({ row }) => <Subject {...row.original} />,
    meta: { label: 'webhooks.subject', width: 9 },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <Status {...row.original} />,
    meta: { label: 'webhooks.status', width: 9 },
  }),
  column.display({
    id: 'attempts',
    cell: ({ row }) => <Attempts {...row.original} />,
    meta: { label: 'webhooks.attempts', width: 6 },
  }),
  column.display({
    id: 'error',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.error}</bdi>,
    meta: { label: 'webhooks.error', width: 11 },
  }),
  column.display({
    id: 'ended',
    cell: ({ row }) => <Moment at={row.original.endedAt} />,
    meta: { label: 'webhooks.ended', width: 10 },
  }),
])

function Moment({ at }: { at: string | undefined }) {
  const { moment } = useFormats()
  return <Text size="sm">{at && moment(at)}</Text>
}

function Subject({ userId, taskId }: Delivery) {
  const t = useText()
  if (taskId !== undefined)
    return (
      <TextLink size="sm" to="/tasks/$taskId" params={{ taskId: String(taskId) }}>
        {t('webhooks.job', { id: String(taskId) })}
      </TextLink>
    )
  return (
    <TextLink size="sm" to="/users/$userId/$tab" params={{ userId: String(userId), tab: 'general' }}>
      {t('webhooks.user', { id: String(userId) })}
    </TextLink>
  )
}

const faces: Readonly<Record<Delivery['status'], { icon: TablerIcon; tone: Tone }>> = {
  WAITING: { icon: IconClock, tone: 'accent' },
  DELIVERED: { icon: IconCircleCheck, tone: 'good' },
  FAILED: { icon: IconCircleX, tone: 'bad' },
}

function Status({ status }: Delivery) {
  const t = useText()
  return <StatusBadge {...faces[status]}>{t(`webhooks.delivery.${status}`)}</StatusBadge>
}

function Attempts({ attempts }: Delivery) {
  const { number } = useFormats()
  return <Text size="sm">{number(attempts)}</Text>
}
