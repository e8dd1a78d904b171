import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes that wait on disk instead of in memory. */
export type Spool = {
  length: () => number
  append: (bytes: Uint8Array) => void
  /** Copies what begins at `position` into `target` and returns how many bytes there were. */
  read: (target: Uint8Array, position: number) => number
  close: () => void
}

/** Opens a spool in `folder`. It has no name, so that a crash leaves nothing behind. */
export function openSpool(folder: string): Spool {
  const path = join(folder, `spool-${randomUUID()}`)
  const file = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  let length = 0
  return {
    length: () => length,
    append: bytes => {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
      length += bytes.length
    },
    read: (target, position) => readSync(file, target, 0, target.length, position),
    close: () => closeSync(file),
  }
}
