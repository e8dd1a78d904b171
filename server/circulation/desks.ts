import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

const wrong = (field: string) => appError('invalid_values', { problems: [{ field, rule: 'unknown_code' }] })

type Desk = {
  desk: string
  /** The library whose desk it must be; programs name it, too. */
  ofLibrary?: string
}

/** Throws unless the desk exists, and the roles of whoever works there are good for its library. */
export async function requireDesk(ctx: Context, { desk, ofLibrary }: Desk): Promise<void> {
  const { rows } = await sql<{ library: string | null }>`
    select details ->> 'library' as library from code_value
    where institution_id = ${ctx.institution.institutionId} and table_name = 'CircDesks' and code = ${desk} and is_enabled`.execute(
    ctx.db,
  )
  if (!rows[0]) throw wrong('desk')
  const { library } = rows[0]
  if (ofLibrary !== undefined && library !== null && library !== ofLibrary)
    throw appError('invalid_values', { problems: [{ field: 'ofLibrary', rule: 'desk_of_other_library' }] })
  const libraries = 'libraries' in ctx.actor ? ctx.actor.libraries : 'all'
  if (library === null || libraries === 'all' || libraries.includes(library)) return
  throw appError('forbidden', { permission: 'circulation.work', desk })
}

/** Throws unless there is a library with this code. */
export async function requireLibrary(ctx: Context, field: string, code: string): Promise<void> {
  const { rows } = await sql`select from library
    where institution_id = ${ctx.institution.institutionId} and code = ${code}`.execute(ctx.db)
  if (rows.length === 0) throw wrong(field)
}
