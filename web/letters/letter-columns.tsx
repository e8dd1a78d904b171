import { Text } from '@mantine/core'
import { IconCheck, IconClock, IconMailOff } from '@tabler/icons-react'
import type { Letter } from '../../contract/letters.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<Letter>()

export const letterColumns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment letter={row.original} />,
    meta: { label: 'letters.column.at', width: 9, isKept: true },
  }),
  column.display({
    id: 'subject',
    cell: ({ row }) => <Subject letter={row.original} />,
    meta: { label: 'letters.column.subject', width: 18, wraps: true },
  }),
  column.display({
    id: 'letter',
    cell: ({ row }) => <Kind letter={row.original} />,
    meta: { label: 'letters.column.letter', width: 8, wraps: true },
  }),
  column.display({
    id: 'recipient',
    cell: ({ row }) => <SentTo letter={row.original} />,
    meta: { label: 'letters.column.recipient', width: 13, wraps: true },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <Status letter={row.original} />,
    meta: { label: 'letters.column.status', width: 11, wraps: true },
  }),
  column.display({
    id: 'by',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'letters.column.by', width: 9 },
  }),
])

type Cell = { letter: Letter }

function Moment({ letter }: Cell) {
  const { moment } = useFormats()
  return <bdi>{moment(letter.sentAt ?? letter.createdAt)}</bdi>
}

function Kind({ letter }: Cell) {
  return useText()(`letters.letter.${letter.letter}`)
}

function Subject({ letter: { subject, files } }: Cell) {
  const t = useText()
  return (
    <>
      <bdi>{subject}</bdi>
      {files.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('letters.files')} <bdi>{files.join(', ')}</bdi>
        </Text>
      )}
    </>
  )
}

function SentTo({ letter: { recipient, cc } }: Cell) {
  const t = useText()
  return (
    <>
      <bdi>{recipient}</bdi>
      {cc.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('letters.cc')} <bdi>{cc.join(', ')}</bdi>
        </Text>
      )}
    </>
  )
}

const faces = {
  QUEUED: { icon: IconClock, tone: 'quiet' },
  SENT: { icon: IconCheck, tone: 'good' },
  FAILED: { icon: IconMailOff, tone: 'bad' },
} as const

function Status({ letter: { status, error } }: Cell) {
  const t = useText()
  return (
    <>
      <StatusBadge {...faces[status]}>{t(`letters.status.${status}`)}</StatusBadge>
      {error && (
        <Text size="xs" c="dimmed">
          {t.of(`letters.error.${error}`, t('letters.errorCode', { code: error }))}
        </Text>
      )}
    </>
  )
}
