import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { QueuedLetter } from './letters.ts'
import { closed, Id } from './page.ts'

/** Who is signed in, what they may do, and where. */
export const Session = Type.Object({
  user: Type.Object({ userId: Type.Integer(), primaryId: Type.String(), name: Type.String() }),
  permissions: Type.Array(Type.String()),
  institution: Type.Object({
    code: Type.String(),
    name: Type.String(),
    timeZone: Type.String(),
    currency: Type.String(),
    today: Type.String(),
  }),
  csrfToken: Type.String(),
  /** Support acts as this person, who allowed it. */
  simulation: Type.Optional(Type.Object({ by: Type.String() })),
})
export type Session = Static<typeof Session>

/** What still stands between somebody who has shown who they are and the session. */
export const signInSteps = [
  'change_password',
  'second_factor',
  'set_up_second_factor',
  'address_refused',
] as const
export type SignInStep = (typeof signInSteps)[number]

const Ticket = Type.String({ maxLength: 100 })
const NewPassword = Type.String({ minLength: 1, maxLength: 1000 })
const Code = Type.String({ minLength: 1, maxLength: 40 })

/** The next step, and the ticket that allows this step and nothing else, for some minutes. */
export const NextStep = Type.Object({ next: Type.Enum([...signInSteps]), ticket: Type.String() })
export type NextStep = Static<typeof NextStep>

/** Either the session or the next step to it. */
export const SignInAnswer = Type.Union([Session, NextStep])
export type SignInAnswer = Static<typeof SignInAnswer>

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  permission: null,
  summary: 'Sign in with an identifier and a password',
  body: closed({ primaryId: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 1000 }) }),
  response: SignInAnswer,
})

/** For whoever must change it, and for whoever has a mailed link: its ticket is one, too. */
export const choosePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  permission: null,
  summary: 'Choose a new password as a step of signing in, or with a mailed link',
  body: closed({ ticket: Ticket, password: NewPassword }),
  response: SignInAnswer,
})

/** A code of the app, or one of the recovery codes. */
export const answerSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  permission: null,
  summary: 'Give the code of the second factor as a step of signing in',
  body: closed({ ticket: Ticket, code: Code }),
  response: SignInAnswer,
})

/** What an app for one-time codes needs: an address that it reads from a picture, or the secret to be typed. */
export const FactorSecret = Type.Object({ uri: Type.String(), secret: Type.String() })
export type FactorSecret = Static<typeof FactorSecret>

export const beginFactorStep = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/secret',
  permission: null,
  summary: 'Begin to set up a second factor as a step of signing in',
  body: closed({ ticket: Ticket }),
  response: FactorSecret,
})

/** The recovery codes are shown this once. */
export const confirmFactorStep = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/confirmation',
  permission: null,
  summary: 'Set up a second factor with its first code, and go on signing in',
  body: closed({ ticket: Ticket, code: Code }),
  response: Type.Object({ recoveryCodes: Type.Array(Type.String()), entrance: SignInAnswer }),
})

/** Somebody whose address is refused writes to whoever decides about addresses. */
export const appeal = endpoint({
  method: 'POST',
  path: '/api/session/appeal',
  permission: null,
  mails: true,
  summary: 'Write to the manager of login restrictions, after having been refused',
  body: closed({ ticket: Ticket, text: Type.String({ minLength: 1, maxLength: 2000 }) }),
})

/** The answer is always the same: it does not tell whether there is anybody of that name. */
export const askPasswordReset = endpoint({
  method: 'POST',
  path: '/api/password-resets',
  permission: null,
  mails: true,
  summary: 'Ask for a mail with a link by which one chooses a new password',
  body: closed({ name: Type.String({ minLength: 1, maxLength: 255 }) }),
})

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'session.own',
  summary: 'The signed-in person, permissions and institution',
  response: Session,
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  permission: 'session.own',
  summary: 'Sign out',
})

/** The first administrator, by the one-time link that the first start prints. */
export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  permission: null,
  summary: 'Create the institution and its first administrator with the one-time set-up link',
  body: closed({
    token: Type.String({ maxLength: 200 }),
    institutionName: Type.String({ minLength: 1, maxLength: 255 }),
    timeZone: Type.String({ maxLength: 64 }),
    primaryId: Type.String({ minLength: 1, maxLength: 255 }),
    firstName: Type.String({ minLength: 1, maxLength: 255 }),
    lastName: Type.String({ minLength: 1, maxLength: 255 }),
    password: Type.String({ minLength: 8, maxLength: 1000 }),
  }),
  response: Session,
})

/** Support acts as somebody who allows it. The session gets a new token, and the answer is the new session. */
export const beginSimulation = endpoint({
  method: 'POST',
  path: '/api/session/simulation',
  permission: 'session.simulate',
  summary: 'Act as a user who allows it',
  body: closed({ userId: Id }),
  response: Session,
})

export const endSimulation = endpoint({
  method: 'DELETE',
  path: '/api/session/simulation',
  permission: 'session.own',
  summary: 'Stop acting as somebody else',
  response: Session,
})

/** A new password for somebody; their open sessions end. The limits are those of the rules for passwords. */
export const setPassword = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/password',
  permission: 'users.set_password',
  summary: 'Set the password of a user',
  params: closed({ userId: Id }),
  body: closed({ password: NewPassword, mustChange: Type.Optional(Type.Boolean()) }),
})

export const sendPasswordReset = endpoint({
  method: 'POST',
  path: '/api/users/:userId/password-reset',
  permission: 'users.set_password',
  mails: true,
  summary: 'Send somebody a link by which they choose a new password',
  params: closed({ userId: Id }),
  response: QueuedLetter,
})

/** For people who have lost app and recovery codes. */
export const removeFactor = endpoint({
  method: 'DELETE',
  path: '/api/users/:userId/second-factor',
  permission: 'users.set_password',
  summary: 'Take the second factor from a user',
  params: closed({ userId: Id }),
})
