import { Button, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { FieldDescription } from '../../../contract/configuration.ts'
import type { HistoryEntry } from '../../../contract/history.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { isSame } from '../../ui/form-rules.ts'
import { useUserNames } from '../user-names.ts'
import classes from './history-changes.module.css'
import { useValueText } from './use-value-text.ts'

type Change = HistoryEntry['changes'][number]
type Values = Record<string, unknown>

const shownAtFirst = 6

/** What one act changed: field, old value, new value, in words. */
export function HistoryChanges({ entry }: { entry: HistoryEntry }) {
  const t = useText()
  const [isLong, setLong] = useState(false)
  const isCreation = entry.kind === 'created'
  const first = isCreation ? 0 : shownAtFirst
  // One line more costs no more room than the button that would hide it.
  const isFoldable = entry.changes.length > first + 1
  const changes = isFoldable && !isLong ? entry.changes.slice(0, first) : entry.changes
  return (
    <ul className={classes.list}>
      {isCreation && <li>{t('history.created')}</li>}
      {changes.map(change => (
        <li key={change.path}>
          <ChangeInWords change={change} isCreation={isCreation} />
        </li>
      ))}
      {isFoldable && (
        <li>
          <Button
            variant="subtle"
            size="compact-xs"
            className={classes.fold}
            aria-expanded={isLong}
            onClick={() => setLong(!isLong)}
          >
            {isLong ? t('action.showFewer') : t('history.values', { count: entry.changes.length })}
          </Button>
        </li>
      )}
    </ul>
  )
}

/** One change of a field or of an element, in words; of a new record only the new value is told. */
export function ChangeInWords({ change, isCreation = false }: { change: Change; isCreation?: boolean }) {
  if (change.path.includes('/')) return <ElementChange change={change} />
  return <FieldChange change={change} isCreation={isCreation} />
}

function FieldChange({ change, isCreation }: { change: Change; isCreation: boolean }) {
  const t = useText()
  const { fields } = useCatalogue()
  const field = fields.find(one => one.name === change.path)
  const textOf = useWords([field], [change])
  const label = t.of(`field.${change.path}`, change.path)
  // Of what is secret, a PIN or a password, the server says that it changed and nothing else.
  const isSecret = !('old' in change) && !('new' in change)
  if (!isCreation && isSecret)
    return (
      <>
        <span className={classes.label}>{label}</span> {t('history.changed')}
      </>
    )
  if (!isCreation) return <Difference label={label} field={field} old={change.old} now={change.new} />
  return (
    <>
      <span className={classes.label}>{label}</span>{' '}
      <bdi>{isSecret ? t('record.hidden') : textOf(field, change.new)}</bdi>
    </>
  )
}

function ElementChange({ change }: { change: Change }) {
  const t = useText()
  const { segments } = useCatalogue()
  const [kind = ''] = change.path.split('/')
  const what = t.of(`segment.${kind}`, kind)
  const fields = segments.find(one => one.kind === kind)?.fields ?? []
  const old = asValues(change.old)
  const now = asValues(change.new)
  if (!old) return <Whole text={t('history.added', { what })} values={now} fields={fields} />
  if (!now) return <Whole text={t('history.removed', { what })} values={old} fields={fields} />
  return fields
    .filter(field => !isSame(old[field.name], now[field.name]))
    .map(field => (
      <Difference
        key={field.name}
        label={t('history.part', { what, field: t.of(`element.${field.name}`, field.name) })}
        field={field}
        old={old[field.name]}
        now={now[field.name]}
      />
    ))
}

const ofTheMachine = new Set(['created_by', 'created_at', 'external', 'status'])

function Whole({
  text,
  values,
  fields,
}: {
  text: string
  values: Values | undefined
  fields: FieldDescription[]
}) {
  const textOf = useWords(fields, [values ?? {}])
  const told = fields
    .filter(field => !ofTheMachine.has(field.name) && field.type !== 'boolean')
    .map(field => textOf(field, values?.[field.name]))
    .filter(Boolean)
  return (
    <>
      {text} <bdi className={classes.value}>{told.join(' · ')}</bdi>
    </>
  )
}

type DifferenceProps = { label: string; field: FieldDescription | undefined; old: unknown; now: unknown }

function Difference({ label, field, old, now }: DifferenceProps) {
  const t = useText()
  const textOf = useWords([field], [{ old, now }])
  return (
    <>
      <span className={classes.label}>{label}</span> <Old text={textOf(field, old)} />{' '}
      <IconArrowRight size={13} aria-hidden className={classes.arrow} />
      <VisuallyHidden>{t('history.arrow')}</VisuallyHidden>{' '}
      <bdi>{textOf(field, now) || t('history.nothing')}</bdi>
    </>
  )
}

/** Any of the values of the fields in words; other users are told by their names. */
function useWords(
  fields: (FieldDescription | undefined)[],
  values: Values[],
): ReturnType<typeof useValueText> {
  const textOf = useValueText()
  const numbers = values.flatMap(Object.values).filter(value => typeof value === 'number')
  const nameOf = useUserNames(fields.some(field => field?.type === 'user') ? numbers : [])
  return (field, value) =>
    field?.type === 'user' && typeof value === 'number' ? nameOf(value) : textOf(field, value)
}

function Old({ text }: { text: string }) {
  const t = useText()
  return (
    <Text span size="sm" c="dimmed">
      <bdi>{text || t('history.nothing')}</bdi>
    </Text>
  )
}

function asValues(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null ? (value as Values) : undefined
}
