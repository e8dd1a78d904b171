import { type RawBuilder, sql } from 'kysely'
import type { NameDisplay } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'

/** The parts of a name before and behind the comma; without a comma, all of them are before it. */
const partsOf: Readonly<Record<NameDisplay, readonly (readonly string[])[]>> = {
  lastFirst: [['last_name'], ['first_name']],
  lastFirstMiddle: [['last_name'], ['first_name', 'middle_name']],
  firstLast: [['first_name', 'last_name']],
  firstMiddleLast: [['first_name', 'middle_name', 'last_name']],
}

/** The name of the user `u` as lists and headers show it; preferred names replace the others (features B1). */
export const listName = (ctx: Context): RawBuilder<string> =>
  shownName(ctx, part => sql`coalesce(${sql.ref(`u.pref_${part}`)}, ${sql.ref(`u.${part}`)})`)

/** A name in the order that the institution has chosen, of whatever has its parts. */
export function shownName(
  { institution }: Context,
  partOf: (name: string) => RawBuilder<unknown>,
): RawBuilder<string> {
  const groups = partsOf[institution.settings.nameDisplay].map(
    names => sql`nullif(concat_ws(' ', ${sql.join(names.map(partOf))}), '')`,
  )
  return sql<string>`concat_ws(', ', ${sql.join(groups)})`
}
