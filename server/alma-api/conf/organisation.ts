import { sql } from 'kysely'
import { requirePermission } from '../../access/require-permission.ts'
import type { Context } from '../../context.ts'

export type Library = { code: string; name: string; isResourceSharing: boolean; desks: number }

/** The libraries of the institution by name, with the number of their desks. */
export async function readLibraries(ctx: Context, code?: string): Promise<Library[]> {
  requirePermission(ctx, 'configuration.view')
  const { rows } = await sql<Library>`
    select l.code, l.name, l.is_resource_sharing as "isResourceSharing", (select count(*) from code_value d
      where d.institution_id = l.institution_id and d.table_name = 'CircDesks' and d.is_enabled
        and d.details ->> 'library' = l.code) as desks
    from library l where l.institution_id = ${ctx.institution.institutionId} and l.code = coalesce(${code ?? null}, l.code)
    order by l.name, l.code`.execute(ctx.db)
  return rows
}

/** A desk or a service unit; one without a library is the institution's. */
export type Place = { code: string; name: string; library: string | null; libraryName: string | null }

/** Desks or service units that are in use, by name; those of one library if it is given. */
export async function readPlaces(
  ctx: Context,
  table: 'CircDesks' | 'ServiceUnits',
  library?: string,
): Promise<Place[]> {
  requirePermission(ctx, 'configuration.view')
  const { rows } = await sql<Place>`
    select p.code, p.label as name, p.details ->> 'library' as library, l.name as "libraryName" from code_value p
    left join library l on l.institution_id = p.institution_id and l.code = p.details ->> 'library'
    where p.institution_id = ${ctx.institution.institutionId} and p.table_name = ${table} and p.is_enabled
      ${library === undefined ? sql`` : sql`and p.details ->> 'library' = ${library}`}
    order by p.label, p.code`.execute(ctx.db)
  return rows
}
