import type { Context } from '../context.ts'
import { readCodeTables } from '../institutions/code-tables.ts'

/** What codes of some tables mean; nothing is known of a code that is not there. */
export type Words = {
  /** '' where there is none. */
  label: (table: string, code: string) => string
  /** What only some tables have: the library of a desk. */
  detail: (table: string, code: string, name: string) => string | undefined
}

/** Words of these tables alone: an answer seldom needs more, and all of them are many. */
export async function readWords(ctx: Context, tables: readonly string[]): Promise<Words> {
  const codes = Object.entries(await readCodeTables(ctx, tables))
  const words = new Map(codes.map(([table, rows]) => [table, new Map(rows.map(row => [row.code, row]))]))
  return {
    label: (table, code) => words.get(table)?.get(code)?.label ?? '',
    detail: (table, code, name) => {
      const value = words.get(table)?.get(code)?.details?.[name]
      return typeof value === 'string' ? value : undefined
    },
  }
}
