import { createServer, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { frameReader } from './frames.ts'
import { openSession, receive, type SessionSettings } from './session.ts'
import { takeTurns } from './turns.ts'

export type ServeSettings = {
  socketPath: string
  spoolFolder: string
  idleTransactionMilliseconds: number
  onFatal: (error: unknown) => void
}

/**
 * Serves PGlite on a Unix socket in the PostgreSQL protocol to any number of clients, one transaction at a time.
 * All clients share one session: `set local` instead of `set`, and no session advisory locks, temporary tables,
 * named prepared statements or LISTEN. `@electric-sql/pglite-socket` 0.2.17 does the same, but lets clients execute
 * each other's statements (half of 1000 queries beside transactions), and a COPY FROM STDIN through it ends the engine.
 */
export async function serve(
  database: PGlite,
  settings: ServeSettings,
): Promise<{ stop: () => Promise<void> }> {
  const turns = takeTurns({ database, ...settings })
  const session = { greeting: await greetingOf(database), spoolFolder: settings.spoolFolder }
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    welcome(socket, { session, turns })
  })
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(settings.socketPath, resolve),
  )
  const stop = async () => {
    const isClosed = new Promise(resolve => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await isClosed
    await turns.stop()
  }
  return { stop }
}

function welcome(
  socket: Socket,
  { session: settings, turns }: { session: SessionSettings; turns: ReturnType<typeof takeTurns> },
): void {
  const session = openSession(socket)
  const read = frameReader()
  socket.on('data', chunk => {
    session.lastActiveAt = Date.now()
    try {
      for (const message of read(chunk)) receive(session, message, settings)
      turns.enter(session)
    } catch (error) {
      // Not our protocol, or no room on disk for the rows of a COPY: this client cannot go on, the others can.
      socket.destroy(error as Error)
    }
  })
  socket.on('error', () => {})
  socket.on('close', () => turns.leave(session))
}

/** The answer to a start-up message, asked once: it is the same for everybody, and later the database may be busy. */
async function greetingOf(database: PGlite): Promise<Buffer> {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0client_encoding\0UTF8\0\0')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  const pieces: Buffer[] = []
  const onRawData = (bytes: Uint8Array) => void pieces.push(Buffer.from(bytes))
  await database.execProtocolRawStream(Buffer.concat([length, body]), { syncToFs: false, onRawData })
  return Buffer.concat(pieces)
}
