import { type Frame, frame } from './frames.ts'
import type { Spool } from './spool.ts'

const windowBytes = 256 * 1024
const copyFromClient = /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*copy\s+(?!\()[^';]*?\sfrom\s+stdin\b/i

/** Whether this message is one statement `COPY … FROM STDIN`, after which the client sends rows. */
export function isCopyIn({ type, bytes }: Frame): boolean {
  return type === 'Q' && bytes.length < 100_000 && copyFromClient.test(bytes.toString('utf8', 5))
}

/** The server's answer "send me the rows": text format, columns not described (no client needs them). */
export const copyInResponse = frame('G', Buffer.alloc(3))

/**
 * Ends a COPY that nobody sends rows for: the backend would look for them, find none, and take the whole database
 * down. Where no COPY is under way the backend ignores this message.
 */
export const copyGuard = frame('f', 'COPY FROM STDIN must be a statement of its own, without parameters\0')

/** Drops the backend's own "send me the rows", which the client has had already. */
export function withoutCopyInResponse(add: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  let isFirst = true
  return bytes => {
    const isResponse = isFirst && bytes[0] === 'G'.charCodeAt(0)
    isFirst = false
    add(isResponse ? bytes.subarray(1 + Buffer.from(bytes.subarray(0, 5)).readUInt32BE(1)) : bytes)
  }
}

/**
 * The messages of a pipeline, guarded where they may begin a COPY in another way than `isCopyIn`: by several
 * statements in one text, or prepared.
 */
export function guardedPipeline(frames: Frame[]): Buffer[] {
  const mayCopy = frames.some(
    ({ type, bytes }) => (type === 'Q' || type === 'P') && /stdin/i.test(bytes.toString()),
  )
  if (!mayCopy) return frames.map(({ bytes }) => bytes)
  return frames.flatMap(({ type, bytes }) => (type === 'Q' || type === 'E' ? [bytes, copyGuard] : [bytes]))
}

/**
 * A message of any length that stays on disk. PGlite takes a whole message at once but only ever asks it for its
 * first byte, its length and pieces of a few kilobytes, so that 1 GB of COPY needs no memory.
 */
export function messageOnDisk(spool: Spool): Uint8Array {
  const window = Buffer.alloc(windowBytes)
  let windowStart = 0
  let windowLength = spool.read(window, 0)
  const piece = {
    0: window[0],
    length: spool.length(),
    subarray: (start: number, end: number) => {
      if (start < windowStart || end > windowStart + windowLength) {
        windowStart = start
        windowLength = spool.read(window, start)
      }
      return window.subarray(start - windowStart, end - windowStart)
    },
  }
  return piece as unknown as Uint8Array
}
