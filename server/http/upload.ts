import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { appError } from '../errors.ts'
import { safeFileName } from './download.ts'

/** One part of a multipart body. A file must be read to its end before the next part comes. */
export type UploadPart =
  | { kind: 'file'; name: string; fileName: string; contentType: string; stream: Readable }
  | { kind: 'field'; name: string; value: string }

/** Lets endpoints with `upload` take multipart bodies: one file of at most `fileBytes`, and some short fields. */
export async function acceptUploads(app: FastifyInstance, fileBytes: number): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: fileBytes,
      files: 1,
      fields: 20,
      parts: 21,
      fieldSize: 64 * 1024,
      fieldNameSize: 100,
    },
  })
}

/** The parts in the order of the body. A file beyond the limit breaks its stream with `file_too_large`. */
export async function* uploadParts(request: FastifyRequest): AsyncGenerator<UploadPart> {
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      yield { kind: 'field', name: part.fieldname, value: textOf(part) }
    } else {
      const { file, fieldname: name, mimetype: contentType } = part
      breakBeyondLimit(file)
      yield { kind: 'file', name, fileName: safeFileName(part.filename ?? ''), contentType, stream: file }
    }
  }
}

/** A short file may have been cut already, before anybody could listen. */
function breakBeyondLimit(file: Readable & { truncated: boolean }): void {
  const refuse = () => file.destroy(appError('file_too_large'))
  if (file.truncated) refuse()
  else file.once('limit', refuse)
}

/** Whether this is how the multipart parser, whose errors have no code, says that the body is not well formed. */
export function isBrokenMultipart(error: Error): boolean {
  return /terminated early|^Unexpected end of multipart|^Multipart: /.test(error.message)
}

function textOf(part: { fieldname: string; value: unknown; valueTruncated: boolean }): string {
  if (typeof part.value === 'string' && !part.valueTruncated) return part.value
  const rule = part.valueTruncated ? 'too_long' : 'wrong_type'
  throw appError('invalid_input', { problems: [{ field: part.fieldname, rule }] })
}

/** An upload on disk. Whoever asked for it removes the file when it is no longer needed. */
export type SavedUpload = { path: string; fileName: string; bytes: number; fields: Map<string, string> }

/** Streams the one file of an upload into `folder`; nothing is left there when it fails. Memory stays flat. */
export async function saveUpload(parts: AsyncIterable<UploadPart>, folder: string): Promise<SavedUpload> {
  const fields = new Map<string, string>()
  let saved: { path: string; fileName: string; bytes: number } | undefined
  try {
    for await (const part of parts) {
      if (part.kind === 'field') fields.set(part.name, part.value)
      else {
        saved = { path: join(folder, `${randomUUID()}.upload`), fileName: part.fileName, bytes: 0 }
        saved.bytes = await writeFile(part.stream, saved.path, folder)
      }
    }
    if (saved === undefined) {
      throw appError('invalid_input', { problems: [{ field: 'file', rule: 'required' }] })
    }
    return { ...saved, fields }
  } catch (error) {
    if (saved !== undefined) await rm(saved.path, { force: true })
    throw error
  }
}

async function writeFile(stream: Readable, path: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await pipeline(stream, target)
  return target.bytesWritten
}
