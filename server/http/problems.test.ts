import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOfDatabaseError, mappedConstraints } from './constraints.ts'
import { openTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('every constraint that is given a meaning exists', async () => {
  const { rows } = await sql<{ conname: string }>`select conname from pg_constraint`.execute(server.db)
  const existing = rows.map(row => row.conname)
  expect(existing).toEqual(expect.arrayContaining([...mappedConstraints]))
})

test('a real violation is recognised by the name of its constraint', async () => {
  const insert = () =>
    sql`insert into user_set (institution_id, name, kind, origin, created_by, created_at, updated_at)
      values (1, 'Leavers', 'itemised', 'UI', 'test', now(), now())`.execute(server.db)
  await insert()
  const error = await insert().catch((one: unknown) => one)
  expect(codeOfDatabaseError(error)).toBe('name_taken')
})

test.each([
  [{ code: 'ECONNREFUSED' }, 'database_unreachable'],
  [{ code: '57P01' }, 'database_unreachable'],
  [{ code: '08006' }, 'database_unreachable'],
  [{ code: 'ENOENT', message: 'connect ENOENT /data/socket' }, 'database_unreachable'],
  [{ message: 'Connection terminated unexpectedly' }, 'database_unreachable'],
  [{ message: 'timeout exceeded when trying to connect' }, 'database_unreachable'],
  [{ code: '22021' }, 'invalid_input'],
  [{ code: '23505', constraint: 'something_else' }, undefined],
  [{ code: '23505', constraint: 'toString' }, undefined],
  [{ code: 'ENOENT', message: 'no such file' }, undefined],
  [{ message: 'anything else' }, undefined],
])('%o means %s', (properties: { code?: string; message?: string }, code) => {
  expect(codeOfDatabaseError(Object.assign(new Error(), properties))).toBe(code)
})
