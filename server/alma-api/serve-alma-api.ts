import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { foresee } from '../http/problems.ts'
import { callQuota } from './call-quota.ts'
import { admission, areaCheck, type Caller, callerKey, type DoorParts, formatWanted } from './door.ts'
import { contentTypeOf, errorBody, newTrackingId } from './envelope.ts'
import { sendGatewayError } from './gateway-errors.ts'
import type { Operation } from './operation.ts'
import { testOperations } from './test-operations.ts'

const operations: readonly Operation[] = [...testOperations]

/**
 * The door for programs, under the paths of Alma's API: keys instead of sessions and cookies, Alma's errors instead of
 * problems (features N4, V1).
 */
export async function serveAlmaApi(app: FastifyInstance, parts: DoorParts): Promise<void> {
  await app.register(
    async scope => {
      scope.decorateRequest(callerKey, null)
      // An operation reads its body by its own rules; some programs send none, with the type of one.
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer' },
        async (_request: FastifyRequest, body: Buffer) => body,
      )
      scope.addHook('onRequest', admission(parts, callQuota()))
      scope.setErrorHandler((error, request, reply) => sendError(error, request, { reply, now: parts.now }))
      scope.setNotFoundHandler((request, reply) =>
        sendGatewayError(reply, 'ROUTING_ERROR', formatWanted(request)),
      )
      for (const operation of operations) mount(scope, operation)
    },
    { prefix: '/almaws/v1' },
  )
}

function mount(scope: FastifyInstance, { method, path, area, run }: Operation): void {
  scope.route({
    method,
    url: path,
    onRequest: areaCheck(area),
    handler: async (request, reply) => {
      const { format, body } = await run(request.getDecorator<Caller>(callerKey).ctx, request)
      return reply.type(contentTypeOf[format]).send(body)
    },
  })
}

type Telling = { reply: FastifyReply; now: () => Date }

/** What nobody foresaw is told by the id under which it stands in the log, and by nothing else. */
function sendError(error: unknown, request: FastifyRequest, { reply, now }: Telling): FastifyReply {
  const format = formatWanted(request)
  const { code } = foresee(error)
  if (code === 'body_too_large') return sendGatewayError(reply, 'REQUEST_TOO_LARGE', format)
  const trackingId = newTrackingId(now())
  request.log.error({ err: error, code, trackingId }, 'request failed')
  const told = { code: 'GENERAL_ERROR', message: 'The server could not answer.', trackingId }
  return reply.code(500).type(contentTypeOf[format]).send(errorBody(format, told))
}
