import { Text, TextInput } from '@mantine/core'
import {
  deleteWebhook,
  listWebhooks,
  type NewWebhook,
  replaceWebhookSecret,
  type Webhook,
} from '../../contract/webhooks.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'

type Props = { webhook: Webhook; onClose: () => void }

/** Another secret, made or given, in the place of one that became known. */
export function ReplaceSecretDialog({
  webhook: { webhookId, name },
  onClose,
  onMade,
}: Props & { onMade: (made: NewWebhook) => void }) {
  const t = useText()
  const form = useForm(replaceWebhookSecret, {
    initial: { secret: '' },
    request: ({ secret }) => ({ params: { webhookId }, body: secret === '' ? {} : { secret } }),
    onSuccess: onMade,
  })
  return (
    <FormDialog
      title={t('webhooks.replace.title', { name })}
      text={t('webhooks.replace.text')}
      form={form}
      onClose={onClose}
    >
      <TextInput
        {...form.text('secret')}
        label={t('webhooks.secret')}
        description={t('webhooks.secretHelp')}
        autoComplete="off"
        dir="ltr"
        spellCheck={false}
        data-autofocus
      />
    </FormDialog>
  )
}

export function DeleteWebhookDialog({ webhook: { webhookId, name }, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const send = useSend(deleteWebhook, {
    invalidates: [listWebhooks],
    onSuccess: () => {
      onClose()
      toast(t('webhooks.delete.done', { name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('webhooks.delete.title', { name })}
      confirmLabel={t('webhooks.delete.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { webhookId } })}
    >
      <Text size="sm">{t('webhooks.delete.text')}</Text>
    </ConfirmDialog>
  )
}
