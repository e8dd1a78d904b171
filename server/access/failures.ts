import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/**
 * SQL by which an attempt is counted as a failure before what was given is looked at: guesses sent at the same moment
 * cannot be more than the limit. For tables with `failed_attempts` and `locked_until`; while `isOpen` is false, nothing is
 * counted, and nothing looked at.
 */
export function countingFailure(ctx: Context): {
  assignments: RawBuilder<unknown>
  isOpen: RawBuilder<boolean>
} {
  const { lockAfterFailures, lockMinutes } = ctx.institution.settings
  const now = ctx.now()
  const attempts = sql`case when locked_until is null then failed_attempts + 1 else 1 end`
  return {
    assignments: sql`failed_attempts = ${attempts},
      locked_until = case when ${attempts} >= ${lockAfterFailures}
        then ${now}::timestamptz + make_interval(secs => ${lockMinutes * 60}) end`,
    isOpen: sql<boolean>`(locked_until is null or locked_until <= ${now})`,
  }
}

export const lockedOut = (ctx: Context) =>
  appError('account_locked', { lockMinutes: ctx.institution.settings.lockMinutes })
