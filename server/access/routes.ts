import { health } from '../../contract/health.ts'
import * as contract from '../../contract/session.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Routes } from '../http/mount.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import type { MailDoor } from '../letters/hindrance.ts'
import type { StaffActor } from './actor-of-session.ts'
import { appeal } from './appeal.ts'
import { choosePassword } from './choose-password.ts'
import { csrfTokenOf } from './csrf.ts'
import { answerFactor, beginFactorStep, confirmFactorStep } from './factor-steps.ts'
import { askPasswordReset, sendPasswordReset } from './password-resets.ts'
import { receive, sessionOf, sessionUnder } from './reception.ts'
import { closeSession, sessionCookie } from './sessions.ts'
import { removeFactor, setPassword } from './set-password.ts'
import { needsSetUp, setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { beginSimulation, endSimulation } from './simulate.ts'
import { unknownNames } from './unknown-names.ts'

type Options = MailDoor & {
  institutions: InstitutionReader
  csrfKey: Buffer
  /** Where mailed links lead. */
  entrance: string
}

/** Getting in and out (features N1, N5), the first set-up, and the health of the program. */
export function accessRoutes(options: Options): Routes {
  const { institutions, csrfKey } = options
  const strangers = unknownNames()
  const at = (exchange: Exchange) => ({ exchange, csrfKey })

  return mount => {
    mount(health, async ctx => ({
      status: 'ok',
      needsSetup: await needsSetUp(ctx.db, ctx.institution.institutionId),
    }))
    mount(contract.signIn, async (ctx, { body }, exchange) =>
      receive(ctx, { userId: await signIn(ctx, body, strangers), proof: 'password' }, at(exchange)),
    )
    mount(contract.choosePassword, async (ctx, { body }, exchange) =>
      receive(ctx, await choosePassword(ctx, body), at(exchange)),
    )
    mount(contract.answerSecondFactor, async (ctx, { body }, exchange) =>
      receive(ctx, await answerFactor(ctx, body), at(exchange)),
    )
    mount(contract.beginFactorStep, (ctx, { body }) => beginFactorStep(ctx, body))
    mount(contract.confirmFactorStep, async (ctx, { body }, exchange) => {
      const { shown, recoveryCodes } = await confirmFactorStep(ctx, body)
      return { recoveryCodes, entrance: await receive(ctx, shown, at(exchange)) }
    })
    mount(contract.appeal, async (ctx, { body }, { address }) => {
      await appeal(ctx, { ...body, address })
      return undefined
    })
    mount(contract.askPasswordReset, async (ctx, { body }) => {
      await askPasswordReset(ctx, body)
      return undefined
    })
    mount(contract.readSession, async (ctx, _request, exchange) =>
      sessionOf(ctx, ctx.actor as StaffActor, csrfTokenOf(exchange.cookie(sessionCookie)!, csrfKey)),
    )
    mount(contract.signOut, async (ctx, _request, exchange) => {
      await closeSession(ctx, exchange.cookie(sessionCookie)!)
      exchange.clearCookie(sessionCookie)
      return undefined
    })
    mount(contract.beginSimulation, async (ctx, { body }, exchange) => {
      const token = await beginSimulation(ctx, { ...body, token: exchange.cookie(sessionCookie)! })
      return sessionUnder(ctx, token, at(exchange))
    })
    mount(contract.endSimulation, async (ctx, _request, exchange) => {
      const token = await endSimulation(ctx, { token: exchange.cookie(sessionCookie)! })
      return sessionUnder(ctx, token, at(exchange))
    })
    mount(contract.setPassword, async (ctx, { params, body }) => {
      await setPassword(ctx, { ...params, ...body })
      return undefined
    })
    mount(contract.sendPasswordReset, (ctx, { params }) =>
      sendPasswordReset(ctx, { ...options, origin: options.entrance }, params),
    )
    mount(contract.removeFactor, async (ctx, { params }) => {
      await removeFactor(ctx, params)
      return undefined
    })
    mount(contract.setUp, async (ctx, { body }, exchange) => {
      const userId = await setUp(ctx, body)
      institutions.forget()
      const founded = { ...ctx, institution: await institutions.read() }
      // The institution has only just begun: nothing can stand between its first administrator and the session.
      return (await receive(founded, { userId, proof: 'set_up' }, at(exchange))) as contract.Session
    })
  }
}
