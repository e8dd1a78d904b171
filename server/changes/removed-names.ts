import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { finderOf } from '../vault/keys.ts'

/**
 * Those of the values, in any case, that were the primary identifier of somebody who was removed (features D4): as far as
 * the policy of that removal kept it, or for as long as they can be brought back.
 */
export async function removedNames(ctx: Context, values: readonly string[]): Promise<Set<string>> {
  const { institutionId } = ctx.institution
  const finders = values.map(value => finderOf(ctx, value))
  const { rows } = await sql<{ value: string }>`
    select v.value from unnest(${values}::text[], ${finders}::bytea[]) as v(value, finder)
    where exists (select from purged_user p where p.institution_id = ${institutionId}
        and lower(p.primary_id) = lower(v.value) and p.primary_id is not null and p.restored_at is null)
      or exists (select from vault_entry e where e.institution_id = ${institutionId} and e.finder = v.finder)`.execute(
    ctx.db,
  )
  return new Set(rows.map(row => row.value))
}
