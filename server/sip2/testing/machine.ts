import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createLog } from '../../http/log.ts'
import type { TestServer } from '../../http/testing/test-server.ts'
import { institutionReader } from '../../institutions/read-institution.ts'
import { type Sip2Server, serveSip2 } from '../serve-sip2.ts'

type Limits = { loginSeconds: number; idleSeconds: number; connections: number }

export const moment = '20261120    090000'

/** The SIP2 server beside the test's application, on its database and clock; what it logs is among the lines of the test. */
export function openSip2(
  server: TestServer,
  {
    limits,
    now = () => server.clock.now,
    port = 0,
  }: { limits?: Limits; now?: () => Date; port?: number } = {},
): Promise<Sip2Server> {
  const parts = {
    db: server.db,
    // Read anew each time: the application has another reader, which would not tell this one what was changed.
    institutions: {
      read: () => institutionReader(server.db).read(),
      forget: () => undefined,
    },
    masterKey: Buffer.alloc(32, 7),
    now,
    log: createLog({ level: 'trace', stream: { write: line => void server.logLines.push(line) } }),
  }
  return serveSip2(parts, { port, host: '127.0.0.1', ...(limits ? { limits } : {}) })
}

/** A self-check machine at the other end of a real socket. */
export type Machine = {
  socket: Socket
  /** Sends bytes as they are. */
  write: (bytes: string | Buffer) => void
  /** The next answer without its end; undefined when the connection ends first. */
  next: () => Promise<string | undefined>
  ask: (message: string) => Promise<string | undefined>
  login: (key: string) => Promise<string | undefined>
  end: () => void
}

export async function machineAt(port: number): Promise<Machine> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const answers: string[] = []
  const waiting: ((answer: string | undefined) => void)[] = []
  let rest = ''
  let isOver = false
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\r')
    rest = lines.pop() ?? ''
    for (const line of lines) (waiting.shift() ?? (answer => answers.push(answer!)))(line)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isOver = true
    for (const give of waiting.splice(0)) give(undefined)
  })
  const next = (): Promise<string | undefined> =>
    answers.length > 0 || isOver
      ? Promise.resolve(answers.shift())
      : new Promise(resolve => waiting.push(resolve))
  const ask = (message: string) => {
    socket.write(`${message}\r`)
    return next()
  }
  return {
    socket,
    write: bytes => void socket.write(bytes),
    next,
    ask,
    login: key => ask(`9300CNmachine|CO${key}|CPhall|`),
    end: () => socket.destroy(),
  }
}

export const statusOf = (identifier: string, pin?: string) =>
  `23001${moment}AOMAIN|AA${identifier}|AC|${pin === undefined ? '' : `AD${pin}|`}`

export const informationOf = (identifier: string, more: { list?: string; fields?: string } = {}) =>
  `63001${moment}${(more.list ?? '').padEnd(10)}AOMAIN|AA${identifier}|${more.fields ?? ''}`

/** The answer as its parts: fixed fields without the moment, and values by name, repeated ones as lists. */
export function partsOf(answer: string | undefined) {
  const head = answer?.startsWith('64') ? 61 : 37
  const fields: Record<string, string[]> = {}
  for (const field of answer?.slice(head).split('|') ?? []) {
    if (field) fields[field.slice(0, 2)] = [...(fields[field.slice(0, 2)] ?? []), field.slice(2)]
  }
  return { code: answer?.slice(0, 2), status: answer?.slice(2, 16), counts: answer?.slice(37, head), fields }
}
