import { Stack, Text } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = { icon: TablerIcon; title: string; text?: string; action?: ReactNode }

/** Nothing here yet, or nothing found: says so, and what to do next. */
export function EmptyState({ icon: Icon, title, text, action }: Props) {
  return (
    <Stack align="center" gap={6} maw={440} ta="center">
      <Icon size={30} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
      <Text fw={600}>{title}</Text>
      {text && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
      {action && <div style={{ marginBlockStart: 8 }}>{action}</div>}
    </Stack>
  )
}
