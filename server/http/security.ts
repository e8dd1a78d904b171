import type { IncomingMessage, ServerResponse } from 'node:http'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import helmet from 'helmet'
import { appError } from '../errors.ts'

/** Headers by which browsers protect the people who use the screens. They are the same on every answer. */
export function setSecurityHeaders(app: FastifyInstance, isHttps: boolean): void {
  const headers = securityHeaders(isHttps)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

/** What helmet would compute anew for every answer. */
function securityHeaders(isHttps: boolean): Record<string, string> {
  const headers: Record<string, string> = {}
  const collect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets style attributes while it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    frameguard: { action: 'deny' },
    // Addresses of our pages hold what was searched for.
    referrerPolicy: { policy: 'no-referrer' },
    hsts: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // For browsers and plug-ins that nobody has any more.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  const sink = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value
    },
    removeHeader: () => undefined,
  }
  const [request, response] = [{} as IncomingMessage, sink as unknown as ServerResponse]
  collect(request, response, error => {
    if (error) throw error
  })
  return headers
}

/** A limit of requests per minute and address; none when `perMinute` is 0. Each call has its own count. */
export type LimitMaker = (perMinute: number) => onRequestHookHandler[]

/** Who is near a limit need not know how near; `retry-after` says when to come back. */
const noCounts = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/** Prepares rate limits. They are put on routes one by one, so that each route shows which one it has. */
export async function prepareLimits(app: FastifyInstance): Promise<LimitMaker> {
  await app.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    addHeaders: noCounts,
    addHeadersOnExceeding: noCounts,
    errorResponseBuilder: (_request, { ttl }) =>
      appError('too_many_requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  return perMinute => (perMinute === 0 ? [] : [app.rateLimit({ max: perMinute })])
}
