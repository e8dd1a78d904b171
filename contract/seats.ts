import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, pageOf } from './page.ts'

/** What makes a named user worth a look (features M7). */
export const seatConcerns = ['never', 'idle', 'expired', 'test', 'disabled'] as const
export type SeatConcern = (typeof seatConcerns)[number]

export const seatOrders = ['name', 'last_login'] as const

/** After so many days without signing in a named user counts as idle, unless another number is asked for. */
export const idleDays = 180

const Days = Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 }))

/** What narrows named users down. */
export const SeatNarrowing = {
  concern: Type.Optional(Type.Enum([...seatConcerns])),
  days: Days,
  role: Type.Optional(Type.String({ maxLength: 50 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
}

const SeatRole = Type.Object({
  role: Type.String(),
  scope: Type.Optional(Type.String()),
  /** Disabled and expired roles make a named user all the same. */
  isEnabled: Type.Boolean(),
})

export const Seat = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
  userGroup: Type.Optional(Type.String()),
  expiryDate: Type.Optional(Type.String()),
  purgeDate: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  lastLogin: Type.Optional(Type.String()),
  lastActivity: Type.Optional(Type.String()),
  isProtected: Type.Boolean(),
  /** The roles because of which the user counts. */
  roles: Type.Array(SeatRole),
})
export type Seat = Static<typeof Seat>

export const SeatSummary = Type.Object({
  seats: Type.Integer(),
  concerns: Type.Record(Type.Enum([...seatConcerns]), Type.Integer()),
  roles: Type.Array(Type.Object({ role: Type.String(), count: Type.Integer() })),
  /** The last count of each month. */
  trend: Type.Array(Type.Object({ month: Type.String(), seats: Type.Integer() })),
})
export type SeatSummary = Static<typeof SeatSummary>

export const readSeatSummary = endpoint({
  method: 'GET',
  path: '/api/seats/summary',
  permission: 'seats.view',
  summary: 'How many named users there are, why, and how that went',
  query: closed({ days: Days }),
  response: SeatSummary,
})

export const listSeats = endpoint({
  method: 'GET',
  path: '/api/seats',
  permission: 'seats.view',
  summary: 'Named users with their last sign-in and the roles because of which they count',
  query: closed({
    ...SeatNarrowing,
    order: Type.Optional(Type.Enum([...seatOrders])),
    after: Type.Optional(Type.String({ maxLength: 2000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: pageOf(Seat),
})
