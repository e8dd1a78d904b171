import { Select } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import type { Changeable, ChangeRow } from './editable-fields.ts'

type Props = { field: Changeable | undefined; row: ChangeRow; set: (part: Partial<ChangeRow>) => void }

/** What a row does: to the value of a field, to the codes of a list, or to the elements of a kind. */
const actions = {
  set: { isCleared: false, condition: 'always' },
  clear: { isCleared: true, condition: 'always' },
  addThese: { isCleared: false, condition: 'add' },
  addElement: { isCleared: false, condition: 'add' },
  removeThese: { isCleared: false, condition: 'remove' },
  removeOthers: { isCleared: false, condition: 'remove_others' },
  removeAll: { isCleared: true, condition: 'remove' },
  disable: { isCleared: false, condition: 'disable' },
  disableAll: { isCleared: true, condition: 'disable' },
} as const
type Action = keyof typeof actions

function actionsOf(field: Changeable | undefined): Action[] {
  if (field?.isList) return ['set', 'clear', 'addThese', 'removeThese']
  if (!field?.isKind) return ['set', 'clear']
  const disabling: Action[] = field.name === 'block' ? ['disable', 'disableAll'] : []
  return ['removeThese', 'removeOthers', 'removeAll', ...disabling, 'addElement']
}

/** Clearing and setting go together with any condition. */
function isCurrent(action: Action, row: ChangeRow): boolean {
  const { isCleared, condition } = actions[action]
  const isOfValue = !['add', 'remove', 'remove_others', 'disable'].includes(row.condition)
  return row.isCleared === isCleared && (condition === 'always' ? isOfValue : row.condition === condition)
}

export function ActionField({ field, row, set }: Props) {
  const t = useText()
  const known = actionsOf(field)
  return (
    <Select
      label={t('update.what.action')}
      data={known.map(action => ({ value: action, label: t(`update.what.${action}`) }))}
      value={known.find(action => isCurrent(action, row)) ?? null}
      onChange={chosen => {
        const { isCleared, condition } = actions[chosen as Action]
        const isKept = condition === 'always' && isCurrent(row.isCleared ? 'clear' : 'set', row)
        set({ isCleared, condition: isKept ? row.condition : condition })
      }}
      allowDeselect={false}
    />
  )
}
