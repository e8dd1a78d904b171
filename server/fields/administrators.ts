import { type RawBuilder, sql } from 'kysely'
import type { DerivedScope } from './derived-fields.ts'

/** User Administrator: the role that may do everything. */
export const administratorRole = '50'

/**
 * The ids of the users who administer the institution now: account and role active and not expired, the role good for the
 * whole institution. `isLasting`: without any end.
 */
export function administrators(
  { institutionId, today }: Pick<DerivedScope, 'institutionId' | 'today'>,
  { isLasting }: { isLasting: boolean },
): RawBuilder<unknown> {
  const isOpen = (expiry: RawBuilder<unknown>) =>
    isLasting ? sql`${expiry} is null` : sql`coalesce(${expiry} >= ${today}, true)`
  return sql`select a.user_id from user_role r
    join user_account a on a.institution_id = r.institution_id and a.user_id = r.user_id
    where r.institution_id = ${institutionId} and r.role_type = ${administratorRole}
      and (r.scope is null or r.scope = (select code from institution where institution_id = ${institutionId}))
      and r.status = 'ACTIVE' and ${isOpen(sql`r.expiry_date`)}
      and a.status = 'ACTIVE' and ${isOpen(sql`a.expiry_date`)}`
}

/** Condition on `u`: nobody else would be left who administers the institution, or nobody without an end. */
export function isLastAdministrator(scope: DerivedScope): RawBuilder<unknown> {
  const [lasting, all] = [
    administrators(scope, { isLasting: true }),
    administrators(scope, { isLasting: false }),
  ]
  const others = (ids: RawBuilder<unknown>) =>
    sql`exists (select from (${ids}) o where o.user_id <> u.user_id)`
  return sql`((u.user_id in (${lasting}) and not ${others(lasting)}) or (u.user_id in (${all}) and not ${others(all)}))`
}
