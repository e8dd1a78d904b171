import { pipeline, Readable } from 'node:stream'
import { CsvError, type Parser, parse } from 'csv-parse'
import { detectSeparator, type Separator, type SeparatorHints } from './detect-separator.ts'
import type { FileInput } from './file-input.ts'
import { restoreFormula } from './neutralise-formula.ts'
import type { SheetRow } from './sheet-row.ts'
import { spreadsheetError } from './spreadsheet-error.ts'
import { detectEncoding, type TextEncoding, utf8Chunks } from './text-encoding.ts'

const sampleCharacters = 64 * 1024
const maximumRecordBytes = 16 * 1024 * 1024

/**
 * Streams the rows of a CSV or text file (RFC 4180, any line end, stray quotes taken as text). A row is a record:
 * a line break within quotes does not start a row, as in a spreadsheet. Throws file_encoding, file_not_spreadsheet.
 */
export async function* readCsvRows(input: FileInput, hints: SeparatorHints): AsyncGenerator<SheetRow> {
  const encoding = await detectEncoding(input)
  const sample = await firstText(input, encoding)
  const declared = /^sep=([,;\t])\r?\n/i.exec(sample)?.[1] as Separator | undefined
  const parser = openParser(declared ?? detectSeparator(sample, hints), utf8Chunks(input, encoding))
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      if (declared && number === 1) continue
      if (cells.some(cell => cell !== '')) yield { number, cells: cells.map(restoreFormula) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw spreadsheetError('file_not_spreadsheet', `row ${number + 1}: ${error.message}`, error)
  }
}

function openParser(separator: Separator, chunks: AsyncIterable<Buffer>): Parser {
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maximumRecordBytes,
  })
  // Errors of either side surface where the parser is iterated; stopping there closes the file.
  return pipeline(Readable.from(chunks, { objectMode: false }), parser, () => {})
}

/** The beginning of the text, cut at a line end so that a line that is only half there is not judged. */
async function firstText(input: FileInput, encoding: TextEncoding): Promise<string> {
  let text = ''
  for await (const chunk of utf8Chunks(input, encoding)) {
    text += chunk.toString('utf8')
    if (text.length < sampleCharacters) continue
    const lastLineEnd = text.lastIndexOf('\n')
    return lastLineEnd > 0 ? text.slice(0, lastLineEnd + 1) : text
  }
  return text
}
