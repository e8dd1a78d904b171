import { dateIn, isDate, isMoment } from '../../calendar.ts'
import type { Context } from '../../context.ts'

/**
 * The day that is meant by a date, with its `Z` or without, or by a moment (without a zone in UTC), which is that day where
 * the institution is.
 */
export function dayIn(ctx: Context, text: string): string | undefined {
  const date = text.replace(/Z$/, '')
  if (isDate(date)) return date
  const moment = [text, `${text}Z`].find(isMoment)
  return moment === undefined ? undefined : dateIn(ctx.institution.timeZone, new Date(moment))
}
