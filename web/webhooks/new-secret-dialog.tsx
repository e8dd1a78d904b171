import { Alert, Button, CopyButton, Group, Modal, Stack, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import type { NewWebhook } from '../../contract/webhooks.ts'
import { useText } from '../i18n/use-text.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'

/** Tells a secret, this once; only the button closes it, so that no stray click loses it. */
export function NewSecretDialog({ made, onClose }: { made: NewWebhook; onClose: () => void }) {
  const t = useText()
  useFocusBack(true)
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('webhooks.made.title', { name: made.webhook.name })}
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t('webhooks.made.warning')}
        </Alert>
        <Textarea
          label={t('webhooks.secret')}
          value={made.secret}
          readOnly
          autosize
          dir="ltr"
          spellCheck={false}
          onFocus={event => event.currentTarget.select()}
          classNames={{ input: 'carrel-code' }}
        />
        <Group justify="flex-end" gap="xs">
          <CopyButton value={made.secret}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                data-autofocus
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {t(copied ? 'action.copied' : 'webhooks.made.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('webhooks.made.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
