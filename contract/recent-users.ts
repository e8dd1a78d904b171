import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'

/** Somebody whose record the signed-in person opened; only the last twenty are kept. */
export const RecentUser = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
  recordType: Type.String(),
  userGroup: Type.Optional(Type.String()),
  openedAt: Type.String(),
})
export type RecentUser = Static<typeof RecentUser>

export const listRecentUsers = endpoint({
  method: 'GET',
  path: '/api/users/recent',
  permission: 'users.view',
  summary: 'Users whose records the signed-in person opened last, newest first',
  response: Type.Object({ items: Type.Array(RecentUser) }),
})

/** Apart from reading the record, because pages are also read ahead, for a pointer that only rests on a link. */
export const openUser = endpoint({
  method: 'POST',
  path: '/api/users/:userId/opened',
  permission: 'users.view',
  summary: 'Remember that the signed-in person opened this record',
  params: closed({ userId: Id }),
})

/** Who has exactly this identifier, whatever its type and case: what a scanner reads. */
export const findByIdentifier = endpoint({
  method: 'GET',
  path: '/api/users/by-identifier',
  permission: 'users.view',
  summary: 'Users with exactly this identifier, of any type, in any case',
  query: closed({ value: Type.String({ minLength: 1, maxLength: 255 }) }),
  response: Type.Object({ userIds: Type.Array(Type.Integer()) }),
})
