import { type RawBuilder, sql } from 'kysely'
import { stickyFields } from '../fields/catalogue.ts'
import { elementOf } from '../fields/read-document.ts'
import type { ChangeSource } from './change-set.ts'
import { contactPatterns, type PatchRelation, tableKinds } from './patches.ts'

/** Internal fields that hold something about each sticky field; see `rememberedValue`. */
const memories = ['locked_fields', 'sis_values']

export type DifferenceScope = { institutionId: number; today: string; source: ChangeSource }

/**
 * SQL for what the patches would really change: user_id, revision, stale (revision moved on), old and new (only the
 * paths that differ; null when none do), moved (paths whose value is neither the expected nor already the new one).
 * Plans show it; writing inserts it into the history and replays it from there.
 */
export function differenceOf(patches: PatchRelation, scope: DifferenceScope): RawBuilder<unknown> {
  return sql`
    select u.user_id, u.revision, u.primary_id, p.fingerprint,
      p.expected_revision is not null and p.expected_revision <> u.revision as stale,
      d.old, d.new, d.moved
    from (${patches.rows}) p
    join user_account u on u.institution_id = ${scope.institutionId} and u.user_id = p.user_id
    cross join lateral (
      select jsonb_object_agg(path, old) filter (where differs) as old,
        jsonb_object_agg(path, new) filter (where differs) as new,
        coalesce(array_agg(path order by path) filter (where differs and p.expected is not null
          and path <> all (${sql.val(memories)}::text[]) and old is distinct from coalesce(p.expected -> path, 'null')),
          '{}') as moved
      from (select path, old, new, old is distinct from new as differs
        from (${sql.join(valueSources(patches, scope), sql` union all `)}) v) x
    ) d`
}

/** One SELECT (path, old, new) for the scalars, one for the contact document, one per segment table. */
function valueSources(patches: PatchRelation, scope: DifferenceScope): RawBuilder<unknown>[] {
  const { scalars, kinds } = patches.touched
  // So that patches without any path, as of users that were only created, still make a statement.
  const sources: RawBuilder<unknown>[] = [
    sql`select null::text as path, null::jsonb as old, null::jsonb as new where false`,
  ]
  const rows = [...scalars.map(scalarRow), ...derivedRows(scalars, scope)]
  if (rows.length > 0) {
    sources.push(sql`select path, coalesce(old, 'null'), new
      from (values ${sql.join(rows)}) s(path, old, new) where new is not null`)
  }
  const contact = contactPatterns(kinds)
  if (contact.length > 0) {
    sources.push(sql`select e.key as path, coalesce(u.contact -> e.key, 'null') as old,
        jsonb_strip_nulls(e.value) as new
      from jsonb_each(p.patch) e where e.key like any (${sql.val(contact)}::text[])`)
  }
  return [...sources, ...tableKinds(kinds).map(elementSource)]
}

function scalarRow(name: string): RawBuilder<unknown> {
  const value = memories.includes(name) ? rememberedValue(name) : sql`p.patch -> ${sql.lit(name)}`
  return sql`(${sql.lit(name)}, to_jsonb(${sql.ref(`u.${name}`)}), ${value})`
}

/**
 * What is remembered about sticky fields is one object for all of them, so it is written field by field: a patch that
 * expects certain values leaves alone what has been remembered since, and what belongs to a field that has moved.
 */
function rememberedValue(name: string): RawBuilder<unknown> {
  const path = sql.lit(name)
  const asObject = (value: RawBuilder<unknown>) => sql`coalesce(nullif(${value}, 'null'), '{}')`
  return sql`case when p.expected is null or not p.patch ? ${path} then p.patch -> ${path} else (
    select coalesce(jsonb_object_agg(f, value) filter (where value is not null), 'null') from (
      select f, case when p.patch ? f and coalesce(v.current -> f, 'null') is distinct from coalesce(p.expected -> f, 'null')
          or o.now -> f is distinct from o.expected -> f
        then o.now -> f else o.wanted -> f end as value
      from (select ${asObject(sql`to_jsonb(${sql.ref(`u.${name}`)})`)} as now,
          ${asObject(sql`p.expected -> ${path}`)} as expected, ${asObject(sql`p.patch -> ${path}`)} as wanted) o
      cross join (select ${currentValues(stickyFields.map(field => field.name))} as current) v
      cross join lateral jsonb_object_keys(o.now || o.expected || o.wanted) f) m) end`
}

const currentValues = (names: readonly string[]): RawBuilder<unknown> =>
  sql`jsonb_build_object(${sql.join(names.flatMap(name => [sql.lit(name), sql.ref(`u.${name}`)]))})`

function elementSource({ kind, table }: { kind: string; table: string }): RawBuilder<unknown> {
  const prefix = `${kind}/`
  const canonical = sql`(select ${elementOf('c')} from jsonb_populate_record(null::${sql.table(table)}, e.value) c)`
  return sql`select e.key as path,
      coalesce((select ${elementOf('s')} from ${sql.table(table)} s
        where s.institution_id = u.institution_id and s.user_id = u.user_id
          and s.element_id = substr(e.key, ${sql.lit(prefix.length + 1)})), 'null') as old,
      case when e.value = 'null' then e.value else ${canonical} end as new
    from jsonb_each(p.patch) e where starts_with(e.key, ${sql.lit(prefix)})`
}

/**
 * Values that follow from others, where the patch does not name them itself: the status date from the status, the
 * take-over of sticky fields from an edit. A patch that expects certain values has been compared before (a plan, an
 * undo) and brings its status date along.
 */
function derivedRows(scalars: readonly string[], scope: DifferenceScope): RawBuilder<unknown>[] {
  const rows: RawBuilder<unknown>[] = []
  if (scalars.includes('status')) {
    rows.push(sql`('status_date', to_jsonb(u.status_date), case
      when p.patch ? 'status' and p.patch -> 'status' is distinct from to_jsonb(u.status)
        and p.expected is null and not p.patch ? 'status_date'
      then to_jsonb(${scope.today}::text) end)`)
  }
  const isStaffEdit = scope.source === 'screen' || scope.source === 'task'
  const sticky = stickyFields.map(field => field.name).filter(name => scalars.includes(name))
  if (isStaffEdit && sticky.length > 0) rows.push(takeOverRow(sticky))
  return rows
}

/**
 * A sticky field that staff change on an external account is theirs from then on; setting it to what the student
 * system sent last gives it back (features J2, J3).
 */
function takeOverRow(sticky: string[]): RawBuilder<unknown> {
  return sql`('locked_fields', to_jsonb(u.locked_fields), case
    when u.account_type = 'EXTERNAL' and not p.patch ? 'locked_fields' then (
    select coalesce(jsonb_object_agg(f, coalesce(u.locked_fields -> f, u.sis_values -> f, '""')), 'null')
    from (select jsonb_object_keys(coalesce(u.locked_fields, '{}')) union select unnest(${sql.val(sticky)}::text[])) a(f)
    where case when p.patch ? f and p.patch -> f is distinct from coalesce(${currentValues(sticky)} -> f, 'null')
      then p.patch -> f is distinct from coalesce(u.sis_values -> f, 'null')
      else coalesce(u.locked_fields, '{}') ? f end) end)`
}
