import type { LightMyRequestResponse } from 'fastify'
import { addUser, request, type SignedIn, signInAs, type TestServer } from '../../http/testing/test-server.ts'

const password = 'correct horse battery'

/** Asks the server as one person: `ask('GET /api/users?q=a')`. */
export type Ask = (line: string, body?: object) => Promise<LightMyRequestResponse>

/** Adds a member of staff with these roles, of a name that nobody has, and signs in. */
export async function staffMember(
  server: TestServer,
  primaryId: string,
  roles: readonly string[],
): Promise<{ ask: Ask; userId: number; signedIn: SignedIn }> {
  const userId = await addUser(server, { primaryId, password, roles })
  const signedIn = await signInAs(server, primaryId, password)
  const ask: Ask = (line, body) =>
    request(server, line, { ...signedIn, ...(body === undefined ? {} : { payload: body }) })
  return { ask, userId, signedIn }
}
