import { Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { failureCode, ProblemError } from '../api/problem-error.ts'
import { useText } from '../i18n/use-text.ts'

type Props = {
  error: unknown
  onRetry?: (() => void) | undefined
  /** The failure is all that the page shows, so its title is the heading. */
  isPage?: boolean
}

/** A whole region that could not be loaded: what happened, what to do, and the reference for the administrator. */
export function ErrorState({ error, onRetry, isPage = false }: Props) {
  const t = useText()
  return (
    <Stack align="center" gap="xs" maw={460} ta="center" role="alert">
      <IconAlertTriangle size={28} stroke={1.6} color="var(--mantine-color-error)" aria-hidden />
      <Text fw={600} component={isPage ? 'h1' : 'p'} m={0}>
        {t('error.title')}
      </Text>
      <Text size="sm" c="dimmed">
        {problemText(t, error)}
      </Text>
      <RequestReference error={error} />
      {onRetry && (
        <Button variant="default" size="sm" mt={4} onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </Stack>
  )
}

/** The sentence for any failure, in the language of the screen. */
export function problemText(t: ReturnType<typeof useText>, error: unknown): string {
  return t.of(`problem.${failureCode(error)}`, t('problem.internal'))
}

function RequestReference({ error }: { error: unknown }) {
  const t = useText()
  if (!(error instanceof ProblemError) || !error.requestId || error.status < 500) return null
  return (
    <Text size="xs" c="dimmed">
      {t('error.request', { id: error.requestId })}
    </Text>
  )
}
