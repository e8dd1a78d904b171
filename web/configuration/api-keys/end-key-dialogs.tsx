import { Text } from '@mantine/core'
import {
  type ApiKey,
  deleteApiKey,
  listApiKeys,
  type NewApiKey,
  replaceApiKey,
} from '../../../contract/api-keys.ts'
import { useSend } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useToast } from '../../ui/use-toast.ts'

type Props = { apiKey: ApiKey; onClose: () => void }

/** A new key in the place of one that became known, or is as old as the rules of the institution allow. */
export function ReplaceKeyDialog({
  apiKey: { apiKeyId, name },
  onClose,
  onMade,
}: Props & { onMade: (made: NewApiKey) => void }) {
  const t = useText()
  const send = useSend(replaceApiKey, { invalidates: [listApiKeys], onSuccess: onMade })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('apiKeys.replace.title', { name })}
      confirmLabel={t('apiKeys.replace.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { apiKeyId } })}
    >
      <Text size="sm">{t('apiKeys.replace.text')}</Text>
    </ConfirmDialog>
  )
}

export function DeleteKeyDialog({ apiKey: { apiKeyId, name }, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const send = useSend(deleteApiKey, {
    invalidates: [listApiKeys],
    onSuccess: () => {
      onClose()
      toast(t('apiKeys.delete.done', { name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('apiKeys.delete.title', { name })}
      confirmLabel={t('apiKeys.delete.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { apiKeyId } })}
    >
      <Text size="sm">{t('apiKeys.delete.text')}</Text>
    </ConfirmDialog>
  )
}
