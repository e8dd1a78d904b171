import { Alert, Button, CopyButton, Group, Modal, Stack, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import type { NewApiKey } from '../../../contract/api-keys.ts'
import { useText } from '../../i18n/use-text.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'

/** Tells a key, this once; only the button closes it, so that no stray click loses the key. */
export function NewKeyDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
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
      title={t('apiKeys.made.title', { name: made.apiKey.name })}
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t('apiKeys.made.warning')}
        </Alert>
        <Textarea
          label={t('apiKeys.made.key')}
          value={made.key}
          readOnly
          autosize
          dir="ltr"
          spellCheck={false}
          onFocus={event => event.currentTarget.select()}
          classNames={{ input: 'carrel-code' }}
        />
        <Group justify="flex-end" gap="xs">
          <CopyButton value={made.key}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                data-autofocus
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {t(copied ? 'action.copied' : 'apiKeys.made.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('apiKeys.made.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
