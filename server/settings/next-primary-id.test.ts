import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../http/testing/test-server.ts'

const password = 'correct horse battery'
let server: TestServer
const staff: Record<string, SignedIn> = {}

beforeAll(async () => {
  server = await openTestServer({ databaseConnections: 6 })
  await addUser(server, { primaryId: 'manager', password, roles: ['21'] })
  await addUser(server, { primaryId: 'desk', password, roles: ['38'] })
  for (const name of ['manager', 'desk']) staff[name] = await signInAs(server, name, password)
})
afterAll(() => server.close())

const generation = (value: object) =>
  sql`update institution set settings = ${JSON.stringify({ lockMinutes: 5, primaryIdGeneration: value })}::jsonb`.execute(
    server.db,
  )

const ask = (line: string, payload?: object, who = 'manager') =>
  request(server, line, { ...staff[who], ...(payload ? { payload } : {}) })

const next = async () => (await ask('POST /api/users/primary-id')).json<{ primaryId: string }>().primaryId

let removed = 900

/** What a removal leaves behind, if its policy keeps the identifier. */
const leaveBehind = (primaryId: string, restoredAt: Date | null = null) =>
  sql`insert into purged_user (institution_id, user_id, purged_at, purged_by, primary_id, restored_at)
    values (${server.institution.institutionId}, ${removed++}, clock_timestamp(), 'test', ${primaryId}, ${restoredAt})`.execute(
    server.db,
  )

test('identifiers are prefix and number, and go on from the number that is set', async () => {
  await generation({ prefix: 'LIB-', digits: 4, next: 9998 })
  expect([await next(), await next(), await next()]).toEqual(['LIB-9998', 'LIB-9999', 'LIB-10000'])
  const { rows } = await sql<{ settings: object }>`select settings from institution`.execute(server.db)
  expect(rows[0]!.settings).toMatchObject({ lockMinutes: 5, primaryIdGeneration: { next: 10001 } })
})

test('what anybody has, in any case and as any identifier, and what removed people had, is passed over', async () => {
  await generation({ prefix: 'u', digits: 1, next: 1 })
  await addUser(server, { primaryId: 'U1', barcode: 'u2' })
  await leaveBehind('U3')
  await leaveBehind('u4', new Date())
  expect(await next()).toBe('u4')
})

test('many who ask at once each get their own', async () => {
  await generation({ prefix: 'C', digits: 3, next: 1 })
  const answers = await Promise.all(Array.from({ length: 12 }, next))
  expect(answers.toSorted()).toEqual(
    Array.from({ length: 12 }, (_, index) => `C${String(index + 1).padStart(3, '0')}`),
  )
})

test('a long run of taken identifiers is passed over', async () => {
  await generation({ prefix: 'run', digits: 1, next: 1 })
  await sql`insert into purged_user (institution_id, user_id, purged_at, purged_by, primary_id)
    select ${server.institution.institutionId}, 1000 + n, now(), 'test', 'RUN' || n from generate_series(1, 250) n`.execute(
    server.db,
  )
  expect(await next()).toBe('run251')
})

test('who may not add users gets none', async () => {
  const answer = await ask('POST /api/users/primary-id', undefined, 'desk')
  expect(answer.json()).toMatchObject({ status: 403 })
})

const values = (primaryId: string, barcode?: string) => ({
  primary_id: primaryId,
  first_name: 'Ada',
  last_name: 'Quill',
  user_group: 'STUDENT',
  'email/a': { address: 'ada@example.edu', types: ['personal'], preferred: true },
  ...(barcode ? { 'identifier/b': { id_type: 'BARCODE', value: barcode } } : {}),
})

test('an identifier of somebody who was removed is given out again only if staff say so', async () => {
  await leaveBehind('Gone1')
  const add = (given: object) => ask('POST /api/users', { recordType: 'PUBLIC', ...given })
  expect((await add({ values: values('GONE1') })).json()).toMatchObject({
    code: 'invalid_values',
    problems: [{ field: 'primary_id', rule: 'identifier_of_removed_user' }],
  })
  expect((await add({ values: values('other1', 'gone1') })).json()).toMatchObject({
    problems: [{ field: 'identifier/b/value', rule: 'identifier_of_removed_user' }],
  })
  const accepted = await add({ values: values('GONE1'), acceptReissue: true })
  expect(accepted.json()).toMatchObject({ values: { primary_id: 'GONE1' } })
})
