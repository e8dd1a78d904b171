import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockProfile, recordProfileChange } from './store-profile.ts'

/** Deletes a profile, and with it every sign-in under way through it. Sessions and attached accounts stay. */
export async function deleteProfile(ctx: Context, profileId: number): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { code, stored } = await lockProfile(inner, profileId)
    await db
      .deleteFrom('sign_in_profile')
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('profile_id', '=', profileId)
      .execute()
    await recordProfileChange(inner, code, { old: stored })
  })
}
