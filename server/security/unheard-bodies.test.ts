import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../api-keys/create-key.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { statusIn, talkTo } from './testing/socket.ts'

// Many programs send all of a body before they listen: a connection that ends under it tells them nothing.

let server: TestServer
let port: number
let key: string

beforeAll(async () => {
  server = await openTestServer()
  const areas = { users: 'write' as const }
  const draft = { name: 'Loader', description: '', areas, addressRanges: [], isActive: true }
  key = (await createKey(contextOf(server), draft)).key
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** Writes a body of so many bytes to its end, and only then listens; then asks again on the same connection. */
async function sendAll(path: string, bytes: number): Promise<{ heard: string; wasSent: boolean }> {
  const { socket, heard, ended } = talkTo(port)
  socket.pause()
  const head = `Host: a\r\nAuthorization: apikey ${key}\r\nAccept: application/json\r\nContent-Type: application/json\r\n`
  socket.write(`POST ${path} HTTP/1.1\r\n${head}Content-Length: ${bytes}\r\n\r\n`)
  const piece = Buffer.alloc(64 * 1024, 'x')
  for (let left = bytes; left > 0 && !socket.destroyed; left -= piece.length)
    if (!socket.write(piece.subarray(0, left)))
      await Promise.race([new Promise(resolve => socket.once('drain', resolve)), ended])
  const wasSent = !socket.destroyed
  socket.resume()
  socket.write(`GET /api/health HTTP/1.1\r\n${head}Connection: close\r\n\r\n`)
  await ended
  return { heard: heard(), wasSent }
}

test.each([
  ['the screens', '/api/session', 413, 'body_too_large'],
  ['programs', '/almaws/v1/users', 400, 'REQUEST_TOO_LARGE'],
])(
  'by the door of %s whoever sends ten megabytes hears that they are too many',
  async (_door, path, status, code) => {
    const { heard, wasSent } = await sendAll(path, 10_000_000)
    expect([wasSent, statusIn(heard)]).toEqual([true, status])
    expect(heard).toContain(code)
    expect(heard).toContain('"status":"ok"')
  },
)

test.each(['/api/session', '/almaws/v1/users'])(
  'at %s nobody reads on for ever: a body beyond all measure ends the connection',
  async path => {
    const { wasSent } = await sendAll(path, 200_000_000)
    expect(wasSent).toBe(false)
  },
)
