import { Text } from '@mantine/core'
import { detachSocial, type UserRecord } from '../../../contract/users.ts'
import { call } from '../../api/client.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useRecordChange } from './use-record-change.ts'

/** Takes the social accounts from a person, who then signs in otherwise (features B11). */
export function DetachSocialDialog({ record, onClose }: { record: UserRecord; onClose: () => void }) {
  const t = useText()
  const { label } = useCodes()
  const detach = useRecordChange(record, {
    change: () =>
      call(detachSocial, { params: { userId: record.userId }, body: { revision: record.revision } }),
    onDone: onClose,
  })
  const names = record.summary.socialLogins.map(type => label('UserIdentifierTypes', type)).join(', ')
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('record.detachSocial')}
      confirmLabel={t('record.detachConfirm')}
      onConfirm={() => detach.mutate(undefined)}
      isSending={detach.isPending}
      error={detach.error}
    >
      <Text size="sm">{t('record.detachText', { names })}</Text>
    </ConfirmDialog>
  )
}
