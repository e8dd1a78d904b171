import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { FeedBatch, FeedProblem, FeedRecord } from '../feed-types.ts'
import { type FeedOptions, readFeed } from '../read-feed.ts'

/** A zip of these files, in this order; those named in `stored` are not compressed. */
export async function buildZip(
  files: Record<string, string | Buffer>,
  stored: string[] = [],
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name)
    else zip.addBuffer(Buffer.from(content), name, { compress: !stored.includes(name) })
  }
  zip.end()
  return buffer(zip.outputStream)
}

export type ReadResult = { batches: FeedBatch[]; records: FeedRecord[]; problems: FeedProblem[] }

/** Writes the bytes to a file of that name and reads it as a feed to its end. */
export async function readBytes(
  name: string,
  bytes: Buffer | string,
  options?: FeedOptions,
): Promise<ReadResult> {
  return withFile(name, bytes, async path => {
    const batches: FeedBatch[] = []
    for await (const batch of readFeed(path, options)) batches.push(batch)
    return {
      batches,
      records: batches.flatMap(batch => batch.records),
      problems: batches.flatMap(batch => batch.problems),
    }
  })
}

export async function withFile<Result>(
  name: string,
  bytes: Buffer | string,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'))
  try {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return await use(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}
