import { health } from '../../contract/health.ts'
import type { Permission } from '../../contract/permissions.ts'
import { readSession, type Session, setPassword, setUp, signIn, signOut } from '../../contract/session.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Routes } from '../http/mount.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { actorOfSession, type StaffActor } from './actor-of-session.ts'
import { csrfTokenOf } from './csrf.ts'
import { closeSession, openSession, sessionCookie } from './sessions.ts'
import { setPassword as carryOutSetPassword } from './set-password.ts'
import { setUp as carryOutSetUp, needsSetUp } from './set-up.ts'
import { signIn as checkSignIn } from './sign-in.ts'
import { unknownNames } from './unknown-names.ts'

/** Getting in and out (features N1), the first set-up, and the health of the program. */
export function accessRoutes(options: { institutions: InstitutionReader; csrfKey: Buffer }): Routes {
  const { institutions, csrfKey } = options
  const strangers = unknownNames()

  /** A new token every time: one that was planted in the browser before is worth nothing after. */
  async function enter(ctx: Context, userId: number, exchange: Exchange): Promise<Session> {
    const token = await openSession(ctx, userId, exchange.cookie(sessionCookie))
    const actor = await actorOfSession(ctx, token)
    if (actor === undefined) throw appError('sign_in_failed')
    exchange.setCookie(sessionCookie, token)
    return sessionOf(ctx, actor, csrfTokenOf(token, csrfKey))
  }

  return mount => {
    mount(health, async ctx => ({
      status: 'ok',
      needsSetup: await needsSetUp(ctx.db, ctx.institution.institutionId),
    }))
    mount(signIn, async (ctx, { body }, exchange) =>
      enter(ctx, await checkSignIn(ctx, body, strangers), exchange),
    )
    mount(readSession, async (ctx, _request, exchange) =>
      sessionOf(ctx, ctx.actor as StaffActor, csrfTokenOf(exchange.cookie(sessionCookie)!, csrfKey)),
    )
    mount(signOut, async (ctx, _request, exchange) => {
      await closeSession(ctx, exchange.cookie(sessionCookie)!)
      exchange.clearCookie(sessionCookie)
      return undefined
    })
    mount(setPassword, async (ctx, { params, body }) => {
      await carryOutSetPassword(ctx, { ...params, ...body })
      return undefined
    })
    mount(setUp, async (ctx, { body }, exchange) => {
      const userId = await carryOutSetUp(ctx, body)
      institutions.forget()
      return enter({ ...ctx, institution: await institutions.read() }, userId, exchange)
    })
  }
}

function sessionOf(ctx: Context, actor: StaffActor, csrfToken: string): Session {
  const { code, name, timeZone, currency } = ctx.institution
  const permissions: Permission[] = [...actor.permissions]
  return {
    user: { userId: actor.userId, primaryId: actor.primaryId, name: actor.name },
    permissions,
    institution: { code, name, timeZone, currency, today: dateIn(timeZone, ctx.now()) },
    csrfToken,
  }
}
