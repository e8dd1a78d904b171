import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import { appError } from '../errors.ts'
import type { Database } from './row-types.gen.ts'

type Migration = { name: string; text: string; checksum: string }

const oldestServer = 15

/** Where the migrations of this program are. */
export const migrationFolder = resolve(import.meta.dirname, '../../migrations')

/**
 * Brings the schema up to this program and returns the names of what it applied. Safe to run in several processes at
 * once. Throws `database_too_old`, `schema_too_new` or `migration_changed`, and then changes nothing.
 */
export async function migrate(db: Kysely<Database>, folder = migrationFolder): Promise<string[]> {
  await checkServer(db)
  const migrations = await readMigrations(folder)
  await createMigrationTable(db)
  checkHistory(migrations, await readHistory(db))
  const applied: string[] = []
  for (const migration of migrations) {
    const isApplied = await db.transaction().execute(transaction => applyMigration(transaction, migration))
    if (isApplied) applied.push(migration.name)
  }
  return applied
}

/** The migrations in `folder`, in the order in which they apply. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async name => {
      // A checkout on Windows may have other line ends; that is no change.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function checkServer(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ number: number; text: string }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as text
  `.execute(db)
  const { number, text } = rows[0]!
  if (number >= oldestServer * 10_000) return
  const message = `PostgreSQL ${text} is too old: Carrel needs version ${oldestServer} or newer.`
  throw appError('database_too_old', { message, version: text, needed: oldestServer })
}

async function createMigrationTable(db: Kysely<Database>): Promise<void> {
  await sql`
    create table if not exists migration (
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      constraint migration__pk primary key (name)
    )
  `
    .execute(db)
    .catch((error: { code?: string }) => {
      // "if not exists" looks before another process commits the same table: both find none, one fails on its name.
      if (error.code !== '23505' && error.code !== '42P07') throw error
    })
}

async function readHistory(db: Kysely<Database>): Promise<Map<string, string>> {
  const { rows } = await sql<{
    name: string
    checksum: string
  }>`select name, checksum from migration`.execute(db)
  return new Map(rows.map(row => [row.name, row.checksum]))
}

function checkHistory(migrations: Migration[], history: Map<string, string>): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...history.keys()].filter(name => !known.has(name)).sort()
  if (unknown.length > 0) {
    const message =
      `A newer Carrel has already changed this database (${unknown.join(', ')}). ` +
      'Start that version or a newer one, or restore a backup from before the upgrade.'
    throw appError('schema_too_new', { message, migrations: unknown })
  }
  const changed = migrations.filter(({ name, checksum }) => (history.get(name) ?? checksum) !== checksum)
  if (changed.length > 0) {
    const names = changed.map(({ name }) => name)
    const message =
      `These migrations were edited after this database had applied them: ${names.join(', ')}. ` +
      'Restore their text and put the change into a new migration.'
    throw appError('migration_changed', { message, migrations: names })
  }
}

/** Applies it unless it is applied. The row comes first: another process then waits for the outcome of this one. */
async function applyMigration(transaction: Transaction<Database>, migration: Migration): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into migration (name, checksum) values (${migration.name}, ${migration.checksum})
    on conflict (name) do nothing
  `.execute(transaction)
  if (numAffectedRows === 0n) return false
  await sql
    .raw(migration.text)
    .execute(transaction)
    .catch((error: Error) => {
      throw new Error(`${migration.name}: ${error.message}`, { cause: error })
    })
  return true
}
