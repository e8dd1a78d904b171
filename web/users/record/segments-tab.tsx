import { Button, Group, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import { isCopiedBlock } from '../../../contract/copied-blocks.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { fixedRows } from '../../ui/table/row-source.ts'
import { DeleteAll } from './delete-all.tsx'
import { isExternalAccount, useUntouchable } from './editability.ts'
import { ElementDialog, type ElementDraft } from './element-dialog.tsx'
import type { ElementRules } from './element-fields.tsx'
import { ElementMenu } from './element-menu.tsx'
import { type ElementRow, editedValues, elementRows, flatRecord, freshValues, newPath } from './elements.ts'
import { EditElement, leadOf, segmentColumns } from './segment-columns.tsx'
import { iconOf } from './segment-icons.ts'
import type { RecordTab } from './tabs.ts'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** The elements of a tab, each kind in its table; edits are saved with the rest of the record. */
export function SegmentsTab({ tab, ...props }: Props & { tab: RecordTab }) {
  const t = useText()
  const { segments } = useCatalogue()
  const isContact = props.record.values['record_type'] === 'CONTACT'
  const hindranceOf = ({ path, values }: ElementRow) => {
    if (isCopiedBlock(path)) return t('rule.copied_block')
    return values['fulfillment'] === true ? t('rule.fulfillment_proxy') : undefined
  }
  return segments
    .filter(segment => segment.tab === tab && !(isContact && segment.notForContacts))
    .map(segment => (
      <SegmentTable key={segment.kind} segment={segment} hindranceOf={hindranceOf} {...props} />
    ))
}

type TableProps = Props & {
  segment: SegmentDescription
  /** What else can be done with the elements, beside the button that adds one. */
  tools?: ReactNode
  /** Why whoever is signed in may not touch this one. */
  hindranceOf?: (row: ElementRow) => string | undefined
  /** Further rules of the inputs. */
  rules?: ElementRules
  selected?: readonly string[]
  onSelect?: (paths: string[]) => void
}

/** The elements of one kind: a table, and the dialog that adds and edits. */
export function SegmentTable({ segment, record, form, tools, hindranceOf, rules, ...selection }: TableProps) {
  const t = useText()
  const forbidden = useForbidden()('users.edit', ...(segment.permission ? [segment.permission] : []))
  const { hasOwners } = useCatalogue()
  const { label } = useCodes()
  const [draft, setDraft] = useState<ElementDraft>()
  const reason = useUntouchable()(record) ?? forbidden
  const canTouchExternal = !isExternalAccount(record) || form.opening !== undefined
  const rows = elementRows(
    segment,
    { base: flatRecord(form.base), values: form.values },
    canTouchExternal,
  ).map(row => ({ ...row, hindrance: hindranceOf?.(row) }))
  const title = t.of(`segments.${segment.kind}.title`, segment.kind)
  const nothing = t.of(`segments.${segment.kind}.empty`, title)
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
        rowLabel={row => rowName(segment, row, label)}
        {...selection}
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
            {segment.edit === 'remove' && (
              <DeleteAll
                reason={reason ?? (rows.length === 0 ? nothing : undefined)}
                onDelete={() => {
                  for (const { path } of rows) form.set(path, null)
                }}
              />
            )}
            {tools}
          </Group>
        }
        empty={<EmptyState icon={iconOf(segment.kind)} title={nothing} />}
      />
      {draft && (
        <ElementDialog
          key={draft.path}
          segment={segment}
          draft={draft}
          record={record}
          form={form}
          rules={rules}
          onNext={add}
          onClose={() => setDraft(undefined)}
        />
      )}
    </EditElement>
  )
}

/** How an element is called in the names of its menu. */
function rowName(
  segment: SegmentDescription,
  { path, values }: ElementRow,
  label: (table: string, code: string) => string,
): string {
  const lead = leadOf(segment)
  const value = values[lead?.name ?? '']
  if (typeof value !== 'string') return path
  return lead?.codeTable ? label(lead.codeTable, value) : value
}
