import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real photo server: `paths` are the paths that it was asked for, undecoded. */
export type PhotoServer = { origin: string; paths: string[]; close: () => Promise<void> }

export async function openPhotoServer(answer: RequestListener): Promise<PhotoServer> {
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, close }
}
