import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'
import type { Database } from './row-types.gen.ts'

let database: TestDatabase
let db: Kysely<Database>
let folder: string
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.db
})
afterAll(() => database.close())

beforeEach(async () => {
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  folder = mkdtempSync(join(tmpdir(), 'carrel-migrations-'))
  return () => rmSync(folder, { recursive: true })
})

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

/** Every column, constraint and index of the schema. */
async function schema(): Promise<unknown> {
  const { rows } = await sql`
    select c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid) as expression, pg_get_indexdef(c.oid) as index,
      array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid order by 1) as constraints
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace order by 1, a.attnum
  `.execute(db)
  return rows
}

const first = { '0001-one.sql': 'create table one (id bigint primary key); insert into one values (1), (2);' }
const second = { '0002-two.sql': 'alter table one add column name text not null default $$;$$;' }
const third = { '0003-three.sql': 'create index one__name on one (name);' }

test('migrations apply in order, each once', async () => {
  write({ ...third, ...first, ...second, 'notes.txt': 'not sql' })
  expect(await migrate(db, folder)).toEqual(['0001-one.sql', '0002-two.sql', '0003-three.sql'])
  expect(await migrate(db, folder)).toEqual([])
  const { rows } = await sql`select id, name from one order by id`.execute(db)
  expect(rows).toEqual([
    { id: 1, name: ';' },
    { id: 2, name: ';' },
  ])
})

test('a database migrated step by step is the same as a fresh one', async () => {
  write(first)
  await migrate(db, folder)
  write(second)
  await migrate(db, folder)
  write(third)
  await migrate(db, folder)
  const stepwise = await schema()
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await migrate(db, folder)
  expect(await schema()).toEqual(stepwise)
})

test('the migrations of this program apply to an empty database', async () => {
  expect((await migrate(db)).length).toBeGreaterThan(0)
})

test('two programs that migrate at once apply each migration once', async () => {
  write({ ...first, '0002-slow.sql': 'select pg_sleep(0.2); create table two (id int);', ...third })
  write({ '0003-three.sql': 'create table three (id int);' })
  const others = Array.from({ length: 3 }, () => connect({ ...database.connection, max: 1 }))
  const applied = await Promise.all([db, ...others].map(one => migrate(one, folder)))
  await Promise.all(others.map(one => one.destroy()))
  expect(applied.flat().sort()).toEqual(['0001-one.sql', '0002-slow.sql', '0003-three.sql'])
})

test('a migration that fails leaves nothing of itself, and those before it stay', async () => {
  write({ ...first, '0002-bad.sql': 'create table two (id int); select 1 / 0;' })
  write({ '0003-three.sql': 'create table three (id int);' })
  await expect(migrate(db, folder)).rejects.toThrow('0002-bad.sql: division by zero')
  const { rows } = await sql`select name from migration`.execute(db)
  expect(rows).toEqual([{ name: '0001-one.sql' }])
  write({ '0002-bad.sql': 'create table two (id int);' })
  expect(await migrate(db, folder)).toEqual(['0002-bad.sql', '0003-three.sql'])
})

test('an edited migration is refused by name and nothing is applied', async () => {
  write(first)
  await migrate(db, folder)
  write({ '0001-one.sql': 'create table one (id int primary key);', ...second })
  await expect(migrate(db, folder)).rejects.toMatchObject({
    code: 'migration_changed',
    message: expect.stringContaining('edited after this database had applied them: 0001-one.sql'),
  })
  const { rows } = await sql`select name from migration`.execute(db)
  expect(rows).toHaveLength(1)
})

test('other line ends are not an edit', async () => {
  write({ '0001-one.sql': 'create table one\n(id int);\n' })
  await migrate(db, folder)
  write({ '0001-one.sql': 'create table one\r\n(id int);\r\n' })
  expect(await migrate(db, folder)).toEqual([])
})

test('a database that a newer program has changed is refused by name', async () => {
  write({ ...first, ...second })
  await migrate(db, folder)
  rmSync(join(folder, '0002-two.sql'))
  await expect(migrate(db, folder)).rejects.toMatchObject({
    code: 'schema_too_new',
    message: expect.stringContaining('(0002-two.sql)'),
  })
})
