import { Text } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconClockOff, type TablerIcon } from '@tabler/icons-react'
import { type ApiKey, apiAreas } from '../../../contract/api-keys.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { columnsOf } from '../../ui/table/columns.ts'

const column = columnsOf<ApiKey>()

export const apiKeyColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <bdi>{row.original.name}</bdi>,
    meta: { label: 'apiKeys.name', width: 12, isKept: true, wraps: true },
  }),
  column.display({
    id: 'state',
    cell: ({ row }) => <State state={row.original.state} />,
    meta: { label: 'apiKeys.state', width: 8 },
  }),
  column.display({
    id: 'areas',
    cell: ({ row }) => <Areas {...row.original} />,
    meta: { label: 'apiKeys.areas', width: 15, wraps: true },
  }),
  column.display({
    id: 'addresses',
    cell: ({ row }) => <Addresses {...row.original} />,
    meta: { label: 'apiKeys.addresses', width: 11 },
  }),
  column.display({
    id: 'expiryDate',
    cell: ({ row }) => <Day date={row.original.expiryDate} />,
    meta: { label: 'apiKeys.expiryDate', width: 7.5 },
  }),
  column.display({
    id: 'lastUsed',
    cell: ({ row }) => <LastUsed {...row.original} />,
    meta: { label: 'apiKeys.lastUsed', width: 13, wraps: true },
  }),
  column.display({
    id: 'hint',
    cell: ({ row }) => <bdi className="carrel-code">…{row.original.hint}</bdi>,
    meta: { label: 'apiKeys.hint', width: 6 },
  }),
  column.display({
    id: 'description',
    cell: ({ row }) => <bdi>{row.original.description}</bdi>,
    meta: { label: 'apiKeys.description', width: 14, isHiddenAtFirst: true, wraps: true },
  }),
  column.display({
    id: 'created',
    cell: ({ row }) => <Created {...row.original} />,
    meta: { label: 'apiKeys.created', width: 13, isHiddenAtFirst: true, wraps: true },
  }),
])

const faces: Readonly<Record<ApiKey['state'], { icon: TablerIcon; tone: Tone }>> = {
  active: { icon: IconCircleCheck, tone: 'good' },
  expired: { icon: IconClockOff, tone: 'warning' },
  off: { icon: IconCircleOff, tone: 'quiet' },
}

function State({ state }: Pick<ApiKey, 'state'>) {
  const t = useText()
  return <StatusBadge {...faces[state]}>{t(`apiKeys.state.${state}`)}</StatusBadge>
}

function Areas({ areas }: ApiKey) {
  const t = useText()
  const parts = apiAreas.flatMap(area => {
    const access = areas[area]
    return access ? [`${t(`apiKeys.area.${area}`)}: ${t(`apiKeys.access.${access}`)}`] : []
  })
  return <Text size="sm">{parts.join(' · ')}</Text>
}

function Addresses({ addressRanges }: ApiKey) {
  const t = useText()
  if (addressRanges.length === 0) return <Text size="sm">{t('apiKeys.everywhere')}</Text>
  const text = addressRanges.join(', ')
  return (
    <bdi className="carrel-code" title={text}>
      {text}
    </bdi>
  )
}

function Day({ date }: { date: string | undefined }) {
  const t = useText()
  return <Text size="sm">{date ?? t('apiKeys.noEnd')}</Text>
}

function LastUsed({ lastUsedAt, lastUsedFrom = '' }: ApiKey) {
  const t = useText()
  const { moment } = useFormats()
  if (lastUsedAt === undefined) return <Text size="sm">{t('apiKeys.neverUsed')}</Text>
  return <Text size="sm">{t('apiKeys.usedFrom', { at: moment(lastUsedAt), address: lastUsedFrom })}</Text>
}

function Created({ createdBy, createdAt }: ApiKey) {
  const t = useText()
  const { moment } = useFormats()
  return <Text size="sm">{t('apiKeys.createdBy', { at: moment(createdAt), by: createdBy })}</Text>
}
