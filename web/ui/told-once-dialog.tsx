import { Alert, Button, CopyButton, Group, Modal, Stack, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import { useFocusBack } from './use-focus-back.ts'

type Props = {
  title: string
  /** That it is told now and never again. */
  warning: string
  label: string
  secret: string
  copy: string
  done: string
  onClose: () => void
}

/** Tells a key or secret, this once; only the button closes it, so that no stray click loses it. */
export function ToldOnceDialog({ title, warning, label, secret, copy: copyLabel, done, onClose }: Props) {
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
      title={title}
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {warning}
        </Alert>
        <Textarea
          label={label}
          value={secret}
          readOnly
          autosize
          dir="ltr"
          spellCheck={false}
          onFocus={event => event.currentTarget.select()}
          classNames={{ input: 'carrel-code' }}
        />
        <Group justify="flex-end" gap="xs">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                data-autofocus
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {copied ? t('action.copied') : copyLabel}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{done}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
