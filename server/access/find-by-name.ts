import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'

/** Ids of those who have one of these names as an active identifier, or as their preferred e-mail address. */
export async function findByName(ctx: Context, names: readonly string[]): Promise<number[]> {
  const { institutionId } = ctx.institution
  const key = identifierKey(institutionId, { value: sql`n.name`, isPrimary: sql`i.element_id = 'primary'` })
  const { rows } = await sql<{ user_id: number }>`
    with n as materialized (select name from unnest(${sql.val(names)}::text[]) name)
    select i.user_id from n join user_identifier i on i.institution_id = ${institutionId}
      and i.value_key in (lower(n.name), n.name) and i.value_key = ${key} and i.status = 'ACTIVE'
    union
    select u.user_id from n join user_account u on u.institution_id = ${institutionId}
      and u.search_text like search_pattern(n.name) and n.name like '%@%'
    where exists (select from jsonb_each(u.contact) e where starts_with(e.key, 'email/')
      and (e.value -> 'preferred')::boolean and lower(e.value ->> 'address') = lower(n.name))`.execute(ctx.db)
  return rows.map(row => row.user_id)
}
