import { type RawBuilder, sql } from 'kysely'
import type { SearchIndex } from '../../contract/filter.ts'
import type { DerivedScope } from '../fields/derived-fields.ts'

const names = sql`concat_ws(' ', u.first_name, u.middle_name, u.last_name, u.pref_first_name, u.pref_middle_name, u.pref_last_name)`

/** What each index of the search box looks at, as text to fold; all of it is also part of `search_text`. */
const indexed: Partial<Record<SearchIndex, RawBuilder<unknown>>> = {
  name: names,
  first_name: sql`concat_ws(' ', u.first_name, u.pref_first_name)`,
  last_name: sql`concat_ws(' ', u.last_name, u.pref_last_name)`,
  primary_id: sql`u.primary_id`,
  identifier: sql`concat_ws(' ', u.primary_id, u.identifier_text)`,
  email: sql`jsonb_path_query_array(u.contact, '$.keyvalue() ? (@.key starts with "email/").value.address')::text`,
}

/** The condition of the search box; words in any order (features A3, A4). */
export function compileSearch(text: string, index: SearchIndex, scope: DerivedScope): RawBuilder<boolean> {
  const words = text.trim().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return sql`true`
  return sql`(${sql.join(
    words.map(word => wordCondition(word, index, scope)),
    sql` and `,
  )})`
}

function wordCondition(word: string, index: SearchIndex, scope: DerivedScope): RawBuilder<unknown> {
  const pattern = sql`search_pattern(${word})`
  // The trigram index answers first; the exact look at one index's own text then only sees those rows.
  const fragment = sql`u.search_text like ${pattern}`
  if (index === 'all') return fragment
  const text = indexed[index]
  if (text) return sql`(${fragment} and ' ' || fold(${text}) like ${pattern})`
  if (index === 'phone') {
    return sql`exists (select from jsonb_each(u.contact) e where starts_with(e.key, 'phone/')
      and position(fold(replace(${word}, ' ', '')) in fold(replace(e.value ->> 'number', ' ', ''))) > 0)`
  }
  if (index === 'note') {
    return sql`u.user_id in (select user_id from user_note where institution_id = ${scope.institutionId}
      and ' ' || fold(text) like ${pattern})`
  }
  return codeCondition(word, index === 'user_group' ? 'UserGroups' : 'JobTitles', scope)
}

function codeCondition(
  word: string,
  table: 'UserGroups' | 'JobTitles',
  scope: DerivedScope,
): RawBuilder<unknown> {
  const column = table === 'UserGroups' ? sql`u.user_group` : sql`u.job_category`
  return sql`${column} in (select code from code_value
    where institution_id = ${scope.institutionId} and table_name = ${table}
      and (lower(code) = lower(${word}) or ' ' || fold(label) like search_pattern(${word})))`
}
