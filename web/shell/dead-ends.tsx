import { Center, Loader, Stack, Text, Title } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageTitle } from '../ui/page-title.tsx'

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useText()
  return (
    <Center component="main" mih="60vh" p="md">
      <PageTitle>{t('notFound.title')}</PageTitle>
      <Stack align="center" gap="xs" ta="center">
        <Title order={1}>{t('notFound.title')}</Title>
        <Text c="dimmed">{t('notFound.text')}</Text>
        <TextLink to="/users">{t('notFound.home')}</TextLink>
      </Stack>
    </Center>
  )
}

/** A page that failed as a whole. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useText()
  return (
    <Center mih="60vh" p="md">
      <PageTitle>{t('error.page')}</PageTitle>
      <ErrorState isPage error={error} onRetry={reset} />
    </Center>
  )
}

type WaitingProps = { title: string; error: unknown; onRetry: () => void }

/** While what a page is about is on its way, and if it does not come. */
export function WaitingPage({ title, error, onRetry }: WaitingProps) {
  return (
    <Page>
      <PageHeader title={title} />
      {error ? (
        <Center mih="30vh">
          <ErrorState error={error} onRetry={onRetry} />
        </Center>
      ) : (
        <PageLoading />
      )}
    </Page>
  )
}

/** While the code or the data of a page is on its way. */
export function PageLoading() {
  const t = useText()
  return (
    <Center mih="40vh">
      <Loader size="sm" role="status" aria-label={t('app.loading')} />
    </Center>
  )
}
