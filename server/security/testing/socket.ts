import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a client that follows no rule sends and gets, byte for byte. */
export type Talk = { socket: Socket; heard: () => string; ended: Promise<void> }

export function talkTo(port: number): Talk {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  socket.on('error', () => undefined)
  const ended = new Promise<void>(resolve => socket.once('close', () => resolve()))
  return { socket, heard: () => Buffer.concat(chunks).toString('latin1'), ended }
}

/** Sends one request as it stands, and gives the whole answer. */
export async function sendRaw(port: number, request: string | Buffer): Promise<string> {
  const { socket, heard, ended } = talkTo(port)
  socket.write(request)
  await ended
  return heard()
}

export const getRaw = (port: number, path: string, headers: readonly string[] = []): Promise<string> =>
  sendRaw(
    port,
    `GET ${path} HTTP/1.1\r\n${['Host: carrel.test', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`,
  )

export const statusIn = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** Asks for a path as it is spelt, as somebody behind a proxy. */
export function visit(
  port: number,
  path: string,
  address: string,
): Promise<{ statusCode: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': address }
    get({ host: '127.0.0.1', port, path, agent, headers }, async response => {
      resolve({ statusCode: response.statusCode!, body: await text(response) })
    }).on('error', reject)
  })
}
