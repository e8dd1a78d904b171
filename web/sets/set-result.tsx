import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { downloadUnmatched, type UserSet } from '../../contract/sets.ts'
import { downloadUrl } from '../api/client.ts'
import { useText } from '../i18n/use-text.ts'
import { ButtonLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { membersSearch } from './set-words.ts'

/** What became of the file: how many members, and which rows match nobody. */
export function SetResult({ set, onAnother }: { set: UserSet; onAnother: () => void }) {
  const t = useText()
  const hasUnmatched = set.unmatchedCount > 0
  return (
    <Panel title={t('addSet.done.title', { name: set.name })}>
      <Stack gap="sm" role="status">
        <div>
          <StatusBadge icon={IconCircleCheck} tone="good">
            {t('addSet.done.members', { count: set.memberCount ?? 0 })}
          </StatusBadge>
        </div>
        <div>
          <StatusBadge
            icon={hasUnmatched ? IconAlertTriangle : IconCircleCheck}
            tone={hasUnmatched ? 'warning' : 'good'}
          >
            {t('addSet.done.unmatched', { count: set.unmatchedCount })}
          </StatusBadge>
        </div>
        {hasUnmatched && (
          <Group gap="sm">
            <Text size="sm" c="dimmed" maw="34rem">
              {t('addSet.done.unmatchedHelp')}
            </Text>
            <Button
              component="a"
              href={downloadUrl(downloadUnmatched, { params: { setId: set.setId } })}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('sets.menu.unmatched')}
            </Button>
          </Group>
        )}
      </Stack>
      <Group gap="xs" mt="lg">
        <ButtonLink to="/users" search={membersSearch(set.setId)}>
          {t('addSet.done.view')}
        </ButtonLink>
        <Button variant="default" onClick={onAnother}>
          {t('addSet.done.another')}
        </Button>
        <ButtonLink to="/sets" variant="subtle">
          {t('addSet.done.list')}
        </ButtonLink>
      </Group>
    </Panel>
  )
}
