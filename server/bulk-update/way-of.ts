import { type FieldChange, listFields, removals } from '../../contract/bulk-update.ts'

/**
 * What a change is about: a value, the codes of a list, an element that comes, elements that go, elements that stay and no
 * longer count, or who owns the account.
 */
type Way = 'value' | 'list' | 'addition' | 'removal' | 'disabling' | 'account'

export function wayOf({ field, condition }: FieldChange): Way {
  const isList = listFields.some(one => one === field)
  if (isList && (condition === 'add' || condition === 'remove')) return 'list'
  if (condition === 'add') return 'addition'
  if (condition === 'disable') return 'disabling'
  if (removals.some(one => one === condition)) return 'removal'
  return field === 'account_type' ? 'account' : 'value'
}

/** The changes of one way. */
export const changesOf = (way: Way, changes: readonly FieldChange[]): FieldChange[] =>
  changes.filter(change => wayOf(change) === way)
