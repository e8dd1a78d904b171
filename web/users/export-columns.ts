import type { FieldDescription } from '../../contract/configuration.ts'

/** What the server exports for the columns of the list. */
const fieldsOfColumn: Readonly<Record<string, readonly string[]>> = {
  active: ['status'],
  name: ['last_name', 'first_name'],
  primaryId: ['primary_id'],
  accountType: ['account_type'],
  recordType: ['record_type'],
  jobCategory: ['job_category'],
  userGroup: ['user_group'],
  expiryDate: ['expiry_date'],
  purgeDate: ['purge_date'],
  blocks: ['has_blocks'],
  notes: ['has_notes'],
  researcher: ['is_researcher'],
}

/** Fields of the shown columns, in their order. */
export function fieldsOfColumns(shown: readonly string[]): string[] {
  const fields = shown.flatMap(id => fieldsOfColumn[id] ?? [])
  // Without its identifier a line of a file says nothing about whom it means.
  return fields.includes('primary_id') ? fields : ['primary_id', ...fields]
}

/** Every field that the server exports, in the order of the record, and what the list says besides. */
export function allFields(fields: readonly FieldDescription[]): string[] {
  const exported = fields.filter(one => !one.sensitive && !one.derived && one.type !== 'notices')
  return [...exported.map(one => one.name), 'has_blocks', 'has_notes', 'has_staff_role', 'user_id']
}
