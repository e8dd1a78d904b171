import type { Permission } from '../../contract/permissions.ts'
import type { Session, SignInAnswer } from '../../contract/session.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Exchange } from '../http/exchange.ts'
import { actorOfSession, type StaffActor } from './actor-of-session.ts'
import { csrfTokenOf } from './csrf.ts'
import { type Entry, openSession } from './open-session.ts'
import { sessionCookie } from './sessions.ts'
import { visitorOf } from './visitor.ts'

export type Desk = { csrfKey: Buffer }

/**
 * Opens a session and gives the browser its cookie, under a new token every time: one that was planted in the browser
 * before is worth nothing after. Or answers with the next step, and the browser keeps what it has.
 */
export async function receive(
  ctx: Context,
  entry: Omit<Entry, 'visitor'>,
  { exchange, csrfKey }: Desk & { exchange: Exchange },
): Promise<SignInAnswer> {
  const entrance = await openSession(ctx, { ...entry, visitor: visitorOf(exchange) })
  if (!('token' in entrance)) return entrance
  return sessionUnder(ctx, entrance.token, { exchange, csrfKey })
}

/** The session of a token that the browser gets now. */
export async function sessionUnder(
  ctx: Context,
  token: string,
  { exchange, csrfKey }: Desk & { exchange: Exchange },
): Promise<Session> {
  const admitted = await actorOfSession(ctx, token)
  if (admitted === undefined) throw appError('sign_in_failed')
  exchange.setCookie(sessionCookie, token)
  return sessionOf(ctx, admitted.actor, csrfTokenOf(token, csrfKey))
}

/** Who is signed in, as clients see it. */
export function sessionOf(ctx: Context, actor: StaffActor, csrfToken: string): Session {
  const { code, name, timeZone, currency } = ctx.institution
  const permissions: Permission[] = [...actor.permissions]
  const { simulation } = actor
  return {
    user: { userId: actor.userId, primaryId: actor.primaryId, name: simulation?.of ?? actor.name },
    permissions,
    institution: { code, name, timeZone, currency, today: dateIn(timeZone, ctx.now()) },
    csrfToken,
    ...(simulation ? { simulation: { by: simulation.by } } : {}),
  }
}
