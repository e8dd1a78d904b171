import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What HTTP has beyond the declared request. */
export type Exchange = {
  /** Scheme, host and port under which the browser reaches us. */
  origin: string
  cookie: (name: string) => string | undefined
  /** Sets a cookie that scripts cannot read, that other sites do not send, and that ends with the browser. */
  setCookie: (name: string, value: string) => void
  clearCookie: (name: string) => void
  /** Where the request comes from, as far as the proxies are believed, and what the browser calls itself. */
  address: string
  browser: string | undefined
}

type Reached = { secure: boolean; origin: string }

/** The flags are decided here and nowhere else, so that no cookie can be set without them. */
export function exchangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { secure, origin }: Reached,
): Exchange {
  const flags: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure }
  return {
    origin,
    cookie: name => request.cookies[name],
    setCookie: (name, value) => void reply.setCookie(name, value, flags),
    clearCookie: name => void reply.clearCookie(name, flags),
    address: request.ip,
    browser: request.headers['user-agent'],
  }
}
