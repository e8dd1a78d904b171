import type { Readable } from 'node:stream'
import type { TableColumn, TableRows } from './table.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

export type TableFormat = 'csv' | 'xlsx'

export const contentTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * A table as a file, streamed: rows are asked for as fast as the file is read, and given back (`return`) when the
 * reader goes away. An error of `rows` becomes the error of the stream. Reading the file back with `readRows`
 * gives the same texts; see `writeCsv` and `writeXlsx` for what they do about formulas.
 */
export function writeTable(format: TableFormat, columns: TableColumn[], rows: TableRows): Readable {
  return format === 'csv' ? writeCsv(columns, rows) : writeXlsx(columns, rows)
}
