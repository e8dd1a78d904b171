import * as contract from '../../contract/account.ts'
import {
  editLoginRestrictions as editEndpoint,
  readLoginRestrictions as readEndpoint,
} from '../../contract/login-restrictions.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Routes } from '../http/mount.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { editLoginRestrictions, readLoginRestrictions } from './login-restrictions.ts'
import * as account from './own-account.ts'
import { endOtherSessions, endOwnSession, listOwnSessions } from './own-sessions.ts'
import { type Desk, sessionUnder } from './reception.ts'
import { hashToken, sessionCookie } from './sessions.ts'

const sessionIn = (exchange: Exchange): Buffer => hashToken(exchange.cookie(sessionCookie)!)

/** How the signed-in person gets in, and from where people may (features N1, N2). */
export function accountRoutes({ institutions, csrfKey }: Desk & { institutions: InstitutionReader }): Routes {
  return mount => {
    mount(contract.readAccount, ctx => account.readAccount(ctx))
    mount(contract.editAccount, (ctx, { body }) => account.editAccount(ctx, body))
    mount(contract.changeOwnPassword, async (ctx, { body }, exchange) => {
      const token = await account.changeOwnPassword(ctx, { ...body, token: exchange.cookie(sessionCookie)! })
      return sessionUnder(ctx, token, { exchange, csrfKey })
    })
    mount(contract.beginOwnFactor, (ctx, { body }) => account.beginOwnFactor(ctx, body))
    mount(contract.confirmOwnFactor, async (ctx, { body }) => ({
      recoveryCodes: await account.confirmOwnFactor(ctx, body),
    }))
    mount(contract.renewRecoveryCodes, async (ctx, { body }) => ({
      recoveryCodes: await account.renewRecoveryCodes(ctx, body),
    }))
    mount(contract.removeOwnFactor, async (ctx, { body }) => {
      await account.removeOwnFactor(ctx, body)
      return undefined
    })
    mount(contract.listOwnSessions, async (ctx, _request, exchange) => ({
      items: await listOwnSessions(ctx, sessionIn(exchange)),
    }))
    mount(contract.endOwnSession, async (ctx, { params }) => {
      await endOwnSession(ctx, params)
      return undefined
    })
    mount(contract.endOtherSessions, async (ctx, _request, exchange) => {
      await endOtherSessions(ctx, sessionIn(exchange))
      return undefined
    })
    mount(readEndpoint, (ctx, _request, exchange) => readLoginRestrictions(ctx, exchange))
    mount(editEndpoint, async (ctx, { body }, exchange) => {
      const restrictions = await editLoginRestrictions(ctx, { body, address: exchange.address })
      institutions.forget()
      return restrictions
    })
  }
}
