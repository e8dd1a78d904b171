import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { fixedTables, readCodeTable, saveCodeTable, saveGroupRecordTypes } from './code-tables.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const rows = [{ code: 'X', label: 'X', isEnabled: true, isDefault: false }]

test.each([...fixedTables])('nobody writes %s, whose codes the program knows', async table => {
  const before = await readCodeTable(contextOf(server), table)
  await expect(saveCodeTable(contextOf(server), { table, rows })).rejects.toThrow('invalid_values')
  expect(await readCodeTable(contextOf(server), table)).toEqual(before)
})

test('tables are for those who see the configuration, and written by those who change it', async () => {
  const ctx = contextOf(server)
  const viewer = { ...ctx, actor: { ...ctx.actor, permissions: new Set(['configuration.view'] as const) } }
  const nobody = { ...ctx, actor: { ...ctx.actor, permissions: new Set([]) } }
  await readCodeTable(viewer, 'Genders')
  await expect(readCodeTable(nobody, 'Genders')).rejects.toThrow('forbidden')
  await expect(saveCodeTable(viewer, { table: 'Genders', rows })).rejects.toThrow('forbidden')
  await expect(saveGroupRecordTypes(viewer, new Map())).rejects.toThrow('forbidden')
})

test('what is written is of this institution alone', async () => {
  const { rows: others } = await sql<{ institution_id: number }>`
    insert into institution (code, name) values ('OTHER', 'Other') returning institution_id`.execute(
    server.db,
  )
  await sql`insert into code_value (institution_id, table_name, code, label)
    values (${others[0]!.institution_id}, 'Genders', 'MALE', 'Theirs'),
      (${others[0]!.institution_id}, 'UserGroups', 'STUDENT', 'Theirs')`.execute(server.db)
  await saveCodeTable(contextOf(server), { table: 'Genders', rows })
  await saveGroupRecordTypes(contextOf(server), new Map([['STUDENT', ['STAFF']]]))
  const theirs = await sql`select label, is_enabled, details from code_value
    where institution_id = ${others[0]!.institution_id}`.execute(server.db)
  const untouched = { label: 'Theirs', is_enabled: true, details: {} }
  expect(theirs.rows).toEqual([untouched, untouched])
})
