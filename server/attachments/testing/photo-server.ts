import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A real photo server: `paths` are the paths that it was asked for, undecoded. */
export type PhotoServer = { origin: string; paths: string[]; close: () => Promise<void> }

/** With `tls` it speaks HTTPS. */
export async function openPhotoServer(
  answer: RequestListener,
  tls?: { key: string; cert: string },
): Promise<PhotoServer> {
  const paths: string[] = []
  const listen: RequestListener = (request, response) => {
    paths.push(request.url ?? '')
    answer(request, response)
  }
  const server = tls ? createSecureServer(tls, listen) : createServer(listen)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    close,
  }
}
