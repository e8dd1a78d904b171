import { type RawBuilder, sql } from 'kysely'
import type { WholeIndex } from '../../contract/filter.ts'
import type { DerivedScope } from '../fields/derived-fields.ts'

type Where = Pick<DerivedScope, 'institutionId'>

/** The condition on `u` that it has exactly this identifier (the primary one included) or e-mail address, in any case. */
export function compileWhole(text: string, index: WholeIndex, scope: Where): RawBuilder<boolean> {
  const value = text.trim()
  return index === 'identifier'
    ? sql`u.user_id in (${identifierHits(scope, value)})`
    : sql`(u.search_text like search_pattern(${value}) and ${hasEmail(value)})`
}

/**
 * SQL for the `user_id` of those who have this identifier, of any type and in any case. The second branch can only find
 * somebody where case matters, and costs nothing elsewhere.
 */
export function identifierHits({ institutionId }: Where, value: string): RawBuilder<unknown> {
  const identifiers = sql`select user_id from user_identifier where institution_id = ${institutionId}`
  return sql`${identifiers} and value_key = lower(${value}) union all
    ${identifiers} and lower(value) = lower(${value}) and value_key <> lower(value)`
}

/** Whether `u` has exactly this e-mail address; the trigram index should have answered before. */
export const hasEmail = (value: string): RawBuilder<boolean> =>
  sql`exists (select from jsonb_each(u.contact) e
    where starts_with(e.key, 'email/') and lower(e.value ->> 'address') = lower(${value}))`
