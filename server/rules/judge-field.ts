import type { RecordType } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import type { ElementField, Field } from '../fields/types.ts'
import { type EditScope, isExternal, recordTypeOf } from './edit-scope.ts'
import { checkFormat } from './formats.ts'

/** Without these there is no record (features B3). */
const always: readonly string[] = ['primary_id', 'first_name', 'last_name']

/** Whether a field or a kind of element must be there, for a record type. */
export const isMandatory = (name: string, recordType: RecordType, scope: EditScope): boolean =>
  always.includes(name) || scope.settings.mandatory[recordType].includes(name)

/** What is wrong with giving a scalar field this value (null clears it), or null. */
export function judgeField(
  name: string,
  value: Json,
  { record, scope }: { record: RecordDocument; scope: EditScope },
): FieldProblem | null {
  const field = fieldNamed(name)
  if (!field || field.section === 'internal') return { field: name, rule: 'unknown_field' }
  const recordType = recordTypeOf(record)
  const hindrance = hindranceOf(field, record, scope)
  if (hindrance) return { field: name, rule: hindrance }
  if (value !== null) return judgeValue(field, value, { recordType, scope })
  const isNeeded = field.fallback !== undefined || isMandatory(name, recordType, scope)
  return isNeeded ? { field: name, rule: 'required' } : null
}

/** Why nobody may change the field on this record now, or undefined (features B5, J1). */
function hindranceOf(field: Field, record: RecordDocument, scope: EditScope): string | undefined {
  if (field.readOnly) return 'not_editable'
  if (field.notForContacts && recordTypeOf(record) === 'CONTACT') return 'not_for_record_type'
  if (!isExternal(record) || field.external === 'sticky') return undefined
  return field.external === 'open_for_update' && scope.isOpen ? undefined : 'not_editable'
}

/** What is wrong with a value of a field or of an element, whoever owns it, or null. */
export function judgeValue(
  field: ElementField | Field,
  value: Json,
  { recordType, scope }: { recordType: RecordType; scope: EditScope },
): FieldProblem | null {
  const problem = checkValue(field, value, scope.codes.of[recordType])
  if (problem?.rule === 'unknown_code' && checkValue(field, value, scope.codes.all) === null)
    return { ...problem, rule: 'not_for_record_type' }
  if (problem) return problem
  const isPast = field.notInPast && typeof value === 'string' && value < scope.today
  if (isPast && !scope.mayCorrectDates) return { field: field.name, rule: 'date_in_past' }
  return checkFormat(field, value, scope.settings)
}
