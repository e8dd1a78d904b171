import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import type { Download } from '../http/download.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import type { TableRow } from '../spreadsheets/table.ts'
import { contentTypes, writeTable } from '../spreadsheets/write-table.ts'
import { hasActiveBlocks, hasNotes } from './marks.ts'
import { filterOf, type Selection } from './selection.ts'

const batchSize = 2000

/** Columns besides the fields; and headings that the set upload knows again (features O2), or the CARLI report has. */
const headings: Record<string, string> = {
  primary_id: 'Primary Identifier',
  user_id: 'User ID',
  days_after_purge_date: 'Days between Today and Purge Date',
  has_staff_role: 'Has Role other than Patron and Instructor',
  has_blocks: 'Blocks',
  has_notes: 'Notes',
}

export type ExportInput = Selection & { format: 'xlsx' | 'csv'; columns: string }

/** The users of the list as a file, streamed; codes appear as their labels. */
export async function exportUsers(ctx: Context, input: ExportInput): Promise<Download> {
  requirePermission(ctx, 'users.view')
  const names = input.columns.split(',').filter(Boolean)
  const unknown = names.find(name => !isExportable(name))
  if (names.length === 0 || unknown !== undefined) {
    throw appError('invalid_input', {
      problems: [{ field: 'columns', rule: 'unknown_field', limit: unknown ?? '' }],
    })
  }
  const columns = names.map(key => ({ key, label: headings[key] ?? headingOf(key) }))
  const rows = await exportRows(ctx, { names, where: await matching(ctx, filterOf(input)) })
  return {
    fileName: `users-${dateIn(ctx.institution.timeZone, ctx.now())}.${input.format}`,
    contentType: contentTypes[input.format],
    stream: writeTable(input.format, columns, rows),
  }
}

function isExportable(name: string): boolean {
  const field = fieldNamed(name)
  if (field) return !field.sensitive && field.section !== 'internal' && field.type !== 'notices'
  return Object.hasOwn(headings, name)
}

const headingOf = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('_', ' ')

/** All rows in the order of ids, a batch at a time: no transaction stays open while the client reads. */
async function exportRows(ctx: Context, { names, where }: { names: string[]; where: RawBuilder<unknown> }) {
  const selected = await Promise.all(
    names.map(async name => sql`${await expressionOf(ctx, name)} as ${sql.ref(name)}`),
  )
  const labels = await labelsOf(ctx, names)
  return (async function* () {
    for (let after = 0; ; ) {
      const { rows } = await sql<ExportRow & { row_id: number }>`
        select u.user_id as row_id, ${sql.join(selected)} from user_account u
        where ${where} and u.user_id > ${after} order by u.user_id limit ${batchSize}`.execute(ctx.db)
      for (const row of rows) yield labelled(row, labels)
      if (rows.length < batchSize) return
      after = rows.at(-1)!.row_id
    }
  })()
}

async function expressionOf(ctx: Context, name: string): Promise<RawBuilder<unknown>> {
  if (name === 'user_id') return sql`u.user_id`
  if (name === 'days_after_purge_date')
    return sql`${dateIn(ctx.institution.timeZone, ctx.now())}::date - u.purge_date`
  if (name === 'has_staff_role') {
    const filter = { field: name, op: 'eq', value: true } as const
    return yesOrNo(compileFilter(filter, await scopeFor(ctx, filter)))
  }
  if (name === 'has_blocks') return yesOrNo(hasActiveBlocks(ctx))
  if (name === 'has_notes') return yesOrNo(hasNotes(ctx))
  const column = sql.ref(`u.${name}`)
  const { type } = fieldNamed(name)!
  // A moment as documents write it.
  if (type === 'moment') return sql`to_jsonb(${column}) #>> '{}'`
  return type === 'codes' ? column : sql`${column}::text`
}

const yesOrNo = (condition: RawBuilder<unknown>) => sql`case when ${condition} then 'Yes' else 'No' end`

type ExportRow = Record<string, string | number | null | string[]>

async function labelsOf(ctx: Context, names: string[]): Promise<Map<string, Map<string, string>>> {
  const tables = await readCodeTables(ctx)
  return new Map(
    names.flatMap(name => {
      const field = fieldNamed(name)
      const table = field?.codeTable === undefined ? undefined : tables[field.codeTable]
      return table ? [[name, new Map(table.map(row => [row.code, row.label]))]] : []
    }),
  )
}

function labelled(row: ExportRow, labels: Map<string, Map<string, string>>): TableRow {
  const cells = Object.entries(row).map(([name, value]) => {
    const labelOf = (code: string) => labels.get(name)?.get(code) ?? code
    if (Array.isArray(value)) return [name, value.map(labelOf).join('; ')]
    return [name, typeof value === 'string' ? labelOf(value) : value]
  })
  return Object.fromEntries(cells)
}
