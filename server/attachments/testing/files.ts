import type { LightMyRequestResponse } from 'fastify'
import type { Element } from '../../../contract/users.ts'
import type { SignedIn, TestServer } from '../../http/testing/test-server.ts'

export type TestFile = { name: string; content: Buffer; type?: string; fields?: Record<string, string> }

/** Files with the first bytes of their kind. */
export const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 1)])
export const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(64, 2)])
export const webp = Buffer.concat([Buffer.from('RIFF\x40\0\0\0WEBPVP8 ', 'latin1'), Buffer.alloc(64, 3)])
export const gif = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.alloc(64, 4)])
export const pdf = Buffer.from(
  '%PDF-1.7\n%\xe2\xe3\xcf\xd3\nA letter to Wilhelmina Quackenbush\n%%EOF',
  'latin1',
)

/** Sends a file as a browser does, to `POST /api/…` or `PUT /api/…`. */
export function send(
  { app }: TestServer,
  signedIn: SignedIn,
  { line, file }: { line: string; file: TestFile },
): Promise<LightMyRequestResponse> {
  const boundary = 'a-boundary-that-occurs-nowhere'
  const part = (disposition: string, content: Buffer | string, type?: string) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`),
    Buffer.from(type === undefined ? '\r\n' : `Content-Type: ${type}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]
  const payload = Buffer.concat([
    ...Object.entries(file.fields ?? {}).flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...part(`name="file"; filename="${file.name}"`, file.content, file.type ?? 'application/octet-stream'),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  const [method, url] = line.split(' ') as ['POST', string]
  const headers = { ...signedIn.headers, 'content-type': `multipart/form-data; boundary=${boundary}` }
  return app.inject({ method, url, cookies: signedIn.cookies, headers, payload })
}

/** Attaches a file, which must succeed, and gives its element. */
export async function attach(
  server: TestServer,
  signedIn: SignedIn,
  { userId, ...file }: TestFile & { userId: number },
): Promise<Element> {
  const answer = await send(server, signedIn, { line: `POST /api/users/${userId}/attachments`, file })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<Element>()
}
