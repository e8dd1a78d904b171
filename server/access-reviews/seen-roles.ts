import { type RawBuilder, sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { patronRoleTypes } from '../fields/derived-fields.ts'

/** Condition on the role `r`: it is switched on and has not ended. */
export const isEnabledNow = (today: string): RawBuilder<boolean> =>
  sql`(r.status = 'ACTIVE' and coalesce(r.expiry_date >= ${today}::date, true))`

/**
 * Condition on the item `i` and its user `u`: there is a staff role that the reviewer did not see, or saw switched off.
 * Nobody decided about that access, so a decision to take it does not hold.
 */
export function hasUnseenRole(ctx: Context): RawBuilder<boolean> {
  const { code, timeZone } = ctx.institution
  return sql`exists (
    select from user_role r where r.institution_id = u.institution_id and r.user_id = u.user_id
      and r.role_type <> all (${sql.val(patronRoleTypes)}::text[])
      and not exists (select from jsonb_array_elements(i.roles) seen
        where seen ->> 'role' = r.role_type and seen ->> 'scope' is not distinct from nullif(r.scope, ${code})
          and ((seen ->> 'isEnabled')::boolean or not ${isEnabledNow(dateIn(timeZone, ctx.now()))})))`
}
