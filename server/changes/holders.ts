import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { identifierKey, isCaseSensitive } from '../fields/identifier-key.ts'

/**
 * The identifiers that a patch relation (column `patch`, any others) wants, one per row: value, is_primary, and the two
 * forms in which they are compared, key and folded.
 */
export function wantedNames(ctx: Context, patches: RawBuilder<unknown>): RawBuilder<unknown> {
  const { institutionId } = ctx.institution
  const key = identifierKey(institutionId, { value: sql`n.value`, isPrimary: sql`n.is_primary` })
  return sql`select p.*, n.value, n.is_primary, lower(n.value) as folded, ${key} as key
    from (${patches}) p cross join lateral (${namesIn(sql`p.patch`)}) n`
}

/** The identifiers of a document: value, is_primary. */
export const namesIn = (document: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select ${document} ->> 'primary_id' as value, true as is_primary where ${document} ->> 'primary_id' is not null
  union all
  select e.value ->> 'value', false from jsonb_each(${document}) e
  where starts_with(e.key, 'identifier/') and e.value <> 'null'`

/**
 * Rows of the relation `wanted` (of `wantedNames`) with whoever holds the identifier already: holder_id, holder_path. The
 * last two branches find somebody only where case matters, and cost nothing elsewhere.
 */
export function holdersOf(ctx: Context, wanted: string): RawBuilder<unknown> {
  const { institutionId } = ctx.institution
  const relation = sql.ref(wanted)
  const columns = sql`w.*, i.user_id as holder_id,
    case i.element_id when 'primary' then 'primary_id' else 'identifier/' || i.element_id end as holder_path`
  return sql`select ${columns} from ${relation} w
      join user_identifier i on i.institution_id = ${institutionId} and i.value_key = w.key
    union all
    select ${columns} from ${relation} w
      join user_identifier i on i.institution_id = ${institutionId} and i.value_key = w.folded
        and i.element_id = 'primary'
      where w.key <> w.folded and ${isCaseSensitive(institutionId)}
    union all
    select ${columns} from ${relation} w
      join user_identifier i on i.institution_id = ${institutionId} and lower(i.value) = w.folded
        and i.value_key <> lower(i.value)
      where w.is_primary and ${isCaseSensitive(institutionId)}`
}

/**
 * Rows of the relation `wanted` of which an earlier one, by the column `order`, is the same identifier; or, where case
 * matters, the same but for case and of the other kind.
 */
export function repeatedIn(ctx: Context, wanted: string, order: string): RawBuilder<unknown> {
  const relation = sql.ref(wanted)
  const isCased = isCaseSensitive(ctx.institution.institutionId)
  const inOrder = sql`order by ${sql.ref(order)}, is_primary desc`
  return sql`select * from (
      select *, row_number() over (partition by key, ${isCased} and is_primary ${inOrder}) > 1 as is_repeated from ${relation}) r
    where is_repeated
    union all
    select * from (
      select *, is_primary <> first_value(is_primary) over (partition by folded ${inOrder}) as is_repeated
      from ${relation} where ${isCased}) r
    where is_repeated`
}
