import type { FieldProblem } from '../../contract/problem.ts'
import { splitPath } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { namesClash } from '../fields/identifier-key.ts'
import { segments } from '../fields/segments.ts'
import { type EditScope, recordTypeOf } from './edit-scope.ts'
import { isKindNeeded } from './judge-field.ts'

/** What is wrong with the record as a whole after the patch; only what the patch has to do with. */
export function judgeRecord(record: RecordDocument, patch: Patch, scope: EditScope): FieldProblem[] {
  const after = applied(record, patch)
  return [...judgeNeeds({ record, after, patch }, scope), ...judgeRepeats(after, patch, scope)]
}

/** The record with the patch in it. */
export function applied(record: RecordDocument, patch: Patch): RecordDocument {
  return Object.fromEntries(Object.entries({ ...record, ...patch }).filter(([, value]) => value !== null))
}

const has = (record: RecordDocument, kind: string): boolean =>
  Object.keys(record).some(path => path.startsWith(`${kind}/`))

type Edited = { record: RecordDocument; after: RecordDocument; patch: Patch }

/** Taking away the last element of a kind that the record type needs (features C2, B3). */
function judgeNeeds({ record, after, patch }: Edited, scope: EditScope): FieldProblem[] {
  const recordType = recordTypeOf(record)
  const touched = new Set(Object.keys(patch).map(path => splitPath(path).kind))
  return segments
    .filter(segment => isKindNeeded(segment, recordType, scope))
    .filter(({ kind }) => touched.has(kind) && !has(after, kind))
    .map(({ kind }) => ({ field: kind, rule: 'one_needed' }))
}

/** The same identifier twice in one person, the primary one included (features D1). */
function judgeRepeats(after: RecordDocument, patch: Patch, { settings }: EditScope): FieldProblem[] {
  const names = Object.entries(after).flatMap(([path, held]) => {
    const value = identifierIn(path, held)
    return value === undefined ? [] : [{ path, value, isPrimary: path === 'primary_id' }]
  })
  const alike = Map.groupBy(names, name => name.value.toLowerCase())
  return [...alike.values()].flatMap(group =>
    group
      .filter(({ path }) => path in patch)
      .filter(one => {
        const others = group.filter(
          other => !(other.path in patch) || group.indexOf(other) < group.indexOf(one),
        )
        return others.some(other => namesClash(one, other, settings.identifiersCaseSensitive))
      })
      .map(({ path }) => problemAt(path)),
  )
}

const problemAt = (path: string): FieldProblem => ({
  field: path === 'primary_id' ? path : `${path}/value`,
  rule: 'identifier_repeated',
})

/** The identifier that stands at a path of a document, or undefined. */
export function identifierIn(path: string, value: Json): string | undefined {
  if (path === 'primary_id') return value === null ? undefined : String(value)
  const isIdentifier = path.startsWith('identifier/') && typeof value === 'object' && value !== null
  return isIdentifier ? String((value as Record<string, Json>)['value']) : undefined
}
