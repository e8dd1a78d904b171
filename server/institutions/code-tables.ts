import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { CodeValue } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import type { CodeIndex } from '../fields/check-value.ts'
import { rulesOfRole } from './role-types.ts'

/** One row of a code table as it is installed; `details` is what only some tables have (`record_types`, `area` …). */
export type CodeRow = {
  code: string
  label: string
  isEnabled?: boolean
  isDefault?: boolean
  details?: Record<string, unknown>
}

/** Rows by Alma's name of the table, in the order in which people see them. */
export type CodeTables = Readonly<Record<string, readonly CodeRow[]>>

/** Adds the codes and updates those that differ, in one statement; codes that are not named stay. Returns how many. */
export async function installCodeTables(
  db: Kysely<Database>,
  institutionId: number,
  tables: CodeTables,
): Promise<number> {
  const rows = Object.entries(tables).flatMap(([table_name, codes]) =>
    codes.map((row, position) => ({
      table_name,
      code: row.code,
      label: row.label,
      position,
      is_enabled: row.isEnabled ?? true,
      is_default: row.isDefault ?? false,
      details: row.details ?? {},
    })),
  )
  const result = await sql`
    insert into code_value
      (institution_id, table_name, code, label, position, is_enabled, is_default, details)
    select ${institutionId}, r.table_name, r.code, r.label, r.position, r.is_enabled, r.is_default, r.details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r
      (table_name text, code text, label text, position integer, is_enabled boolean, is_default boolean, details jsonb)
    on conflict (institution_id, table_name, code) do update set
      label = excluded.label, position = excluded.position, is_enabled = excluded.is_enabled,
      is_default = excluded.is_default, details = excluded.details
    where (code_value.label, code_value.position, code_value.is_enabled, code_value.is_default, code_value.details)
      is distinct from
      (excluded.label, excluded.position, excluded.is_enabled, excluded.is_default, excluded.details)`.execute(
    db,
  )
  return Number(result.numAffectedRows ?? 0)
}

/** What a role can be good for, as a table: the institution, then its libraries. */
export const roleScopes = (institutionId: number, columns: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select 'RoleScopes', code, ${columns} from (
    select code, name, 0 as position from institution where institution_id = ${institutionId}
    union all
    select code, name, 1 from library where institution_id = ${institutionId}) s`

type ReadRow = {
  table_name: string
  code: string
  label: string
  is_enabled: boolean
  details: Record<string, unknown>
}

/** Code tables of the institution, all or these, disabled codes included; its libraries are the table `Libraries`. */
export async function readCodeTables(
  ctx: Context,
  only?: readonly string[],
): Promise<Record<string, CodeValue[]>> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<ReadRow>`select * from (
    select table_name, code, label, is_enabled, details, position
    from code_value where institution_id = ${institutionId} and table_name <> 'Libraries'
    union all
    select 'Libraries', code, name, true, '{}', 0 from library where institution_id = ${institutionId}
    union all
    select 'ResourceSharingLibraries', code, name, is_resource_sharing, '{}', 0 from library
    where institution_id = ${institutionId}
    union all
    ${roleScopes(institutionId, sql`name, true, '{}'::jsonb, position`)}
    ) t (table_name, code, label, is_enabled, details, position)
    where ${only ? sql`table_name = any (${sql.val(only)}::text[])` : sql`true`}
    order by table_name, position, label`.execute(ctx.db)
  const tables: Record<string, CodeValue[]> = {}
  for (const { table_name, code, label, is_enabled, details } of rows) {
    // What the catalogue says about roles is the program's, whatever was installed.
    const known = table_name === 'HFrUserRoles.roleType' ? rulesOfRole(code) : details
    const { record_types: recordTypes, ...others }: Record<string, unknown> = known
    tables[table_name] ??= []
    tables[table_name]!.push({
      code,
      label,
      isEnabled: is_enabled,
      ...(Array.isArray(recordTypes) ? { recordTypes: recordTypes.map(String) } : {}),
      ...(Object.keys(others).length > 0 ? { details: others } : {}),
    })
  }
  return tables
}

/** The codes that may be given to a user now: enabled ones, by table. */
export async function readCodeIndex(ctx: Context): Promise<CodeIndex> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ table_name: string; codes: string[] }>`
    select table_name, array_agg(code) as codes
    from code_value where institution_id = ${institutionId} and is_enabled and table_name <> 'Libraries'
    group by table_name
    union all
    select 'Libraries', array_agg(code) from library where institution_id = ${institutionId} having count(*) > 0
    union all
    select 'ResourceSharingLibraries', coalesce(array_agg(code), '{}') from library
    where institution_id = ${institutionId} and is_resource_sharing
    union all
    select 'RoleScopes', array_agg(code) from (${roleScopes(institutionId, sql`name`)}) s (table_name, code, name)`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.table_name, new Set(row.codes)]))
}
