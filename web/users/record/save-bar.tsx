import { Button, Group, Kbd, Text } from '@mantine/core'
import { useHotkeys, useOs } from '@mantine/hooks'
import { useText } from '../../i18n/use-text.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import classes from './save-bar.module.css'
import type { RecordForm } from './use-record-form.ts'

/** The one Save of the record; there only while something is unsaved. Ctrl+S or Cmd+S saves from anywhere. */
export function SaveBar({ form }: { form: RecordForm }) {
  const t = useText()
  const os = useOs()
  useHotkeys([['mod+S', () => form.isDirty && void form.submit()]], [])
  if (!form.isDirty) return null
  return (
    <div className={classes.bar}>
      <FailureAlert error={form.failure} />
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500} role="status">
          {form.problems.length > 0
            ? t('form.problems', { count: form.problems.length })
            : t('record.changes', { count: form.changed.length })}
        </Text>
        <Group gap="xs">
          <Kbd size="xs" visibleFrom="sm">
            {os === 'macos' ? '⌘S' : t('record.shortcut')}
          </Kbd>
          <Button variant="default" onClick={form.reset}>
            {t('action.discard')}
          </Button>
          <Button onClick={() => void form.submit()} loading={form.isSending}>
            {t('action.save')}
          </Button>
        </Group>
      </Group>
    </div>
  )
}
