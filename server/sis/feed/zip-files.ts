import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { chunkBytes, type FeedFile, type PackingProblem, readRange } from './feed-files.ts'
import type { FeedLimits } from './feed-types.ts'

const stored = 0
const deflated = 8
const encryptedFlag = 1
const ratioFromBytes = 10 * 1024 ** 2

type NamedEntry = { name: string; entry: Entry }

/**
 * The XML files of a zip in name order; folders, other files and what macOS adds are passed over. Sizes are
 * judged by the zip's directory before anything is unpacked, and unpacking stops at the size stated there.
 */
export async function listZip(
  handle: FileHandle,
  zipName: string,
  limits: FeedLimits,
): Promise<FeedFile[] | PackingProblem> {
  try {
    const zip = await fromFdPromise(handle.fd, { autoClose: false, decodeStrings: false })
    const entries = await readDirectory(zip, limits.maxFiles)
    const problem = refusal(zipName, entries, limits)
    return (
      problem ??
      entries.map(({ name, entry }) => ({ name, parts: () => unpack(handle, zip, { name, entry }) }))
    )
  } catch (error) {
    return broken(zipName, error)
  }
}

/** Stops one entry above the limit, which is enough to refuse. */
async function readDirectory(zip: ZipFile, maxFiles: number): Promise<NamedEntry[]> {
  const entries: NamedEntry[] = []
  for await (const entry of zip.eachEntry()) {
    // Nothing is written to disk, so that a name like ../users.xml is only a name.
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    if (isFeedFile(name)) entries.push({ name, entry })
    if (entries.length > maxFiles) break
  }
  return entries.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}

function isFeedFile(name: string): boolean {
  const path = name.split('/')
  return /^[^.].*\.xml$/is.test(path.at(-1)!) && !path.includes('__MACOSX')
}

function refusal(zipName: string, entries: NamedEntry[], limits: FeedLimits): PackingProblem | null {
  if (entries.length > limits.maxFiles) {
    return { file: zipName, code: 'zip_too_many_files', parameters: { maxFiles: limits.maxFiles } }
  }
  const bomb = entries.find(({ entry }) => isBomb(entry, limits.maxRatio))
  if (bomb) return { file: bomb.name, code: 'zip_bomb', parameters: { maxRatio: limits.maxRatio } }
  const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
  if (total <= limits.maxTotalBytes) return null
  return { file: zipName, code: 'feed_too_large', parameters: { maxBytes: limits.maxTotalBytes } }
}

function isBomb(entry: Entry, maxRatio: number): boolean {
  return entry.uncompressedSize > ratioFromBytes && entry.uncompressedSize > entry.compressedSize * maxRatio
}

async function* unpack(
  handle: FileHandle,
  zip: ZipFile,
  { name, entry }: NamedEntry,
): AsyncGenerator<Buffer | PackingProblem> {
  const method = entry.compressionMethod
  if (entry.generalPurposeBitFlag & encryptedFlag) {
    yield { file: name, code: 'zip_encrypted', parameters: {} }
  } else if (method !== stored && method !== deflated) {
    yield { file: name, code: 'zip_method_unsupported', parameters: { method } }
  } else {
    try {
      yield* checked(name, entry, await openEntry(handle, zip, entry))
    } catch (error) {
      yield broken(name, error)
    }
  }
}

async function openEntry(handle: FileHandle, zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = readRange(handle, fileDataStart, entry.compressedSize)
  if (entry.compressionMethod === stored) return packed
  // Inflating runs on another thread while the last chunk is cut and hashed; its errors reach the reader.
  return pipeline(packed, createInflateRaw({ chunkSize: chunkBytes }), () => {})
}

async function* checked(
  file: string,
  entry: Entry,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer | PackingProblem> {
  let size = 0
  let checksum = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > entry.uncompressedSize) break
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (size !== entry.uncompressedSize) {
    yield { file, code: 'zip_broken', parameters: { reason: 'size differs from the directory' } }
  } else if (checksum !== entry.crc32) yield { file, code: 'zip_crc_wrong', parameters: {} }
}

/** A failing disk is not the file's fault and is thrown on; what yauzl and zlib complain about is. */
function broken(file: string, error: unknown): PackingProblem {
  if (!(error instanceof Error) || 'syscall' in error) throw error
  if (/strong encryption/.test(error.message)) return { file, code: 'zip_encrypted', parameters: {} }
  return { file, code: 'zip_broken', parameters: { reason: error.message } }
}
