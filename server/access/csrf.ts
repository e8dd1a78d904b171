import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { appError } from '../errors.ts'

const csrfHeader = 'x-csrf-token'

/** The token that a page must send with each change: only a page that could read our answers knows it. */
export function csrfTokenOf(sessionToken: string, key: Buffer): string {
  return createHmac('sha256', key).update(sessionToken).digest('base64url')
}

/** Throws `csrf_refused` unless the request carries the token of its session. */
export function requireCsrfToken(request: FastifyRequest, sessionToken: string, key: Buffer): void {
  const given = Buffer.from(String(request.headers[csrfHeader] ?? ''))
  const expected = Buffer.from(csrfTokenOf(sessionToken, key))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw appError('csrf_refused')
}

/**
 * Throws `csrf_refused` when a browser says that another site made it send the request. Browsers say it by
 * `Sec-Fetch-Site` (on secure origins) or `Origin`; programs send neither and have no cookie that could be abused.
 */
export function refuseOtherSites(request: FastifyRequest, publicOrigin: string | undefined): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site !== 'same-origin') throw appError('csrf_refused')
    return
  }
  const { origin } = request.headers
  const own = publicOrigin ?? `${request.protocol}://${request.host}`
  if (origin !== undefined && origin !== own) throw appError('csrf_refused')
}

/** GET changes nothing and needs no guard. */
export function isChange(request: Pick<FastifyRequest, 'method'>): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD'
}
