import { ActionIcon, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { conditions } from '../../contract/bulk-update.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { type ChangeRow, type Condition, hasValue } from './editable-fields.ts'
import classes from './update.module.css'
import { ValueField } from './value-field.tsx'

type Props = {
  row: ChangeRow
  number: number
  fields: FieldDescription[]
  /** Fields that other rows change already. */
  taken: ReadonlySet<string>
  onChange: (row: ChangeRow) => void
  onRemove: () => void
  /** What the server refused about this field. */
  problem: string | undefined
  /** Once somebody has tried to go on, missing entries are marked. */
  isAsked: boolean
}

/** One field of the job: what it becomes, and when. */
export function ChangeRowFields({ row, number, fields, taken, onChange, onRemove, ...checks }: Props) {
  const t = useText()
  const nameOf = (name: string) => t.of(`field.${name}`, name)
  const field = fields.find(one => one.name === row.field)
  const set = (part: Partial<ChangeRow>) => onChange({ ...row, ...part })
  const missing = (isMissing: boolean) => (checks.isAsked && isMissing ? t('rule.required') : undefined)
  return (
    <fieldset className={classes.row}>
      <legend className={classes.legend}>{t('update.what.row', { number })}</legend>
      <Select
        label={t('update.what.field')}
        placeholder={t('update.what.chooseField')}
        data={fields
          .filter(one => one.name === row.field || !taken.has(one.name))
          .map(one => ({ value: one.name, label: nameOf(one.name) }))}
        value={row.field ?? null}
        onChange={name => set({ field: name ?? undefined, value: null, was: undefined })}
        error={checks.problem ?? missing(row.field === undefined)}
        searchable
        openOnFocus={false}
      />
      <Select
        label={t('update.what.action')}
        data={[
          { value: 'set', label: t('update.what.set') },
          { value: 'clear', label: t('update.what.clear') },
        ]}
        value={row.isCleared ? 'clear' : 'set'}
        onChange={action => set({ isCleared: action === 'clear' })}
        allowDeselect={false}
      />
      <div className={classes.value}>
        {field && !row.isCleared && (
          <ValueField
            field={field}
            label={t('update.what.value')}
            value={row.value}
            onChange={value => set({ value })}
            error={missing(!hasValue(row.value))}
          />
        )}
      </div>
      <Select
        label={t('update.what.condition')}
        data={conditions.map(one => ({ value: one, label: t(`update.condition.${one}`) }))}
        value={row.condition}
        onChange={condition => set({ condition: (condition ?? 'always') as Condition })}
        allowDeselect={false}
      />
      <div className={classes.value}>
        {field && row.condition === 'if_was' && (
          <ValueField
            field={field}
            label={t('update.what.was')}
            value={wasValue(field, row.was)}
            onChange={was => set({ was: was === null ? undefined : String(was) })}
            error={missing(!row.was)}
          />
        )}
      </div>
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('update.what.remove', { field: field ? nameOf(field.name) : String(number) })}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </fieldset>
  )
}

/** The condition travels as text, whatever the type of the field. */
function wasValue({ type }: FieldDescription, was: string | undefined) {
  if (was === undefined) return null
  return type === 'boolean' ? was === 'true' : was
}
