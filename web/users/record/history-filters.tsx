import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changeSources, type HistoryPeriod, historyPeriods } from '../../../contract/history.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import classes from './history-filters.module.css'
import { type HistorySearch, usualPeriod } from './history-search.ts'

type Props = { search: HistorySearch; onChange: (change: HistorySearch) => void }

/** Which changes: since when, by what, by whom, of what (features I1). */
export function HistoryFilters({ search, onChange }: Props) {
  const t = useText()
  const fields = useFieldChoices()
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('form.clear') } }
  return (
    <search className={classes.filters} aria-label={t('history.filters')}>
      <SegmentedControl
        size="xs"
        aria-label={t('history.period')}
        value={search.period ?? usualPeriod}
        onChange={value => onChange({ period: value === usualPeriod ? undefined : (value as HistoryPeriod) })}
        data={historyPeriods.map(value => ({ value, label: t(`history.period.${value}`) }))}
      />
      <Select
        {...clear}
        size="xs"
        className={classes.source}
        aria-label={t('history.column.source')}
        placeholder={t('history.anySource')}
        value={search.source ?? null}
        onChange={value => onChange({ source: changeSources.find(one => one === value) })}
        data={changeSources.map(value => ({ value, label: t(`source.${value}`) }))}
      />
      <Select
        {...clear}
        size="xs"
        searchable
        className={classes.field}
        aria-label={t('history.field')}
        placeholder={t('history.anyField')}
        value={search.field ?? null}
        onChange={value => onChange({ field: value ?? undefined })}
        data={fields}
        nothingFoundMessage={t('history.noField')}
      />
      <ActorField key={search.actor ?? ''} actor={search.actor ?? ''} onChange={onChange} />
    </search>
  )
}

/** Taken with Enter or when it is left, so that the list does not change under every letter. */
function ActorField({ actor, onChange }: { actor: string; onChange: Props['onChange'] }) {
  const t = useText()
  const [text, setText] = useState(actor)
  const take = (event?: FormEvent) => {
    event?.preventDefault()
    const wanted = text.trim()
    if (wanted !== actor) onChange({ actor: wanted === '' ? undefined : wanted })
  }
  return (
    <form onSubmit={take}>
      <TextInput
        size="xs"
        className={classes.actor}
        aria-label={t('history.column.who')}
        placeholder={t('history.anyActor')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onBlur={() => take()}
        maxLength={200}
      />
    </form>
  )
}

/** Everything whose changes the history has, by its name on the screen; not the date of the last activity. */
function useFieldChoices() {
  const t = useText()
  const { fields, segments } = useCatalogue()
  const names = fields.filter(field => !field.derived && !field.unrecorded).map(field => field.name)
  return [
    {
      group: t('history.group.segments'),
      items: segments.map(({ kind }) => ({ value: kind, label: t.of(`segments.${kind}.title`, kind) })),
    },
    {
      group: t('history.group.fields'),
      items: [...names, 'password_changed_at'].map(name => ({
        value: name,
        label: t.of(`field.${name}`, name),
      })),
    },
  ]
}
