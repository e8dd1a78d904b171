import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import type { FileInput } from './file-input.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

// A workbook has some dozens of parts.
const maximumParts = 10_000
// Sheets shrink to a tenth or a twentieth; deflate itself allows 1000. Small files are harmless whatever the ratio.
const maximumRatio = 200
const harmlessBytes = 50 * 1024 * 1024

/** The parts of an XLSX file by name; `read` throws file_not_spreadsheet when the part is damaged. */
export type ZipParts = {
  has: (name: string) => boolean
  read: (name: string) => AsyncGenerator<Buffer>
  close: () => void
}

/**
 * Opens a zip and checks what it says it will unpack to, before unpacking anything; yauzl refuses a part that
 * then turns out longer than it said. Throws file_not_spreadsheet, file_encrypted or file_too_large.
 */
export async function openZip(input: FileInput, maximumUnpackedBytes: number): Promise<ZipParts> {
  const zip = await asDamage(openZipFile(input))
  try {
    const entries = await readDirectory(zip)
    checkExpansion([...entries.values()], maximumUnpackedBytes)
    return {
      has: name => entries.has(name),
      read: name => readPart(zip, entries.get(name)),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

function openZipFile(input: FileInput): Promise<ZipFile> {
  return typeof input === 'string' ? openPromise(input, { autoClose: false }) : fromBufferPromise(input)
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > maximumParts) {
    throw spreadsheetError('file_not_spreadsheet', `the zip has ${zip.entryCount} entries`)
  }
  const entries = new Map<string, Entry>()
  for await (const entry of damageChecked(zip.eachEntry())) entries.set(entry.fileName, entry)
  return entries
}

function checkExpansion(entries: Entry[], maximumUnpackedBytes: number) {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (unpacked > maximumUnpackedBytes) {
    throw spreadsheetError('file_too_large', `the zip unpacks to ${unpacked} bytes`)
  }
  const bomb = entries.find(
    ({ uncompressedSize, compressedSize }) =>
      uncompressedSize > harmlessBytes && uncompressedSize > compressedSize * maximumRatio,
  )
  if (bomb) {
    throw spreadsheetError('file_too_large', `${bomb.fileName} unpacks to ${bomb.uncompressedSize} bytes`)
  }
  if (entries.some(entry => entry.isEncrypted())) {
    throw spreadsheetError('file_encrypted', 'the zip is protected by a password')
  }
}

async function* readPart(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw spreadsheetError('file_not_spreadsheet', 'a part of the workbook is missing')
  const stream = await asDamage(zip.openReadStreamPromise(entry))
  yield* damageChecked<Buffer>(stream)
}

async function* damageChecked<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (error) {
    throw damage(error)
  }
}

async function asDamage<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw damage(error)
  }
}

function damage(error: unknown): Error {
  return spreadsheetError('file_not_spreadsheet', 'the zip is damaged', error)
}
