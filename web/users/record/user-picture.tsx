import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { PictureDialog } from './picture-dialog.tsx'
import { PictureImage } from './picture-image.tsx'
import type { RecordForm } from './use-record-form.ts'
import classes from './user-picture.module.css'

type Props = {
  record: UserRecord
  form: Pick<RecordForm, 'isDirty'>
  /** Of the small picture, in pixels. */
  size: number
  className?: string
}

/** The picture of a user (features B7); it opens a dialog with the large one, where it can be changed. */
export function UserPicture({ record, form, size, className }: Props) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={className}>
      <UnstyledButton
        className={classes.open}
        aria-label={t('picture.open', { name: record.name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <PictureImage record={record} size={size} />
      </UnstyledButton>
      {isOpen && <PictureDialog record={record} form={form} onClose={() => setOpen(false)} />}
    </div>
  )
}
