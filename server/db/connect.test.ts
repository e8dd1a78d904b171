import { createServer } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { connect } from './connect.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function read(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db)
  return rows[0]!.value
}

async function refusal(url: string): Promise<AppError> {
  const db = connect({ connectionString: url })
  const error = await sql`select 1`.execute(db).catch(error => error)
  await db.destroy()
  expect(error).toBeInstanceOf(AppError)
  return error
}

test.each([
  ['a whole number up to 2^53 is a number', '9007199254740991::bigint', 9007199254740991],
  ['a count is a number', '(select count(*) from (values (1), (2)) as v)', 2],
  ['an array of whole numbers is numbers', 'array[1, null, 3]::bigint[]', [1, null, 3]],
  ['money is text, exactly', '12345678901234.10::numeric(20, 2)', '12345678901234.10'],
  ['an array of money is text', 'array[0.10, 1.00]::numeric(9, 2)[]', ['0.10', '1.00']],
  ['a date is text without a time', "'2026-03-29'::date", '2026-03-29'],
  ['an array of dates is text', "array['2026-03-29'::date, null]", ['2026-03-29', null]],
  ['a moment is a Date', "'2026-03-29 02:30:00+02'::timestamptz", new Date('2026-03-29T00:30:00Z')],
  ['jsonb is what it holds', `'{"a": [1, null]}'::jsonb`, { a: [1, null] }],
  ['the day of a moment is that of UTC', "'2026-03-29 23:30:00-05'::timestamptz::date", '2026-03-30'],
])('%s', async (_guarantee, expression, value) => {
  expect(await read(expression)).toEqual(value)
})

test('a number too large to be exact is refused, and the connection works on', async () => {
  await expect(read('9007199254740993::bigint')).rejects.toThrow('9007199254740993 is too large')
  expect(await read('1')).toBe(1)
})

test('a server that is not there is named, with what to do and without the password', async () => {
  const error = await refusal('postgres://me:geheim@127.0.0.1:1/carrel')
  expect(error.code).toBe('database_unreachable')
  expect(error.message).toBe(
    'The database at 127.0.0.1:1 cannot be used: ECONNREFUSED. Check that PostgreSQL runs there, and DATABASE_URL.',
  )
  expect(JSON.stringify(error)).not.toContain('geheim')
})

test('a machine that does not exist is named', async () => {
  const error = await refusal('postgres://me:geheim@nowhere.invalid/carrel')
  expect(error.message).toContain('nowhere.invalid:5432 cannot be used: no machine has this name')
})

test('a server that hangs up is unreachable, not a crash', async () => {
  const server = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const error = await refusal(`postgres://me@127.0.0.1:${port}/carrel`)
  server.close()
  expect(error.code).toBe('database_unreachable')
})

test('a server that does not answer is given up', async () => {
  const server = createServer(() => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const db = connect({ host: '127.0.0.1', port, user: 'me', connectionTimeoutMillis: 100 })
  await expect(sql`select 1`.execute(db)).rejects.toThrow('no connection within 0.1 seconds')
  await db.destroy()
  server.close()
})

test('a connection that breaks inside a transaction fails that transaction only', async () => {
  const { db } = database
  const broken = db.transaction().execute(async transaction => {
    await sql`select 1`.execute(transaction)
    await transaction.executeQuery({
      sql: 'not sql',
      parameters: [],
      query: {} as never,
      queryId: {} as never,
    })
  })
  await expect(broken).rejects.toThrow('syntax error')
  expect(await read('1')).toBe(1)
})
