import type { Context } from '../context.ts'
import { hasPassword } from '../credentials/password-rules.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { refuseMightier } from '../rules/refuse-mightier.ts'

type Edit = { document: RecordDocument; patch: Patch }

/**
 * Throws `forbidden` if an edit changes by what a person gets in who may do more than the editor: where links for a new
 * password go, or an identifier by which another sign-in names people.
 */
export async function guardWaysIn(ctx: Context, { document, patch }: Edit): Promise<void> {
  const paths = Object.keys(patch)
  const isMail =
    hasPassword(document['account_type'], ctx.institution.settings) &&
    paths.some(path => path.startsWith('email/'))
  const types = paths.flatMap(path => idTypesAt(path, { document, patch }))
  const isWayIn = isMail || (types.length > 0 && (await matchedTypes(ctx)).some(one => types.includes(one)))
  if (isWayIn) refuseMightier(ctx, document)
}

/** The type that an identifier had, and the one that it gets. */
function idTypesAt(path: string, { document, patch }: Edit): Json[] {
  if (path === 'primary_id') return ['PRIMARY']
  if (!path.startsWith('identifier/')) return []
  return [document[path], patch[path]].flatMap(one => (one ? [(one as { id_type: Json }).id_type] : []))
}

async function matchedTypes(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('sign_in_profile')
    .select('match_by')
    .where('institution_id', '=', ctx.institution.institutionId)
    .execute()
  return rows.map(row => row.match_by)
}
