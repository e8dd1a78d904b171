import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { databaseUrl, dropDeadRuns } from './server-template.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a test database is migrated and empty', async () => {
  const { db } = database
  const { rows } = await sql<{ migrations: number }>`select count(*) as migrations from migration`.execute(db)
  expect(rows[0]!.migrations).toBeGreaterThan(0)
  expect(await db.selectFrom('institution').select('code').execute()).toEqual([])
})

test('two test databases share nothing', async () => {
  const other = await openTestDatabase()
  await other.db.insertInto('institution').values({ code: 'A', name: 'A' }).execute()
  await other.close()
  expect(await database.db.selectFrom('institution').select('code').execute()).toEqual([])
})

const source = inject('databaseSource')

test.runIf(source.kind === 'server')('only databases of dead runs are dropped', async () => {
  const url = source.kind === 'server' ? source.url : ''
  const names = {
    dead: `carrel_test_${randomBytes(6).toString('hex')}_1`,
    alive: `carrel_test_${randomBytes(6).toString('hex')}_1`,
    somebodyElses: `carrel_test_mine_${randomBytes(6).toString('hex')}`,
  }
  const client = new pg.Client({ connectionString: url })
  const aliveRun = new pg.Client({ connectionString: url, application_name: names.alive.slice(0, -2) })
  await Promise.all([client.connect(), aliveRun.connect()])
  for (const name of Object.values(names)) await client.query(`create database ${name}`)
  await dropDeadRuns(client)
  const left = await client.query('select datname from pg_database where datname = any ($1)', [
    Object.values(names),
  ])
  for (const name of [names.alive, names.somebodyElses]) await client.query(`drop database ${name}`)
  await Promise.all([client.end(), aliveRun.end()])
  expect(left.rows.map(row => row.datname).sort()).toEqual([names.alive, names.somebodyElses].sort())
})

test('the address of another database keeps everything else', () => {
  expect(databaseUrl('postgres://me:secret@host:5433/one?sslmode=require', 'two')).toBe(
    'postgres://me:secret@host:5433/two?sslmode=require',
  )
})
