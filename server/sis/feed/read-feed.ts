import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type FeedBatches, gatherBatches } from './feed-batches.ts'
import { type FeedFile, listFeed, type PackingProblem } from './feed-files.ts'
import { defaultFeedLimits, type FeedBatch, type FeedLimits } from './feed-types.ts'
import { finishSplit, pushChunk, startSplit } from './split-records.ts'

/** `salt` becomes part of each fingerprint: with other profile settings, every record counts as changed. */
export type FeedOptions = Partial<FeedLimits> & { salt?: string }

/**
 * Reads a SIS feed, a zip of XML v2 files or one XML file, into batches of `<user>` elements that are not yet
 * parsed, in memory that does not grow with the feed. Whatever is wrong with the feed is a problem in a batch;
 * only a file that cannot be opened or read from disk throws. Leaving the loop early closes the file.
 */
export async function* readFeed(path: string, options: FeedOptions = {}): AsyncGenerator<FeedBatch, void> {
  const handle = await open(path)
  try {
    const name = basename(path)
    const files = await listFeed(handle, name, { ...defaultFeedLimits, ...options })
    yield* readFeedFiles(files, name, options)
  } finally {
    await handle.close()
  }
}

/** The same from XML files wherever they come from, or for the reason why there are none. */
export async function* readFeedFiles(
  files: readonly FeedFile[] | PackingProblem,
  name: string,
  options: FeedOptions = {},
): AsyncGenerator<FeedBatch, void> {
  const { salt = '', maxRecordBytes } = { ...defaultFeedLimits, ...options }
  const batches = gatherBatches(salt)
  if ('code' in files) batches.add({ ...files, line: null, index: null, fatal: true })
  else for (const file of files) yield* splitFile(file, batches, maxRecordBytes)
  if (batches.isEmpty()) {
    batches.add({ file: name, line: null, index: null, code: 'feed_empty', parameters: {}, fatal: true })
  }
  yield* batches.take(true)
}

async function* splitFile(
  file: FeedFile,
  batches: FeedBatches,
  maxRecordBytes: number,
): AsyncGenerator<FeedBatch> {
  const state = startSplit(batches.sinkFor(file.name), maxRecordBytes)
  for await (const part of file.parts()) {
    if (!Buffer.isBuffer(part)) {
      // All bytes are there when only the checksum is wrong: the last records are cut before it is told.
      if (part.code === 'zip_crc_wrong') finishSplit(state)
      batches.add({ ...part, line: null, index: null, fatal: true })
      return
    }
    const isRefused = !pushChunk(state, part)
    yield* batches.take(false)
    if (isRefused) return
  }
  finishSplit(state)
}
