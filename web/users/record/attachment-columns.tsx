import { Group, Text } from '@mantine/core'
import { useCodes } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { columnsOf } from '../../ui/table/columns.ts'
import type { ElementRow } from './elements.ts'

const column = columnsOf<ElementRow>()

type Cell = { row: ElementRow }

const withOwner = column.columns([
  column.display({
    id: 'file_name',
    cell: ({ row }) => <FileName row={row.original} />,
    meta: { label: 'element.file_name', width: 15, isKept: true },
  }),
  column.display({
    id: 'size',
    cell: ({ row }) => <Size row={row.original} />,
    meta: { label: 'element.size', width: 6, align: 'end' },
  }),
  column.display({
    id: 'media_type',
    cell: ({ row }) => <MediaType row={row.original} />,
    meta: { label: 'element.media_type', width: 9 },
  }),
  column.display({
    id: 'note',
    cell: ({ row }) => <bdi>{textOf(row.original, 'note')}</bdi>,
    meta: { label: 'element.note', width: 18, wraps: true },
  }),
  column.display({
    id: 'owner',
    cell: ({ row }) => <Owner row={row.original} />,
    meta: { label: 'element.owner', width: 8 },
  }),
  column.display({
    id: 'created_by',
    cell: ({ row }) => <bdi>{textOf(row.original, 'created_by')}</bdi>,
    meta: { label: 'element.created_by', width: 8 },
  }),
  column.display({
    id: 'created_at',
    cell: ({ row }) => <CreatedAt row={row.original} />,
    meta: { label: 'element.created_at', width: 9 },
  }),
])
const withoutOwner = withOwner.filter(one => one.id !== 'owner')

/** Owners matter only where libraries are independent. */
export const attachmentColumns = (hasOwners: boolean) => (hasOwners ? withOwner : withoutOwner)

const textOf = ({ values }: ElementRow, name: string): string => String(values[name] ?? '')

function FileName({ row }: Cell) {
  const t = useText()
  return (
    <Group gap={6} wrap="nowrap">
      <bdi>{textOf(row, 'file_name')}</bdi>
      {row.isUnsaved && (
        <Text span size="xs" c="dimmed">
          {t('elements.unsaved')}
        </Text>
      )}
    </Group>
  )
}

function Size({ row }: Cell) {
  const { bytes } = useFormats()
  return <bdi>{bytes(Number(row.values['size'] ?? 0))}</bdi>
}

function MediaType({ row }: Cell) {
  const t = useText()
  const type = textOf(row, 'media_type')
  return t.of(`attachments.type.${type}`, type)
}

function Owner({ row }: Cell) {
  const { label } = useCodes()
  const owner = textOf(row, 'owner')
  return <bdi>{owner && label('Libraries', owner)}</bdi>
}

function CreatedAt({ row }: Cell) {
  const { moment } = useFormats()
  return <bdi>{moment(textOf(row, 'created_at'))}</bdi>
}
