import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { forgetCodeTables } from '../institutions/recent-code-tables.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { lockSettings } from '../institutions/write-settings.ts'

/** A code of a table, as institutions decide about it. */
export type TableRow = { code: string; label: string; isEnabled: boolean; isDefault: boolean }

/** A table in the order in which people see it, and who changed it last. */
export type StoredTable = {
  rows: (TableRow & { details: Record<string, unknown> })[]
  changed?: { by: string; at: Date }
}

/** Tables whose codes mean something to the program: nobody adds, renames or switches off any. */
export const fixedTables: ReadonlySet<string> = new Set([
  'AddNewUserOptions',
  'UserUserType',
  'ContentStructureStatus',
  'UserRoleStatus',
  'HFrUserRoles.roleType',
  'HFrUserFinesFees.fineFeeStatus',
])

const keyOf = (table: string): string => `codeTable.${table}`

/** One table of the institution; one that it does not have is empty. */
export async function readCodeTable(ctx: Context, table: string): Promise<StoredTable> {
  requirePermission(ctx, 'configuration.view')
  const rows = await readRows(ctx, table)
  const changes = await sql<{ by: string; at: Date }>`select actor_name as by, at from settings_history
    where institution_id = ${ctx.institution.institutionId} and key = ${keyOf(table)}
    order by settings_history_id desc limit 1`.execute(ctx.db)
  return { rows, ...(changes.rows[0] ? { changed: changes.rows[0] } : {}) }
}

async function readRows(ctx: Context, table: string): Promise<StoredTable['rows']> {
  const { rows } = await sql<StoredTable['rows'][number]>`
    select code, label, is_enabled as "isEnabled", is_default as "isDefault", details from code_value
    where institution_id = ${ctx.institution.institutionId} and table_name = ${table}
    order by position, label`.execute(ctx.db)
  return rows
}

const longestCode = 255
const longestLabel = 2000
const mostRows = 20_000

/**
 * Writes a whole table: order, words, what is enabled and what is the default. A code that is not named is switched off and
 * never lost, because records may have it. What the program keeps with a code stays. Throws `invalid_values`.
 */
export async function saveCodeTable(
  ctx: Context,
  { table, rows }: { table: string; rows: readonly TableRow[] },
): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  if (fixedTables.has(table))
    throw appError('invalid_values', { problems: [{ field: table, rule: 'read_only' }] })
  const problems = problemsOf(rows)
  if (problems.length > 0) throw appError('invalid_values', { problems })
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockSettings(inner)
    const before = await readRows(inner, table)
    const named = new Set(rows.map(row => row.code))
    const left = before.filter(row => !named.has(row.code))
    const off = left.map(row => ({ ...row, isEnabled: false, isDefault: false }))
    await write(inner, table, [...rows, ...off])
    await record(inner, table, { before, after: await readRows(inner, table) })
  })
  forgetCodeTables(ctx)
}

function problemsOf(rows: readonly TableRow[]): FieldProblem[] {
  if (rows.length > mostRows) return [{ field: 'row', rule: 'too_many', limit: mostRows }]
  const seen = new Set<string>()
  const problems = rows.flatMap(({ code, label }): FieldProblem[] => {
    const field = `row/${code.slice(0, 50)}`
    if (code === '') return [{ field, rule: 'required' }]
    if (code.length > longestCode) return [{ field, rule: 'too_long', limit: longestCode }]
    if (label.length > longestLabel) return [{ field, rule: 'too_long', limit: longestLabel }]
    if (/\p{Cc}/u.test(code + label)) return [{ field, rule: 'control_characters' }]
    return seen.size === seen.add(code).size ? [{ field, rule: 'repeated' }] : []
  })
  const defaults = rows.filter(row => row.isDefault)
  if (defaults.length > 1) problems.push({ field: 'default', rule: 'several_defaults' })
  return problems.slice(0, 20)
}

async function write(ctx: Context, table: string, rows: readonly TableRow[]): Promise<void> {
  const given = rows.map((row, position) => ({ ...row, position }))
  await sql`insert into code_value (institution_id, table_name, code, label, position, is_enabled, is_default)
    select ${ctx.institution.institutionId}, ${table}, r.code, r.label, r.position, r."isEnabled", r."isDefault"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) r
      (code text, label text, position integer, "isEnabled" boolean, "isDefault" boolean)
    on conflict (institution_id, table_name, code) do update set label = excluded.label, position = excluded.position,
      is_enabled = excluded.is_enabled, is_default = excluded.is_default
    where (code_value.label, code_value.position, code_value.is_enabled, code_value.is_default)
      is distinct from (excluded.label, excluded.position, excluded.is_enabled, excluded.is_default)`.execute(
    ctx.db,
  )
}

/** Writes down the rows that differ; a table that stayed as it was leaves no trace. */
async function record(
  ctx: Context,
  table: string,
  { before, after }: Record<'before' | 'after', StoredTable['rows']>,
): Promise<void> {
  const told = ({ label, isEnabled, isDefault, details }: StoredTable['rows'][number]) =>
    JSON.stringify({ label, isEnabled, isDefault, details })
  const [old, now] = [before, after].map(rows => new Map(rows.map(row => [row.code, told(row)])))
  const isSame = (code: string) => old!.get(code) === now!.get(code)
  const differing = (rows: Map<string, string>) =>
    Object.fromEntries(
      [...rows].filter(([code]) => !isSame(code)).map(([code, row]) => [code, JSON.parse(row)]),
    )
  const [was, is] = [differing(old!), differing(now!)]
  const isReordered = before.map(row => row.code).join('\n') !== after.map(row => row.code).join('\n')
  if (isReordered || Object.keys(is).length > 0)
    await recordSettings(ctx, [{ key: keyOf(table), old: was, new: is }])
}

/**
 * Says which user groups each record type may have, by group; groups that are not named stay as they are. Throws
 * `invalid_values` for a group that there is not.
 */
export async function saveGroupRecordTypes(
  ctx: Context,
  recordTypes: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  const table = 'UserGroups'
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockSettings(inner)
    const before = await readRows(inner, table)
    const unknown = [...recordTypes.keys()].filter(code => !before.some(row => row.code === code))
    if (unknown.length > 0)
      throw appError('invalid_values', {
        problems: unknown.map(limit => ({ field: table, rule: 'unknown_code', limit })),
      })
    const given = [...recordTypes].map(([code, types]) => ({ code, types }))
    await sql`update code_value c set details = c.details || jsonb_build_object('record_types', r.types)
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) r (code text, types jsonb)
      where c.institution_id = ${ctx.institution.institutionId} and c.table_name = ${table} and c.code = r.code`.execute(
      db,
    )
    await record(inner, table, { before, after: await readRows(inner, table) })
  })
}
