import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'

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
    with p as (${patches}),
    wanted as (
      select user_id, patch, patch ->> 'primary_id' as value from p where patch ->> 'primary_id' is not null
      union all
      select user_id, patch, e.value ->> 'value' from p cross join lateral jsonb_each(patch) e
      where starts_with(e.key, 'identifier/') and e.value <> 'null'),
    numbered as (select *, row_number() over (partition by lower(value) order by user_id) as nth from wanted)
    select w.user_id, min(w.value) as value from numbered w
    where nth > 1 or exists (
      select from user_identifier i
      where i.institution_id = ${ctx.institution.institutionId} and i.value_key = lower(w.value)
        and (i.user_id <> w.user_id
          or not w.patch ? case i.element_id when 'primary' then 'primary_id' else 'identifier/' || i.element_id end))
    group by w.user_id`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, row.value]))
}
