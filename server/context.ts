import type { Kysely, Transaction } from 'kysely'
import type { Overridable } from '../contract/circulation.ts'
import type { Format, NameDisplay, RecordType } from '../contract/configuration.ts'
import type { IpGroup } from '../contract/login-restrictions.ts'
import type { Permission } from '../contract/permissions.ts'
import type { RoleParameter } from '../contract/roles.ts'
import type { Database } from './db/row-types.gen.ts'

/** A role that somebody holds; without a scope it is good for the whole institution. */
export type HeldRole = { type: string; scope: string | null; parameters?: RoleParameter[] | null }

/** Who acts. The actor is the identity in history; what it may do comes with it. */
export type Actor =
  | {
      kind: 'staff'
      userId: number
      primaryId: string
      name: string
      permissions: ReadonlySet<Permission>
      /** Libraries that its roles are limited to; `all` as soon as one of them is good for the institution. */
      libraries: 'all' | readonly string[]
      /** Roles that hold now; without them nobody gives or takes roles. */
      roles?: readonly HeldRole[]
      /** Leaves users alone whom the institution restricts (features M4). */
      sparesRestricted?: boolean
      /** Support that acts as this person; `name` has both. */
      simulation?: { by: string; of: string }
    }
  | {
      kind: 'task'
      taskId: number
      name: string
      permissions: ReadonlySet<Permission>
      /** Those of the person who started it. */
      libraries: 'all' | readonly string[]
      sparesRestricted?: boolean
    }
  | {
      /** A program that calls the API. */
      kind: 'key'
      apiKeyId: number
      name: string
      permissions: ReadonlySet<Permission>
      libraries: 'all'
    }
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
  /** `like` patterns of primary identifiers that do not count as named users (features M5). */
  uncountedPatterns: string[]
  /** Wrong passwords in a row before a lock, and its length. */
  lockAfterFailures: number
  lockMinutes: number
  sessionHours: number
  /** There are second factors: a record may ask for one, and people may set one up. */
  mfaForInternal: boolean
  /** People of the student system may have a password of ours (facts: alma-behaviour §5.6). */
  externalUsersWithInternalAuth: boolean
  /** Support may act as people who allow it. */
  allowSimulatedLogin: boolean
  /** From where people may sign in. */
  loginRestrictions: LoginRules
  /** Fields and kinds of elements without which nobody is saved, by record type, beside those that always must be (B3). */
  mandatory: Record<RecordType, string[]>
  /** Regular expressions that whole values must match, and the words for those that do not (features B3). */
  formats: Partial<Record<SettingFormat, { pattern: string; message?: string }>>
  /** How a PIN is made and what it looks like: four digits, or anything. */
  pinNumberMethod: 'fourDigit' | 'none'
  /** In which order names are shown; sorted they are by last name. */
  nameDisplay: NameDisplay
  /** Whether records have a cataloger level. */
  catalogingPermissions: boolean
  /** Whether records say who may ask for items of other libraries. */
  resourceSharingAuthorization: boolean
  /** The library for resource sharing requests of users without one; `NONE`: there is no such. */
  resourceSharingLibrary: string
  /** What the student system knows people by: `USERNAME`, which is the primary identifier, or an identifier type. */
  institutionalIdentifierType: string
  /** Codes of institutions that share their people with this one, if they name it, too. */
  partnerInstitutions: string[]
  /** User group of accounts that are copied from them (`NONE`: none), and whether they take the expiry date over. */
  linkedUserGroup: string
  linkedTakesExpiryDate: boolean
  /** Elements say which library owns them. */
  libraryIndependence: boolean
  /** Identifiers beside the primary one may differ by case alone (features D2). Keys are made by `fields/identifier-key.ts`. */
  identifiersCaseSensitive: boolean
  /** Generated primary identifiers: prefix, then the next number with at least so many digits (features K3). */
  primaryIdGeneration: { prefix: string; digits: number; next: number }
  /** Accounts of these groups, and those that hold one of these roles, are restricted (features M4). */
  restrictedUserGroups: string[]
  restrictedRoles: string[]
  /** Roles that do not let anybody see histories (seed 002, history). */
  rolesWithoutHistory: string[]
  /** Days that the history of changes is kept; 0: for ever (features I2). */
  historyRetentionDays: number
  /** Remembers which member of staff opened which record (features I3). */
  readLogEnabled: boolean
  /** Folder of pictures on a web server, with `/` at its end; empty: there is none (features B7). */
  photoServerUrl: string
  /** What a picture is named after: `USERNAME`, which is the primary identifier, or an identifier type. */
  photoIdentifierType: string
  /** What its name ends in, behind a point. */
  photoSuffix: string
  /** Days of a loan by user group; `*` stands for all groups that are not named. */
  loanDays: ByGroup<number>
  /** A loan may end after the day on which its borrower's account expires. */
  extendDueDateBeyondExpiry: boolean
  /** Days that an item waits on the hold shelf. */
  shelfDays: number
  /** A request for an item that is lent recalls it. */
  requestsRecallLoans: boolean
  /** Nobody places requests with an expired account. */
  checkForExpiredAccount: boolean
  /** What a patron may have at most, by user group; a group without a number has no limit (features F2). */
  patronLimits: { cash: ByGroup<string> } & Record<
    'overdues' | 'overdueRecalls' | 'requests',
    ByGroup<number>
  >
  /** What exceeding a limit forbids. */
  limitForbids: Record<'cash' | 'overdues' | 'overdueRecalls', 'LOAN' | 'RENEW' | 'LOAN_RENEW'>
  /** Who may lend all the same: everybody, desk operators and managers, desk managers, nobody. */
  limitsOverridable: Overridable
  /** The date of a patron's last activity is kept; switching it off deletes all of them. */
  recordLastPatronActivity: boolean
  /** Demerits are given and seen, and more points than the limit forbid loans. */
  demeritsEnabled: boolean
  demeritLimit: number
  /** Fees that can be waived in one action (features G4). */
  waivingFeesLimit: number
  /** Fees that went to the bursar are paid and waived here, too, and count as owed. */
  activityOnTransferredFees: boolean
  /** What a day of an overdue loan costs, by user group; shown as accrued fines (features G1). */
  overdueFinePerDay: ByGroup<string>
  /** For a sandbox: the only addresses that get letters; empty means everybody (features S2). */
  mailAllowedRecipients: string[]
  /** Who general mail comes from, unless whoever writes says otherwise; empty: the sender of the program. */
  fromAddress: string
  /** Whoever writes cannot say otherwise. */
  disableFromAddress: boolean
  /** Roles that do not let anybody send people all that is known about them (features S1). */
  rolesWithoutPersonalLetters: string[]
  /** Whoever created or confirmed a job hears of its end; and who else, as primary identifiers and e-mail addresses (P1). */
  jobMailToStarter: boolean
  jobMailRecipients: string[]
  /** Code of the institution of this database whose users are copied here when it distributes them; empty: nobody's. */
  networkZone: string
  /** Calls of all programs together: in a second, by each process of ours, and in a day; 0: by the number of named users. */
  apiCallsPerSecond: number
  apiCallsPerDay: number
}

/** User group to value; `*` is for the groups that are not named. */
export type ByGroup<T> = Readonly<Record<string, T>>

/** While enabled, people sign in only from groups that are allowed; the manager always does, and hears of the others. */
export type LoginRules = { isEnabled: boolean; groups: IpGroup[]; managerId: number | null }

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
  /**
   * Of a request that changes nothing: as of what its actor was read (see `db/as-of.ts`). What others have read as of the
   * same is taken for read (see `readTogether`).
   */
  asOf?: string
}
