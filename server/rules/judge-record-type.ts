import type { FieldProblem } from '../../contract/problem.ts'
import { fieldNamed, segmentOf, splitPath } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { type EditScope, recordTypeOf } from './edit-scope.ts'
import { checkFor } from './judge-field.ts'

/**
 * What a record has that its type cannot have: kinds of elements, fields and codes of other record types (features B5). Only
 * what an edit left as it was: the rest is judged with it. For records whose type changes.
 */
export function judgeRecordType(after: RecordDocument, patch: Patch, scope: EditScope): FieldProblem[] {
  return Object.entries(after)
    .filter(([path]) => !(path in patch))
    .flatMap(([path, value]) =>
      splitPath(path).elementId === undefined
        ? ofField(path, value, { after, scope })
        : ofElement(path, value as Record<string, Json>, { after, scope }),
    )
}

type Case = { after: RecordDocument; scope: EditScope }

function ofField(name: string, value: Json, { after, scope }: Case): FieldProblem[] {
  const field = fieldNamed(name)
  if (!field || field.section === 'internal') return []
  const recordType = recordTypeOf(after)
  const isForOthers =
    (field.notForContacts && recordType === 'CONTACT') ||
    checkFor(recordType, { field, value }, scope.codes)?.rule === 'not_for_record_type'
  return isForOthers ? [{ field: name, rule: 'not_for_record_type' }] : []
}

function ofElement(path: string, element: Record<string, Json>, { after, scope }: Case): FieldProblem[] {
  const segment = segmentOf(splitPath(path).kind)!
  const recordType = recordTypeOf(after)
  if (segment.notForContacts && recordType === 'CONTACT')
    return [{ field: path, rule: 'not_for_record_type' }]
  return segment.fields
    .filter(field => {
      const problem = checkFor(recordType, { field, value: element[field.name] ?? null }, scope.codes)
      return problem?.rule === 'not_for_record_type'
    })
    .map(field => ({ field: `${path}/${field.name}`, rule: 'not_for_record_type' }))
}
