import { Button, Group, Kbd, Text } from '@mantine/core'
import { useHotkeys, useOs } from '@mantine/hooks'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { fieldOf } from '../../ui/form-rules.ts'
import { TextLink } from '../../ui/link.tsx'
import classes from './save-bar.module.css'
import type { RecordTab } from './tabs.ts'
import type { RecordForm } from './use-record-form.ts'

/** The one Save of the record; there only while something is unsaved. Ctrl+S or Cmd+S saves from anywhere. */
export function SaveBar({ form, userId }: { form: RecordForm; userId: number }) {
  const t = useText()
  const os = useOs()
  const forbidden = useForbidden()
  useHotkeys([['mod+S', () => form.isDirty && void form.submit()]], [])
  if (!form.isDirty && !form.opening) return null
  return (
    <div className={classes.bar}>
      <FailureAlert error={form.failure} />
      <Refusals form={form} userId={userId} />
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500} role="status">
          {statusText(t, form)}
        </Text>
        <Group gap="xs">
          <Kbd size="xs" visibleFrom="sm">
            {os === 'macos' ? '⌘S' : t('record.shortcut')}
          </Kbd>
          <Button variant="default" onClick={form.reset}>
            {t('action.discard')}
          </Button>
          {form.problems.some(problem => problem.rule === 'date_in_past') && (
            <ForbiddenAction reason={forbidden('users.correct')}>
              <Button variant="default" onClick={() => void form.saveCorrection()}>
                {t('record.correctDates')}
              </Button>
            </ForbiddenAction>
          )}
          {form.isDirty && (
            <Button onClick={() => void form.submit()} loading={form.isSending}>
              {t('action.save')}
            </Button>
          )}
        </Group>
      </Group>
    </div>
  )
}

function statusText(t: ReturnType<typeof useText>, form: RecordForm): string {
  if (form.problems.length > 0) return t('form.problems', { count: form.problems.length })
  return form.isDirty ? t('record.changes', { count: form.changed.length }) : t('record.openedUnchanged')
}

/** What was refused, with the way to the tab where it stands: it may be another one than that on the screen. */
function Refusals({ form, userId }: { form: RecordForm; userId: number }) {
  const t = useText()
  const { segments } = useCatalogue()
  if (form.problems.length === 0) return null
  return (
    <ul className={classes.refusals}>
      {form.problems.map(problem => {
        const [kind = '', , name] = fieldOf(problem).split('/')
        const segment = segments.find(one => one.kind === kind)
        const tab = (segment?.tab ?? 'general') as RecordTab
        const where = segment ? t.of(`segment.${kind}`, kind) : t.of(`field.${kind}`, kind)
        return (
          <li key={problem.field}>
            <TextLink
              size="sm"
              underline="always"
              to="/users/$userId/$tab"
              params={{ userId: String(userId), tab }}
            >
              {name ? t('history.part', { what: where, field: t.of(`element.${name}`, name) }) : where}
            </TextLink>{' '}
            {form.errorOf(fieldOf(problem))}
          </li>
        )
      })}
    </ul>
  )
}
