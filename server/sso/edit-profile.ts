import type { BodyOf } from '../../contract/endpoint.ts'
import type { editSignInProfile, SignInProfile } from '../../contract/sso.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readProfile } from './list-profiles.ts'
import { columnsOf, judgedSettings, lockProfile, recordProfileChange } from './store-profile.ts'

type EditInput = BodyOf<typeof editSignInProfile> & { profileId: number }

/** Changes a profile; a secret that is not given stays. Sign-ins under way go on with what is then true. */
export async function editProfile(ctx: Context, input: EditInput, origin: string): Promise<SignInProfile> {
  requirePermission(ctx, 'configuration.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { code, kind, stored } = await lockProfile(inner, input.profileId)
    const { settings, secrets } = await judgedSettings(inner, { ...input, kind })
    const { name, isActive, matchBy } = input
    const profile = { name, isActive, matchBy, settings, secrets: { ...stored.secrets, ...secrets } }
    await db
      .updateTable('sign_in_profile')
      .set(columnsOf(ctx, code, profile))
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('profile_id', '=', input.profileId)
      .execute()
    await recordProfileChange(inner, code, { old: stored, new: profile })
    return readProfile(inner, code, origin)
  })
}
