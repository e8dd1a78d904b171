import { Readable } from 'node:stream'
import { neutraliseFormula } from './neutralise-formula.ts'
import type { TableColumn, TableRow, TableRows } from './table.ts'

const chunkCharacters = 64 * 1024

/** A table as CSV (RFC 4180, comma, CRLF) in UTF-8 with a byte order mark, without which Excel misreads accents. */
export function writeCsv(columns: TableColumn[], rows: TableRows): Readable {
  return Readable.from(csvChunks(columns, rows), { objectMode: false })
}

async function* csvChunks(columns: TableColumn[], rows: TableRows): AsyncGenerator<string> {
  let chunk = `\uFEFF${columns.map(({ label }) => csvField(label)).join(',')}\r\n`
  for await (const row of rows) {
    chunk += csvLine(columns, row)
    if (chunk.length < chunkCharacters) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

function csvLine(columns: TableColumn[], row: TableRow): string {
  return `${columns.map(({ key }) => csvField(row[key])).join(',')}\r\n`
}

function csvField(value: string | number | null | undefined): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (!value) return ''
  const text = neutraliseFormula(value)
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
