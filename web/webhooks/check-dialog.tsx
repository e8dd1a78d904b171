import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck, IconPlugConnectedX } from '@tabler/icons-react'
import {
  type CheckResult,
  checkWebhook,
  editWebhook,
  listWebhooks,
  type Webhook,
} from '../../contract/webhooks.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { useToast } from '../ui/use-toast.ts'

type Props = { webhook: Webhook; onClose: () => void }

/** Asks the address for its challenge, and offers to switch on what answered. */
export function CheckDialog({ webhook, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  useFocusBack(true)
  const { webhookId, name, address, format, actions, userGroups } = webhook
  const check = useSend(checkWebhook, { invalidates: [listWebhooks] })
  const activate = useSend(editWebhook, {
    invalidates: [listWebhooks],
    onSuccess: () => {
      onClose()
      toast(t('webhooks.isOn', { name }))
    },
  })
  const canActivate = check.data?.result === 'ok' && !webhook.isActive
  const body = { name, address, format, actions, userGroups, isActive: true }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhooks.check.title', { name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('webhooks.check.text')}</Text>
        <bdi className="carrel-code">{address}</bdi>
        <div role="status">{check.data && !check.isPending && <Result {...check.data} />}</div>
        <FailureAlert error={check.error ?? activate.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button
            variant={canActivate ? 'default' : 'filled'}
            loading={check.isPending}
            onClick={() => check.mutate({ params: { webhookId } })}
            data-autofocus
          >
            {t('webhooks.check.confirm')}
          </Button>
          {canActivate && (
            <Button
              loading={activate.isPending}
              onClick={() => activate.mutate({ params: { webhookId }, body })}
            >
              {t('webhooks.switchOn')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function Result({ result, status = 0 }: { result: CheckResult; status?: number | undefined }) {
  const t = useText()
  const isGood = result === 'ok'
  const Icon = isGood ? IconCheck : IconPlugConnectedX
  return (
    <Alert color={isGood ? 'green' : 'red'} variant="light" icon={<Icon size={18} aria-hidden />}>
      {t(`webhooks.check.${result}`, { status })}
    </Alert>
  )
}
