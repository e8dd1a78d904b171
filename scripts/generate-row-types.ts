// Writes server/db/row-types.gen.ts from the migrated schema; with --check only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { connect } from '../server/db/connect.ts'
import { startEmbeddedDatabase } from '../server/db/embedded/start-embedded-database.ts'
import { migrate } from '../server/db/migrate.ts'
import type { Database } from '../server/db/row-types.gen.ts'

type Column = {
  table: string
  name: string
  type: string
  isArray: boolean
  isRequired: boolean
  hasDefault: boolean
  isReadOnly: boolean
}

const target = resolve(import.meta.dirname, '../server/db/row-types.gen.ts')

// As `server/db/column-types.ts` reads them.
const types: Record<string, string> = {
  ...{ bool: 'boolean', bytea: 'Buffer', date: 'string', float8: 'number', numeric: 'string' },
  ...{ int2: 'number', int4: 'number', int8: 'number', json: 'Json', jsonb: 'Json' },
  ...{ text: 'string', timestamptz: 'Timestamp', uuid: 'string' },
}

const head = `// Written by \`npm run types\` from the migrations.
import type { ColumnType, GeneratedAlways } from 'kysely'

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }

/** Written as text from JSON.stringify: the driver would turn a JavaScript array into a PostgreSQL array. */
export type Json = ColumnType<JsonValue, string, string>

export type Timestamp = ColumnType<Date, Date | string, Date | string>
`

async function readColumns(db: Kysely<Database>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as "table", a.attname as name,
      coalesce(element.typname, t.typname) as type,
      element.typname is not null as "isArray",
      a.attnotnull and c.relkind in ('r', 'p') as "isRequired",
      a.atthasdef or a.attidentity = 'd' as "hasDefault",
      a.attgenerated <> '' or a.attidentity = 'a' or c.relkind in ('v', 'm') as "isReadOnly"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and not exists (
        select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
      )
    order by c.relname, a.attnum
  `.execute(db)
  return rows
}

function columnType(column: Column): string {
  const base = types[column.type]
  if (base === undefined) {
    throw new Error(`${column.table}.${column.name}: no TypeScript type is known for ${column.type}`)
  }
  const element = column.isArray ? `${base}[]` : base
  const value = column.isRequired ? element : `${element} | null`
  if (column.isReadOnly) return `GeneratedAlways<${value}>`
  return column.hasDefault ? `Generated<${value}>` : value
}

function interfaceName(table: string): string {
  return `${table.replace(/(^|_)(.)/g, (_match, _gap, letter: string) => letter.toUpperCase())}Table`
}

function writeTypes(columns: Column[]): string {
  const tables = [...Map.groupBy(columns, column => column.table)]
  const interfaces = tables.map(([table, rows]) => {
    const lines = rows.map(column => `  ${column.name}: ${columnType(column)}\n`)
    return `export interface ${interfaceName(table)} {\n${lines.join('')}}\n`
  })
  const names = tables.map(([table]) => `  ${table}: ${interfaceName(table)}\n`)
  return [head, ...interfaces, `export interface Database {\n${names.join('')}}\n`].join('\n')
}

const database = await startEmbeddedDatabase({ folder: null })
const db = connect(database.connection)
try {
  await migrate(db)
  const text = writeTypes(await readColumns(db))
  if (!process.argv.includes('--check')) await writeFile(target, text)
  else if (text !== (await readFile(target, 'utf8').catch(() => ''))) {
    console.error('server/db/row-types.gen.ts is out of date: run `npm run types`.')
    process.exitCode = 1
  }
} finally {
  await db.destroy()
  await database.stop()
}
