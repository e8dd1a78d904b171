import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { Context } from '../context.ts'
import { compileFilter } from './compile.ts'
import { scopeFor } from './scope.ts'

/** The condition on `user_account u` that selects the users of this institution who match. */
export async function matching(
  ctx: Context,
  filter: Filter,
  among?: readonly number[],
): Promise<RawBuilder<boolean>> {
  const scope = await scopeFor(ctx, filter, among)
  const ids = among ? sql`and u.user_id = any (${sql.val(among)}::bigint[])` : sql``
  return sql`u.institution_id = ${ctx.institution.institutionId} ${ids} and ${compileFilter(filter, scope)}`
}

/** Exactly how many users a filter selects. */
export async function countMatching(ctx: Context, filter: Filter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from user_account u where ${await matching(ctx, filter)}`.execute(ctx.db)
  return rows[0]!.total
}
