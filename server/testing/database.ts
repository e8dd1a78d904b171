import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import pg, { type PoolConfig } from 'pg'
import { inject } from 'vitest'
import { connect } from '../db/connect.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../db/embedded/start-embedded-database.ts'
import type { Database } from '../db/row-types.gen.ts'
import { databaseUrl } from './server-template.ts'

export type TestDatabase = {
  db: Kysely<Database>
  connection: PoolConfig
  close: () => Promise<void>
}

/**
 * Opens a migrated, empty database of its own for a test file: in memory, or on the server that DATABASE_URL names.
 * Takes half a second in memory, so open it once in `beforeAll` and close it in `afterAll`.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const source = inject('databaseSource')
  return source.kind === 'embedded' ? await openEmbedded() : await openOnServer(source)
}

/** Starts the embedded engine in memory, for tests of the engine itself; migrated only if no server is tested. */
export async function startTestEngine(
  settings: { idleTransactionSeconds?: number } = {},
): Promise<EmbeddedDatabase> {
  const source = inject('databaseSource')
  const from = source.kind === 'embedded' ? { from: await dumpIn(source.dumpFile) } : {}
  return await startEmbeddedDatabase({ folder: null, ...from, ...settings })
}

let dump: Promise<Uint8Array<ArrayBuffer>> | undefined

/** One for all test files of a process: forty megabytes each would stay until it ends. */
function dumpIn(dumpFile: string): Promise<Uint8Array<ArrayBuffer>> {
  dump ??= readFile(dumpFile)
  return dump
}

async function openEmbedded(): Promise<TestDatabase> {
  const { connection, stop } = await startTestEngine()
  const db = connect(connection)
  const close = async () => {
    await db.destroy()
    await stop()
  }
  return { db, connection, close }
}

async function openOnServer({ url, template }: { url: string; template: string }): Promise<TestDatabase> {
  const name = template.replace(/template$/, randomBytes(6).toString('hex'))
  await administer(url, `create database ${name} template ${template}`)
  const connection = { connectionString: databaseUrl(url, name), max: 10 }
  const db = connect(connection)
  const close = async () => {
    await db.destroy()
    await administer(url, `drop database ${name} with (force)`)
  }
  return { db, connection, close }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
