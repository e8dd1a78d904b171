import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { connect } from '../../db/connect.ts'
import { startEmbeddedDatabase } from '../../db/embedded/start-embedded-database.ts'
import type { Database } from '../../db/row-types.gen.ts'
import { databaseUrl } from '../../testing/server-template.ts'

/** Where one installation has its data: a folder, or a folder and a database on the server that DATABASE_URL names. */
export type Place = {
  /** What a program needs to work here. */
  environment: Record<string, string>
  folder: string
  masterKey: Buffer
  /** Looks into the database while no program runs on it. */
  look: <Seen>(at: (db: Kysely<Database>) => Promise<Seen>) => Promise<Seen>
  /** Another installation that has everything that this one has now. */
  copy: () => Promise<Place>
  remove: () => Promise<void>
}

const masterKey = Buffer.alloc(32, 7)

/** An empty place. */
export async function openPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-story-'))
  const source = inject('databaseSource')
  return source.kind === 'embedded' ? embeddedIn(folder) : serverPlace(folder, source)
}

function embeddedIn(folder: string): Place {
  return {
    environment: { CARREL_DATA: folder, CARREL_MASTER_KEY: masterKey.toString('base64') },
    folder,
    masterKey,
    look: async at => {
      const embedded = await startEmbeddedDatabase({ folder: join(folder, 'database') })
      return looking(embedded.connection, at).finally(embedded.stop)
    },
    copy: async () => embeddedIn(copyOf(folder)),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Server = { url: string; template: string }

async function serverPlace(folder: string, server: Server, from = 'template1'): Promise<Place> {
  const name = server.template.replace(/template$/, randomBytes(6).toString('hex'))
  await administer(server.url, `create database ${name} template ${from}`)
  const url = databaseUrl(server.url, name)
  return {
    environment: {
      CARREL_DATA: folder,
      CARREL_MASTER_KEY: masterKey.toString('base64'),
      DATABASE_URL: url,
    },
    folder,
    masterKey,
    look: at => looking({ connectionString: url }, at),
    copy: () => serverPlace(copyOf(folder), server, name),
    remove: async () => {
      await administer(server.url, `drop database ${name} with (force)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'carrel-story-'))
  cpSync(folder, copy, { recursive: true })
  return copy
}

async function looking<Seen>(
  connection: pg.PoolConfig,
  at: (db: Kysely<Database>) => Promise<Seen>,
): Promise<Seen> {
  const db = connect(connection)
  return at(db).finally(() => db.destroy())
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
