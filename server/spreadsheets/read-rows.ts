import type { SeparatorHints } from './detect-separator.ts'
import { type FileInput, inputSize } from './file-input.ts'
import { fileKind } from './file-kind.ts'
import { readCsvRows } from './read-csv-rows.ts'
import { readXlsxRows } from './read-xlsx-rows.ts'
import type { SheetLimits, SheetRow } from './sheet-row.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

/**
 * Streams the rows of an XLSX, CSV or text file that are not blank, in flat memory. What the file is, its content
 * says, not its name. Throws the errors of `SpreadsheetErrorCode`, and file_empty when no row has anything.
 */
export async function* readRows(
  input: FileInput,
  hints: SeparatorHints,
  limits: SheetLimits,
): AsyncGenerator<SheetRow> {
  const size = await inputSize(input)
  if (size > limits.maximumBytes) throw spreadsheetError('file_too_large', `the file has ${size} bytes`)
  if (size === 0) throw spreadsheetError('file_empty', 'the file has no content')
  const isZip = (await fileKind(input)) === 'zip'
  let isEmpty = true
  for await (const row of isZip ? readXlsxRows(input, limits) : readCsvRows(input, hints)) {
    if (row.number > limits.maximumRows) {
      throw spreadsheetError('file_too_large', `the file has more than ${limits.maximumRows} rows`)
    }
    isEmpty = false
    yield row
  }
  if (isEmpty) throw spreadsheetError('file_empty', 'the file has only blank rows')
}
