import type { ResponseOf } from '../../contract/endpoint.ts'
import type { listSignInProviders, ProfileKind } from '../../contract/sso.ts'
import type { Context } from '../context.ts'

/** What anybody may choose from on the page on which one signs in. */
export async function listProviders(ctx: Context): Promise<ResponseOf<typeof listSignInProviders>> {
  const rows = await ctx.db
    .selectFrom('sign_in_profile')
    .select(['code', 'name', 'kind'])
    .where('institution_id', '=', ctx.institution.institutionId)
    .where('is_active', '=', true)
    .orderBy('name')
    .orderBy('profile_id')
    .execute()
  return { items: rows.map(({ code, name, kind }) => ({ code, name, kind: kind as ProfileKind })) }
}
