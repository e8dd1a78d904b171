import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { elementOf } from '../fields/read-document.ts'
import { segments } from '../fields/segments.ts'
import { temporaryOwner } from '../rules/toggle-account-type.ts'

/** Kinds of elements that say whether the student system owns them. */
const ownedKinds = segments
  .filter(({ fields }) => fields.some(field => field.name === 'external'))
  .map(({ kind }) => kind)

/** Fields and kinds that change with the account type. */
export const touchedByAccount = {
  scalars: ['account_type', 'external_id', 'sis_values', 'locked_fields'],
  kinds: ownedKinds,
}

export const accountTypeIn = (changes: readonly FieldChange[]): unknown =>
  changes.find(change => change.field === 'account_type')?.value

/** What `toggledAccount` does to one record (features J4), for all of them. */
export function accountPatch(accountType: string): RawBuilder<unknown> {
  const patch = (fields: object) => sql`${JSON.stringify({ account_type: accountType, ...fields })}::jsonb`
  const toExternal = accountType === 'EXTERNAL'
  const kinds = toExternal ? ['identifier'] : ownedKinds
  const fields = toExternal
    ? { external_id: temporaryOwner }
    : { external_id: null, sis_values: null, locked_fields: null }
  const owned = kinds.map(kind => elementsOwned(kind, toExternal))
  return sql`case when (u.account_type = 'EXTERNAL') = ${toExternal} then ${patch({})}
    else ${sql.join([patch(fields), ...owned], sql` || `)} end`
}

/** Elements of a kind that change their owner. */
function elementsOwned(kind: string, external: boolean): RawBuilder<unknown> {
  const { store } = segmentOf(kind)!
  const owner = sql`${JSON.stringify({ external })}::jsonb`
  if ('table' in store) {
    return sql`coalesce((select jsonb_object_agg(${`${kind}/`}::text || s.element_id, ${elementOf('s')} || ${owner})
      from ${sql.table(store.table)} s where s.institution_id = u.institution_id and s.user_id = u.user_id
        and s.element_id <> 'primary' and s.external <> ${external}), '{}')`
  }
  return sql`coalesce((select jsonb_object_agg(e.key, e.value || ${owner}) from jsonb_each(u.contact) e
    where starts_with(e.key, ${`${kind}/`}) and e.value -> 'external' <> ${JSON.stringify(external)}::jsonb), '{}')`
}

/**
 * Phones that get text messages no longer do. Whatever the student system sends next, also of its own phones: who wants no
 * messages gets none until then. An account that becomes internal in the same job owns them.
 */
export function withoutMessages(changes: readonly FieldChange[]): RawBuilder<unknown> {
  const to = accountTypeIn(changes)
  const isFreed = to !== undefined && to !== 'EXTERNAL'
  const values = JSON.stringify({ preferred_sms: false, ...(isFreed ? { external: false } : {}) })
  return sql`coalesce((select jsonb_object_agg(e.key, e.value || ${values}::jsonb) from jsonb_each(u.contact) e
    where starts_with(e.key, 'phone/') and e.value -> 'preferred_sms' = 'true'), '{}')`
}
