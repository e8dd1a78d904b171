import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { inTransaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Runs a transaction that fails with `code` in its first `failures` tries and returns how often it ran. */
async function runFailing(code: string, failures: number): Promise<{ tries: number; error: unknown }> {
  let tries = 0
  const error = await inTransaction(database.db, async transaction => {
    tries += 1
    await transaction
      .insertInto('institution')
      .values({ code: `${code}-${tries}`, name: code })
      .execute()
    if (tries <= failures) {
      await sql
        .raw(`do $$ begin raise exception 'in the way' using errcode = '${code}'; end $$`)
        .execute(transaction)
    }
  }).catch(error => error)
  return { tries, error }
}

async function institutions(name: string) {
  return await database.db.selectFrom('institution').select('code').where('name', '=', name).execute()
}

test('a transaction that others stood in the way of runs again, and only its last try counts', async () => {
  expect(await runFailing('40001', 2)).toEqual({ tries: 3, error: undefined })
  expect(await institutions('40001')).toEqual([{ code: '40001-3' }])
})

test('after three retries the error is told', async () => {
  const { tries, error } = await runFailing('40P01', 10)
  expect(tries).toBe(4)
  expect(error).toMatchObject({ code: '40P01' })
  expect(await institutions('40P01')).toEqual([])
})

test('any other error undoes the transaction and is not tried again', async () => {
  const { tries, error } = await runFailing('23514', 10)
  expect(tries).toBe(1)
  expect(error).toMatchObject({ code: '23514' })
  expect(await institutions('23514')).toEqual([])
})
