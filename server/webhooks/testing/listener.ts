import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Heard = { url: string; headers: Record<string, string>; body: string }

/** How a listener answers; without it, as it should. */
export type Behaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  heard: Heard,
) => void | Promise<void>

/** A real listener on this machine: what it was told, and a way to make it behave otherwise. */
export type Listener = {
  address: string
  heard: Heard[]
  behave: (behaviour?: Behaviour) => void
  close: () => Promise<void>
}

/** With `identity` (key and certificate) over TLS. */
export async function openListener(identity?: { key: string; cert: string }): Promise<Listener> {
  const heard: Heard[] = []
  let behaviour: Behaviour = answerRightly
  const listen: RequestListener = async (request, response) => {
    const body = (await buffer(request)).toString('utf8')
    const told = { url: request.url ?? '', headers: request.headers as Record<string, string>, body }
    if (request.method === 'POST') heard.push(told)
    await behaviour(request, response, told)
  }
  const server = identity ? createSecureServer(identity, listen) : createServer(listen)
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `${identity ? 'https' : 'http'}://127.0.0.1:${port}/hook`,
    heard,
    behave: (other = answerRightly) => {
      behaviour = other
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As listeners of Alma do: the challenge comes back, and everything is taken. */
export const answerRightly: Behaviour = (request, response) => {
  if (request.method === 'POST') return void response.writeHead(204).end()
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ challenge: challengeOf(request) }))
}

export const challengeOf = ({ url = '' }: IncomingMessage): string =>
  new URL(url, 'http://here').searchParams.get('challenge') ?? ''

/** Takes the challenge and answers everything else with this status. */
export const answering =
  (status: number): Behaviour =>
  (request, response, heard) =>
    request.method === 'POST'
      ? void response.writeHead(status).end()
      : answerRightly(request, response, heard)
