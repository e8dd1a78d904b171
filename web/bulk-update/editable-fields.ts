import type { FieldChange } from '../../contract/bulk-update.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useCatalogue } from '../configuration/configuration.ts'

/** Fields that the job may set for many users: no names, nothing sensitive, nothing that the system sets itself. */
export function useEditableFields(): FieldDescription[] {
  return useCatalogue().fields.filter(isEditable)
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
