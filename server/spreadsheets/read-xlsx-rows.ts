import type { FileInput } from './file-input.ts'
import { openWorkbook, type Workbook } from './open-workbook.ts'
import { openZip } from './open-zip.ts'
import { createXmlParser, type XmlHandlers } from './parse-xml.ts'
import type { Cell, SheetLimits, SheetRow } from './sheet-row.ts'
import { spreadsheetError } from './spreadsheet-error.ts'
import { unescapeXlsxText } from './xlsx-escape.ts'

const maximumColumns = 16_384

/**
 * Streams the rows of the first visible sheet. Formulas give the value they were saved with.
 * Throws file_not_spreadsheet, file_encrypted, file_too_large.
 */
export async function* readXlsxRows(
  input: FileInput,
  limits: Pick<SheetLimits, 'maximumUnpackedBytes'>,
): AsyncGenerator<SheetRow> {
  const parts = await openZip(input, limits.maximumUnpackedBytes)
  try {
    const workbook = await openWorkbook(parts)
    const rows: SheetRow[] = []
    const parser = createXmlParser(rowHandlers(workbook, row => rows.push(row)))
    for await (const chunk of parts.read(workbook.sheetPart)) {
      parser.write(chunk)
      yield* rows.splice(0)
    }
    parser.end()
    yield* rows
  } finally {
    parts.close()
  }
}

function rowHandlers(workbook: Workbook, emit: (row: SheetRow) => void): XmlHandlers {
  let row: SheetRow = { number: 0, cells: [] }
  let column = -1
  let attributes: Record<string, string> = {}
  let text = ''
  let isCollecting = false
  let isPhonetic = false
  return {
    open: (tag, given) => {
      if (tag === 'row') {
        row = { number: rowNumber(given['r']) ?? row.number + 1, cells: [] }
        column = -1
      } else if (tag === 'c') {
        column = given['r'] === undefined ? column + 1 : columnOf(given['r'])
        attributes = given
        text = ''
      } else if (tag === 'rPh') {
        isPhonetic = true
      }
      isCollecting = tag === 'v' || (tag === 't' && !isPhonetic)
    },
    text: piece => {
      if (isCollecting) text += piece
    },
    close: tag => {
      if (tag === 'c' && text !== '') setCell(row.cells, column, cellOf(text, attributes, workbook))
      else if (tag === 'row' && row.cells.some(cell => cell !== '')) emit(row)
      else if (tag === 'rPh') isPhonetic = false
      isCollecting = false
    },
  }
}

function cellOf(text: string, { t: type = 'n', s: style }: Record<string, string>, workbook: Workbook): Cell {
  if (type === 's') return sharedText(workbook, text)
  if (type === 'str' || type === 'inlineStr') return unescapeXlsxText(text)
  if (type === 'd') return { kind: 'date', text }
  if (type === 'b') return { kind: 'boolean', text }
  if (type === 'e') return { kind: 'error', text }
  const { isDate, minimumDigits } = workbook.styles[Number(style ?? 0)] ?? { isDate: false, minimumDigits: 0 }
  if (isDate) return { kind: 'date', text }
  return { kind: 'number', text: /^\d+$/.test(text) ? text.padStart(minimumDigits, '0') : text }
}

function sharedText(workbook: Workbook, index: string): string {
  const text = workbook.texts.get(Number(index))
  if (text === undefined) throw spreadsheetError('file_not_spreadsheet', `shared string ${index} is missing`)
  return text
}

function setCell(cells: Cell[], column: number, cell: Cell) {
  if (!(column >= 0 && column < maximumColumns)) {
    throw spreadsheetError('file_not_spreadsheet', 'a cell outside the sheet')
  }
  while (cells.length < column) cells.push('')
  cells[column] = cell
}

/** Zero-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length; index += 1) {
    const letter = reference.charCodeAt(index) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

function rowNumber(reference: string | undefined): number | undefined {
  return reference !== undefined && /^[1-9]\d{0,8}$/.test(reference) ? Number(reference) : undefined
}
