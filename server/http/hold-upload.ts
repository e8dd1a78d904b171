import type { Readable } from 'node:stream'
import { appError } from '../errors.ts'
import type { UploadPart } from './upload.ts'

/** A small upload in memory. */
export type HeldUpload = {
  fileName: string
  /** What the client says; nobody has looked yet. */
  contentType: string
  content: Buffer
  fields: Map<string, string>
}

/** Reads the one file of an upload, of at most `mostBytes`; throws `file_too_large` and `file_empty`. */
export async function holdUpload(parts: AsyncIterable<UploadPart>, mostBytes: number): Promise<HeldUpload> {
  const fields = new Map<string, string>()
  let held: Omit<HeldUpload, 'fields'> | undefined
  for await (const part of parts) {
    if (part.kind === 'field') fields.set(part.name, part.value)
    else {
      const { fileName, contentType, stream } = part
      held = { fileName, contentType, content: await readWhole(stream, mostBytes) }
    }
  }
  if (held === undefined) throw appError('invalid_input', { problems: [{ field: 'file', rule: 'required' }] })
  if (held.content.length === 0) throw appError('file_empty')
  return { ...held, fields }
}

/** What is too large is read to its end, though not kept: a client that still sends could not hear the refusal. */
async function readWhole(stream: Readable, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= mostBytes) chunks.push(chunk)
  }
  if (bytes > mostBytes) throw appError('file_too_large', { limit: mostBytes })
  return Buffer.concat(chunks)
}
