import type { FieldDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'

/** Why whoever is signed in may change nothing of this record, whatever their rights are, in words. */
export function useUntouchable(): (record: UserRecord) => string | undefined {
  const t = useText()
  return ({ summary }) => {
    if (summary.isProtected) return t('record.protected')
    return summary.isRestricted ? t('problem.restricted_account') : undefined
  }
}

/** Why a field cannot be changed on this record. */
export type Hindrance = 'read_only' | 'managed'

export const isExternalAccount = (record: UserRecord): boolean => record.values['account_type'] === 'EXTERNAL'

/**
 * Internal accounts: all but what the system sets. External ones: what staff may take over (features J1, J2); opened for
 * update, also what the student system will bring again.
 */
export function hindranceOf(
  field: FieldDescription,
  record: UserRecord,
  isOpen: boolean,
): Hindrance | undefined {
  if (field.readOnly || field.derived) return 'read_only'
  if (!isExternalAccount(record) || field.external === 'sticky') return undefined
  return isOpen && field.external === 'open_for_update' ? undefined : 'managed'
}

/** Fields that every record needs (features B3). */
const always: ReadonlySet<string> = new Set(['primary_id', 'first_name', 'last_name', 'status'])

/** Whether a field must hold a value, for a record type, by the rules of the institution. */
export function useIsMandatory(recordType: string): (field: FieldDescription) => boolean {
  const { mandatory } = useCatalogue()
  const needed = mandatory[recordType] ?? []
  return field => field.required === true || always.has(field.name) || needed.includes(field.name)
}

/** Fields of the general tab, by section, in the order of the catalogue. */
export function sectionsOf(fields: readonly FieldDescription[], recordType: unknown) {
  const isContact = recordType === 'CONTACT'
  const shown = fields.filter(
    field => field.section && field.section !== 'internal' && !(isContact && field.notForContacts),
  )
  return Map.groupBy(shown, field => field.section as string)
}
