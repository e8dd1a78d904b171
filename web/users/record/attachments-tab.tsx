import { Button, Group, Menu, Title } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { downloadAttachment } from '../../../contract/attachments.ts'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { downloadUrl } from '../../api/client.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { ResendDialog } from '../../letters/resend-dialog.tsx'
import { useForbidden } from '../../session/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { fixedRows } from '../../ui/table/row-source.ts'
import { AddAttachment } from './add-attachment.tsx'
import { attachmentColumns } from './attachment-columns.tsx'
import { useUntouchable } from './editability.ts'
import { ElementDialog, type ElementDraft } from './element-dialog.tsx'
import { type ElementRow, elementRows, flatRecord } from './elements.ts'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** The files of a user (features H2). A new one is there at once; notes and removals are saved with the record. */
export function AttachmentsTab(props: Props) {
  const { segments } = useCatalogue()
  const segment = segments.find(one => one.kind === 'attachment')
  return segment ? <Attachments segment={segment} {...props} /> : null
}

function Attachments({ segment, record, form }: Props & { segment: SegmentDescription }) {
  const t = useText()
  const forbidden = useForbidden()('users.edit')
  const { hasOwners } = useCatalogue()
  const [isAdding, setAdding] = useState(false)
  const [draft, setDraft] = useState<ElementDraft>()
  const [resent, setResent] = useState<ElementRow>()
  const reason = useUntouchable()(record) ?? forbidden
  // A file is there at once, and would stand between the edits of the record and what they were made on.
  const whyNotNow = reason ?? (form.isDirty ? t('record.saveFirst') : undefined)
  const rows = elementRows(segment, { base: flatRecord(form.base), values: form.values }, true)
  const rowMenu = (row: ElementRow) => (
    <AttachmentMenu
      userId={record.userId}
      row={row}
      form={form}
      reason={reason}
      onEdit={setDraft}
      onResend={setResent}
    />
  )
  return (
    <>
      <DataTable
        name="segment.attachment"
        label={t('attachments.title')}
        columns={attachmentColumns(hasOwners)}
        source={fixedRows(rows)}
        rowId={row => row.path}
        rowLabel={row => String(row.values['file_name'])}
        rowMenu={rowMenu}
        toolbar={
          <Group gap="md">
            <Title order={2} size="h3">
              {t('attachments.title')}
            </Title>
            <ForbiddenAction reason={whyNotNow}>
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconPaperclip size={15} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {t('attachments.add')}
              </Button>
            </ForbiddenAction>
          </Group>
        }
        empty={
          <EmptyState icon={IconPaperclip} title={t('attachments.empty')} text={t('attachments.emptyText')} />
        }
      />
      {isAdding && <AddAttachment segment={segment} record={record} onClose={() => setAdding(false)} />}
      {resent && (
        <ResendDialog
          userId={record.userId}
          letter={{
            letterId: Number(resent.values['letter_id']),
            subject: String(resent.values['file_name']),
            hasFiles: true,
          }}
          onClose={() => setResent(undefined)}
        />
      )}
      {draft && (
        <ElementDialog
          key={draft.path}
          segment={segment}
          draft={draft}
          record={record}
          form={form}
          onNext={() => undefined}
          onClose={() => setDraft(undefined)}
        />
      )}
    </>
  )
}

type MenuProps = {
  userId: number
  row: ElementRow
  form: RecordForm
  reason: string | undefined
  onEdit: (draft: ElementDraft) => void
  onResend: (row: ElementRow) => void
}

function AttachmentMenu({ userId, row, form, reason, onEdit, onResend }: MenuProps) {
  const t = useText()
  const forbidden = useForbidden()
  const { path, values } = row
  const params = { userId, elementId: path.slice('attachment/'.length) }
  return (
    <>
      <Menu.Item component="a" href={downloadUrl(downloadAttachment, { params })} download>
        {t('attachments.download')}
      </Menu.Item>
      {values['letter_id'] !== undefined && (
        <ForbiddenAction reason={forbidden('letters.send') ?? forbidden('letters.personal')}>
          <Menu.Item onClick={() => onResend(row)}>{t('letters.resend')}</Menu.Item>
        </ForbiddenAction>
      )}
      <ForbiddenAction reason={reason}>
        <Menu.Item onClick={() => onEdit({ path, values, isNew: false })}>
          {t('attachments.editNote')}
        </Menu.Item>
      </ForbiddenAction>
      <Menu.Divider />
      <ForbiddenAction reason={reason}>
        <Menu.Item color="red.8" onClick={() => form.set(path, null)}>
          {t('attachments.delete')}
        </Menu.Item>
      </ForbiddenAction>
    </>
  )
}
