import type { Socket } from 'node:net'
import { copyGuard, copyInResponse, guardedPipeline, isCopyIn, messageOnDisk } from './copy-in.ts'
import { type Frame, frame } from './frames.ts'
import { openSpool, type Spool } from './spool.ts'

/** Messages that are executed together; `isOpen` if the client has not yet said that its pipeline ends. */
export type Batch = { message: Uint8Array; isOpen: boolean; spool?: Spool }

/** One connected client. */
export type Session = {
  socket: Socket
  /** Messages of the pipeline that is still arriving. */
  pipeline: Frame[]
  /** Complete pipelines that wait for their turn. */
  ready: Batch[]
  /** Rows that the client is sending. */
  copy?: Spool
  /** Settles when everything answered so far has been handed to the socket. */
  isSent: Promise<void>
  lastActiveAt: number
}

/** What the sessions of one database share: how it greets, and where rows may wait. */
export type SessionSettings = { greeting: Buffer; spoolFolder: string }

const sslRequest = 80877103
const gssRequest = 80877104
/** Sync, Query, Flush and FunctionCall: now the client wants answers. */
const pipelineEnds = new Set(['S', 'Q', 'H', 'F'])
const copyFrames = new Set(['d', 'c', 'f'])

/** Opens the session of a client that has just connected. */
export function openSession(socket: Socket): Session {
  return { socket, pipeline: [], ready: [], isSent: Promise.resolve(), lastActiveAt: Date.now() }
}

/** Takes in one message: answers it here if it is about the connection, else prepares what the database executes. */
export function receive(session: Session, message: Frame, settings: SessionSettings): void {
  if (message.type === '') greet(session, message, settings)
  else if (message.type === 'X') session.socket.end()
  else if (session.copy) receiveCopy(session, message, session.copy)
  else if (isCopyIn(message)) beginCopy(session, message, settings)
  // Rows that were under way when their COPY failed are of no use to anybody.
  else if (!copyFrames.has(message.type)) receiveQuery(session, message)
}

/** Gives back what the session holds on disk and forgets what it still wanted. */
export function closeSession(session: Session): void {
  session.copy?.close()
  for (const { spool } of session.ready) spool?.close()
  delete session.copy
  session.ready = []
}

function greet(session: Session, { bytes }: Frame, settings: SessionSettings): void {
  const code = bytes.readUInt32BE(4)
  if (code === sslRequest || code === gssRequest) session.socket.write('N')
  else if (code >>> 16 === 3) session.socket.write(settings.greeting)
  // A request to cancel: there is nobody to interrupt, the database runs in this thread.
  else session.socket.end()
}

function beginCopy(session: Session, statement: Frame, settings: SessionSettings): void {
  session.copy = openSpool(settings.spoolFolder)
  session.copy.append(statement.bytes)
  session.isSent = session.isSent.then(() => void session.socket.write(copyInResponse))
}

function receiveQuery(session: Session, message: Frame): void {
  session.pipeline.push(message)
  if (!pipelineEnds.has(message.type)) return
  session.ready.push({
    message: Buffer.concat(guardedPipeline(session.pipeline)),
    isOpen: message.type === 'H',
  })
  session.pipeline = []
}

function receiveCopy(session: Session, message: Frame, copy: Spool): void {
  // Flush and Sync mean nothing here, as in PostgreSQL.
  if (message.type === 'H' || message.type === 'S') return
  copy.append(
    copyFrames.has(message.type) ? message.bytes : frame('f', `unexpected message ${message.type}\0`),
  )
  if (message.type === 'd') return
  copy.append(copyGuard)
  session.ready.push({ message: messageOnDisk(copy), isOpen: false, spool: copy })
  delete session.copy
}
