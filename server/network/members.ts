import { requirePermission } from '../access/require-permission.ts'
import type { Context, Institution } from '../context.ts'
import { readInstitutions } from '../institutions/read-institution.ts'

/**
 * Institutions of this database that named this one as their network zone. They say so in their own settings: nobody
 * can reach into an institution that did not agree.
 */
export async function membersOf(ctx: Context): Promise<Institution[]> {
  const { institutionId, code } = ctx.institution
  const all = await readInstitutions(ctx.db)
  return all.filter(one => one.institutionId !== institutionId && one.settings.networkZone === code)
}

/** Code and name of each member. */
export async function listMembers(ctx: Context): Promise<{ code: string; name: string }[]> {
  requirePermission(ctx, 'users.view')
  return (await membersOf(ctx)).map(({ code, name }) => ({ code, name }))
}
