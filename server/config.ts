import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FieldProblem } from '../contract/problem.ts'
import { appError } from './errors.ts'
import { type MailSettings, readMailSettings } from './mail-settings.ts'
import { loadMasterKey } from './master-key.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Everything that is set from outside, read once at the start. */
export type Config = {
  port: number
  host: string
  /** Absent: the embedded database in `dataFolder`. */
  databaseUrl?: string
  databaseConnections: number
  dataFolder: string
  /** Where the built screens are. */
  webFolder: string
  /** Which institution of the database is served; absent: the first. */
  institutionCode?: string
  /** Scheme, host and port under which people reach the program; absent: taken from each request. */
  publicOrigin?: string
  /** Proxies whose `X-Forwarded-*` headers are believed: none, all, or a list of addresses. */
  trustProxy: boolean | string
  /** 32 bytes from which every other secret is derived; it wraps the keys of the vault. */
  masterKey: Buffer
  uploadBytes: number
  bodyBytes: number
  /** The longest time that receiving one request may take, uploads included. */
  requestTimeoutSeconds: number
  /** Per address; 0 switches the limit off. */
  requestsPerMinute: number
  signInsPerMinute: number
  logLevel: LogLevel
  /** Where self-check machines are answered; absent: nowhere. */
  sip2?: { port: number; host: string }
  /** Absent: letters wait in the outbox. */
  mail?: MailSettings
}

/** Where the embedded database is, in the data folder. */
export const databaseFolderOf = (dataFolder: string): string => join(dataFolder, 'database')

/** Where mailed links lead. Never what a request calls us: whoever sends one can call us anything. */
export const entranceOf = ({ publicOrigin, port }: Config): string =>
  publicOrigin ?? `http://localhost:${port}`

type Environment = Readonly<Record<string, string | undefined>>

const mebibyte = 1024 * 1024

/** Reads the settings; throws one `invalid_values` that names every setting that is wrong and what it should be. */
export function readConfig(environment: Environment): Config {
  const wrong: FieldProblem[] = []
  const number = (name: string, range: { fallback: number; from: number; to: number }) =>
    readNumber(environment, name, { ...range, wrong })
  const text = (name: string) => environment[name]?.trim() || undefined
  const databaseUrl = readDatabaseUrl(text('DATABASE_URL'), wrong)
  const publicOrigin = readOrigin(text('CARREL_PUBLIC_URL'), wrong)
  const institutionCode = text('CARREL_INSTITUTION')
  const mail = readMailSettings(text('SMTP_URL'), text('MAIL_FROM'), wrong)
  const dataFolder = resolve(text('CARREL_DATA') ?? 'data')
  const settings = {
    port: number('PORT', { fallback: 8080, from: 0, to: 65_535 }),
    host: text('HOST') ?? '127.0.0.1',
    databaseConnections: number('CARREL_DATABASE_CONNECTIONS', { fallback: 10, from: 1, to: 500 }),
    dataFolder,
    webFolder: resolve(text('CARREL_WEB') ?? join(import.meta.dirname, '../web/dist')),
    trustProxy: readTrust(text('CARREL_TRUST_PROXY')),
    uploadBytes: number('CARREL_UPLOAD_MEGABYTES', { fallback: 1024, from: 1, to: 100_000 }) * mebibyte,
    bodyBytes: number('CARREL_BODY_MEGABYTES', { fallback: 1, from: 1, to: 100 }) * mebibyte,
    requestTimeoutSeconds: number('CARREL_REQUEST_TIMEOUT_SECONDS', { fallback: 600, from: 5, to: 86_400 }),
    requestsPerMinute: number('CARREL_REQUESTS_PER_MINUTE', { fallback: 3000, from: 0, to: 1_000_000 }),
    signInsPerMinute: number('CARREL_SIGN_INS_PER_MINUTE', { fallback: 30, from: 0, to: 1_000_000 }),
    logLevel: readLogLevel(text('CARREL_LOG_LEVEL'), wrong),
    ...(text('SIP2_PORT') === undefined
      ? {}
      : {
          sip2: {
            port: number('SIP2_PORT', { fallback: 6001, from: 1, to: 65_535 }),
            host: text('SIP2_HOST') ?? '127.0.0.1',
          },
        }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(publicOrigin === undefined ? {} : { publicOrigin }),
    ...(mail === undefined ? {} : { mail }),
    ...(institutionCode === undefined ? {} : { institutionCode }),
  }
  if (wrong.length > 0) throw refusal(wrong)
  const keyFile = text('CARREL_MASTER_KEY_FILE')
  const masterKey = loadMasterKey({
    given: text('CARREL_MASTER_KEY'),
    file: keyFile ?? resolve(dataFolder, 'master.key'),
    // A database without its key is one that was restored without it: a new key would only hide that.
    mayCreate:
      databaseUrl === undefined && keyFile === undefined && !existsSync(databaseFolderOf(dataFolder)),
  })
  return { ...settings, masterKey }
}

function readNumber(
  environment: Environment,
  name: string,
  range: { fallback: number; from: number; to: number; wrong: FieldProblem[] },
): number {
  const given = environment[name]?.trim()
  if (!given) return range.fallback
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (value >= range.from && value <= range.to) return value
  range.wrong.push({ field: name, rule: 'whole_number', limit: `${range.from} to ${range.to}` })
  return range.fallback
}

function readDatabaseUrl(given: string | undefined, wrong: FieldProblem[]): string | undefined {
  if (given === undefined) return undefined
  if (!/^postgres(ql)?:\/\//.test(given) || !URL.canParse(given)) {
    wrong.push({ field: 'DATABASE_URL', rule: 'address', limit: 'postgresql://user:password@host:5432/name' })
  }
  return given
}

function readOrigin(given: string | undefined, wrong: FieldProblem[]): string | undefined {
  if (given === undefined) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin
  wrong.push({ field: 'CARREL_PUBLIC_URL', rule: 'address', limit: 'https://carrel.example.edu' })
  return undefined
}

function readTrust(given: string | undefined): boolean | string {
  if (given === undefined || given === 'false') return false
  return given === 'true' ? true : given
}

function readLogLevel(given: string | undefined, wrong: FieldProblem[]): LogLevel {
  const level = logLevels.find(one => one === (given ?? 'info'))
  if (level === undefined) {
    wrong.push({ field: 'CARREL_LOG_LEVEL', rule: 'one_of', limit: logLevels.join(', ') })
  }
  return level ?? 'info'
}

function refusal(problems: FieldProblem[]) {
  const lines = problems.map(({ field, limit }) => `${field} must be of this form: ${limit}`)
  return appError('invalid_values', { message: lines.join('; '), problems })
}
