import type { Kysely, Transaction } from 'kysely'
import type { Format, RecordType } from '../contract/configuration.ts'
import type { Permission } from '../contract/permissions.ts'
import type { Database } from './db/row-types.gen.ts'

/** Who acts. The actor is the identity in history; what it may do comes with it. */
export type Actor =
  | { kind: 'staff'; userId: number; primaryId: string; name: string; permissions: ReadonlySet<Permission> }
  | { kind: 'task'; taskId: number; name: string; permissions: ReadonlySet<Permission> }
  | { kind: 'system'; name: string; permissions: ReadonlySet<Permission> }
  | { kind: 'anonymous'; name: string; permissions: ReadonlySet<Permission> }

export type Institution = {
  institutionId: number
  code: string
  name: string
  timeZone: string
  currency: string
  settings: InstitutionSettings
}

/** Settings with their defaults in `server/institutions/settings.ts`. */
export type InstitutionSettings = {
  /** `like` patterns of primary identifiers that nobody may deactivate, edit, delete or purge (features M6). */
  protectedPatterns: string[]
  /** Wrong passwords in a row before a lock, and its length. */
  lockAfterFailures: number
  lockMinutes: number
  sessionHours: number
  /** Fields and kinds of elements without which nobody is saved, by record type, beside those that always must be (B3). */
  mandatory: Record<RecordType, string[]>
  /** Regular expressions that whole values must match, and the words for those that do not (features B3). */
  formats: Partial<Record<SettingFormat, { pattern: string; message?: string }>>
  /** How a PIN is made and what it looks like: four digits, or anything. */
  pinNumberMethod: 'fourDigit' | 'none'
  /** Elements say which library owns them. */
  libraryIndependence: boolean
  /** Identifiers beside the primary one may differ by case alone (features D2). Keys are made by `fields/identifier-key.ts`. */
  identifiersCaseSensitive: boolean
  /** Generated primary identifiers: prefix, then the next number with at least so many digits (features K3). */
  primaryIdGeneration: { prefix: string; digits: number; next: number }
  /** Days that the history of changes is kept; 0: for ever (features I2). */
  historyRetentionDays: number
  /** Folder of pictures on a web server, with `/` at its end; empty: there is none (features B7). */
  photoServerUrl: string
  /** What a picture is named after: `USERNAME`, which is the primary identifier, or an identifier type. */
  photoIdentifierType: string
  /** What its name ends in, behind a point. */
  photoSuffix: string
  /** For a sandbox: the only addresses that get letters; empty means everybody (features S2). */
  mailAllowedRecipients: string[]
}

/** Formats that are settings: `email` is Alma's `email_regex`. */
export type SettingFormat = Exclude<Format, 'pin' | 'url'>

export type Log = {
  info: (details: object, message: string) => void
  warn: (details: object, message: string) => void
  error: (details: object, message: string) => void
}

/** What every verb receives first. Inside a transaction `db` is that transaction: `{ ...ctx, db: trx }`. */
export type Context = {
  db: Kysely<Database> | Transaction<Database>
  actor: Actor
  institution: Institution
  /** The moment, from outside, so that tests can set it. */
  now: () => Date
  log: Log
  /** 32 bytes that wrap the keys of the vault; never in the database, never logged. */
  masterKey: Buffer
  requestId: string
}
