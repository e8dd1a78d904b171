import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { prepared } from './prepared.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a marked statement is kept by a server, once whatever its parameters, and never by the embedded engine', async () => {
  const kept = await database.db.transaction().execute(async db => {
    const answers: number[] = []
    for (const number of [1, 2, 3]) {
      const { rows } = await sql<{
        twice: number
      }>`${prepared} select ${number}::integer * 2 as twice`.execute(db)
      answers.push(rows[0]!.twice)
      await sql`select ${number}::integer * 3`.execute(db)
    }
    expect(answers).toEqual([2, 4, 6])
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements
      where name <> ''`.execute(db)
    return rows.map(row => row.statement)
  })
  const isServer = inject('databaseSource').kind !== 'embedded'
  expect(kept).toEqual(isServer ? ['/* prepared */  select $1::integer * 2 as twice'] : [])
})
