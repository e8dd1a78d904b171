import type { FileHandle } from 'node:fs/promises'
import type { ProblemParameters } from '../../alma-user/read-xml.ts'
import type { FeedLimits, FeedProblemCode } from './feed-types.ts'
import { listZip } from './zip-files.ts'

/** Why a file or the whole feed cannot be read, or not be relied on. */
export type PackingProblem = { file: string; code: FeedProblemCode; parameters: ProblemParameters }

/** One XML file: its bytes piece by piece and, if it cannot be unpacked to its end, lastly why. */
export type FeedFile = { name: string; parts(): AsyncGenerator<Buffer | PackingProblem> }

/** Read size, unpacked and packed: larger ones are no faster. */
export const chunkBytes = 256 * 1024

/** Finds out by its first bytes whether this is a zip or an XML file, and lists its XML files in name order. */
export async function listFeed(
  handle: FileHandle,
  name: string,
  limits: FeedLimits,
): Promise<FeedFile[] | PackingProblem> {
  const { size } = await handle.stat()
  if (size === 0) return { file: name, code: 'feed_empty', parameters: {} }
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
  const head = buffer.subarray(0, bytesRead)
  if (head.toString('latin1', 0, 2) === 'PK') return listZip(handle, name, limits)
  if (!looksLikeXml(head)) return { file: name, code: 'zip_broken', parameters: { reason: 'not a zip file' } }
  if (size > limits.maxTotalBytes) {
    return { file: name, code: 'feed_too_large', parameters: { maxBytes: limits.maxTotalBytes } }
  }
  return [{ name, parts: () => readRange(handle, 0, Number.POSITIVE_INFINITY) }]
}

/** White space and `<`, in any encoding: which encodings are read is the splitter's decision. */
function looksLikeXml(head: Buffer): boolean {
  return /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(<|$)/.test(head.toString('latin1'))
}

/** The bytes of a part of the file, or up to its end if that comes first. */
export async function* readRange(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  const end = start + length
  let position = start
  while (position < end) {
    const size = Math.min(chunkBytes, end - position)
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
