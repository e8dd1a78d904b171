import type { FieldProblem } from '../../contract/problem.ts'
import { splitPath } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { type EditScope, recordTypeOf } from './edit-scope.ts'
import { isMandatory } from './judge-field.ts'

/** What is wrong with the record as a whole after the patch; only what the patch has to do with. */
export function judgeRecord(record: RecordDocument, patch: Patch, scope: EditScope): FieldProblem[] {
  const after = applied(record, patch)
  return [...judgeNeeds({ record, after, patch }, scope), ...judgeRepeats(after, patch)]
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
    .filter(({ kind, neededBy }) => neededBy?.includes(recordType) || isMandatory(kind, recordType, scope))
    .filter(({ kind }) => touched.has(kind) && !has(after, kind))
    .map(({ kind }) => ({ field: kind, rule: 'one_needed' }))
}

/** The same identifier twice in one person, the primary one included (features D1). */
function judgeRepeats(after: RecordDocument, patch: Patch): FieldProblem[] {
  const paths = Object.keys(after).filter(path => path === 'primary_id' || path.startsWith('identifier/'))
  const byValue = Map.groupBy(paths, path => identifierIn(path, after[path]!)?.toLowerCase())
  return [...byValue.values()]
    .filter(group => group.length > 1)
    .flatMap(group => {
      const edited = group.filter(path => path in patch)
      return edited.slice(edited.length === group.length ? 1 : 0).map(problemAt)
    })
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
