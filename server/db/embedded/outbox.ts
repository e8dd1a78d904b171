import { once } from 'node:events'
import type { Socket } from 'node:net'
import { openSpool, type Spool } from './spool.ts'

const memoryBytes = 4 * 1024 * 1024
const pieceBytes = 256 * 1024

/** Collects what the database answers to one client and sends it; a large result waits on disk, not in memory. */
export type Outbox = { add: (bytes: Uint8Array) => void; send: (socket: Socket) => Promise<void> }

/** Opens an outbox that spools into `folder`. */
export function openOutbox(folder: string): Outbox {
  let pieces: Buffer[] = []
  let bytesInMemory = 0
  let spool: Spool | undefined

  const add = (bytes: Uint8Array) => {
    // A copy: the database reuses its memory.
    pieces.push(Buffer.from(bytes))
    bytesInMemory += bytes.length
    if (bytesInMemory < memoryBytes) return
    spool ??= openSpool(folder)
    spool.append(Buffer.concat(pieces))
    pieces = []
    bytesInMemory = 0
  }

  const send = async (socket: Socket) => {
    if (spool) await sendSpool(spool, socket)
    if (pieces.length > 0 && socket.writable) socket.write(Buffer.concat(pieces))
  }

  return { add, send }
}

async function sendSpool(spool: Spool, socket: Socket): Promise<void> {
  try {
    for (let position = 0; position < spool.length() && socket.writable; ) {
      const piece = Buffer.alloc(pieceBytes)
      const length = spool.read(piece, position)
      position += length
      if (!socket.write(piece.subarray(0, length))) await untilDrained(socket)
    }
  } finally {
    spool.close()
  }
}

async function untilDrained(socket: Socket): Promise<void> {
  const over = new AbortController()
  await Promise.race([
    once(socket, 'drain', { signal: over.signal }),
    once(socket, 'close', { signal: over.signal }),
  ])
  over.abort()
}
