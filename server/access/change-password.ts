import { type ChangeSource, openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import { storePassword } from './passwords.ts'

type PasswordChange = { userId: number; password: string; source: ChangeSource }

/**
 * Sets the password of a user, in the transaction of `ctx.db`. The record gets its moment by the write path, so that the
 * history says that it changed, when and by whom, and never what (features I1).
 */
export async function changePassword(ctx: Context, change: PasswordChange): Promise<void> {
  const { userId, source } = change
  await storePassword(ctx.db, { institutionId: ctx.institution.institutionId, userId }, change.password)
  const patch = { password_changed_at: momentText(ctx.now()) }
  await writePatches(ctx, await openChangeSet(ctx, { source }), patchRelation([{ userId, patch }]))
}
