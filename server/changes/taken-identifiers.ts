import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'

/**
 * Users of a patch relation whose new identifiers (primary or other) belong to somebody else already.
 * A check ahead of the unique key, so that in mass work one person is rejected and not the chunk.
 */
export async function takenIdentifiers(
  ctx: Context,
  patches: RawBuilder<unknown>,
): Promise<Map<number, string>> {
  const { rows } = await sql<{ user_id: number; value: string }>`
    with p as (${patches}),
    wanted as (
      select user_id, patch ->> 'primary_id' as value from p where patch ->> 'primary_id' is not null
      union all
      select user_id, e.value ->> 'value' from p cross join lateral jsonb_each(patch) e
      where starts_with(e.key, 'identifier/') and e.value <> 'null')
    select w.user_id, min(w.value) as value from wanted w
    join user_identifier i on i.institution_id = ${ctx.institution.institutionId} and i.value_key = lower(w.value)
      and i.user_id <> w.user_id
    group by w.user_id`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, row.value]))
}
