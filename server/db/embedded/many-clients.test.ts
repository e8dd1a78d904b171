import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine } from '../../testing/database.ts'
import { frame } from './frames.ts'
import type { EmbeddedDatabase } from './start-embedded-database.ts'

let database: EmbeddedDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await startTestEngine({ idleTransactionSeconds: 1 })
  pool = new pg.Pool({ ...database.connection, max: 50 })
  await pool.query('create table purse (id int primary key, coins int not null check (coins >= 0))')
})
afterAll(async () => {
  await pool.end()
  await database.stop()
})

async function connectOne(): Promise<pg.Client> {
  const client = new pg.Client(database.connection)
  client.on('error', () => {})
  await client.connect()
  return client
}

function socketOf(client: pg.Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream
}

/** Different numbers of parameters, so that a statement that ran in another one's place would show. */
async function echo(client: pg.Pool | pg.PoolClient, seed: number, length: number): Promise<void> {
  const values = Array.from({ length: 1 + (seed % 7) }, (_, place) => `${seed}/${place}${'x'.repeat(length)}`)
  const columns = values.map((_, place) => `$${place + 1}::text as c${place}`)
  const { rows } = await client.query(`select ${columns.join(', ')}`, values)
  expect(Object.values(rows[0])).toEqual(values)
}

test('each of 50 clients at once gets its own answers, however large its parameters', async () => {
  await Promise.all(Array.from({ length: 500 }, (_, seed) => echo(pool, seed, seed % 5 === 0 ? 100_000 : 1)))
})

test('interleaved transactions of 50 clients, some rolled back or failing, keep the sum', async () => {
  await pool.query('insert into purse select id, 100 from generate_series(1, 10) as id')
  const failed = await Promise.all(
    Array.from({ length: 300 }, async (_, seed) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query('update purse set coins = coins - $1 where id = $2', [40, 1 + (seed % 10)])
        await echo(client, seed, 1)
        await client.query('update purse set coins = coins + $1 where id = $2', [40, 1 + (seed % 3)])
        await client.query(seed % 3 === 0 ? 'rollback' : 'commit')
        return false
      } catch (error) {
        expect(error).toMatchObject({ constraint: 'purse_coins_check' })
        await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' })
        await client.query('rollback')
        return true
      } finally {
        client.release()
      }
    }),
  )
  expect(failed).toContain(true)
  const { rows } = await pool.query('select sum(coins)::int as sum from purse')
  expect(rows).toEqual([{ sum: 1000 }])
})

test('a client that goes away in the middle of a transaction is rolled back and the others go on', async () => {
  const client = await connectOne()
  await client.query('begin')
  await client.query('delete from purse')
  const waiting = Array.from({ length: 20 }, () => pool.query('select count(*)::int as count from purse'))
  socketOf(client).destroy()
  for (const { rows } of await Promise.all(waiting)) expect(rows).toEqual([{ count: 10 }])
})

test('a client that goes away in the middle of a pipeline that failed harms nobody', async () => {
  const client = await connectOne()
  const stream = socketOf(client)
  // After the error the server skips everything until Sync, which this client never sends.
  stream.write(Buffer.concat([frame('P', '\0nonsense\0', Buffer.alloc(2)), frame('H')]))
  await wait(50)
  const waiting = pool.query('select 1 as one')
  stream.destroy()
  expect((await waiting).rows).toEqual([{ one: 1 }])
})

test('what is not the PostgreSQL protocol is hung up on, and the others go on', async () => {
  const client = await connectOne()
  const stream = socketOf(client)
  stream.write(Buffer.from([0x51, 0xff, 0xff, 0xff, 0xff]))
  await once(stream, 'close')
  await echo(pool, 3, 1)
})

test('a transaction that is silent while others wait is ended with an explanation, and rolled back', async () => {
  const client = await connectOne()
  const ended = once(client, 'error')
  await client.query('begin')
  await client.query('delete from purse')
  const { rows } = await pool.query('select count(*)::int as count from purse')
  expect(rows).toEqual([{ count: 10 }])
  const [error] = await ended
  expect(error.message).toContain('idle while others waited')
})

test('a long statement is not silence', async () => {
  const client = await pool.connect()
  await client.query('begin')
  const waiting = pool.query('select 1 as one')
  await client.query('select pg_sleep(1.5)')
  await wait(600)
  expect((await client.query('select 2 as two')).rows).toEqual([{ two: 2 }])
  await client.query('commit')
  client.release()
  expect((await waiting).rows).toEqual([{ one: 1 }])
})

test('a transaction that is silent while nobody waits may take its time', async () => {
  const client = await connectOne()
  await client.query('begin')
  await wait(1500)
  await client.query('commit')
  await client.end()
})

test('rows that wait in a portal stay those of their client', async () => {
  const queries = Array.from({ length: 20 }, (_, seed) =>
    pool.query({
      text: `select ${seed} as seed from generate_series(1, 250)`,
      rows: 100,
      values: [],
    } as pg.QueryConfig),
  )
  for (const [seed, { rows }] of (await Promise.all(queries)).entries()) {
    expect(rows).toHaveLength(250)
    expect(new Set(rows.map(row => row.seed))).toEqual(new Set([seed]))
  }
})
