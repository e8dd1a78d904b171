import { type FieldChange, listFields, removableKinds } from '../../contract/bulk-update.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useCatalogue } from '../configuration/configuration.ts'

/** A field, or a kind of element, told by its codes; of a list single codes may come and go. */
export type Changeable = FieldDescription & { isKind?: true; isList?: true }

/**
 * Fields that the job may set for many users: no names, nothing sensitive, nothing that the system sets itself; and kinds
 * whose elements it may add and remove.
 */
export function useEditableFields(): Changeable[] {
  const { fields, segments } = useCatalogue()
  const kinds = segments.flatMap(({ kind, fields: parts }): Changeable[] => {
    const main = parts.find(part => part.type === 'code' && part.required)
    const isRemovable = removableKinds.some(one => one === kind)
    return main && isRemovable ? [{ ...main, name: kind, type: 'codes', isKind: true }] : []
  })
  const isList = (name: string) => listFields.some(one => one === name)
  const editable = fields.filter(isEditable)
  return [
    ...editable.map(field => (isList(field.name) ? { ...field, isList: true as const } : field)),
    ...kinds,
  ]
}

function isEditable({ type, section, readOnly, sensitive, derived }: FieldDescription): boolean {
  return section !== 'names' && !readOnly && !sensitive && !derived && type !== 'notices'
}

export type Condition = FieldChange['condition']

/** A row of the form while it is filled in. */
export type ChangeRow = {
  /** Stays the same while the row moves. */
  key: number
  field: string | undefined
  isCleared: boolean
  value: FieldChange['value']
  condition: Condition
  was: string | undefined
  /** Of an element that is added. */
  values: Record<string, unknown>
}

/** The row as the server wants it; undefined while something is missing. What an element lacks the server says. */
export function changeOf(row: ChangeRow): FieldChange | undefined {
  const { field, isCleared, value, condition, was } = row
  if (field === undefined) return undefined
  if (addsElement(row)) return { field, value: null, condition, values: filled(row.values) }
  if (!(isCleared || hasValue(value))) return undefined
  if (condition === 'if_was' && !was) return undefined
  return {
    field,
    value: isCleared ? null : value,
    condition,
    ...(condition === 'if_was' && was !== undefined ? { was } : {}),
  }
}

/** Whether the row is about an element, and not about codes of a list. */
export const addsElement = ({ field, condition }: Pick<ChangeRow, 'field' | 'condition'>): boolean =>
  condition === 'add' && removableKinds.some(kind => kind === field)

const filled = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )

export function hasValue(value: FieldChange['value']): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
