import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer, trySignIn } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { deleteOldSignIns } from './sign-in-events.ts'

let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await addUser(server, { primaryId: 'ada', password: 'correct horse', roles: ['50'] })
  await addUser(server, { primaryId: 'bob', password: 'correct horse', roles: ['200'] })
})
afterAll(() => server.close())

async function events() {
  const { rows } = await sql<{ primary_id: string; is_successful: boolean; address: string | null }>`
    select u.primary_id, e.is_successful, e.address from sign_in_event e join user_account u using (institution_id, user_id)
    order by sign_in_event_id`.execute(server.db)
  return rows
}

test('sign-ins of staff are noted, those that fail too; of patrons and strangers nothing is', async () => {
  await trySignIn(server, 'ada', 'wrong')
  await trySignIn(server, 'ada', 'correct horse')
  await trySignIn(server, 'bob', 'wrong')
  await trySignIn(server, 'bob', 'correct horse')
  await trySignIn(server, 'nobody', 'wrong')
  expect(await events()).toEqual([
    { primary_id: 'ada', is_successful: false, address: null },
    { primary_id: 'ada', is_successful: true, address: expect.any(String) },
  ])
})

test('they are kept for a year', async () => {
  const ctx = contextOf(server)
  const later = (days: number) => ({
    ...ctx,
    now: () => new Date(server.clock.now.getTime() + days * 86_400_000),
  })
  await deleteOldSignIns(later(360))
  expect(await events()).toHaveLength(2)
  await deleteOldSignIns(later(370))
  expect(await events()).toEqual([])
})
