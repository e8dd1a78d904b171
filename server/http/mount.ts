import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import type { Endpoint, RequestOf } from '../../contract/endpoint.ts'
import { closed } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type Download, sendDownload } from './download.ts'
import { type Exchange, exchangeOf } from './exchange.ts'
import { isForm } from './forms.ts'
import { isLasting, textOf } from './lasting-answers.ts'
import { redirectWithProblem } from './problems.ts'
import { type UploadPart, uploadParts } from './upload.ts'

/** The request as its endpoint declares it; an upload brings its parts, to be read in their order. */
type Incoming<E extends Endpoint> = RequestOf<E> &
  (E extends { upload: true } ? { parts: AsyncIterable<UploadPart> } : unknown)

/** What the handler gives back: a file, a path of our own, the declared response, or nothing (204). */
type Outgoing<E extends Endpoint> = E extends { download: true }
  ? Download
  : E extends { redirect: true }
    ? string
    : E['response'] extends TSchema
      ? Static<E['response']>
      : undefined

/** Carries out one operation. Few need `exchange`, which is what HTTP has beyond the request: cookies. */
type Handler<E extends Endpoint> = (
  ctx: Context,
  request: Incoming<E>,
  exchange: Exchange,
) => Promise<Outgoing<E>>

/** Puts one endpoint of `contract/` on the server. (`H` is never inferred, so that literals in answers keep their type.) */
export type Mount = <E extends Endpoint, H extends Handler<E> = Handler<E>>(
  endpoint: E,
  handler: NoInfer<H>,
) => void

/** What a feature exports: it mounts each of its endpoints. */
export type Routes = (mount: Mount) => void

/** Says who asks and refuses forged requests unless they are `foreign`; with `needsSignIn` also all who are not signed in. */
export type Gate = (
  request: FastifyRequest,
  wanted: { needsSignIn: boolean; foreign: boolean },
) => Promise<Context>

export type MountOptions = {
  gate: Gate
  isSecure: (request: FastifyRequest) => boolean
  origin: (request: FastifyRequest) => string
  /** Wakes whoever sends letters. */
  hurry: () => Promise<void>
  /** Run before anything else: for signed-in endpoints, and for those by which strangers may write. */
  limits: { ordinary: onRequestHookHandler[]; strangers: onRequestHookHandler[] }
}

/** Strangers send a few short fields; their bodies are refused before they are read. */
const strangersBodyBytes = 16 * 1024
/** What an identity provider signs carries its certificate, and all that it says of a person. */
const foreignFormBytes = 256 * 1024
const contextKey = 'carrelContext'
const registryKey = 'carrelEndpoints'

/** Gives the function that mounts endpoints on `app`. Nothing can be mounted without its permission being checked. */
export function mountingOn(app: FastifyInstance, options: MountOptions): Mount {
  const mounted: Endpoint[] = []
  app.decorate(registryKey, mounted)
  app.decorateRequest(contextKey, null)
  return (endpoint, handler) => {
    mounted.push(endpoint)
    const isOpenToStrangers = endpoint.permission === null && endpoint.method !== 'GET'
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      schema: schemaOf(endpoint),
      ...(isOpenToStrangers
        ? { bodyLimit: endpoint.foreignForm ? foreignFormBytes : strangersBodyBytes }
        : {}),
      ...(endpoint.redirect ? { errorHandler: redirectWithProblem } : {}),
      onRequest: [
        ...(isOpenToStrangers ? options.limits.strangers : options.limits.ordinary),
        admission(endpoint, options.gate),
      ],
      preValidation: async request => refuseWrongKindOfBody(request, endpoint),
      handler: (request, reply) =>
        answer(request, reply, {
          endpoint,
          run: async (ctx, incoming) => {
            const result = await handler(
              ctx,
              incoming as Incoming<typeof endpoint>,
              exchangeFor(request, reply),
            )
            if (endpoint.mails) await options.hurry()
            return result
          },
        }),
    })
  }

  function exchangeFor(request: FastifyRequest, reply: FastifyReply): Exchange {
    return exchangeOf(request, reply, {
      secure: options.isSecure(request),
      origin: options.origin(request),
    })
  }
}

/** Every endpoint that is mounted on the application, in order. */
export function mountedEndpoints(app: FastifyInstance): readonly Endpoint[] {
  return app.getDecorator<Endpoint[]>(registryKey)
}

/** Request objects are closed: where an endpoint declares no query, there may be none. */
function schemaOf(endpoint: Endpoint): Record<string, unknown> {
  return {
    querystring: endpoint.query ?? closed({}),
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    response: { 200: endpoint.response ?? Type.Unknown() },
  }
}

/** The first thing that happens to a request: who asks, and may they? The body has not been read yet. */
function admission(endpoint: Endpoint, gate: Gate): onRequestHookHandler {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const ctx = await gate(request, {
      needsSignIn: endpoint.permission !== null,
      foreign: endpoint.foreignForm === true,
    })
    if (endpoint.permission !== null) requirePermission(ctx, endpoint.permission)
    request.setDecorator(contextKey, ctx)
  }
}

type Call = { endpoint: Endpoint; run: (ctx: Context, incoming: unknown) => Promise<unknown> }

async function answer(request: FastifyRequest, reply: FastifyReply, call: Call): Promise<unknown> {
  const { endpoint } = call
  const { params, query, body } = request
  const parts = endpoint.upload ? { parts: uploadParts(request) } : {}
  const result = await call.run(request.getDecorator<Context>(contextKey), { params, query, body, ...parts })
  if (endpoint.download) return sendDownload(reply, result as Download)
  if (endpoint.redirect) return reply.redirect(result as string, 303)
  if (endpoint.response === undefined) return reply.code(204).send()
  if (!isLasting(result)) return result
  const told = result as Record<string, unknown>
  const text = textOf(told, endpoint, () => reply.serializeInput(told, '200') as string)
  return reply.type('application/json; charset=utf-8').send(text)
}

function refuseWrongKindOfBody(request: FastifyRequest, endpoint: Endpoint): void {
  if (request.isMultipart() !== (endpoint.upload === true)) throw appError('unsupported_media')
  if (isForm(request) !== (endpoint.foreignForm === true)) throw appError('unsupported_media')
  const { body } = request
  const isEmpty =
    body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
  if (!endpoint.body && !isEmpty)
    throw appError('invalid_input', { problems: [{ field: '', rule: 'unknown_field' }] })
}
