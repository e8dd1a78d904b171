import { type RawBuilder, sql } from 'kysely'
import { segments } from './segments.ts'
import { userFields } from './user-fields.ts'

/** SQL that turns a row of a segment's table into its canonical element: keys and nulls left out. */
export const elementOf = (alias: string): RawBuilder<unknown> => sql.raw(elementText(alias))

const elementText = (alias: string): string =>
  `jsonb_strip_nulls(to_jsonb(${alias}) - '{institution_id,user_id,element_id,value_key}'::text[])`

/** SQL for the elements of one user in a segment's table, as one flat object. */
const elementsText = (table: string, kind: string): string => `coalesce((
    select jsonb_object_agg('${kind}/' || s.element_id, ${elementText('s')})
    from ${table} s
    where s.institution_id = u.institution_id and s.user_id = u.user_id and s.element_id <> 'primary'
  ), '{}')`

function documentText(): string {
  const pairs = userFields.map(({ name }) => `'${name}', u.${name}`)
  // A function takes no more than a hundred arguments.
  const halves = [pairs.slice(0, 40), pairs.slice(40)].map(half => `jsonb_build_object(${half.join(', ')})`)
  const tables = segments.flatMap(({ kind, store }) =>
    'table' in store ? [elementsText(store.table, kind)] : [],
  )
  return `(${[`jsonb_strip_nulls(${halves.join(' || ')})`, 'u.contact', ...tables].join(' || ')})`
}

/** All names in it are those of the catalogue; as one text it is compiled at once wherever it stands. */
const ofUser = sql.raw(documentText())

/** SQL for the whole flat document of the user row aliased `u` (see `RecordDocument`). */
export const documentOf = (): RawBuilder<unknown> => ofUser
