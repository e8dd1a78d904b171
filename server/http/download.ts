import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A file for the client. An error in the middle breaks the connection, so that no one takes half a file for whole. */
export type Download = {
  fileName: string
  contentType: string
  stream: Readable
  /** How long the browser of this one person may keep it; absent: not at all. */
  cacheSeconds?: number
}

/** Always an attachment: a browser must never show what users uploaded as a page of ours. */
export function sendDownload(reply: FastifyReply, file: Download): FastifyReply {
  if (file.cacheSeconds !== undefined) reply.header('cache-control', `private, max-age=${file.cacheSeconds}`)
  return reply
    .header('content-type', file.contentType)
    .header('content-disposition', attachment(file.fileName))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', 'sandbox')
    .send(file.stream)
}

/** `Content-Disposition` with a plain name for old clients and the real one after RFC 5987. */
export function attachment(fileName: string): string {
  const name = safeFileName(fileName) || 'download'
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, one => `%${one.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** The last part of a path, without control characters, lone surrogates or leading dots; at most 200 characters. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  const start = clean.search(/[^.]/)
  return start < 0 ? '' : [...clean.slice(start).trim()].slice(0, 200).join('')
}
