import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine } from '../../testing/database.ts'
import type { EmbeddedDatabase } from './start-embedded-database.ts'

let database: EmbeddedDatabase
let client: pg.Client
beforeAll(async () => {
  database = await startTestEngine()
  client = new pg.Client(database.connection)
  await client.connect()
  await client.query('create table fact (id int, text text)')
})
afterAll(async () => {
  await client.end()
  await database.stop()
})

async function copyIn(statement: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), client.query(from(statement)))
}

async function copyOut(statement: string): Promise<string> {
  let text = ''
  const collect = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk
      done()
    },
  })
  await pipeline(client.query(to(statement)), collect)
  return text
}

async function countFacts(): Promise<number> {
  const { rows } = await client.query('select count(*)::int as count from fact')
  return rows[0].count
}

test('a jsonb parameter of 10 MB arrives whole', async () => {
  const text = 'ü'.repeat(5_000_000)
  const { rows } = await client.query('select length($1::jsonb ->> $2) as length', [
    JSON.stringify({ text }),
    'text',
  ])
  expect(rows).toEqual([{ length: 5_000_000 }])
})

test('an array parameter of 50 000 elements arrives whole', async () => {
  const ids = Array.from({ length: 50_000 }, (_, id) => id)
  const { rows } = await client.query('select sum(id)::int as sum from unnest($1::int[]) as id', [ids])
  expect(rows).toEqual([{ sum: (50_000 * 49_999) / 2 }])
})

test('a result of 40 MB arrives whole and in order, and the connection works on', async () => {
  const { rows } = await client.query(
    `select id, repeat('x', 200) as text from generate_series(1, 200000) as id`,
  )
  expect(rows).toHaveLength(200_000)
  expect(rows.every((row, place) => row.id === place + 1 && row.text.length === 200)).toBe(true)
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('rows copied in come back out', async () => {
  const lines = Array.from({ length: 50_000 }, (_, id) => `${id}\t${'z'.repeat(id % 100)}\n`)
  await copyIn('copy fact from stdin', lines)
  expect(await copyOut('copy (select * from fact order by id) to stdout')).toBe(lines.join(''))
})

test('a copy inside a transaction is undone with it', async () => {
  const before = await countFacts()
  await client.query('begin')
  await copyIn('/* bulk */ COPY fact (id)\nFROM STDIN', ['1\n', '2\n'])
  expect(await countFacts()).toBe(before + 2)
  await client.query('rollback')
  expect(await countFacts()).toBe(before)
})

test.each([
  ['of a table that does not exist', 'copy nothing from stdin', ['1\n'], '42P01'],
  ['of a value of the wrong type', 'copy fact (id) from stdin', ['one\n', '2\n'], '22P02'],
])('a copy %s fails, and the connection works on', async (_case, statement, lines, code) => {
  const before = await countFacts()
  await expect(copyIn(statement, lines)).rejects.toMatchObject({ code })
  expect(await countFacts()).toBe(before)
})

test.each([
  ['after another statement', { text: 'select 1; copy fact from stdin' }],
  ['before another copy', { text: 'copy fact from stdin; copy fact from stdin' }],
  ['prepared', { text: 'copy fact from stdin', queryMode: 'extended' }],
])('a copy %s is refused, and the connection works on', async (_case, statement) => {
  const before = await countFacts()
  await expect(client.query(statement as pg.QueryConfig)).rejects.toMatchObject({ code: '57014' })
  expect(await countFacts()).toBe(before)
})

test('of two copies in one text the second is refused and the first undone', async () => {
  const before = await countFacts()
  await expect(copyIn('copy fact (id) from stdin; copy fact from stdin', ['1\n'])).rejects.toThrow(
    'statement of its own',
  )
  expect(await countFacts()).toBe(before)
})

test('a copy that its client gives up is undone', async () => {
  const before = await countFacts()
  const giveUp = function* () {
    yield '1\n'
    throw new Error('given up')
  }
  await expect(copyIn('copy fact (id) from stdin', giveUp())).rejects.toThrow('given up')
  expect(await countFacts()).toBe(before)
})

test('text that only mentions a copy is an ordinary parameter or result', async () => {
  const { rows } = await client.query(`select 'copy fact from stdin' as a, $1::text as b`, [
    'copy fact from stdin',
  ])
  expect(rows).toEqual([{ a: 'copy fact from stdin', b: 'copy fact from stdin' }])
})

test('a statement under many comments is not slow', async () => {
  expect((await client.query(`${'/**/'.repeat(1000)} select 1 as one`)).rows).toEqual([{ one: 1 }])
})

test('a cursor gives its rows in pieces', async () => {
  await client.query('begin')
  await client.query('declare facts cursor for select id from generate_series(1, 2500) as id')
  const sizes: number[] = []
  for (let size = -1; size !== 0; sizes.push(size))
    size = (await client.query('fetch 1000 from facts')).rows.length
  await client.query('commit')
  expect(sizes).toEqual([1000, 1000, 500, 0])
})

test('a client that leaves while its large result is being sent harms nobody', async () => {
  const other = new pg.Client(database.connection)
  other.on('error', () => {})
  await other.connect()
  const result = other.query(`select repeat('x', 1000) from generate_series(1, 100000)`).catch(() => 'gone')
  setTimeout(
    () =>
      (other as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy(),
    30,
  )
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(await result).toBe('gone')
})
