import type { RawBuilder } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { PurgeCriteria, RetentionReason } from '../../contract/purge.ts'
import type { FilterScope } from '../filters/compile.ts'
import {
  inCirculation,
  isTrue,
  positive,
  protectedAccount,
  type Reason,
  reasonsKeeping,
} from '../retention/reasons.ts'

/** Each reason to keep somebody is a filter; adding one is a line here and its name in the contract. */
function reasonFilters(criteria: PurgeCriteria): Reason<RetentionReason>[] {
  return [
    protectedAccount,
    // A purge never takes away somebody who administers the institution now: that is for people to decide, one by one.
    ['administrator', isTrue('is_administrator')],
    ['never_purge', { not: { field: 'never_purge_reason', op: 'empty' } }],
    ['fees_above_threshold', { field: 'balance', op: 'gt', value: criteria.waiveThreshold ?? '0' }],
    ...inCirculation,
    ['open_requests', positive('open_requests')],
    ['linked_in_other_systems', isTrue('linked_in_other_systems')],
    ['active_elsewhere', isTrue('active_elsewhere')],
    ['staff_roles', isTrue('has_staff_role')],
    [
      'not_expired',
      {
        and: [
          { field: 'status', op: 'eq', value: 'ACTIVE' },
          { not: { field: 'expiry_date', op: 'lt', value: { daysFromToday: 0 } } },
        ],
      },
    ],
  ]
}

/** SQL for the list of reasons (text[]) that keep the user row `u` from being purged; empty means: may go. */
export function retentionOf(
  criteria: PurgeCriteria,
  scope: FilterScope,
  ownUserId: number | null,
): RawBuilder<unknown> {
  const ignored: readonly string[] = criteria.ignoreReasons ?? []
  const reasons = reasonFilters(criteria).filter(([code]) => !ignored.includes(code))
  return reasonsKeeping(reasons, scope, ownUserId)
}

/**
 * Whom the criteria consider at all (features Q2): purge date so many days ago or earlier, but yesterday at the latest, in
 * the institution's time zone; without a purge date nobody is ever purged.
 */
export function populationOf(criteria: PurgeCriteria): Filter {
  const conditions: Filter[] = [
    {
      field: 'purge_date',
      op: 'lte',
      value: { daysFromToday: -Math.max(criteria.daysAfterPurgeDate ?? 0, 1) },
    },
  ]
  if (criteria.recordType) conditions.push({ field: 'record_type', op: 'eq', value: criteria.recordType })
  if (criteria.userGroups?.length)
    conditions.push({ field: 'user_group', op: 'in', value: criteria.userGroups })
  if (criteria.filter !== undefined) conditions.push(criteria.filter as Filter)
  return { and: conditions }
}
