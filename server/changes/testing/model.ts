import { isDeepStrictEqual } from 'node:util'
import { stickyFields } from '../../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../../fields/document.ts'
import type { ChangeSource } from '../change-set.ts'

/** What a document is after a patch, said a second time and without a database. */
export function patched(
  before: RecordDocument,
  patch: Patch,
  about: { source: ChangeSource; today: string },
): RecordDocument {
  const after = applied(before, patch)
  const hasNewStatus = 'status' in patch && patch['status'] !== before['status']
  if (hasNewStatus && !('status_date' in patch)) after['status_date'] = about.today
  const isStaffEdit = about.source === 'screen' || about.source === 'task'
  if (isStaffEdit && before['account_type'] === 'EXTERNAL') setLocks(before, patch, after)
  return after
}

/** Top-level: a value replaces, null removes. */
export function applied(before: RecordDocument, patch: Patch): RecordDocument {
  const after = { ...before }
  for (const [path, value] of Object.entries(patch)) {
    if (value === null) delete after[path]
    else after[path] = value
  }
  return after
}

function setLocks(before: RecordDocument, patch: Patch, after: RecordDocument): void {
  const locked = { ...((before['locked_fields'] ?? {}) as Record<string, Json>) }
  const sent = (before['sis_values'] ?? {}) as Record<string, Json>
  for (const { name } of stickyFields) {
    if (!(name in patch) || isDeepStrictEqual(patch[name], before[name] ?? null)) continue
    if (isDeepStrictEqual(patch[name], sent[name] ?? null)) delete locked[name]
    else locked[name] ??= sent[name] ?? ''
  }
  delete after['locked_fields']
  if (Object.keys(locked).length > 0) after['locked_fields'] = locked
}

/** All identifiers of a document, in the form in which they must be unique. */
export function identifierKeys(document: RecordDocument): string[] {
  return Object.entries(document)
    .flatMap(([path, value]) => {
      if (path === 'primary_id') return [value as string]
      return path.startsWith('identifier/') ? [(value as { value: string }).value] : []
    })
    .map(value => value.toLowerCase())
}
