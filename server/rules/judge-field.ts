import type { RecordType } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import type { ElementField, Field, Segment } from '../fields/types.ts'
import type { CodeRules } from '../institutions/code-rules.ts'
import { type EditScope, isExternal, recordTypeOf } from './edit-scope.ts'
import { checkFormat } from './formats.ts'

/** Without these there is no record (features B3). */
const always: readonly string[] = ['primary_id', 'first_name', 'last_name']
/** Programs and feeds also bring people, and firms, that have one name only. */
const alwaysForPrograms: readonly string[] = ['primary_id', 'last_name']

/** Whether a field or a kind of element must be there, for a record type. */
export const isMandatory = (name: string, recordType: RecordType, scope: EditScope): boolean =>
  scope.isProgram
    ? alwaysForPrograms.includes(name)
    : always.includes(name) || scope.settings.mandatory[recordType].includes(name)

/** Whether a record of that type must have an element of the kind (features B3, C2). */
export const isKindNeeded = (
  { kind, neededBy }: Segment,
  recordType: RecordType,
  scope: EditScope,
): boolean => (!scope.isProgram && neededBy?.includes(recordType)) || isMandatory(kind, recordType, scope)

type Case = { record: RecordDocument; scope: EditScope }

/** What is wrong with giving a scalar field this value (null clears it), or null. */
export function judgeField(name: string, value: Json, { record, scope }: Case): FieldProblem | null {
  const field = fieldNamed(name)
  const isThere = field?.onlyIf?.(scope.settings) !== false
  if (!field || field.section === 'internal' || !isThere) return { field: name, rule: 'unknown_field' }
  const recordType = recordTypeOf(record)
  const hindrance = hindranceOf(field, { value, record, scope })
  if (hindrance) return { field: name, rule: hindrance }
  if (value !== null) return judgeValue(field, value, { recordType, scope })
  const isNeeded = field.fallback !== undefined || isMandatory(name, recordType, scope)
  return isNeeded ? { field: name, rule: 'required' } : null
}

/** Why nobody may change the field on this record now, or undefined (features B5, J1). */
function hindranceOf(field: Field, { value, record, scope }: Case & { value: Json }): string | undefined {
  if (field.readOnly) return 'not_editable'
  const isContact = recordTypeOf(record) === 'CONTACT'
  if (field.notForContacts && isContact && value !== null) return 'not_for_record_type'
  if (!isExternal(record) || field.external === 'sticky') return undefined
  return field.external === 'open_for_update' && scope.isOpen ? undefined : 'not_editable'
}

/** What is wrong with a value of a field or of an element, whoever owns it, or null. */
export function judgeValue(
  field: ElementField | Field,
  value: Json,
  { recordType, scope }: { recordType: RecordType; scope: EditScope },
): FieldProblem | null {
  const problem = checkFor(recordType, { field, value }, scope.codes)
  const list = problem ?? judgeList(field, value, scope)
  if (list) return list
  const isPast = field.notInPast && typeof value === 'string' && value < scope.today
  if (isPast && !scope.mayCorrectDates) return { field: field.name, rule: 'date_in_past' }
  return checkFormat(field, value, scope.settings)
}

/** `checkValue`, where a code that only other record types may have is no unknown one (features B5). */
export function checkFor(
  recordType: RecordType,
  { field, value }: { field: ElementField | Field; value: Json },
  codes: CodeRules,
): FieldProblem | null {
  const problem = checkValue(field, value, codes.of[recordType])
  const isForOthers = problem?.rule === 'unknown_code' && checkValue(field, value, codes.all) === null
  return isForOthers ? { ...problem, rule: 'not_for_record_type' } : problem
}

/** A list names each code once, and answers are to letters that there are. */
function judgeList(field: ElementField | Field, value: Json, scope: EditScope): FieldProblem | null {
  const problem = (rule: string): FieldProblem => ({ field: field.name, rule })
  if (field.type === 'codes') {
    return new Set(value as Json[]).size < (value as Json[]).length ? problem('repeated') : null
  }
  if (field.type !== 'notices' || field.codeTable === undefined) return null
  const known = scope.codes.all.get(field.codeTable)
  return Object.keys(value as object).every(code => known?.has(code)) ? null : problem('unknown_code')
}
