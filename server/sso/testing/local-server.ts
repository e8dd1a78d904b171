import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type LocalServer = {
  origin: string
  listen: (listener: RequestListener) => void
  close: () => Promise<void>
}

/** A real HTTP server on this machine, whose address is known before what it answers. */
export async function openLocalServer(): Promise<LocalServer> {
  let listener: RequestListener | undefined
  const server = createServer((request, response) => {
    if (listener) listener(request, response)
    else response.writeHead(503).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    listen: one => {
      listener = one
    },
    close,
  }
}

/** The fields of a form that was posted. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(Buffer.concat(await request.toArray()).toString('utf8'))
}

/** A page as plain as it gets: a heading and one form. */
export function formPage(heading: string, form: { action: string; fields: string; button: string }): string {
  return `<!doctype html><html lang="en"><title>${heading}</title><h1>${heading}</h1>
    <form method="post" action="${form.action}">${form.fields}<button>${form.button}</button></form></html>`
}
