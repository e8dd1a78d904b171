import { isDeepStrictEqual } from 'node:util'
import { stickyFields } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { isExternal } from './edit-scope.ts'

/**
 * Staff edit a sticky field of an external account and let the next feed override it (seed 002, open for update): names
 * the fields that are in their hands afterwards, where the write path would otherwise take all edited ones.
 */
export function leftToSis(record: RecordDocument, patch: Patch, leave: readonly string[]): Patch {
  if (leave.length === 0 || !isExternal(record)) return {}
  const taken = { ...((record['locked_fields'] ?? {}) as Record<string, Json>) }
  const sent = (record['sis_values'] ?? {}) as Record<string, Json>
  for (const { name } of stickyFields.filter(field => field.name in patch)) {
    const isTheirs = leave.includes(name) || isDeepStrictEqual(patch[name], sent[name] ?? null)
    if (isTheirs) delete taken[name]
    else taken[name] ??= sent[name] ?? ''
  }
  return { locked_fields: Object.keys(taken).length === 0 ? null : taken }
}
