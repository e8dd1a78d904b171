import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type RawBuilder, sql } from 'kysely'
import { TOTP } from 'otpauth'
import {
  addUser,
  request,
  type SignedIn,
  signedInBy,
  signInAs,
  type TestServer,
  type TestUser,
} from '../../http/testing/test-server.ts'

export const password = 'correct horse battery'

export type Answer = LightMyRequestResponse
export type Person = { userId: number; primaryId: string }

let people = 0

/** Somebody with a password. */
export async function somebody(server: TestServer, user: Partial<TestUser> = {}): Promise<Person> {
  const primaryId = user.primaryId ?? `person-${people++}`
  return { userId: await addUser(server, { primaryId, password, roles: ['200'], ...user }), primaryId }
}

/** Writes into the row of a user, past all rules. */
export async function mark(
  server: TestServer,
  { userId }: Person,
  values: RawBuilder<unknown>,
): Promise<void> {
  await sql`update user_account set ${values} where user_id = ${userId}`.execute(server.db)
}

export const emailOf = (address: string) =>
  sql`contact = ${JSON.stringify({ 'email/a': { address, types: ['work'], preferred: true } })}::jsonb`

/** Changes settings by the front door, so that the server knows them at once. */
export async function setSettings(server: TestServer, values: object): Promise<void> {
  const { primaryId } = await somebody(server, { roles: ['50'] })
  const signedIn = await signInAs(server, primaryId, password)
  const answer = await request(server, 'PATCH /api/settings', { ...signedIn, payload: { values } })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}

/** Sends a stranger's request. */
export const send = (
  server: TestServer,
  path: string,
  payload: object,
  options: Omit<InjectOptions, 'method' | 'url'> = {},
): Promise<Answer> => request(server, `POST ${path}`, { ...options, payload })

export const enter = (server: TestServer, { primaryId }: Person, options = {}) =>
  send(server, '/api/session', { primaryId, password }, options)

/** A request of somebody who is signed in. */
export const ask = (server: TestServer, signedIn: SignedIn, line: string, payload?: object) =>
  request(server, line, { ...signedIn, ...(payload ? { payload } : {}) })

/** The code that the app shows; `steps` later, each of half a minute. */
export function codeOf({ clock }: TestServer, secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: clock.now.getTime() + steps * 30_000 })
}

/** Gives somebody a second factor by the account page; its secret and recovery codes. */
export async function withFactor(
  server: TestServer,
  signedIn: SignedIn,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await ask(server, signedIn, 'POST /api/account/second-factor', { current: password })
  const { secret } = begun.json<{ secret: string }>()
  const code = codeOf(server, secret)
  const done = await ask(server, signedIn, 'POST /api/account/second-factor/confirmation', { code })
  return { secret, recoveryCodes: done.json<{ recoveryCodes: string[] }>().recoveryCodes }
}

/** Signs somebody in who has no further step. */
export const inside = async (server: TestServer, person: Person): Promise<SignedIn> =>
  signedInBy(await enter(server, person))
