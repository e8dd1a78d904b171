import type { PGlite } from '@electric-sql/pglite'
import { withoutCopyInResponse } from './copy-in.ts'
import { frame } from './frames.ts'
import { openOutbox } from './outbox.ts'
import { closeSession, type Session } from './session.ts'

/** What a session that went away in the middle of a transaction leaves to do. */
const abandon = Buffer.concat([frame('S'), frame('Q', 'rollback\0')])

export type TurnSettings = {
  database: PGlite
  spoolFolder: string
  /** A transaction that is silent for so long while others wait is ended. */
  idleTransactionMilliseconds: number
  /** The database engine is gone: nothing more can be done in this process. */
  onFatal: (error: unknown) => void
}

/**
 * Lets the clients use the one connection that PGlite has, in turn. A turn lasts from the first message of a
 * pipeline to the end of its transaction: were it shorter, one client would execute another's unnamed statement.
 */
export function takeTurns(settings: TurnSettings) {
  const waiting = new Set<Session>()
  let owner: Session | undefined
  let isRunning = false

  const next = () => {
    const session = owner ?? waiting.values().next().value
    return session && session.ready.length > 0 ? session : undefined
  }

  const run = async (session: Session) => {
    const { message, isOpen, spool } = session.ready.shift()!
    const outbox = openOutbox(settings.spoolFolder)
    const onRawData = spool ? withoutCopyInResponse(outbox.add) : outbox.add
    await settings.database.execProtocolRawStream(message, { syncToFs: false, onRawData })
    spool?.close()
    // Silence begins with the answer: a long statement is not silence.
    session.lastActiveAt = Date.now()
    owner = isOpen || settings.database.isInTransaction() ? session : undefined
    waiting.delete(session)
    if (session.ready.length > 0) waiting.add(session)
    session.isSent = session.isSent
      .then(() => outbox.send(session.socket))
      .catch(() => {
        // The client went away while its result was being sent.
        session.socket.destroy()
      })
  }

  const pump = async () => {
    if (isRunning) return
    isRunning = true
    for (let session = next(); session; session = next()) {
      await run(session)
      // Sockets are read and written between two turns.
      await new Promise(resolve => setImmediate(resolve))
    }
    isRunning = false
  }

  const start = () => void pump().catch(settings.onFatal)

  const enter = (session: Session) => {
    if (session.ready.length > 0) waiting.add(session)
    start()
  }

  const leave = (session: Session) => {
    closeSession(session)
    waiting.delete(session)
    if (owner === session) session.ready.push({ message: abandon, isOpen: false })
    start()
  }

  const evictIdle = () => {
    const isIdle = owner && Date.now() - owner.lastActiveAt > settings.idleTransactionMilliseconds
    if (owner && isIdle && !isRunning && waiting.size > 0) endIdleTransaction(owner)
  }
  const watch = setInterval(evictIdle, settings.idleTransactionMilliseconds / 4).unref()

  const stop = async () => {
    clearInterval(watch)
    while (isRunning || owner) await new Promise(resolve => setTimeout(resolve, 1))
  }

  return { enter, leave, stop }
}

function endIdleTransaction(session: Session): void {
  const message = 'This transaction was idle while others waited for the database, so it was rolled back.'
  const hint = 'Inside a transaction use only its own connection, and do nothing slow there.'
  const error = frame('E', `SFATAL\0VFATAL\0C25P03\0M${message}\0H${hint}\0\0`)
  session.socket.end(error, () => session.socket.destroy())
}
