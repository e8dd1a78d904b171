import { Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addAttachment, attachmentBytes } from '../../../contract/attachments.ts'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import { readHistory } from '../../../contract/history.ts'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { invalidate } from '../../api/query.ts'
import { useUpload } from '../../api/use-upload.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { ValueInput } from './value-input.tsx'

type Props = { segment: SegmentDescription; record: UserRecord; onClose: () => void }

/** Uploads a file, with what is to be said about it. */
export function AddAttachment({ segment, record, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { bytes } = useFormats()
  const [file, setFile] = useState<File>()
  const [fields, setFields] = useState<Record<string, string>>({})
  const [isAsked, setAsked] = useState(false)
  const limit = bytes(attachmentBytes)
  const params = { userId: record.userId }
  const { send, share } = useUpload(
    addAttachment,
    async ({ values }) => {
      await invalidate(client, [readUser, readHistory])
      onClose()
      toast(t('attachments.added', { name: String(values['file_name']) }))
    },
    params,
  )
  const problem = problemOf(file)

  function problemOf(chosen: File | undefined) {
    if (chosen && chosen.size > attachmentBytes) return t('attachments.tooLarge', { limit })
    return isAsked && !chosen ? t('attachments.fileMissing') : undefined
  }

  function confirm() {
    setAsked(true)
    if (file && !problem) send.mutate({ fields, file })
  }

  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('attachments.addTitle')}
      confirmLabel={t('attachments.add')}
      onConfirm={confirm}
      isSending={send.isPending}
      error={send.error}
    >
      <FileDrop
        label={t('attachments.file')}
        hint={t('attachments.fileHint', { limit })}
        file={file}
        onFile={setFile}
        error={problem}
      />
      <About
        segment={segment}
        record={record}
        fields={fields}
        onChange={(name, value) => setFields({ ...fields, [name]: value })}
      />
      {send.isPending && <Progress value={share * 100} aria-label={t('file.progress')} />}
    </ConfirmDialog>
  )
}

type AboutProps = Omit<Props, 'onClose'> & {
  fields: Record<string, string>
  onChange: (name: string, value: string) => void
}

/** What people, not the machine, say about the file. */
function About({ segment, record, fields, onChange }: AboutProps) {
  const t = useText()
  const { hasOwners } = useCatalogue()
  const said = segment.fields.filter(field => !field.machine && (field.name !== 'owner' || hasOwners))
  return said.map(field => {
    const name = t.of(`element.${field.name}`, field.name)
    return (
      <ValueInput
        key={field.name}
        field={field}
        label={name}
        value={fields[field.name]}
        onChange={value => onChange(field.name, String(value ?? ''))}
        recordType={String(record.values['record_type'])}
      />
    )
  })
}
