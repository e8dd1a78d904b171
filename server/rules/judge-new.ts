import type { RecordType } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { completeRecord } from '../fields/complete.ts'
import type { RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import type { EditScope } from './edit-scope.ts'
import { judgeEdit } from './judge-edit.ts'
import { isKindNeeded, isMandatory } from './judge-field.ts'
import { applied } from './judge-record.ts'
import type { AccountType } from './toggle-account-type.ts'

/** What a new account is, beside what is said about the person. */
export type NewAccount = { record_type: RecordType; account_type: AccountType; external_id?: string }

/** The record of a new user, or all that is wrong with what was entered. New users are active (features K1). */
export function judgeNew(
  account: RecordType | NewAccount,
  values: Record<string, unknown>,
  scope: EditScope,
): { record: RecordDocument; problems: FieldProblem[] } {
  const internal = { record_type: account, account_type: 'INTERNAL' }
  const bare = {
    ...(typeof account === 'string' ? internal : account),
    status_date: scope.today,
  } as RecordDocument
  const { patch, problems } = judgeEdit(bare, values, scope)
  const record = applied(bare, patch)
  const missing = [...missingFields(record, scope), ...missingKinds(record, scope)]
  const named = new Set(problems.map(problem => problem.field.split('/')[0]))
  return {
    record: completeRecord(record),
    problems: [...problems, ...missing.filter(one => !named.has(one.field))],
  }
}

function missingFields(record: RecordDocument, scope: EditScope): FieldProblem[] {
  const recordType = record['record_type'] as RecordType
  return userFields
    .filter(field => !(field.notForContacts && recordType === 'CONTACT'))
    .filter(field => isMandatory(field.name, recordType, scope) && record[field.name] === undefined)
    .map(field => ({ field: field.name, rule: 'required' }))
}

function missingKinds(record: RecordDocument, scope: EditScope): FieldProblem[] {
  const recordType = record['record_type'] as RecordType
  const has = (kind: string) => Object.keys(record).some(path => path.startsWith(`${kind}/`))
  return segments
    .filter(segment => isKindNeeded(segment, recordType, scope))
    .filter(({ kind, notForContacts }) => !(notForContacts && recordType === 'CONTACT') && !has(kind))
    .map(({ kind }) => ({ field: kind, rule: 'one_needed' }))
}
