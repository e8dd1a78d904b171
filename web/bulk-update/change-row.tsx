import { ActionIcon, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { conditions } from '../../contract/bulk-update.ts'
import { useText } from '../i18n/use-text.ts'
import { type Changeable, type ChangeRow, type Condition, hasValue } from './editable-fields.ts'
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
  /** What the server refused about this field. */
  problem: string | undefined
  /** Once somebody has tried to go on, missing entries are marked. */
  isAsked: boolean
}

/** One field of the job: what it becomes, and when. */
export function ChangeRowFields({ row, number, fields, taken, onChange, onRemove, ...checks }: Props) {
  const t = useText()
  const nameOf = (name: string) => t.of(`field.${name}`, t.of(`update.kind.${name}`, name))
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
        onChange={name => {
          const isKind = fields.find(one => one.name === name)?.isKind
          set({ ...empty, field: name ?? undefined, condition: isKind ? 'remove' : 'always' })
        }}
        error={checks.problem ?? missing(row.field === undefined)}
        searchable
        openOnFocus={false}
      />
      {field?.isKind ? (
        <RemovalAction row={row} set={set} />
      ) : (
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
      )}
      <div className={classes.value}>
        {field && !row.isCleared && (
          <ValueField
            field={field}
            label={t(field.isKind ? 'update.what.these' : 'update.what.value')}
            value={row.value}
            onChange={value => set({ value })}
            error={missing(!hasValue(row.value))}
          />
        )}
      </div>
      {!field?.isKind && (
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
    </fieldset>
  )
}

const empty = { isCleared: false, value: null, was: undefined }

/** Which elements of a kind go. */
function RemovalAction({ row, set }: { row: ChangeRow; set: (part: Partial<ChangeRow>) => void }) {
  const t = useText()
  return (
    <Select
      label={t('update.what.action')}
      data={[
        { value: 'remove', label: t('update.what.removeThese') },
        { value: 'remove_others', label: t('update.what.removeOthers') },
        { value: 'all', label: t('update.what.removeAll') },
      ]}
      value={row.isCleared ? 'all' : row.condition}
      onChange={action =>
        set({
          isCleared: action === 'all',
          condition: action === 'remove_others' ? 'remove_others' : 'remove',
        })
      }
      allowDeselect={false}
    />
  )
}

/** The condition travels as text, whatever the type of the field. */
function wasValue({ type }: Changeable, was: string | undefined) {
  if (was === undefined) return null
  return type === 'boolean' ? was === 'true' : was
}
