import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'
import type { CodeIndex } from '../fields/check-value.ts'

/** What the code tables allow. */
export type CodeRules = {
  /** Enabled codes by table. */
  all: CodeIndex
  /** Those of them that a record type may have. */
  of: Readonly<Record<RecordType, CodeIndex>>
  /** Codes of `field` that go with a code of the table that decides it, by table, code and field; none: any. */
  companions: (table: string, code: string, field: string) => readonly string[] | undefined
}

type Row = { table_name: string; code: string; details: Record<string, unknown> }

/** Reads the code tables of the institution as rules for values. */
export async function readCodeRules(ctx: Context): Promise<CodeRules> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<Row>`
    select table_name, code, details from code_value
    where institution_id = ${institutionId} and is_enabled and table_name <> 'Libraries'
    union all
    select 'Libraries', code, '{}' from library where institution_id = ${institutionId}`.execute(ctx.db)
  const details = new Map(rows.map(row => [`${row.table_name} ${row.code}`, row.details]))
  return {
    all: indexOf(rows),
    of: {
      PUBLIC: indexOf(rows, 'PUBLIC'),
      STAFF: indexOf(rows, 'STAFF'),
      CONTACT: indexOf(rows, 'CONTACT'),
    },
    companions: (table, code, field) => asList(details.get(`${table} ${code}`)?.[field]),
  }
}

/** A table of which nothing is left for a record type stays, empty: everything is then refused. */
function indexOf(rows: readonly Row[], recordType?: RecordType): CodeIndex {
  const index = new Map<string, Set<string>>()
  for (const { table_name, code, details } of rows) {
    const codes = index.get(table_name) ?? new Set()
    index.set(table_name, codes)
    const types = details['record_types']
    if (!recordType || !Array.isArray(types) || types.includes(recordType)) codes.add(code)
  }
  return index
}

function asList(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined
}
