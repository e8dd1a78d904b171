import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { lockUsers } from '../changes/lock-users.ts'
import { removeUsers } from '../changes/remove-users.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { waiveFees } from '../fees/waive-fees.ts'
import { createVaultKey, usualRestoreDays } from '../vault/keys.ts'
import { judgeDeletion } from './check-deletion.ts'

export type DeleteInput = { userId: number; waiveFees?: boolean }

/**
 * Removes one user with everything that belongs to the person (features L); nothing is kept for statistics (seed 002,
 * Deleting Users). The vault has it all for a while, under a key of its own. Refused with `user_kept` while a reason
 * holds; whether one does is seen with the row locked.
 */
export async function deleteUser(ctx: Context, input: DeleteInput): Promise<{ restorableUntil: string }> {
  requirePermission(ctx, 'users.delete')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockUsers(inner, [input.userId])
    await refuseKept(inner, input)
    const vaultKey = await createVaultKey(inner, null, usualRestoreDays)
    await removeUsers(inner, await openChangeSet(inner, { source: 'screen' }), {
      userIds: [input.userId],
      vaultKey,
      policy: 'remove_fully',
      settle: userIds => waiveFees(inner, { userIds, reason: 'DELETION', comment: 'User deleted' }),
    })
    return { restorableUntil: vaultKey.destroyOn }
  })
}

async function refuseKept(ctx: Context, input: DeleteInput): Promise<void> {
  const { reasons, balance, waivable } = await judgeDeletion(ctx, input.userId)
  const left = input.waiveFees && waivable ? reasons.filter(reason => reason !== 'balance_due') : reasons
  if (left.length > 0) throw appError('user_kept', { reasons: left, balance })
}
