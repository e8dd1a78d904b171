import type { Filter } from '../../contract/filter.ts'
import { idleDays, type SeatConcern } from '../../contract/seats.ts'

const namedUser: Filter = { field: 'is_named_user', op: 'eq', value: true }

/** Accounts that somebody made to try things out, or to set a product up. */
const forTests: Filter = { field: 'account_purpose', op: 'in', value: ['TEST', 'IMPLEMENTATION'] }

function concernFilter(concern: SeatConcern, days: number): Filter {
  if (concern === 'never') return { field: 'never_logged_in', op: 'eq', value: true }
  if (concern === 'idle') return { field: 'days_since_login', op: 'gte', value: days }
  if (concern === 'expired') return { field: 'expiry_date', op: 'lt', value: { daysFromToday: 0 } }
  if (concern === 'test') return forTests
  return { not: { field: 'has_enabled_seat_role', op: 'eq', value: true } }
}

export type SeatSelection = {
  concern?: SeatConcern | undefined
  days?: number | undefined
  role?: string | undefined
  q?: string | undefined
}

/** Named users (features M5), narrowed down by what makes them worth a look. */
export function seatFilter({ concern, days = idleDays, role, q }: SeatSelection): Filter {
  return {
    and: [
      namedUser,
      ...(concern ? [concernFilter(concern, days)] : []),
      ...(role ? [{ some: 'role', where: { field: 'role_type', op: 'eq', value: role } } as const] : []),
      ...(q?.trim() ? [{ search: q, in: 'all' } as const] : []),
    ],
  }
}
