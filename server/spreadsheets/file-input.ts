import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'

/** A file on disk by its path, or its content. */
export type FileInput = string | Buffer

const chunkBytes = 64 * 1024

export async function inputSize(input: FileInput): Promise<number> {
  return typeof input === 'string' ? (await stat(input)).size : input.length
}

/** The first bytes of the file, at most `length`. */
export async function inputHead(input: FileInput, length: number): Promise<Buffer> {
  if (typeof input !== 'string') return input.subarray(0, length)
  const file = await open(input)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The whole file in chunks; may be asked for more than once. */
export async function* inputChunks(input: FileInput): AsyncGenerator<Buffer> {
  if (typeof input === 'string') {
    yield* createReadStream(input, { highWaterMark: chunkBytes })
    return
  }
  for (let start = 0; start < input.length; start += chunkBytes)
    yield input.subarray(start, start + chunkBytes)
}
