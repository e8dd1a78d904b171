import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { getRaw, statusIn, type Talk, talkTo } from './testing/socket.ts'

// Whoever sends byte by byte keeps a connection for as long as a request may take, and nobody else from being served.

let dataFolder: string
let server: TestServer
let signedIn: SignedIn
let port: number

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'carrel-slow-'))
  server = await openTestServer({ requestTimeoutSeconds: 0.5, dataFolder })
  signedIn = (await staffMember(server, 'clerk', ['50'])).signedIn
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await server.close()
  rmSync(dataFolder, { recursive: true })
})

/** Sends the beginning, then one more piece again and again until the server ends it. */
async function trickle(beginning: string, piece: string): Promise<string> {
  const talk: Talk = talkTo(port)
  talk.socket.write(beginning)
  const timer = setInterval(() => talk.socket.writable && talk.socket.write(piece), 50)
  await talk.ended
  clearInterval(timer)
  return talk.heard()
}

const cookie = () => `Cookie: carrel_session=${signedIn.cookies['carrel_session']}`
const token = () => `X-CSRF-Token: ${signedIn.headers['x-csrf-token']}`
const headOf = (line: string, ...headers: string[]) =>
  `${line} HTTP/1.1\r\nHost: carrel.test\r\n${headers.map(one => `${one}\r\n`).join('')}`
const multipartHead = () =>
  `${headOf('POST /api/sets/from-file', cookie(), token(), 'Content-Type: multipart/form-data; boundary=b', 'Transfer-Encoding: chunked')}\r\n`
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const filePart = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'

const slow: [what: string, beginning: () => string, piece: string][] = [
  ['headers', () => headOf('GET /api/health'), 'X-A: b\r\n'],
  ['half a line', () => 'GET /api/hea', 'l'],
  [
    'a body',
    () => `${headOf('POST /api/session', 'Content-Type: application/json', 'Content-Length: 9999')}\r\n`,
    ' ',
  ],
  [
    'chunks',
    () =>
      `${headOf('POST /api/session', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}\r\n`,
    chunk(' '),
  ],
  ['an upload without end', () => `${multipartHead()}${chunk(filePart)}`, chunk('x')],
  [
    'an upload of fields',
    () => `${multipartHead()}`,
    chunk('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'),
  ],
]

test.each(slow)('%s that come byte by byte are ended', async (_what, beginning, piece) => {
  const heard = await trickle(beginning(), piece)
  expect([0, 408, 422]).toContain(statusIn(heard))
})

test('a request that stops in the middle is ended, too, and nothing of an upload is left', async () => {
  const talks = slow.map(([, beginning]) => {
    const talk = talkTo(port)
    talk.socket.write(beginning())
    return talk
  })
  await Promise.all(talks.map(talk => talk.ended))
  await server.app.inject('/api/health')
  const files = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
  expect(files.filter(name => name.endsWith('.upload'))).toEqual([])
})

test('others are served while hundreds hold their connections', async () => {
  const talks = Array.from({ length: 300 }, (_, index) => {
    const talk = talkTo(port)
    talk.socket.write(slow[index % slow.length]![1]())
    return talk
  })
  for (let index = 0; index < 10; index += 1) {
    expect(statusIn(await getRaw(port, '/api/health'))).toBe(200)
    expect(statusIn(await getRaw(port, '/api/users?limit=1', [cookie()]))).toBe(200)
  }
  await Promise.all(talks.map(talk => talk.ended))
})

test('what is answered to a request that is no HTTP says nothing of the program', async () => {
  for (const text of [
    '\u0016\u0003\u0001\u0000',
    'SSH-2.0-x\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    '\r\n'.repeat(5000),
  ]) {
    const talk = talkTo(port)
    talk.socket.write(Buffer.from(text, 'latin1'))
    await talk.ended
    expect(talk.heard()).not.toMatch(/node|fastify|carrel|at \w+ \(/i)
  }
})

test('by default a request has ten minutes, its headers half a minute, and a silent connection two', async () => {
  const usual = await openTestServer({ requestTimeoutSeconds: 600 }, server)
  const { headersTimeout, requestTimeout, timeout, keepAliveTimeout } = usual.app.server
  expect({ headersTimeout, requestTimeout, timeout, keepAliveTimeout }).toEqual({
    headersTimeout: 30_000,
    requestTimeout: 600_000,
    timeout: 120_000,
    keepAliveTimeout: 72_000,
  })
  await usual.close()
})
