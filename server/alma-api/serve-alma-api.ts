import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorStatus } from '../../contract/problem.ts'
import { toAlmaXml } from '../alma-user/to-alma-xml.ts'
import type { AppError } from '../errors.ts'
import { hearOut } from '../http/hear-out.ts'
import { textOf } from '../http/lasting-answers.ts'
import { foresee } from '../http/problems.ts'
import { type Call, callOf } from './call.ts'
import { callQuota } from './call-quota.ts'
import { admission, areaCheck, type Caller, callerKey, type DoorParts, formatWanted } from './door.ts'
import { contentTypeOf, errorBody, newTrackingId } from './envelope.ts'
import { sendGatewayError } from './gateway-errors.ts'
import type { Answer, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { AlmaRefusal, refuse } from './refusal.ts'

/** The largest body of most operations, in bytes; a record with hundreds of elements has a tenth of it. */
const usualBytes = 4_000_000

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
      scope.addHook('onRequest', ({ headers }, _reply, done) => {
        // Fastify would refuse what is no type at all before anybody looks at the body.
        if (!isMediaType(headers['content-type'])) headers['content-type'] = 'application/octet-stream'
        done()
      })
      scope.setErrorHandler((error, request, reply) => sendError(error, request, { reply, now: parts.now }))
      scope.setNotFoundHandler((request, reply) =>
        sendGatewayError(reply, 'ROUTING_ERROR', formatWanted(request)),
      )
      for (const operation of operations) mount(scope, operation, parts.jobs)
    },
    { prefix: '/almaws/v1' },
  )
}

const isMediaType = (type: string | undefined): boolean =>
  type === undefined || /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/.test(type)

function mount(scope: FastifyInstance, operation: Operation, jobs: Call['jobs']): void {
  const { method, path, bodyLimit = usualBytes } = operation
  for (const url of path.endsWith('*') ? [path] : [path, `${path}/`])
    scope.route({
      method,
      url,
      bodyLimit,
      onRequest: areaCheck(operation),
      handler: async (request, reply) => {
        const answer = await run(operation, request, { ...callOf(request), jobs })
        return send(reply, formatWanted(request), answer)
      },
    })
}

async function run({ run, refusalOf }: Operation, request: FastifyRequest, call: Call): Promise<Answer> {
  try {
    return await run(request.getDecorator<Caller>(callerKey).ctx, call)
  } catch (error) {
    if (error instanceof AlmaRefusal) throw error
    const known = foresee(error)
    throw (isRefusal(known) && refusalOf?.(known, call)) || error
  }
}

const isRefusal = ({ code }: AppError): boolean => errorStatus[code] < 500

function send(reply: FastifyReply, wanted: 'json' | 'xml', answer: Answer): FastifyReply {
  if (answer === 'nothing') return reply.code(204).send()
  if ('body' in answer) return reply.type(contentTypeOf[answer.format]).send(answer.body)
  const { root, tree } = answer
  const text = textOf(tree, wanted, () => (wanted === 'json' ? JSON.stringify(tree) : toAlmaXml(root, tree)))
  return reply.type(contentTypeOf[wanted]).send(text)
}

type Telling = { reply: FastifyReply; now: () => Date }

/** What nobody foresaw is told by the id under which it stands in the log, and by nothing else. */
function sendError(error: unknown, request: FastifyRequest, { reply, now }: Telling): FastifyReply {
  const format = formatWanted(request)
  const trackingId = newTrackingId(now())
  const told = refusalIn(error)
  if (told === 'too_large') {
    hearOut(request, reply)
    return sendGatewayError(reply, 'REQUEST_TOO_LARGE', format)
  }
  if (told) {
    const { code, message } = told
    return reply.code(400).type(contentTypeOf[format]).send(errorBody(format, { code, message, trackingId }))
  }
  request.log.error({ err: error, code: foresee(error).code, trackingId }, 'request failed')
  const words = { code: 'GENERAL_ERROR', message: 'The server could not answer.', trackingId }
  return reply.code(500).type(contentTypeOf[format]).send(errorBody(format, words))
}

/** What is refused for a reason that the caller may know; everything that is our fault is none. */
function refusalIn(error: unknown): AlmaRefusal | 'too_large' | undefined {
  if (error instanceof AlmaRefusal) return error
  const known = foresee(error)
  if (known.code === 'body_too_large') return 'too_large'
  return isRefusal(known) ? refuse('402119', { reason: known.message }) : undefined
}
