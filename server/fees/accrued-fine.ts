import { type RawBuilder, sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'

/**
 * SQL for what the overdue loan `loan` of somebody of the group of `u` has cost by today, by the institution's calendar; null
 * if overdue loans of the group cost nothing. It is owed only when the item comes back.
 */
export function accruedFine(ctx: Context, loan: RawBuilder<unknown>): RawBuilder<string | null> {
  const { timeZone, settings } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const rates = sql`${JSON.stringify(settings.overdueFinePerDay)}::jsonb`
  return sql`(${today}::date - (${loan}.due_at at time zone ${timeZone})::date)
    * coalesce(${rates} ->> u.user_group, ${rates} ->> '*')::numeric`
}
