import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { isExternal } from './edit-scope.ts'

export type AccountType = 'INTERNAL' | 'EXTERNAL' | 'INTEXTAUTH'

/** Owner of an account that staff made external, until a feed takes it over (seed 002, toggling the account type). */
export const temporaryOwner = 'SIS_temp'

/**
 * What changing the account type does to a record. Internal to external: the next feed may take it over, and internal
 * identifiers become external (features D3). Back: nothing belongs to the student system any more.
 */
export function toggledAccount(record: RecordDocument, to: AccountType): Patch {
  const patch: Patch = { account_type: to }
  if (to === 'EXTERNAL' && !isExternal(record)) {
    return { ...patch, external_id: temporaryOwner, ...owned(record, 'identifier/', true) }
  }
  if (to !== 'EXTERNAL' && isExternal(record)) {
    return { ...patch, external_id: null, sis_values: null, locked_fields: null, ...owned(record, '', false) }
  }
  return patch
}

/** Elements whose path begins so and that say who owns them, given to the student system or taken from it. */
function owned(record: RecordDocument, prefix: string, external: boolean): Patch {
  const elements = Object.entries(record).filter(
    ([path, value]) => path.includes('/') && path.startsWith(prefix) && ownerOf(value) === !external,
  )
  return Object.fromEntries(elements.map(([path, value]) => [path, { ...(value as object), external }]))
}

const ownerOf = (value: Json): unknown => (value as Record<string, Json>)['external']
