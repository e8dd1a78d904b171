import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { pictureBytes, removePicture, setPicture } from '../../../contract/attachments.ts'
import { readHistory } from '../../../contract/history.ts'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { invalidate, useSend } from '../../api/query.ts'
import { useUpload } from '../../api/use-upload.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useToast } from '../../ui/use-toast.ts'
import { useUntouchable } from './editability.ts'
import { PictureImage } from './picture-image.tsx'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: Pick<RecordForm, 'isDirty'>; onClose: () => void }

const accepted = ['.png', '.jpg', '.jpeg', '.webp']

/** The large picture, and a way to upload another one or to remove the uploaded one. */
export function PictureDialog({ record, form, onClose }: Props) {
  const t = useText()
  const { bytes } = useFormats()
  useFocusBack(true)
  const [file, setFile] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const { upload, remove } = usePictureChanges(record, onClose)
  const reason = useHindrance(record, form)
  const limit = bytes(pictureBytes)

  function problem() {
    if (file && file.size > pictureBytes) return t('attachments.tooLarge', { limit })
    return isAsked && !file ? t('attachments.fileMissing') : undefined
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setAsked(true)
    if (file && !problem() && !reason) upload.mutate({ fields: {}, file })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('picture.open', { name: record.name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <PictureImage record={record} />
          <FileDrop
            label={t('picture.choose')}
            hint={t('picture.hint', { limit })}
            accepted={accepted}
            file={file}
            onFile={setFile}
            error={problem()}
          />
          <FailureAlert error={upload.error ?? remove.error} />
          <Group justify="space-between" gap="xs">
            <ForbiddenAction
              reason={reason ?? (hasOwnPicture(record) ? undefined : t('picture.noneUploaded'))}
            >
              <Button
                variant="default"
                loading={remove.isPending}
                onClick={() => remove.mutate({ params: { userId: record.userId } })}
              >
                {t('picture.remove')}
              </Button>
            </ForbiddenAction>
            <ForbiddenAction reason={reason}>
              <Button type="submit" loading={upload.isPending}>
                {t('picture.upload')}
              </Button>
            </ForbiddenAction>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const hasOwnPicture = (record: UserRecord): boolean => (record.segments['picture'] ?? []).length > 0

/** Why the picture cannot be changed now. */
function useHindrance(record: UserRecord, form: Props['form']): string | undefined {
  const t = useText()
  const forbidden = useForbidden()('users.edit')
  return useUntouchable()(record) ?? forbidden ?? (form.isDirty ? t('record.saveFirst') : undefined)
}

function usePictureChanges(record: UserRecord, onClose: () => void) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const stale = [readUser, readHistory]
  const { send: upload } = useUpload(
    setPicture,
    async () => {
      await invalidate(client, stale)
      onClose()
      toast(t('picture.saved'))
    },
    { userId: record.userId },
  )
  const remove = useSend(removePicture, {
    invalidates: stale,
    onSuccess: () => {
      onClose()
      toast(t('picture.removed'))
    },
  })
  return { upload, remove }
}
