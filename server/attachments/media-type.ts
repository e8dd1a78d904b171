import { isUtf8 } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { openZip, type ZipParts } from '../spreadsheets/open-zip.ts'

const unknownType = 'application/octet-stream'
const openDocument = 'application/vnd.oasis.opendocument.text'
const openXml = 'application/vnd.openxmlformats-officedocument'

const pictureSignatures: [type: string, signature: RegExp][] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
]

/** The type of a picture that every browser shows, by its first bytes. */
export function pictureTypeOf(content: Buffer): string | undefined {
  const head = content.toString('latin1', 0, 16)
  return pictureSignatures.find(([, signature]) => signature.test(head))?.[0]
}

/** What the bytes say that a file is, whatever it is called; of most kinds no more than that they are bytes. */
export async function mediaTypeOf(content: Buffer): Promise<string> {
  const picture = pictureTypeOf(content)
  if (picture) return picture
  const head = content.toString('latin1', 0, 8)
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('PK\x03\x04')) return documentTypeOf(content)
  return isPlainText(content) ? 'text/plain' : unknownType
}

/** Whether the bytes are UTF-8 without control characters other than spaces and ends of lines and pages. */
export function isPlainText(content: Buffer): boolean {
  return isUtf8(content) && !content.some(byte => byte === 127 || (byte < 32 && !spaces.has(byte)))
}

const spaces = new Set([...'\t\n\f\r'].map(one => one.charCodeAt(0)))

/** A zip that cannot be opened safely is not looked into. */
async function documentTypeOf(content: Buffer): Promise<string> {
  const zip = await openZip(content, Number.POSITIVE_INFINITY).catch(() => undefined)
  if (!zip) return unknownType
  try {
    return await documentTypeIn(zip)
  } finally {
    zip.close()
  }
}

async function documentTypeIn(zip: ZipParts): Promise<string> {
  // One with macros says that it is plain only by its name.
  if (zip.has('word/vbaProject.bin') || zip.has('xl/vbaProject.bin')) return unknownType
  if (zip.has('word/document.xml')) return `${openXml}.wordprocessingml.document`
  if (zip.has('xl/workbook.xml')) return `${openXml}.spreadsheetml.sheet`
  const stated = zip.has('mimetype') ? await buffer(zip.read('mimetype')).catch(() => undefined) : undefined
  return stated?.toString('latin1') === openDocument ? openDocument : unknownType
}
