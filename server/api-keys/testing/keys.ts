import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { NewApiKey } from '../../../contract/api-keys.ts'
import { request, type TestServer } from '../../http/testing/test-server.ts'
import type { Ask } from '../../users/testing/staff.ts'

export const aDraft = {
  name: 'Nightly export',
  description: 'Ask Ada',
  areas: { users: 'read' },
  addressRanges: [],
  isActive: true,
}

let made = 0

/** Makes a key as the given person does, under a name of its own unless the draft has one. */
export async function makeKey(ask: Ask, draft: object = {}): Promise<NewApiKey> {
  made += 1
  const answer = await ask('POST /api/api-keys', { ...aDraft, name: `Program ${made}`, ...draft })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

/** Calls the API as a program does, each time a second later; a key stands in the header. */
export function call(
  server: TestServer,
  line: string,
  { key, headers, ...options }: Omit<InjectOptions, 'method' | 'url'> & { key?: string | undefined } = {},
): Promise<LightMyRequestResponse> {
  server.clock.now = new Date(server.clock.now.getTime() + 1000)
  const authorization = key === undefined ? {} : { authorization: `apikey ${key}` }
  return request(server, line, { ...options, headers: { ...authorization, ...headers } })
}
