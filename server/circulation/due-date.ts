import { type RawBuilder, sql } from 'kysely'
import { addDays, dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import type { RecordDocument } from '../fields/document.ts'
import { forGroup } from '../rules/limits.ts'

/** When neither the group nor the institution says how long. */
const usualDays = 28

/** The day on which a loan that begins today is due: at most the patron's last day, unless a setting allows more (seed 002). */
export function dueDateFor(ctx: Context, patron: RecordDocument): string {
  const days = forGroup(ctx.institution.settings.loanDays, String(patron['user_group'] ?? '')) ?? usualDays
  const wanted = addDays(dateIn(ctx.institution.timeZone, ctx.now()), days)
  const last = lastDueDate(ctx, patron)
  return last !== undefined && last < wanted ? last : wanted
}

/** The last day on which a patron's loan may be due, if there is one. */
export function lastDueDate(ctx: Context, patron: RecordDocument): string | undefined {
  const expiry = patron['expiry_date']
  const isFree = ctx.institution.settings.extendDueDateBeyondExpiry
  return isFree || typeof expiry !== 'string' ? undefined : expiry
}

/** The last minute of a day, where the institution is. */
export const endOfDay = (ctx: Context, date: string): RawBuilder<Date> =>
  sql`((${date}::date + time '23:59') at time zone ${ctx.institution.timeZone})`
