import type { FieldDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'

/** Why a field cannot be changed on this record. */
export type Hindrance = 'read_only' | 'managed'

/** Fields that every account needs (features B3). */
const mandatory: ReadonlySet<string> = new Set(['primary_id', 'first_name', 'last_name', 'status'])

/** Internal accounts: all but what the system sets. External ones: only what staff may take over (features J1, J2). */
export function hindranceOf(field: FieldDescription, record: UserRecord): Hindrance | undefined {
  if (field.readOnly || field.derived) return 'read_only'
  const isExternal = record.values['account_type'] === 'EXTERNAL'
  return isExternal && field.external !== 'sticky' ? 'managed' : undefined
}

/** Whether the field must hold a value. */
export function isMandatory(field: FieldDescription): boolean {
  return field.required === true || mandatory.has(field.name)
}

/** Fields of the general tab, by section, in the order of the catalogue. */
export function sectionsOf(fields: readonly FieldDescription[], record: UserRecord) {
  const isContact = record.values['record_type'] === 'CONTACT'
  const shown = fields.filter(
    field => field.section && field.section !== 'internal' && !(isContact && field.notForContacts),
  )
  return Map.groupBy(shown, field => field.section as string)
}
