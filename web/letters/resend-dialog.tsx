import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Letter, listLetters, readLetterOptions, resendLetter } from '../../contract/letters.ts'
import { q, useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Recipients } from './recipients.tsx'
import { useQueuedToast } from './use-queued-toast.ts'

type Props = {
  userId: number
  letter: Pick<Letter, 'letterId' | 'subject'> & { hasFiles: boolean }
  onClose: () => void
}

/** Asks before a copy is sent, and shows where it goes now (features H2). */
export function ResendDialog({ userId, letter, onClose }: Props) {
  const t = useText()
  const tell = useQueuedToast()
  const options = useQuery(q(readLetterOptions, { params: { userId } }))
  const send = useSend(resendLetter, {
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
      title={t('resend.title', { subject: letter.subject })}
      confirmLabel={t('resend.confirm')}
      canConfirm={options.data?.recipient !== undefined}
      isSending={send.isPending}
      error={send.error ?? options.error}
      onConfirm={() => send.mutate({ params: { userId, letterId: letter.letterId } })}
    >
      <Stack gap="xs">
        <Text size="sm">{t(letter.hasFiles ? 'resend.files' : 'resend.text')}</Text>
        {options.data && <Recipients options={options.data} />}
      </Stack>
    </ConfirmDialog>
  )
}
