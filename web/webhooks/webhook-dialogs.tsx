import { Switch, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  createWebhook,
  editWebhook,
  listWebhooks,
  type NewWebhook,
  type Webhook,
} from '../../contract/webhooks.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'
import { WebhookFields, type WebhookValues } from './webhook-fields.tsx'

const fresh: WebhookValues = {
  name: '',
  address: '',
  format: 'JSON',
  actions: ['USER'],
  userGroups: [],
  secret: '',
  isActive: false,
}

type AddProps = { onClose: () => void; onMade: (made: NewWebhook) => void }

/** Adds a webhook, whose secret is then told once. */
export function AddWebhookDialog({ onClose, onMade }: AddProps) {
  const t = useText()
  const client = useQueryClient()
  const form = useForm(createWebhook, {
    initial: fresh,
    request: ({ secret, isActive: _off, ...values }) => ({
      body: { ...values, ...(secret === '' ? {} : { secret }) },
    }),
    onSuccess: async made => {
      onMade(made)
      await invalidate(client, [listWebhooks])
    },
  })
  return (
    <FormDialog isWide title={t('webhooks.add')} form={form} onClose={onClose}>
      <WebhookFields form={form} />
      <TextInput
        {...form.text('secret')}
        label={t('webhooks.secret')}
        description={t('webhooks.secretHelp')}
        autoComplete="off"
        dir="ltr"
        spellCheck={false}
      />
    </FormDialog>
  )
}

type EditProps = { webhook: Webhook; onClose: () => void }

/** Changes a webhook; its secret stays. */
export function EditWebhookDialog({ webhook, onClose }: EditProps) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { name, address, format, actions, userGroups, isActive } = webhook
  const initial: WebhookValues = { name, address, format, actions, userGroups, isActive, secret: '' }
  const form = useForm(editWebhook, {
    initial,
    request: ({ secret: _stays, ...body }) => ({ params: { webhookId: webhook.webhookId }, body }),
    onSuccess: async saved => {
      onClose()
      const hasMoved = isActive && saved.offReason === 'MOVED'
      toast(t(hasMoved ? 'webhooks.savedMoved' : 'webhooks.saved', { name: saved.name }))
      await invalidate(client, [listWebhooks])
    },
  })
  const hasMoved = form.values.address.trim() !== address
  return (
    <FormDialog isWide title={t('webhooks.edit')} form={form} onClose={onClose}>
      <WebhookFields form={form} />
      {hasMoved && <Text size="sm">{t('webhooks.moves')}</Text>}
      <Switch
        {...form.check('isActive')}
        label={t('webhooks.isActive')}
        description={t('webhooks.isActiveHelp')}
        error={form.errorOf('isActive')}
      />
    </FormDialog>
  )
}
