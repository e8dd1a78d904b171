import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { PoolConfig } from 'pg'
import { permissions } from '../contract/permissions.ts'
import { offerSetUp, setUpLink } from './access/set-up.ts'
import { buildApp } from './app.ts'
import { addHistoryMonths } from './changes/history-months.ts'
import { type Config, databaseFolderOf, entranceOf } from './config.ts'
import type { Context, Institution } from './context.ts'
import { connect } from './db/connect.ts'
import { startEmbeddedDatabase } from './db/embedded/start-embedded-database.ts'
import { migrate } from './db/migrate.ts'
import type { Database } from './db/row-types.gen.ts'
import { appError } from './errors.ts'
import { institutionReader, readInstitutions } from './institutions/read-institution.ts'
import { serveSip2 } from './sip2/serve-sip2.ts'
import { taskDefinitions } from './task-definitions.ts'
import { startWorker } from './worker.ts'

export type Program = {
  /** Where people reach it, such as `http://127.0.0.1:8080`. */
  origin: string
  /** While nobody can sign in: the one-time link that creates the first administrator. */
  setUpLink?: string
  makeContext: () => Promise<Context>
  /** Lets running requests and the chunk under way finish, then closes everything. */
  stop: () => Promise<void>
}

export type ProgramParts = {
  config: Config
  log: FastifyBaseLogger
  now?: () => Date
  /** Called once the database is ready and before anybody is let in. */
  prepare?: (ctx: Context) => Promise<void>
}

/** Starts web server and worker in this process, on the embedded database or on PostgreSQL. */
export async function startProgram(parts: ProgramParts): Promise<Program> {
  const { config, log } = parts
  const now = parts.now ?? (() => new Date())
  const database = await openDatabase(config)
  const { db } = database
  const open = [database.close]
  const stop = async () => {
    for (const close of open.toReversed()) await close()
  }
  try {
    await migrate(db)
    await addHistoryMonths(db, now())
    const token = await offerSetUp(db, now(), config.institutionCode)
    const makeContext = contextMaker({ ...parts, now, db })
    await parts.prepare?.(await makeContext())
    const worker = await startWorker({
      connection: database.connection,
      definitions: taskDefinitions,
      makeContext,
      makeContexts: contextsMaker({ ...parts, now, db }),
      dataFolder: config.dataFolder,
      ...(config.mail ? { mail: config.mail } : {}),
      ...(config.publicOrigin === undefined ? {} : { publicOrigin: config.publicOrigin }),
      entrance: entranceOf(config),
    })
    open.push(worker.stop)
    const door = { definitions: taskDefinitions, ...worker }
    const app = await buildApp({ db, config, now, log, door })
    open.push(() => app.close())
    const origin = await listen(app, config)
    if (config.sip2) {
      const institutions = institutionReader(db, config.institutionCode)
      const sip2 = await serveSip2({ ...config, db, institutions, now, log }, config.sip2)
      open.push(sip2.stop)
    }
    const needsLink = token !== undefined && parts.prepare === undefined
    const link = needsLink ? { setUpLink: setUpLink(config.publicOrigin ?? origin, token) } : {}
    return { origin, makeContext, stop, ...link }
  } catch (error) {
    await stop()
    throw error
  }
}

type ContextParts = ProgramParts & { now: () => Date; db: Kysely<Database> }

/** The program's own context in the institution that it serves: for the demo, for the command line. */
function contextMaker(parts: ContextParts): () => Promise<Context> {
  const institutions = institutionReader(parts.db, parts.config.institutionCode)
  return async () => contextIn(await institutions.read(), parts)
}

/** The program's own context in every institution of the database. */
function contextsMaker(parts: ContextParts): () => Promise<Context[]> {
  return async () => (await readInstitutions(parts.db)).map(institution => contextIn(institution, parts))
}

function contextIn(institution: Institution, parts: ContextParts): Context {
  return {
    db: parts.db,
    actor: { kind: 'system', name: 'Carrel', permissions: new Set(permissions) },
    institution,
    now: parts.now,
    log: parts.log,
    masterKey: parts.config.masterKey,
    requestId: 'program',
  }
}

type OpenDatabase = { db: Kysely<Database>; connection: PoolConfig; close: () => Promise<void> }

async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const connection = { connectionString: config.databaseUrl, max: config.databaseConnections }
    const db = await connect(connection)
    return { db, connection, close: () => db.destroy() }
  }
  const embedded = await startEmbeddedDatabase({ folder: databaseFolderOf(config.dataFolder) })
  const db = await connect(embedded.connection)
  const close = async () => {
    await db.destroy()
    await embedded.stop()
  }
  return { db, connection: embedded.connection, close }
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { port, host }: Config): Promise<string> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const message = `Port ${port} on ${host} is taken by another program. Stop that one, or start with PORT=${port + 1}.`
    throw appError('port_taken', { message, port }, error)
  }
  const address = app.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${name === '0.0.0.0' || name === '[::]' ? 'localhost' : name}:${address.port}`
}
