import { dateIn, isDate, isMoment } from '../../calendar.ts'
import type { Context } from '../../context.ts'

/** The day that is meant by a date, with its `Z` or without, or by a moment, which is that day where the institution is. */
export function dayIn(ctx: Context, text: string): string | undefined {
  const date = text.replace(/Z$/, '')
  if (isDate(date)) return date
  return isMoment(text) ? dateIn(ctx.institution.timeZone, new Date(text)) : undefined
}
