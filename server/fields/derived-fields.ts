import { type RawBuilder, sql } from 'kysely'
import { type LinkKind, linkKinds, settledPurchaseRequests } from '../../contract/links.ts'
import { administrators, isLastAdministrator } from './administrators.ts'
import { type SeenLibraries, seenOwner } from './owned.ts'
import type { ValueType } from './types.ts'

/** What a derived field may depend on besides the tables. */
export type DerivedScope = {
  institutionId: number
  today: string
  timeZone: string
  protectedPatterns: readonly string[]
  /** `like` patterns of primary identifiers that are no named users. */
  uncountedPatterns: readonly string[]
  /** Who is restricted (features M4). */
  restrictedUserGroups: readonly string[]
  restrictedRoles: readonly string[]
  /** When only a few users are asked about: the sets need not hold anybody else. */
  among?: readonly number[]
  /** What whoever asks sees of elements and fees; absent: everything, as house rules do whoever asks. */
  libraries?: SeenLibraries
  /** Condition on `status` of fees that are owed; absent: active ones. */
  isOwed?: RawBuilder<boolean>
}

const among = (s: DerivedScope): RawBuilder<unknown> =>
  s.among ? sql`and user_id = any (${sql.val(s.among)}::bigint[])` : sql``

/**
 * A read-only fact about a user: a test of the row `u` itself, the day of one of its moments, or what other tables say. Those name *sets of user ids*,
 * never a value per user: PostgreSQL hashes the set once, where a correlated subquery would run once per row (1 M users:
 * 0.4 s against 9 s).
 */
export type DerivedField = { name: string; type: ValueType } & (
  | { test: (scope: DerivedScope) => RawBuilder<unknown> }
  | { dayOf: RawBuilder<unknown> }
  | { holds: (scope: DerivedScope) => RawBuilder<unknown> }
  | { amount: { rows: (scope: DerivedScope) => RawBuilder<unknown>; value: RawBuilder<unknown> } }
)

const count = sql`count(*)`

/** Loans or requests by user; those that a fulfillment proxy shares are of both. */
const ownedBy = (s: DerivedScope, table: 'loan' | 'request', condition: RawBuilder<unknown>) => {
  const rows = sql`from ${sql.table(table)} where institution_id = ${s.institutionId} and ${condition}`
  return sql`from (select user_id ${rows} union all select proxy_id ${rows} and is_shared) o
    where user_id is not null ${among(s)}`
}

/** Role types that do not make somebody staff: Patron, Instructor, Trial Participant (seed 000). */
export const patronRoleTypes = ['200', 'INSTRUCTOR', 'TRIAL_PARTICIPANT'] as const

/** Roles that make a named user of whoever has them, as the catalogue of roles says (features M5). */
export const namedRoles = (institutionId: number): RawBuilder<unknown> =>
  sql`select code from code_value where institution_id = ${institutionId} and table_name = 'HFrUserRoles.roleType'
    and details ->> 'named_user' = 'true'`

/** Who has a link of one of these kinds; a purchase request that is settled holds nobody. */
const linked = (name: string, kinds: readonly LinkKind[]): DerivedField => ({
  name,
  type: 'boolean',
  holds: s =>
    sql`select user_id from user_link where institution_id = ${s.institutionId} and kind = any (${sql.val(kinds)}::text[])
      and (kind <> 'PURCHASE_REQUEST' or coalesce(status <> all (${sql.val(settledPurchaseRequests)}::text[]), true))
      ${among(s)}`,
})

