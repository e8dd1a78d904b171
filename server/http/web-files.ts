import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerHookHandler } from 'fastify'
import { appError } from '../errors.ts'

/** Paths that never are a page of the screens. */
const notPages = /^\/(api|almaws|scim|assets)(\/|$)/

/**
 * Serves the built screens; an unknown path is a page of theirs, which the browser finds in `index.html`, or an
 * error. Guessing paths has a limit of its own.
 */
export async function serveScreens(
  app: FastifyInstance,
  options: { folder: string; limit: preHandlerHookHandler[] },
): Promise<void> {
  const isBuilt = existsSync(join(options.folder, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: options.folder,
      dotfiles: 'ignore',
      cacheControl: false,
      // A `.br` or `.gz` beside a file, if the build made one, is sent in its place.
      preCompressed: true,
      setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
    })
  }
  app.setNotFoundHandler({ preHandler: options.limit }, (request, reply) => {
    if (!isPage(request)) throw appError('not_found')
    return isBuilt ? reply.sendFile('index.html') : sayNotBuilt(reply)
  })
}

/** Names in `assets` contain a hash of their content; `index.html` names them and must always be fresh. */
function cachingOf(path: string): string {
  if (/[/\\]assets[/\\]/.test(path)) return 'public, max-age=31536000, immutable'
  return /\.html(\.br|\.gz)?$/.test(path) ? 'no-store' : 'no-cache'
}

function isPage(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !notPages.test(request.url.split('?', 1)[0] ?? '')
}

function sayNotBuilt(reply: FastifyReply): FastifyReply {
  const text = 'The screens have not been built. Run "npm run build" and start the program again.\n'
  return reply.code(404).type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(text)
}
