import { hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { appError } from './errors.ts'

const masterKeyBytes = 32

/**
 * The master key: the one given, else the one in the file, else (where that is allowed) a new one in a file that
 * only its owner may read. Throws `master_key_missing`, whose text says how to make one.
 */
export function loadMasterKey(source: {
  given: string | undefined
  file: string
  mayCreate: boolean
}): Buffer {
  if (source.given !== undefined) return decode(source.given, 'CARREL_MASTER_KEY')
  const stored = readIfThere(source.file)
  if (stored !== undefined) return decode(stored, 'The master key file')
  if (!source.mayCreate) throw missing(`CARREL_MASTER_KEY is not set and there is no file ${source.file}`)
  return create(source.file)
}

/** A key for one purpose, so that no two uses share a key and none reveals the master key (HKDF, RFC 5869). */
export function deriveKey(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `carrel ${purpose}`, 32))
}

function decode(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== masterKeyBytes) throw missing(`${where} does not hold ${masterKeyBytes} bytes in base64`)
  return key
}

function missing(what: string) {
  const make = `openssl rand -base64 ${masterKeyBytes}`
  const how = `Put the key back from a backup, or for a new installation make one with "${make}".`
  const why = 'Without it no purged user can be restored.'
  return appError('master_key_missing', { message: `${what}. ${how} ${why}` })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written beside and then linked: a crash leaves no half key, and of two processes both get the first one's. */
function create(file: string): Buffer {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const descriptor = openSync(draft, 'wx', 0o600)
  writeSync(descriptor, `${randomBytes(masterKeyBytes).toString('base64')}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  syncFolder(dirname(file))
  return decode(readFileSync(file, 'utf8'), 'The master key file')
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
