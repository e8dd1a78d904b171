import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { compileFilter, type FilterScope } from '../filters/compile.ts'
import { seeingAll } from '../filters/scope.ts'

/** Why somebody stays: a code, and whom it keeps. */
export type Reason<Code extends string> = readonly [Code, Filter]

export const isTrue = (field: string): Filter => ({ field, op: 'eq', value: true })
export const positive = (field: string): Filter => ({ field, op: 'gt', value: 0 })

/** What keeps somebody from a purge and from a deletion alike, beside being oneself (features L1, L2, Q3). */
export const protectedAccount: Reason<'protected'> = ['protected', isTrue('is_protected')]
/** Whom the actor leaves alone (features M4), and who alone can let others in. */
export const restrictedFor = (ctx: Context): readonly Reason<'restricted'>[] =>
  sparesRestricted(ctx) ? [['restricted', isTrue('is_restricted')]] : []
export const lastAdministrator: Reason<'last_administrator'> = [
  'last_administrator',
  isTrue('is_last_administrator'),
]
export const inCirculation: readonly Reason<'active_loans' | 'request_on_hold_shelf'>[] = [
  ['active_loans', positive('active_loans')],
  ['request_on_hold_shelf', positive('hold_shelf_requests')],
]

/**
 * SQL for the list (text[]) of the reasons that keep the user row `u`, one's own account first; empty: may go. What another
 * library is owed keeps somebody as well.
 */
export function reasonsKeeping(
  reasons: readonly Reason<string>[],
  scope: FilterScope,
  ownUserId: number | null,
): RawBuilder<unknown> {
  const all = seeingAll(scope)
  const kept = reasons.map(
    ([code, filter]) => sql`case when ${compileFilter(filter, all)} then ${sql.lit(code)} end`,
  )
  const own = sql`case when u.user_id = ${ownUserId}::bigint then 'own_account' end`
  return sql`array_remove(array[${sql.join([own, ...kept])}]::text[], null)`
}
