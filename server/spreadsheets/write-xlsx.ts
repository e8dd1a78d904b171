import { type PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { TableColumn, TableRow, TableRows } from './table.ts'
import { escapeXlsxText } from './xlsx-escape.ts'
import { cellStyle, sheetOpening, sheetPartName, workbookParts } from './xlsx-parts.ts'

/** Excel's limits: rows of a sheet below the header, and characters of a cell. Beyond, it calls the file corrupt. */
const maximumRowsPerSheet = 1_048_575
const maximumCellCharacters = 32_767

const chunkCharacters = 64 * 1024
// Nothing in the file depends on the clock: the same rows give the same bytes.
const zipOptions = { mtime: new Date('2000-01-01T12:00:00Z'), compressionLevel: 3 }
// A part of a zip without 64-bit extensions, which not every program reads, has room for 4 GB.
const maximumSheetCharacters = 1024 * 1024 * 1024

/** The rows not yet written, and the next of them. */
type Cursor = { rows: AsyncIterator<TableRow>; next: IteratorResult<TableRow> }

/**
 * A table as XLSX, row by row. Text is stored as inline text with the format "Text": leading zeros stay, and
 * nothing is ever evaluated, so that formulas need no neutralising. Text is cut at Excel's 32 767 characters; rows
 * that do not fit on one sheet go on to the next, each under the same header.
 */
export function writeXlsx(
  columns: TableColumn[],
  rows: TableRows,
  rowsPerSheet: number = maximumRowsPerSheet,
): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as PassThrough
  zip.on('error', error => output.destroy(error))
  fillZip(zip, columns, { rows, rowsPerSheet }).catch(error => output.destroy(error))
  return output
}

async function fillZip(
  zip: ZipFile,
  columns: TableColumn[],
  { rows, rowsPerSheet }: { rows: TableRows; rowsPerSheet: number },
) {
  const iterator = rows[Symbol.asyncIterator]()
  let sheetCount = 0
  try {
    const cursor: Cursor = { rows: iterator, next: await iterator.next() }
    do {
      sheetCount += 1
      await addSheet(zip, sheetPartName(sheetCount), sheetChunks(columns, cursor, rowsPerSheet))
    } while (!cursor.next.done)
  } finally {
    await iterator.return?.()
  }
  for (const [name, xml] of Object.entries(workbookParts(sheetCount))) {
    zip.addBuffer(Buffer.from(xml), name, zipOptions)
  }
  zip.end()
}

/** Resolves when the sheet is written; when the reader of the zip goes away, the sheet stops asking for rows. */
async function addSheet(zip: ZipFile, name: string, chunks: AsyncIterable<string>) {
  const sheet = Readable.from(chunks, { objectMode: false })
  const stop = () => sheet.destroy()
  if ((zip.outputStream as PassThrough).destroyed) stop()
  else zip.outputStream.once('close', stop)
  zip.addReadStream(sheet, name, zipOptions)
  await finished(sheet)
  zip.outputStream.off('close', stop)
}

async function* sheetChunks(
  columns: TableColumn[],
  cursor: Cursor,
  rowsPerSheet: number,
): AsyncGenerator<string> {
  const letters = columns.map((_, index) => columnLetters(index))
  const labels = columns.map(({ label }) => label)
  const header = sheetRow(letters, labels, { number: 1, style: cellStyle.header })
  let chunk = `${sheetOpening}${sheetView}${columnWidths(columns)}<sheetData>${header}`
  let number = 1
  let written = 0
  while (!cursor.next.done && number <= rowsPerSheet && written < maximumSheetCharacters) {
    const { value: row } = cursor.next
    const values = columns.map(({ key }) => row[key])
    number += 1
    chunk += sheetRow(letters, values, { number, style: cellStyle.text })
    cursor.next = await cursor.rows.next()
    if (chunk.length < chunkCharacters) continue
    written += chunk.length
    yield chunk
    chunk = ''
  }
  const range = `A1:${letters.at(-1) ?? 'A'}${number}`
  // Spares the reader a green triangle in every cell that holds an identifier.
  const ignored = `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors>`
  yield `${chunk}</sheetData>${ignored}</worksheet>`
}

const sheetView = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" \
activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`

function columnWidths(columns: TableColumn[]): string {
  const widths = columns.map(({ width = 16 }, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  return widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`
}

function sheetRow(
  letters: string[],
  values: (TableRow[string] | undefined)[],
  { number, style }: { number: number; style: number },
): string {
  const cells = values.map((value, index) => {
    if (typeof value === 'number') {
      return Number.isFinite(value) ? `<c r="${letters[index]}${number}"><v>${value}</v></c>` : ''
    }
    if (!value) return ''
    const text = `<is><t xml:space="preserve">${cellContent(value)}</t></is>`
    return `<c r="${letters[index]}${number}" s="${style}" t="inlineStr">${text}</c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

function cellContent(text: string): string {
  const cut = text.length > maximumCellCharacters ? `${text.slice(0, maximumCellCharacters - 1)}…` : text
  return escapeXlsxText(cut)
}

function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (index % 26))
}
