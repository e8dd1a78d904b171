import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from './start-embedded-database.ts'
import { upkeep } from './upkeep.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let parent: string
let folder: string
let database: EmbeddedDatabase
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'carrel-start-'))
  // Too long for the address of a socket.
  folder = join(parent, 'data-'.repeat(20))
  database = await startEmbeddedDatabase({ folder })
})
afterAll(() => rmSync(parent, { recursive: true }))

async function ask(connection: pg.PoolConfig, ...statements: string[]): Promise<pg.QueryResult> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    for (const statement of statements.slice(0, -1)) await client.query(statement)
    return await client.query(statements.at(-1)!)
  } finally {
    await client.end()
  }
}

test('it is PostgreSQL 18 in UTF-8 and UTC, with the extensions for searching, and every commit is forced to disk', async () => {
  const { rows } = await ask(
    database.connection,
    'create extension pg_trgm; create extension unaccent',
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
      current_setting('timezone') as zone, current_setting('fsync') as fsync, unaccent('Čapek') as plain`,
  )
  expect(rows).toEqual([{ version: 18, encoding: 'UTF8', zone: 'UTC', fsync: 'on', plain: 'Capek' }])
})

test('nobody else on the machine can enter the data folder or that of its socket', () => {
  const socketFolder = database.connection.host!
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(socketFolder).mode & 0o777).toBe(0o700)
  expect(socketFolder.length).toBeLessThan(80)
})

test('starting it twice is refused by process number', async () => {
  await expect(startEmbeddedDatabase({ folder })).rejects.toMatchObject({
    code: 'data_folder_in_use',
    details: { processId: process.pid },
  })
})

test('upkeep learns what the tables hold and shortens the log', async () => {
  const fill = `insert into filled select id, repeat(md5(id::text), 20) from generate_series(1, 100000) as id`
  await ask(
    database.connection,
    'create table filled (id int, text text)',
    fill,
    'delete from filled where id > 60000',
  )
  const state = `select reltuples::int as rows, n_dead_tup::int as dead,
      pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint < 1000000 as "isShort"
    from pg_class, pg_stat_user_tables, pg_control_checkpoint() where oid = relid and pg_class.relname = 'filled'`
  expect((await ask(database.connection, state)).rows).toMatchObject([{ rows: -1, isShort: false }])
  await upkeep(database.connection)
  expect((await ask(database.connection, state)).rows).toEqual([{ rows: 60000, dead: 0, isShort: true }])
})

test('a copy started from a dump holds what was committed, and is independent', async () => {
  await ask(database.connection, 'create table note (text text)', `insert into note values ('kept')`)
  const copy = await startEmbeddedDatabase({ folder: null, from: await database.dump() })
  await ask(copy.connection, `insert into note values ('only in the copy')`)
  expect((await ask(database.connection, 'select text from note')).rows).toEqual([{ text: 'kept' }])
  const socketFolder = copy.connection.host!
  await copy.stop()
  expect(existsSync(socketFolder)).toBe(false)
})

test('stopping ends open transactions, closes the files properly and gives the folder back', async () => {
  const client = new pg.Client(database.connection)
  client.on('error', () => {})
  await client.connect()
  await client.query(`begin; insert into note values ('never committed')`)
  await database.stop()
  expect(readdirSync(folder)).toEqual(['postgres'])
  expect(existsSync(database.connection.host!)).toBe(false)
  // The state in the control file: 1 is a clean shutdown.
  expect(readFileSync(join(folder, 'postgres/global/pg_control')).readUInt32LE(16)).toBe(1)
  database = await startEmbeddedDatabase({ folder })
  expect((await ask(database.connection, 'select text from note')).rows).toEqual([{ text: 'kept' }])
  await database.stop()
})

test('a program whose database engine dies ends, and says so', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/lose-engine.ts')])
  let errors = ''
  child.stderr.on('data', chunk => {
    errors += chunk
  })
  const [exitCode] = await once(child, 'exit')
  expect(exitCode).toBe(1)
  expect(errors).toContain('The embedded database stopped')
})