export const derivedFields: readonly DerivedField[] = [
  { name: 'updated_at', type: 'date', dayOf: sql`u.updated_at` },
  {
    name: 'balance',
    type: 'number',
    amount: {
      rows: s =>
        sql`from fee where institution_id = ${s.institutionId} and ${s.isOwed ?? sql`status = 'ACTIVE'`} and user_id is not null
          and ${seenOwner(sql.ref('owner'), s.libraries)} ${among(s)}`,
      value: sql`sum(balance)`,
    },
  },
  {
    name: 'active_loans',
    type: 'number',
    amount: {
      rows: s => ownedBy(s, 'loan', sql`returned_at is null`),
      value: count,
    },
  },
  {
    name: 'open_requests',
    type: 'number',
    amount: {
      rows: s => ownedBy(s, 'request', sql`status not in ('COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED')`),
      value: count,
    },
  },
  {
    name: 'hold_shelf_requests',
    type: 'number',
    amount: {
      rows: s => ownedBy(s, 'request', sql`status = 'ON_HOLD_SHELF'`),
      value: count,
    },
  },
  {
    name: 'has_staff_role',
    type: 'boolean',
    holds: s =>
      sql`select user_id from user_role where institution_id = ${s.institutionId}
        and role_type <> all (${sql.val(patronRoleTypes)}::text[]) ${among(s)}`,
  },
  linked('active_elsewhere', ['ACTIVE_ELSEWHERE']),
  linked(
    'linked_in_other_systems',
    linkKinds.filter(kind => kind !== 'ACTIVE_ELSEWHERE'),
  ),
  linked('has_orders', ['PO_LINE', 'PO', 'INVOICE']),
  linked('has_locked_bibs', ['LOCKED_BIB']),
  linked('has_import_profiles', ['IMPORT_PROFILE']),
  linked('in_metadata_editor', ['METADATA_EDITOR']),
  linked('has_purchase_requests', ['PURCHASE_REQUEST']),
  linked('has_research', ['RESEARCH_ASSET', 'RESEARCH_GRANT']),
  {
    name: 'locked_by_job',
    type: 'boolean',
    // What a running task has still before it.
    holds: s =>
      sql`select user_id from task_outcome o where o.institution_id = ${s.institutionId} and o.outcome = 'change'
        and o.result is null and o.user_id is not null ${among(s)}
        and exists (select from task t where t.institution_id = o.institution_id and t.task_id = o.task_id
          and t.status = 'applying' and o.position > t.cursor_position)`,
  },
  {
    name: 'is_protected',
    type: 'boolean',
    test: s =>
      sql`lower(u.primary_id) like any (${sql.val(s.protectedPatterns.map(pattern => pattern.toLowerCase()))}::text[])`,
  },
  {
    name: 'is_restricted',
    type: 'boolean',
    test: s =>
      sql`(coalesce(u.user_group = any (${sql.val(s.restrictedUserGroups)}::text[]), false) or u.user_id in (
        select user_id from user_role where institution_id = ${s.institutionId} and status = 'ACTIVE'
          and role_type = any (${sql.val(s.restrictedRoles)}::text[]) and coalesce(expiry_date >= ${s.today}, true) ${among(s)}))`,
  },
  {
    name: 'is_administrator',
    type: 'boolean',
    holds: s => administrators(s, { isLasting: false }),
  },
  { name: 'is_last_administrator', type: 'boolean', test: isLastAdministrator },
  {
    name: 'never_logged_in',
    type: 'boolean',
    holds: s =>
      sql`select a.user_id from user_account a left join credential c
          on c.institution_id = a.institution_id and c.user_id = a.user_id
        where a.institution_id = ${s.institutionId} and c.last_login_at is null`,
  },
  {
    name: 'days_since_login',
    type: 'number',
    // Whoever never signed in has none.
    amount: {
      rows: s => sql`from (select user_id, ${s.today}::date - last_login_at::date as days from credential
        where institution_id = ${s.institutionId} and last_login_at is not null ${among(s)}) l`,
      value: sql`max(days)`,
    },
  },
  {
    name: 'is_named_user',
    type: 'boolean',
    // Disabled and expired roles count (seed 000); some accounts of vendors do not.
    test: s => sql`u.status = 'ACTIVE' and u.user_id in (select user_id from user_role
        where institution_id = ${s.institutionId} and role_type in (${namedRoles(s.institutionId)}) ${among(s)})
      and not coalesce(lower(u.primary_id) like any (${sql.val(s.uncountedPatterns.map(one => one.toLowerCase()))}::text[]), false)`,
  },
  {
    name: 'has_enabled_seat_role',
    type: 'boolean',
    holds:
      s => sql`select user_id from user_role where institution_id = ${s.institutionId} and status = 'ACTIVE'
      and coalesce(expiry_date >= ${s.today}::date, true) and role_type in (${namedRoles(s.institutionId)}) ${among(s)}`,
  },
]
