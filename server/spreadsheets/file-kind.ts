import { buffer } from 'node:stream/consumers'
import { type FileInput, inputChunks, inputHead } from './file-input.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

const zipSignature = Buffer.from('PK\x03\x04', 'latin1')
const compoundFileSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const sampleBytes = 4096

/**
 * Tells a zip (XLSX) from text by content: library systems like to name tab-separated text `.xls`.
 * Throws file_encrypted, file_old_xls or file_not_spreadsheet for what can be neither.
 */
export async function fileKind(input: FileInput): Promise<'zip' | 'text'> {
  const head = await inputHead(input, sampleBytes)
  if (head.subarray(0, zipSignature.length).equals(zipSignature)) return 'zip'
  if (head.subarray(0, compoundFileSignature.length).equals(compoundFileSignature)) {
    throw await compoundFileError(input)
  }
  if (isForeignText(head)) throw spreadsheetError('file_not_spreadsheet', 'the file is HTML, XML or PDF')
  return 'text'
}

/** A password-protected XLSX and an old XLS are both compound files; the names of their streams differ. */
async function compoundFileError(input: FileInput): Promise<Error> {
  const content = await buffer(inputChunks(input))
  const hasStream = (name: string) => content.includes(Buffer.from(name, 'utf16le'))
  if (hasStream('EncryptedPackage')) {
    return spreadsheetError('file_encrypted', 'the workbook is protected by a password')
  }
  if (hasStream('Workbook') || hasStream('Book')) {
    return spreadsheetError('file_old_xls', 'the workbook has the format of Excel 97-2003')
  }
  return spreadsheetError('file_not_spreadsheet', 'a compound file without a workbook')
}

function isForeignText(head: Buffer): boolean {
  // Byte order marks and the zeros of UTF-16 are passed over: the first character decides.
  const text = head.toString('latin1').replaceAll('\0', '')
  return /^[\xEF\xBB\xBF\xFE\xFF]*\s*(<[!?a-z]|%PDF-)/i.test(text)
}
