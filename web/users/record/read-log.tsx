import { Modal, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { listReads, type RecordRead } from '../../../contract/read-log.ts'
import { useRows } from '../../api/use-rows.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { columnsOf } from '../../ui/table/columns.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'

const column = columnsOf<RecordRead>()

const columns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment at={row.original.at} />,
    meta: { label: 'readLog.column.at', width: 10, isKept: true },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <bdi>{row.original.name}</bdi>,
    meta: { label: 'readLog.column.name', width: 14, wraps: true },
  }),
])

type ButtonProps = { onOpen: () => void }

/** For those who may know who opened this record when (features I3). */
export function ReadLogButton({ onOpen }: ButtonProps) {
  const t = useText()
  const forbidden = useForbidden()('users.read_log')
  return (
    <ForbiddenAction reason={forbidden}>
      <TextButton onClick={onOpen}>{t('readLog.open')}</TextButton>
    </ForbiddenAction>
  )
}

export function ReadLogDialog({ userId, onClose }: { userId: number; onClose: () => void }) {
  const t = useText()
  useFocusBack(true)
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('readLog.open')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Readers userId={userId} />
    </Modal>
  )
}

function Readers({ userId }: { userId: number }) {
  const t = useText()
  const { isReadLogEnabled } = useCatalogue()
  const source = useRows(listReads, { params: { userId } })
  return (
    <DataTable
      name="read-log"
      label={t('readLog.open')}
      columns={columns}
      source={source}
      rowId={read => `${read.at} ${read.staffId}`}
      rowLabel={read => read.name}
      toolbar={
        <Text size="sm" c="dimmed">
          {t(isReadLogEnabled ? 'readLog.about' : 'readLog.off')}
        </Text>
      }
      empty={<EmptyState icon={IconEye} title={t('readLog.empty')} />}
    />
  )
}

function Moment({ at }: { at: string }) {
  return <bdi>{useFormats().moment(at)}</bdi>
}
