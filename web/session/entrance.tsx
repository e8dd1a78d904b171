import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { DisplayMenu } from '../shell/display-menu.tsx'
import { Logo } from '../ui/logo.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { PortalHome } from '../ui/portal-home.tsx'
import classes from './entrance.module.css'

/** The calm frame of the two pages before the door. */
export function Entrance({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const t = useText()
  return (
    <div className={classes.page}>
      <PageTitle>{title}</PageTitle>
      <header className={classes.corner}>
        <DisplayMenu />
      </header>
      <main className={classes.middle}>
        <Stack gap={2} align="center" mb="lg" ta="center">
          <Group gap="xs">
            <Logo size={34} />
            <Text fw={650} fz={26} lh={1.2}>
              {t('app.name')}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {t('signIn.tagline')}
          </Text>
        </Stack>
        <Paper withBorder p="xl" radius="md">
          <Title order={1} size="h2" mb={text ? 4 : 'md'}>
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed" mb="md">
              {text}
            </Text>
          )}
          {children}
        </Paper>
        <PortalHome />
      </main>
    </div>
  )
}
