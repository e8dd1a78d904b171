import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
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
})
export type Session = Static<typeof Session>

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  permission: null,
  summary: 'Sign in with primary identifier and password',
  body: closed({ primaryId: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 1000 }) }),
  response: Session,
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

/** A new password for somebody; their open sessions end. The limits are those of the rules for passwords. */
export const setPassword = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/password',
  permission: 'users.set_password',
  summary: 'Set the password of a user',
  params: closed({ userId: Id }),
  body: closed({ password: Type.String({ minLength: 1, maxLength: 1000 }) }),
})
