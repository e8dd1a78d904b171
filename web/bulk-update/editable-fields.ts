import { type FieldChange, removableKinds } from '../../contract/bulk-update.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useCatalogue } from '../configuration/configuration.ts'

/** A field, or a kind of element, told by its codes. */
export type Changeable = FieldDescription & { isKind?: true }

/**
 * Fields that the job may set for many users: no names, nothing sensitive, nothing that the system sets itself; and kinds
 * whose elements it may remove.
 */
export function useEditableFields(): Changeable[] {
  const { fields, segments } = useCatalogue()
  const kinds = segments.flatMap(({ kind, fields: parts }): Changeable[] => {
    const main = parts.find(part => part.type === 'code' && part.required)
    const isRemovable = removableKinds.some(one => one === kind)
    return main && isRemovable ? [{ ...main, name: kind, type: 'codes', isKind: true }] : []
  })
  return [...fields.filter(isEditable), ...kinds]
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
}

/** The row as the server wants it; undefined while something is missing. */
export function changeOf({ field, isCleared, value, condition, was }: ChangeRow): FieldChange | undefined {
  if (field === undefined || !(isCleared || hasValue(value))) return undefined
  if (condition === 'if_was' && !was) return undefined
  return {
    field,
    value: isCleared ? null : value,
    condition,
    ...(condition === 'if_was' && was !== undefined ? { was } : {}),
  }
}

export function hasValue(value: FieldChange['value']): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
