import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'
import { PageTitle } from './page-title.tsx'

type Props = { title: string; subtitle?: ReactNode; actions?: ReactNode }

/** Heading of a page with its main actions; also names the browser tab. */
export function PageHeader({ title, subtitle, actions }: Props) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm" wrap="wrap">
      <PageTitle>{title}</PageTitle>
      <div className={classes.heading}>
        <Title order={1}>{title}</Title>
        {subtitle && (
          <Text size="sm" c="dimmed" component="div">
            {subtitle}
          </Text>
        )}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
