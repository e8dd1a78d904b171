import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { holdersOf, repeatedIn, wantedNames } from './holders.ts'

/**
 * Users of a patch relation (columns user_id, patch) whose new identifiers, primary or other, are taken: by somebody
 * else, by an element of their own that stays, or by a user of the relation with a lower id. A check ahead of the
 * unique key, so that in mass work one person is rejected and not the chunk.
 */
export async function takenIdentifiers(
  ctx: Context,
  patches: RawBuilder<unknown>,
): Promise<Map<number, string>> {
  const { rows } = await sql<{ user_id: number; value: string }>`
    with wanted as materialized (${wantedNames(ctx, sql`select user_id, patch from (${patches}) r`)})
    select user_id, min(value) as value from (
      select user_id, value from (${repeatedIn(ctx, 'wanted', 'user_id')}) n
      union all
      select user_id, value from (${holdersOf(ctx, 'wanted')}) h
      where holder_id <> user_id or not patch ? holder_path) t
    group by user_id`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, row.value]))
}
