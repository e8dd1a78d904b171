import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import { appError } from '../errors.ts'

/** Headers by which browsers protect the people who use the screens. */
export async function setSecurityHeaders(app: FastifyInstance, isHttps: boolean): Promise<void> {
  await app.register(helmet, {
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
  })
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
