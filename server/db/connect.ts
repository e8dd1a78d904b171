import { Kysely, PostgresDialect } from 'kysely'
import pg, { type PoolConfig } from 'pg'
import { appError } from '../errors.ts'
import { getTypeParser } from './column-types.ts'
import { PreparingClient } from './prepared.ts'
import type { Database } from './row-types.gen.ts'

const millisecondsToConnect = 10_000

/**
 * Casts between moments and days, and their text, must not depend on how the server is set up. Compiling statements
 * costs more than it gains at our chunk sizes, and the documents of a chunk should be sorted in memory.
 */
const sessionSettings = "set time zone 'UTC'; set datestyle to 'ISO'; set jit to off; set work_mem to '16MB'"

/** `sharesSession`: all connections are one to the engine behind, where names of statements would collide. */
export type Connection = PoolConfig & { sharesSession?: true }

/**
 * Opens a pool of connections; nothing is sent before the first query. Integers arrive as numbers, `numeric` and
 * `date` as text, `timestamptz` as `Date`. A server that cannot be reached gives `database_unreachable`.
 */
export function connect({ sharesSession, ...connection }: Connection): Kysely<Database> {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: millisecondsToConnect,
    application_name: 'carrel',
    ...(sharesSession ? {} : { Client: PreparingClient }),
    ...connection,
    types: { getTypeParser },
    onConnect: async client => {
      await client.query(sessionSettings)
    },
  })
  // A connection that breaks while nobody waits for it: whoever uses it next gets the error.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const reach = () =>
    pool.connect().catch(error => {
      throw unreachable(connection, error)
    })
  const reaching = { connect: reach, end: () => pool.end(), options: pool.options, Client: pg.Client }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: reaching }) })
}

function unreachable(connection: PoolConfig, cause: Error & { code?: string }) {
  const { host, port, database } = new pg.Client(connection)
  const address = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`
  const seconds = (connection.connectionTimeoutMillis ?? millisecondsToConnect) / 1000
  const isTimeout = /timeout|timedout/i.test(`${cause.code} ${cause.message}`)
  const reason = isTimeout
    ? `no connection within ${seconds} seconds. Check address and firewall, or whether all connections are busy.`
    : (reasons[cause.code ?? '']?.(database) ?? otherReason(cause))
  const message = `The database at ${address} cannot be used: ${reason}`
  return appError('database_unreachable', { message, address }, cause)
}

// What is wrong and what to do, by system or SQLSTATE code; never the server's own text, which may repeat what was sent.
const reasons: Record<string, (database: string | undefined) => string> = {
  '28P01': () => 'it refuses the user or password. Check DATABASE_URL.',
  '28000': () => 'it refuses the user or password. Check DATABASE_URL.',
  '3D000': database => `it has no database "${database}". Create it, or check DATABASE_URL.`,
  '53300': () => 'it has no free connections. Raise max_connections, or lower CARREL_DATABASE_CONNECTIONS.',
  '57P03': () => 'it is starting up or shutting down. Try again in a moment.',
  ENOTFOUND: () => 'no machine has this name. Check DATABASE_URL.',
  EAI_AGAIN: () => 'its name cannot be looked up. Check DATABASE_URL and the network.',
}

function otherReason({ code }: { code?: string }): string {
  return `${code ?? 'it hung up'}. Check that PostgreSQL runs there, and DATABASE_URL.`
}
