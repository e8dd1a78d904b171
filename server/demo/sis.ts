import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { DemoUser } from './demo-user.ts'
import { sisElement } from './sis-element.ts'

/** What systems that load such a zip accept at most. */
const filesPerZip = 50

const usersPerChunk = 100

// Runs beside the generator on zlib's own thread: 6, the usual level, costs no time on two cores.
const compressionLevel = 6

export type SisZipOptions = { usersPerFile?: number }

export type SisZipSummary = { users: number; files: number; zipBytes: number; xmlBytes: number }

/**
 * Writes users as a student system feed: a zip of XML files named `users-0001.xml` and so on. Memory stays flat.
 * The zip appears under its name only when it is complete. Throws when more than 50 files would be needed.
 */
export const writeSisZip = async (
  path: string,
  users: Iterable<DemoUser>,
  { usersPerFile = 20_000 }: SisZipOptions = {},
): Promise<SisZipSummary> => {
  const zip = new ZipFile()
  // The same error reaches us as a rejection of the stream that failed.
  zip.on('error', () => {})
  const unfinished = `${path}.part`
  const stop = new AbortController()
  const written = pipeline(zip.outputStream, createWriteStream(unfinished), { signal: stop.signal })
  const tally = { users: 0, xmlBytes: 0 }
  try {
    const added = addFiles(zip, { users, usersPerFile, tally })
    const [files] = await Promise.all([added, written, added.then(() => zip.end())])
    await rename(unfinished, path)
    return { ...tally, files, zipBytes: (await stat(path)).size }
  } catch (error) {
    stop.abort()
    await written.catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

type Feed = {
  users: Iterable<DemoUser>
  usersPerFile: number
  tally: { users: number; xmlBytes: number }
}

/** Adds one file after the other, so that never more than a chunk of users waits in memory. */
const addFiles = async (zip: ZipFile, { users, usersPerFile, tally }: Feed): Promise<number> => {
  const iterator = users[Symbol.iterator]()
  let next = iterator.next()
  let files = 0
  do {
    files += 1
    if (files > filesPerZip) {
      throw new Error(`More than ${filesPerZip} files of ${usersPerFile} users; raise usersPerFile.`)
    }
    const content = Readable.from(fileChunks(), { objectMode: false, highWaterMark: 1 << 20 })
    zip.addReadStream(content, `users-${String(files).padStart(4, '0')}.xml`, { compressionLevel })
    await finished(content)
  } while (!next.done)
  return files

  function* fileChunks(): Generator<Buffer> {
    const last = tally.users + usersPerFile
    let text = '<?xml version="1.0" encoding="UTF-8"?>\n<users>\n'
    while (!next.done && tally.users < last) {
      text += sisElement(next.value)
      tally.users += 1
      next = iterator.next()
      if (tally.users % usersPerChunk === 0) {
        yield bytes(text)
        text = ''
      }
    }
    yield bytes(`${text}</users>\n`)
  }

  function bytes(text: string): Buffer {
    const buffer = Buffer.from(text)
    tally.xmlBytes += buffer.length
    return buffer
  }
}
