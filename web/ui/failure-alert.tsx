import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import { problemText } from './error-state.tsx'

/** A refused change, shown where it was asked for; nothing when there is no error. */
export function FailureAlert({ error }: { error: unknown }) {
  const t = useText()
  if (!error) return null
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      styles={{ message: { color: 'var(--mantine-color-text)' } }}
    >
      {problemText(t, error)}
    </Alert>
  )
}
