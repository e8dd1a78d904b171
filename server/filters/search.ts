import { type RawBuilder, sql } from 'kysely'
import type { SearchIndex } from '../../contract/filter.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { DerivedScope } from '../fields/derived-fields.ts'
import { seenRow } from '../fields/owned.ts'

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
  return conditionOf(index)({ word, pattern, scope })
}

type Word = { word: string; pattern: RawBuilder<unknown>; scope: DerivedScope }
type WordCondition = (word: Word) => RawBuilder<unknown>

/** Indexes whose text is not part of `search_text`. */
const conditionOf = (index: SearchIndex): WordCondition => conditions[index] ?? (() => sql`false`)

const conditions: Partial<Record<SearchIndex, WordCondition>> = {
  phone: ({ word }) => sql`exists (select from jsonb_each(u.contact) e where starts_with(e.key, 'phone/')
      and position(fold(replace(${word}, ' ', '')) in fold(replace(e.value ->> 'number', ' ', ''))) > 0)`,
  address: ({
    pattern,
  }) => sql`exists (select from jsonb_each(u.contact) e where starts_with(e.key, 'address/')
      and ' ' || fold(concat_ws(' ', ${sql.join(addressParts)})) like ${pattern})`,
  user_group: one => codeCondition(sql`u.user_group`, 'UserGroups', one),
  job_category: one => codeCondition(sql`u.job_category`, 'JobTitles', one),
  campus: one => codeCondition(sql`u.campus_code`, 'Campuses', one),
  note: ({ pattern, scope }) => among('note', sql`' ' || fold(s.text) like ${pattern}`, scope),
  block: one =>
    among(
      'block',
      sql`${codeCondition(sql`s.block_description`, 'UserBlockDescription', one)}
        or ${codeCondition(sql`s.block_type`, 'UserBlockTypes', one)} or ' ' || fold(s.note) like ${one.pattern}`,
      one.scope,
    ),
  statistic: one =>
    among(
      'statistic',
      sql`${codeCondition(sql`s.category`, 'UserStatCategories', one)}
        or ${codeCondition(sql`s.category_type`, 'UserStatisticalTypes', one)} or ' ' || fold(s.note) like ${one.pattern}`,
      one.scope,
    ),
  role: one => among('role', codeCondition(sql`s.role_type`, 'HFrUserRoles.roleType', one), one.scope),
}

const addressParts = [
  ...['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'state_province', 'postal_code', 'country'],
].map(name => sql`e.value ->> ${sql.lit(name)}`)

/** Users with an element `s` of the kind that satisfies the condition. */
function among(kind: string, condition: RawBuilder<unknown>, scope: DerivedScope): RawBuilder<unknown> {
  const segment = segmentOf(kind)!
  return sql`u.user_id in (select s.user_id from ${sql.table(`user_${kind}`)} s
    where s.institution_id = ${scope.institutionId} and (${condition})
      and ${seenRow(segment, 's', scope.libraries)})`
}

/** The code itself, or a part of its label. */
function codeCondition(
  column: RawBuilder<unknown>,
  table: string,
  { word, pattern, scope }: Word,
): RawBuilder<unknown> {
  return sql`${column} in (select code from code_value
    where institution_id = ${scope.institutionId} and table_name = ${table}
      and (lower(code) = lower(${word}) or ' ' || fold(label) like ${pattern}))`
}
