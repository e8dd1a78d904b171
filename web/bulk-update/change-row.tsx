import { ActionIcon, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { conditions } from '../../contract/bulk-update.ts'
import { useText } from '../i18n/use-text.ts'
import { ActionField } from './action-field.tsx'
import { addsElement, type Changeable, type ChangeRow, type Condition, hasValue } from './editable-fields.ts'
import { NewElement } from './new-element.tsx'
import classes from './update.module.css'
import { ValueField } from './value-field.tsx'

type Props = {
  row: ChangeRow
  number: number
  fields: Changeable[]
  /** Fields that other rows change already. */
  taken: ReadonlySet<string>
  onChange: (row: ChangeRow) => void
  onRemove: () => void
  /** What the server refused about a field, or about a field of an element. */
  problemOf: (field: string | undefined) => string | undefined
  /** Once somebody has tried to go on, missing entries are marked. */
  isAsked: boolean
}

/** One field of the job: what it becomes, and when. */
export function ChangeRowFields({ row, number, fields, taken, onChange, onRemove, ...checks }: Props) {
  const t = useText()
  const nameOf = (name: string) => t.of(`field.${name}`, t.of(`update.kind.${name}`, name))
  const field = fields.find(one => one.name === row.field)
  const isAboutCodes = field?.isKind || row.condition === 'add' || row.condition === 'remove'
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
        onChange={name => {
          const isKind = fields.find(one => one.name === name)?.isKind
          set({ ...empty, field: name ?? undefined, condition: isKind ? 'remove' : 'always' })
        }}
        error={checks.problemOf(row.field) ?? missing(row.field === undefined)}
        searchable
        openOnFocus={false}
      />
      <ActionField field={field} row={row} set={set} />
      <div className={classes.value}>
        {field && !row.isCleared && !addsElement(row) && (
          <ValueField
            field={field}
            label={t(isAboutCodes ? 'update.what.these' : 'update.what.value')}
            value={row.value}
            onChange={value => set({ value })}
            error={missing(!hasValue(row.value))}
          />
        )}
      </div>
      {!isAboutCodes && (
        <Select
          label={t('update.what.condition')}
          data={conditions.map(one => ({ value: one, label: t(`update.condition.${one}`) }))}
          value={row.condition}
          onChange={condition => set({ condition: (condition ?? 'always') as Condition })}
          allowDeselect={false}
        />
      )}
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
      {addsElement(row) && <NewElement row={row} set={set} {...checks} />}
    </fieldset>
  )
}

const empty = { isCleared: false, value: null, was: undefined, values: {} }

/** The condition travels as text, whatever the type of the field. */
function wasValue({ type }: Changeable, was: string | undefined) {
  if (was === undefined) return null
  return type === 'boolean' ? was === 'true' : was
}
