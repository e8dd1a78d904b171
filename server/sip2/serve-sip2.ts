import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { unknownNames } from '../access/unknown-names.ts'
import { appError } from '../errors.ts'
import { type Conversation, conversation, type Sip2Parts } from './conversation.ts'
import { messagesIn } from './frame.ts'

type Door = {
  port: number
  host: string
  /** A machine that does not sign in, one that says nothing, and machines at the same time. */
  limits?: { loginSeconds: number; idleSeconds: number; connections: number }
}

const usualLimits = { loginSeconds: 30, idleSeconds: 600, connections: 200 }

export type Sip2Server = {
  port: number
  /** Lets answers under way finish and ends every connection. */
  stop: () => Promise<void>
}

/** The door for self-check machines: patron messages of SIP 2.00 over TCP (seed 002: the PIN; features V2). */
export async function serveSip2(parts: Omit<Sip2Parts, 'strangers'>, door: Door): Promise<Sip2Server> {
  const limits = door.limits ?? usualLimits
  const all = { ...parts, strangers: unknownNames() }
  const lines = new Map<Line, Promise<void>>()
  // Half-open: what somebody asked before the end of sending is answered.
  const server = createServer({ allowHalfOpen: true }, socket => {
    const line: Line = { socket, isBusy: false, isOver: false }
    const talking = talk(line, conversation(all, socket.remoteAddress ?? ''), { log: parts.log, limits })
    lines.set(line, talking)
    void talking.finally(() => lines.delete(line))
  })
  server.maxConnections = limits.connections
  server.listen(door.port, door.host)
  await once(server, 'listening').catch(error => Promise.reject(listenError(error, door)))
  const stop = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const line of lines.keys()) {
      line.isOver = true
      if (!line.isBusy) line.socket.destroy()
    }
    await Promise.all([...lines.values(), closed])
  }
  return { port: (server.address() as AddressInfo).port, stop }
}

function listenError(error: NodeJS.ErrnoException, { port, host }: Door): unknown {
  if (error.code !== 'EADDRINUSE') return error
  const message = `Port ${port} on ${host} is taken by another program. Stop that one, or choose another SIP2_PORT.`
  return appError('port_taken', { message, port }, error)
}

type Line = { socket: Socket; isBusy: boolean; isOver: boolean }
type Limits = NonNullable<Door['limits']>

/** One message after another, however many were sent at once; the next is read when this one is answered. */
async function talk(
  line: Line,
  { answer, isSignedIn }: Conversation,
  { log, limits }: { log: Sip2Parts['log']; limits: Limits },
): Promise<void> {
  const { socket } = line
  // What breaks a connection also ends the loop below.
  socket.on('error', () => undefined)
  socket.setTimeout(limits.idleSeconds * 1000, () => socket.destroy())
  const patience = setTimeout(() => isSignedIn() || socket.destroy(), limits.loginSeconds * 1000)
  try {
    for await (const message of messagesIn(socket)) {
      line.isBusy = true
      const bytes = await answer(message)
      line.isBusy = false
      if (bytes === 'close') break
      const sent = bytes ? send(socket, bytes) : undefined
      // Nobody waits for a machine that does not read when the program stops.
      if (line.isOver) break
      await sent
    }
  } catch (error) {
    if (!socket.destroyed) log.error({ err: error }, 'sip2 message failed')
  } finally {
    clearTimeout(patience)
    socket.destroy()
  }
}

/** Resolves when the bytes have gone, or never will: whoever does not read is not answered any more. */
const send = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise(resolve => socket.write(bytes, () => resolve()))
