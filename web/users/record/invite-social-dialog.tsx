import { Text } from '@mantine/core'
import { listLetters } from '../../../contract/letters.ts'
import { inviteToSocialLogin } from '../../../contract/sso.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useSend } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useQueuedToast } from '../../letters/use-queued-toast.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Sends the letter by which somebody attaches an account of a social network (features N3). */
export function InviteSocialDialog({ record, onClose }: { record: UserRecord; onClose: () => void }) {
  const t = useText()
  const tell = useQueuedToast()
  const send = useSend(inviteToSocialLogin, {
    invalidates: [listLetters],
    onSuccess: queued => {
      onClose()
      tell(queued)
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('sso.invite.title')}
      confirmLabel={t('sso.invite.confirm')}
      onConfirm={() => send.mutate({ params: { userId: record.userId } })}
      isSending={send.isPending}
      error={send.error}
    >
      <Text size="sm">{t('sso.invite.text', { name: record.name })}</Text>
    </ConfirmDialog>
  )
}
