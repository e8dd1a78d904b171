import { request, type SignedIn, type TestServer } from '../../http/testing/test-server.ts'

const boundary = 'a-boundary-that-occurs-nowhere'

/** Sends a file of identifiers with the other fields of the form. */
export function uploadSet(
  server: TestServer,
  signedIn: SignedIn,
  form: { content: string | Buffer; fileName?: string } & Record<string, unknown>,
) {
  const { content, fileName = 'people.csv', ...fields } = form
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    ...parts,
    Buffer.from(head),
    Buffer.from(content as string),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const headers = { ...signedIn.headers, 'content-type': `multipart/form-data; boundary=${boundary}` }
  return request(server, 'POST /api/sets/from-file', { ...signedIn, headers, payload })
}
