import type { FileInput } from './file-input.ts'
import {
  type IdentifierRejection,
  identifierOf,
  maximumIdentifierCharacters,
  trimInvisible,
} from './identifier-cell.ts'
import {
  bareName,
  findIdentifierColumn,
  headerNames,
  type IdentifierColumn,
  type IdentifierTypeName,
} from './identifier-column.ts'
import { readRows } from './read-rows.ts'
import { cellText, defaultSheetLimits, type SheetLimits, type SheetRow } from './sheet-row.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

export type ReadIdentifierOptions = {
  /** Codes and labels that a header may have besides the names of the primary identifier. */
  identifierTypes: IdentifierTypeName[]
  /** Header of the column to take, when a person chose it. */
  column?: string
  /** What the values are, when a person chose it; otherwise the header says, and without header PRIMARY. */
  idType?: string
  limits?: Partial<SheetLimits>
}

/** The identifiers of a file, in its order. Rows are 1-based as a spreadsheet numbers them, the header included. */
export type IdentifierFile = {
  /** `PRIMARY` or the code of an identifier type. */
  idType: string
  header: string | null
  rows: { row: number; value: string }[]
  /** Rows that cannot be looked up, with the beginning of what they hold. */
  rejected: { row: number; value: string; reason: IdentifierRejection }[]
  /** Rows without an identifier; blank rows after the last one with content do not count. */
  blankRows: number
  /** Rows left out because an earlier row has the very same value. */
  duplicates: number
}

// Enough to tell a header from data.
const sampleRows = 50

/**
 * Reads the identifiers for a set made from a file (feature O2): XLSX, CSV or text. How the column is chosen is
 * told at `findIdentifierColumn`. Throws the errors of `SpreadsheetErrorCode`.
 */
export async function readIdentifierFile(
  input: FileInput,
  fileName: string,
  options: ReadIdentifierOptions,
): Promise<IdentifierFile> {
  const names = headerNames(options.identifierTypes)
  const hints = { fileName, isKnownName: (cell: string) => names.has(bareName(cell)) }
  const rows = readRows(input, hints, { ...defaultSheetLimits, ...options.limits })
  const sample: SheetRow[] = []
  const result: IdentifierFile = {
    idType: '',
    header: null,
    rows: [],
    rejected: [],
    blankRows: 0,
    duplicates: 0,
  }
  let collect: ((row: SheetRow) => void) | undefined
  const begin = () => {
    const column = findIdentifierColumn(sample, names, options.column)
    result.idType = options.idType ?? column.idType
    result.header = column.header
    collect = collector(result, column)
    sample.forEach(collect)
  }
  for await (const row of rows) {
    if (collect) collect(row)
    else if (sample.push(row) === sampleRows) begin()
  }
  if (!collect) begin()
  if (result.rows.length === 0 && result.rejected.length === 0) {
    throw spreadsheetError('file_empty', 'the file has a header but no identifiers')
  }
  return result
}

function collector(result: IdentifierFile, { index, header }: IdentifierColumn): (row: SheetRow) => void {
  const seen = new Set<string>()
  let previous = 0
  let isHeader = header !== null
  return ({ number, cells }) => {
    result.blankRows += Math.max(0, number - previous - 1)
    previous = number
    if (isHeader) {
      isHeader = false
      return
    }
    const identifier = identifierOf(cells[index])
    if ('reason' in identifier) {
      const value = trimInvisible(cellText(cells[index])).slice(0, maximumIdentifierCharacters)
      result.rejected.push({ row: number, value, reason: identifier.reason })
    } else if (identifier.value === '') result.blankRows += 1
    else if (seen.has(identifier.value)) result.duplicates += 1
    else {
      seen.add(identifier.value)
      result.rows.push({ row: number, value: identifier.value })
    }
  }
}
