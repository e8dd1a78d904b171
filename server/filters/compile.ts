import { type RawBuilder, sql } from 'kysely'
import type { Comparison, Filter } from '../../contract/filter.ts'
import { derivedNamed, fieldNamed, segmentOf } from '../fields/catalogue.ts'
import type { DerivedScope } from '../fields/derived-fields.ts'
import { seenRow } from '../fields/owned.ts'
import { elementOf } from '../fields/read-document.ts'
import type { Segment } from '../fields/types.ts'
import { compileComparison, compileDerived } from './comparison.ts'
import { compileSearch } from './search.ts'
import { compileWhole } from './whole.ts'

/** What a filter is evaluated against; `expandSet` gives the saved filter of a logical set. */
export type FilterScope = DerivedScope & { logicalSets: ReadonlyMap<number, Filter> }

type Condition = RawBuilder<boolean>

/**
 * Turns a filter into a condition on `user_account u`.
 *
 * A comparison with an absent value is false, and `not` is its true complement. SQL's `unknown` is harmless at the
 * top of a WHERE, so only comparisons under a `not` are wrapped: wrapped ones could not use an index.
 */
export function compileFilter(filter: Filter, scope: FilterScope): Condition {
  return compile(filter, scope, false)
}

function compile(filter: Filter, scope: FilterScope, negated: boolean): Condition {
  if ('and' in filter) return join(filter.and, scope, { negated, word: sql` and `, empty: sql`true` })
  if ('or' in filter) return join(filter.or, scope, { negated, word: sql` or `, empty: sql`false` })
  if ('not' in filter) return sql`(not ${compile(filter.not, scope, true)})`
  if ('set' in filter) return compileSet(filter.set, scope, negated)
  const leaf = compileLeaf(filter, scope)
  return negated ? sql`coalesce(${leaf}, false)` : leaf
}

function join(
  filters: Filter[],
  scope: FilterScope,
  how: { negated: boolean; word: RawBuilder<unknown>; empty: Condition },
): Condition {
  if (filters.length === 0) return how.empty
  return sql`(${sql.join(
    filters.map(child => compile(child, scope, how.negated)),
    how.word,
  )})`
}

/** A logical set is its filter; an itemised one is a list of ids. */
function compileSet(setId: number, scope: FilterScope, negated: boolean): Condition {
  const saved = scope.logicalSets.get(setId)
  if (saved) return compile(saved, scope, negated)
  return sql`u.user_id in (select user_id from user_set_member
    where institution_id = ${scope.institutionId} and set_id = ${setId})`
}

function compileLeaf(
  filter: Exclude<Filter, { and: unknown } | { or: unknown } | { not: unknown } | { set: unknown }>,
  scope: FilterScope,
): Condition {
  if ('search' in filter) return compileSearch(filter.search, filter.in ?? 'all', scope)
  if ('whole' in filter) return compileWhole(filter.whole, filter.in, scope)
  if ('some' in filter) return compileSome(filter, scope)
  const derived = derivedNamed(filter.field)
  if (derived) return compileDerived(derived, filter, scope)
  return compileComparison(filter, fieldNamed(filter.field)!, {
    ref: sql.ref(`u.${filter.field}`),
    today: scope.today,
  })
}

/** The elements of the row `u` that a `some` finds, as a relation with the columns `path` and `element`. */
export function matchingPaths(
  { some, where }: { some: string; where?: Filter },
  scope: FilterScope,
): RawBuilder<unknown> {
  const segment = segmentOf(some)!
  if (!('table' in segment.store)) throw new Error(`Elements of ${some} have no table of their own.`)
  return sql`select ${`${some}/`}::text || s.element_id as path, ${elementOf('s')} as element from ${sql.table(segment.store.table)} s
    where s.institution_id = u.institution_id and s.user_id = u.user_id and s.element_id <> 'primary'
      and ${compileElement(where, segment, name => sql.ref(`s.${name}`), scope)}
      and ${seenRow(segment, 's', scope.libraries)}`
}

function compileSome(filter: { some: string; where?: Filter }, scope: FilterScope): Condition {
  const segment = segmentOf(filter.some)!
  if ('table' in segment.store) {
    const where = compileElement(filter.where, segment, name => sql.ref(`s.${name}`), scope)
    return sql`u.user_id in (select s.user_id from ${sql.table(segment.store.table)} s
      where s.institution_id = ${scope.institutionId} and s.element_id <> 'primary' and ${where}
        and ${seenRow(segment, 's', scope.libraries)})`
  }
  const where = compileElement(filter.where, segment, name => sql`(e.value ->> ${sql.lit(name)})`, scope)
  return sql`exists (select from jsonb_each(u.contact) e
    where starts_with(e.key, ${`${segment.kind}/`}) and ${where})`
}

/** The `where` of a `some`: the same connectives, comparisons on the element's fields. */
function compileElement(
  filter: Filter | undefined,
  segment: Segment,
  refOf: (name: string) => RawBuilder<unknown>,
  scope: FilterScope,
): Condition {
  if (!filter) return sql`true`
  const recurse = (child: Filter) => compileElement(child, segment, refOf, scope)
  if ('and' in filter)
    return filter.and.length ? sql`(${sql.join(filter.and.map(recurse), sql` and `)})` : sql`true`
  if ('or' in filter)
    return filter.or.length ? sql`(${sql.join(filter.or.map(recurse), sql` or `)})` : sql`false`
  if ('not' in filter) return sql`(not ${recurse(filter.not)})`
  const comparison = filter as Comparison
  const field = segment.fields.find(one => one.name === comparison.field)!
  return sql`coalesce(${compileComparison(comparison, field, { ref: refOf(field.name), today: scope.today, fromJson: 'document' in segment.store })}, false)`
}
