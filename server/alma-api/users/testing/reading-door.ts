import type { LightMyRequestResponse } from 'fastify'
import { call, makeKey } from '../../../api-keys/testing/keys.ts'
import type { Context } from '../../../context.ts'
import { openTestServer, type TestServer } from '../../../http/testing/test-server.ts'
import { contextOf } from '../../../users/testing/people.ts'
import { type Ask, staffMember } from '../../../users/testing/staff.ts'

/** Programs at the door, one that only reads and one that writes, and an administrator beside them. */
export type ReadingDoor = {
  server: TestServer
  ctx: Context
  administrator: Ask
  reader: string
  writer: string
  /** Asks in JSON; `line` begins below `/almaws/v1`. */
  ask: (line: string, options?: AskOptions) => Promise<LightMyRequestResponse>
  /** The object in the answer, or the error as `401861 User with …`. */
  tell: (line: string, options?: AskOptions) => Promise<unknown>
}

type AskOptions = { key?: string; payload?: string | object; headers?: Record<string, string> }

export async function openReadingDoor(): Promise<ReadingDoor> {
  const server = await openTestServer()
  const administrator = (await staffMember(server, 'keeper', ['50'])).ask
  const { key: reader } = await makeKey(administrator, { name: 'Reader', areas: { users: 'read' } })
  const { key: writer } = await makeKey(administrator, { name: 'Writer', areas: { users: 'write' } })
  const ask = (line: string, { headers, ...options }: AskOptions = {}) =>
    call(server, line.replace(' ', ' /almaws/v1'), {
      key: reader,
      ...options,
      headers: { accept: 'application/json', host: 'alma.example', ...headers },
    })
  const tell = async (line: string, options: AskOptions = {}) => toldIn(await ask(line, options))
  return { server, ctx: contextOf(server), administrator, reader, writer, ask, tell }
}

function toldIn({ statusCode, body }: LightMyRequestResponse): unknown {
  if (statusCode === 204) return body
  if (statusCode === 200) return JSON.parse(body)
  if (statusCode !== 400) throw new Error(`${statusCode}: ${body}`)
  if (body.startsWith('<')) return /<errorCode>(.*)<\/errorCode>/.exec(body)?.[1]
  const { errorCode, errorMessage } = JSON.parse(body).errorList.error[0]
  return `${errorCode} ${errorMessage}`
}
