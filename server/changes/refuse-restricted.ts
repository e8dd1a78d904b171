import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'

/** Whether the actor leaves alone whom the institution restricts. */
export const sparesRestricted = ({ actor }: Context): boolean =>
  'sparesRestricted' in actor && actor.sparesRestricted === true

/**
 * Throws `restricted_account` if the actor leaves restricted users alone and this is one (features M4): no edit, no
 * password, no letter, no deletion.
 */
export async function refuseRestricted(ctx: Context, userId: number): Promise<void> {
  if (!sparesRestricted(ctx)) return
  const restriction = { field: 'is_restricted', op: 'eq', value: true } as const
  const isRestricted = compileFilter(restriction, await scopeFor(ctx, restriction, [userId]))
  const { rows } = await sql`select from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId} and ${isRestricted}`.execute(
    ctx.db,
  )
  if (rows.length > 0) throw appError('restricted_account')
}
