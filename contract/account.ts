import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { FactorSecret, Session } from './session.ts'

const Password = Type.String({ minLength: 1, maxLength: 1000 })
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })

/** How the signed-in person gets in. */
export const Account = Type.Object({
  hasPassword: Type.Boolean(),
  passwordChangedAt: Type.Optional(Type.String()),
  secondFactor: Type.Object({
    /** The institution offers it to this person. */
    isOffered: Type.Boolean(),
    isOn: Type.Boolean(),
    /** Staff ask for it, so that it cannot be switched off. */
    isRequired: Type.Boolean(),
    recoveryCodesLeft: Type.Integer(),
  }),
  /** Absent where the institution has none. */
  allowsSimulation: Type.Optional(Type.Boolean()),
})
export type Account = Static<typeof Account>

export const readAccount = endpoint({
  method: 'GET',
  path: '/api/account',
  permission: 'account.own',
  summary: 'How the signed-in person gets in',
  response: Account,
})

export const editAccount = endpoint({
  method: 'PATCH',
  path: '/api/account',
  permission: 'account.own',
  summary: 'Allow or forbid support to act as oneself',
  body: closed({ allowsSimulation: Type.Boolean() }),
  response: Account,
})

/** The session gets a new token, and the answer is the new session. */
export const changeOwnPassword = endpoint({
  method: 'PUT',
  path: '/api/account/password',
  permission: 'account.own',
  summary: 'Change one’s own password; all other sessions end',
  body: closed({ current: Password, password: Password }),
  response: Session,
})

export const beginOwnFactor = endpoint({
  method: 'POST',
  path: '/api/account/second-factor',
  permission: 'account.own',
  summary: 'Begin to set up a second factor, or another one',
  body: closed({ current: Password }),
  response: FactorSecret,
})

export const confirmOwnFactor = endpoint({
  method: 'POST',
  path: '/api/account/second-factor/confirmation',
  permission: 'account.own',
  summary: 'Set up the second factor with its first code',
  body: closed({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  response: RecoveryCodes,
})

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/account/recovery-codes',
  permission: 'account.own',
  summary: 'Make new recovery codes; the old ones end',
  body: closed({ current: Password }),
  response: RecoveryCodes,
})

export const removeOwnFactor = endpoint({
  method: 'POST',
  path: '/api/account/second-factor/removal',
  permission: 'account.own',
  summary: 'Switch the second factor off',
  body: closed({ current: Password }),
})

/** One device: no whole address, no whole name of the browser. */
export const OwnSession = Type.Object({
  sessionId: Type.Integer(),
  browser: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
  createdAt: Type.String(),
  lastSeenAt: Type.String(),
  isCurrent: Type.Boolean(),
  /** Support that acts as the person in it. */
  simulatedBy: Type.Optional(Type.String()),
})
export type OwnSession = Static<typeof OwnSession>

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/api/account/sessions',
  permission: 'account.own',
  summary: 'Where one is signed in',
  response: Type.Object({ items: Type.Array(OwnSession) }),
})

export const endOwnSession = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions/:sessionId',
  permission: 'account.own',
  summary: 'End one session',
  params: closed({ sessionId: Id }),
})

export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions',
  permission: 'account.own',
  summary: 'Sign out everywhere else',
})
