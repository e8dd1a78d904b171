import { type RawBuilder, sql } from 'kysely'
import { segments } from './segments.ts'
import { userFields } from './user-fields.ts'

/** Columns of a segment's table that are keys, not part of the element. */
const elementKeys = ['institution_id', 'user_id', 'element_id', 'value_key']

/** SQL that turns a row of a segment's table into its canonical element: keys and nulls left out. */
export function elementOf(alias: string): RawBuilder<unknown> {
  return sql`jsonb_strip_nulls(to_jsonb(${sql.ref(alias)}) - ${sql.val(elementKeys)}::text[])`
}

/** SQL for the elements of one user in all segment tables, as one flat object. `u` is the user row. */
function elementsOf(table: string, kind: string): RawBuilder<unknown> {
  return sql`coalesce((
    select jsonb_object_agg(${`${kind}/`}::text || s.element_id, ${elementOf('s')})
    from ${sql.table(table)} s
    where s.institution_id = u.institution_id and s.user_id = u.user_id and s.element_id <> 'primary'
  ), '{}')`
}

let ofUser: RawBuilder<unknown> | undefined

/** SQL for the whole flat document of the user row aliased `u` (see `RecordDocument`); built once, for it is long. */
export function documentOf(): RawBuilder<unknown> {
  ofUser ??= buildDocument()
  return ofUser
}

function buildDocument(): RawBuilder<unknown> {
  const scalars = sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs().slice(0, 40))})
    || jsonb_build_object(${sql.join(pairs().slice(40))}))`
  const tables = segments.flatMap(segment =>
    'table' in segment.store ? [elementsOf(segment.store.table, segment.kind)] : [],
  )
  return sql`(${sql.join([scalars, sql`u.contact`, ...tables], sql` || `)})`
}

function pairs(): RawBuilder<unknown>[] {
  return userFields.flatMap(field => [sql.lit(field.name), sql.ref(`u.${field.name}`)])
}
