import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import { problemText } from './error-state.tsx'

type Props = { error: unknown; title?: string; onClose?: () => void }

/** A refused change, shown where it was asked for; nothing when there is no error. With `onClose` it can be put away. */
export function FailureAlert({ error, title, onClose }: Props) {
  const t = useText()
  if (!error) return null
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      title={title && <bdi>{title}</bdi>}
      withCloseButton={onClose !== undefined}
      {...(onClose ? { onClose, closeButtonLabel: t('action.close') } : {})}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      styles={{
        message: { color: 'var(--mantine-color-text)' },
        title: { color: 'var(--mantine-color-text)' },
      }}
    >
      {problemText(t, error)}
    </Alert>
  )
}
