import { Button, Group, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { fixedRows } from '../../ui/table/row-source.ts'
import { isExternalAccount } from './editability.ts'
import { ElementDialog, type ElementDraft } from './element-dialog.tsx'
import { ElementMenu } from './element-menu.tsx'
import { type ElementRow, editedValues, elementRows, flatRecord, freshValues, newPath } from './elements.ts'
import { EditElement, leadOf, segmentColumns } from './segment-columns.tsx'
import { iconOf } from './segment-icons.ts'
import type { RecordTab } from './tabs.ts'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** The elements of a tab, each kind in its table; edits are saved with the rest of the record. */
export function SegmentsTab({ tab, ...props }: Props & { tab: RecordTab }) {
  const { segments } = useCatalogue()
  const isContact = props.record.values['record_type'] === 'CONTACT'
  return segments
    .filter(segment => segment.tab === tab && !(isContact && segment.notForContacts))
    .map(segment => <Segment key={segment.kind} segment={segment} {...props} />)
}

function Segment({ segment, record, form }: Props & { segment: SegmentDescription }) {
  const t = useText()
  const forbidden = useForbidden()('users.edit')
  const { hasOwners } = useCatalogue()
  const [draft, setDraft] = useState<ElementDraft>()
  const reason = record.summary.isProtected ? t('record.protected') : forbidden
  const canTouchExternal = !isExternalAccount(record) || form.opening !== undefined
  const rows = elementRows(segment, { base: flatRecord(form.base), values: form.values }, canTouchExternal)
  const title = t.of(`segments.${segment.kind}.title`, segment.kind)
  const add = () => setDraft({ path: newPath(segment.kind), values: freshValues(segment), isNew: true })
  const rowMenu = (row: ElementRow) => (
    <ElementMenu segment={segment} row={row} form={form} reason={reason} onEdit={setDraft} />
  )
  const canEdit = segment.edit === undefined && reason === undefined
  const edit = (row: ElementRow) =>
    setDraft({ path: row.path, values: editedValues(segment, row.values), isNew: false })
  return (
    <EditElement value={canEdit ? edit : undefined}>
      <DataTable
        name={`segment.${segment.kind}`}
        label={title}
        columns={segmentColumns(segment, hasOwners)}
        source={fixedRows(rows)}
        rowId={row => row.path}
        rowLabel={row => rowName(segment, row)}
        {...(segment.edit === 'none' ? {} : { rowMenu })}
        toolbar={
          <Group gap="md">
            <Title order={2} size="h3">
              {title}
            </Title>
            {segment.edit === undefined && (
              <ForbiddenAction reason={reason}>
                <Button
                  size="compact-sm"
                  variant="light"
                  leftSection={<IconPlus size={15} aria-hidden />}
                  onClick={add}
                >
                  {t.of(`segments.${segment.kind}.add`, title)}
                </Button>
              </ForbiddenAction>
            )}
          </Group>
        }
        empty={
          <EmptyState icon={iconOf(segment.kind)} title={t.of(`segments.${segment.kind}.empty`, title)} />
        }
      />
      {draft && (
        <ElementDialog
          key={draft.path}
          segment={segment}
          draft={draft}
          record={record}
          form={form}
          onNext={add}
          onClose={() => setDraft(undefined)}
        />
      )}
    </EditElement>
  )
}

/** How an element is called in the names of its menu. */
function rowName(segment: SegmentDescription, { path, values }: ElementRow): string {
  const value = values[leadOf(segment)?.name ?? '']
  return typeof value === 'string' ? value : path
}
