import type { FastifyReply } from 'fastify'
import { contentTypeOf, errorBody, type Format } from './envelope.ts'

/**
 * What is refused before an operation begins: codes are words, there is no tracking id, and nothing is answered with 404
 * (facts: alma-api §4.5, which leaves some of the words open).
 */
const gatewayErrors = {
  UNAUTHORIZED: { status: 400, message: 'API-key not defined or not configured to allow this API.' },
  FORBIDDEN: { status: 403, message: 'The API-key may not be used from this address.' },
  PER_SECOND_THRESHOLD: {
    status: 429,
    // The space at the end is Alma's.
    message: 'HTTP requests are more than allowed per second. See https://goo.gl/2x1c1M ',
  },
  DAILY_THRESHOLD: { status: 429, message: 'HTTP requests are more than allowed per day.' },
  ROUTING_ERROR: { status: 400, message: 'There is no such API.' },
  REQUEST_TOO_LARGE: { status: 400, message: 'The request is too large.' },
} as const

export type GatewayCode = keyof typeof gatewayErrors

/** Answers a refusal; a key that is not good enough is always told in XML, whatever was asked for. */
export function sendGatewayError(reply: FastifyReply, code: GatewayCode, wanted: Format): FastifyReply {
  const { status, message } = gatewayErrors[code]
  const format = code === 'UNAUTHORIZED' ? 'xml' : wanted
  return reply.code(status).type(contentTypeOf[format]).send(errorBody(format, { code, message }))
}
