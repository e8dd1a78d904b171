import { IconBookmark, IconCircleOff, IconClock } from '@tabler/icons-react'
import type { HoldRequest } from '../../contract/circulation.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { ProxyName } from './loan-columns.tsx'

const column = columnsOf<HoldRequest>()

export const requestColumns = column.columns([
  column.display({
    id: 'title',
    cell: ({ row }) => <bdi>{row.original.title ?? row.original.barcode ?? ''}</bdi>,
    meta: { label: 'circulation.column.title', width: 16, isKept: true, wraps: true },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <Status request={row.original} />,
    meta: { label: 'circulation.column.status', width: 10, wraps: true },
  }),
  column.display({
    id: 'place',
    cell: ({ row }) => <Place place={row.original.placeInQueue} />,
    meta: { label: 'circulation.column.place', width: 5, align: 'end' },
  }),
  column.display({
    id: 'pickup',
    cell: ({ row }) => <Library code={row.original.pickupLibrary} />,
    meta: { label: 'circulation.column.pickup', width: 11, wraps: true },
  }),
  column.display({
    id: 'until',
    cell: ({ row }) => <bdi>{row.original.shelfUntil ?? row.original.expiresOn ?? ''}</bdi>,
    meta: { label: 'circulation.column.until', width: 7 },
  }),
  column.display({
    id: 'placed',
    cell: ({ row }) => <Placed at={row.original.placedAt} />,
    meta: { label: 'circulation.column.placed', width: 9 },
  }),
  column.display({
    id: 'by',
    cell: ({ row }) => <ProxyName userId={row.original.proxyId} />,
    meta: { label: 'circulation.column.proxy', width: 11, wraps: true },
  }),
])

const faces = {
  ON_HOLD_SHELF: { icon: IconBookmark, tone: 'good' },
  IN_PROCESS: { icon: IconClock, tone: 'quiet' },
  NOT_STARTED: { icon: IconClock, tone: 'quiet' },
} as const

function Status({ request: { status } }: { request: HoldRequest }) {
  const t = useText()
  const face = faces[status as keyof typeof faces] ?? { icon: IconCircleOff, tone: 'quiet' }
  return <StatusBadge {...face}>{t.of(`circulation.request.${status}`, status)}</StatusBadge>
}

function Place({ place }: { place: number | undefined }) {
  const { number } = useFormats()
  return place === undefined ? null : <bdi>{number(place)}</bdi>
}

function Library({ code }: { code: string | undefined }) {
  const { label } = useCodes()
  return code === undefined ? null : <bdi>{label('Libraries', code)}</bdi>
}

function Placed({ at }: { at: string }) {
  return <bdi>{useFormats().moment(at)}</bdi>
}
