import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { permissions } from '../contract/permissions.ts'
import type { Context } from '../server/context.ts'
import { connect } from '../server/db/connect.ts'
import { migrate } from '../server/db/migrate.ts'
import { foundInstitution } from '../server/institutions/found-institution.ts'
import { findInstitution } from '../server/institutions/read-institution.ts'

export type BenchDatabase = {
  ctx: Context
  pool: pg.Pool
  url: string
  /** Has the server write out what it still holds, so that nobody pays for the work of the one before. */
  settle: () => Promise<unknown>
  close: () => Promise<void>
}

const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: (...words: unknown[]) => console.error(...words),
}

/** Names of the bench's own databases; existing ones are dropped. */
const prefix = 'carrel_bench'

/** A fresh migrated database on the server, a copy of another of the bench's databases, or one as an earlier run left it. */
export async function openBenchDatabase(
  server: string,
  name: string,
  from: { copyOf?: string; isKept?: boolean } = {},
): Promise<BenchDatabase> {
  const database = `${prefix}_${name}`
  const template = from.copyOf ? ` template ${prefix}_${from.copyOf}` : ''
  if (!from.isKept)
    await run(server, [`drop database if exists ${database}`, `create database ${database}${template}`])
  const url = Object.assign(new URL(server), { pathname: `/${database}` }).toString()
  const db = connect({ connectionString: url, max: 4 })
  await migrate(db)
  await foundInstitution(db)
  const ctx: Context = {
    db,
    actor: { kind: 'system', name: 'bench', permissions: new Set(permissions) },
    institution: (await findInstitution(db))!,
    now: () => new Date(),
    log: silent,
    masterKey: randomBytes(32),
    requestId: 'bench',
  }
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const close = async () => {
    await pool.end()
    await db.destroy()
  }
  return { ctx, pool, url, settle: () => pool.query('checkpoint'), close }
}

/** Removes the bench's databases. */
export async function dropBenchDatabases(server: string, names: string[]): Promise<void> {
  await run(
    server,
    names.map(name => `drop database if exists ${prefix}_${name}`),
  )
}

async function run(server: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
