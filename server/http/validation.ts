import { Ajv, type Options } from 'ajv'
import type { FastifyInstance } from 'fastify'

const common: Options = { strict: true, strictTypes: false, useDefaults: true, removeAdditional: false }

/**
 * Validates requests against their schemas. A body must have the right types; query and path are text by nature
 * and are read as what the schema wants. Every problem of a body is reported, so that a form shows all at once.
 */
export function validateRequests(app: FastifyInstance): void {
  const bodies = new Ajv({ ...common, coerceTypes: false, allErrors: true })
  const texts = new Ajv({ ...common, coerceTypes: 'array' })
  // A page of another site can send plain text without asking first; JSON it cannot.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : texts).compile(schema as object),
  )
}
