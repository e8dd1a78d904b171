import { type FileInput, inputChunks, inputHead } from './file-input.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const sampleBytes = 4096
const byteOrderMarks: [mark: string, encoding: TextEncoding | null][] = [
  ['fffe0000', null], // UTF-32, before UTF-16 LE whose mark it begins with
  ['0000feff', null],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['efbbbf', 'utf-8'],
]

/**
 * Finds how a text file is written: by its byte order mark; without one UTF-8 if every byte agrees, otherwise
 * windows-1252, which is what Excel saves as plain CSV in western Europe.
 * Throws file_encoding, or file_not_spreadsheet for a binary file.
 */
export async function detectEncoding(input: FileInput): Promise<TextEncoding> {
  const head = await inputHead(input, sampleBytes)
  const hex = head.subarray(0, 4).toString('hex')
  const known = byteOrderMarks.find(([mark]) => hex.startsWith(mark))
  if (known?.[1] === null) throw spreadsheetError('file_encoding', 'UTF-32 is not supported')
  if (known) return known[1] as TextEncoding
  refuseBinary(head)
  return await encodingWithoutMark(input)
}

async function encodingWithoutMark(input: FileInput): Promise<TextEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let isWindows = true
  for await (const chunk of inputChunks(input)) {
    if (isUtf8) isUtf8 = decodes(() => decoder.decode(chunk, { stream: true }))
    if (isWindows) isWindows = !hasBytesUnusedInWindows1252(chunk)
    if (!isUtf8 && !isWindows) break
  }
  if (isUtf8 && decodes(() => decoder.decode())) return 'utf-8'
  if (isWindows) return 'windows-1252'
  throw spreadsheetError('file_encoding', 'neither UTF-8 nor windows-1252, and no byte order mark')
}

/** The text in UTF-8 without a byte order mark. Throws file_encoding where the bytes contradict the encoding. */
export async function* utf8Chunks(input: FileInput, encoding: TextEncoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of inputChunks(input)) {
    const text = decodeOrThrow(() => decoder.decode(chunk, { stream: true }))
    if (text !== '') yield Buffer.from(text)
  }
  const rest = decodeOrThrow(() => decoder.decode())
  if (rest !== '') yield Buffer.from(rest)
}

function decodeOrThrow(decode: () => string): string {
  try {
    return decode()
  } catch (error) {
    throw spreadsheetError('file_encoding', 'the bytes contradict the encoding of the file', error)
  }
}

function decodes(decode: () => string): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}

function refuseBinary(head: Buffer) {
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  if (zeros === 0) return
  // Latin text in UTF-16 without a mark is zero in every second byte.
  throw zeros >= Math.floor(head.length / 2) * 0.8
    ? spreadsheetError('file_encoding', 'looks like UTF-16 without a byte order mark')
    : spreadsheetError('file_not_spreadsheet', 'a binary file')
}

function hasBytesUnusedInWindows1252(chunk: Buffer): boolean {
  return [0x81, 0x8d, 0x8f, 0x90, 0x9d].some(byte => chunk.includes(byte))
}
