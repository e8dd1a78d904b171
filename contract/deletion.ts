import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'

/** Why one user cannot be deleted, in the order in which the dialog names them (features L1, L2). */
export const deletionReasons = [
  'own_account',
  'protected',
  'restricted',
  'last_administrator',
  'balance_due',
  'active_loans',
  'request_on_hold_shelf',
  'orders',
  'locked_bibs',
  'import_profiles',
  'metadata_editor',
  'purchase_requests',
  'locked_by_job',
  'research',
] as const
export type DeletionReason = (typeof deletionReasons)[number]

/** `balance` is a decimal number; not 0 is a reason, whether owed by the user or to the user. */
export const DeletionCheck = Type.Object({
  reasons: Type.Array(Type.Enum(deletionReasons)),
  balance: Type.String(),
  /** Waiving the fees would be enough. */
  isOnlyFees: Type.Boolean(),
  /** For so long the user could be brought back. */
  restoreDays: Type.Integer(),
})
export type DeletionCheck = Static<typeof DeletionCheck>

const params = closed({ userId: Id })

export const checkDeletion = endpoint({
  method: 'GET',
  path: '/api/users/:userId/deletion',
  permission: 'users.delete',
  summary: 'What keeps a user from being deleted',
  params,
  response: DeletionCheck,
})

/**
 * Refused with `user_kept` and `{ reasons, balance }`. With `waiveFees` fees are waived and no reason; when another
 * reason is left, nothing is waived either.
 */
export const deleteUser = endpoint({
  method: 'DELETE',
  path: '/api/users/:userId',
  permission: 'users.delete',
  summary: 'Delete one user; restorable for a while',
  params,
  query: closed({ waiveFees: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ restorableUntil: Type.String() }),
})
