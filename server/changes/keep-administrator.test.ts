import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Patch } from '../fields/document.ts'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { createVaultKey } from '../vault/keys.ts'
import { openChangeSet } from './change-set.ts'
import { patchRelation } from './patches.ts'
import { removeUsers } from './remove-users.ts'
import { writePatches } from './write-patches.ts'

let server: TestServer
let ctx: Context
let name = 0

beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  await sql`delete from user_role where role_type = '50'`.execute(server.db)
})

const administrator = (change: { expiryDate?: string; status?: string; role?: string } = {}) =>
  addUser(server, { primaryId: `admin${++name}`, roles: [change.role ?? '50'], ...change })

const change = (userId: number, patch: Patch, beforeCommit?: () => Promise<void>) =>
  inTransaction(server.db, async db => {
    const inner = { ...ctx, db }
    await writePatches(
      inner,
      await openChangeSet(inner, { source: 'screen' }),
      patchRelation([{ userId, patch }]),
    )
    await beforeCommit?.()
  })
const remove = (userId: number) =>
  inTransaction(server.db, async db => {
    const inner = { ...ctx, db }
    const vaultKey = await createVaultKey(inner, null, 30)
    const what = { userIds: [userId], vaultKey, policy: 'remove_fully' as const }
    await removeUsers(inner, await openChangeSet(inner, { source: 'screen' }), what)
  })
const refused = { code: 'last_administrator' }

const ways: [string, Patch][] = [
  ['deactivated', { status: 'INACTIVE' }],
  ['given an end', { expiry_date: '2027-12-31' }],
  ['expired', { expiry_date: '2026-11-19' }],
  ['without the role', { 'role/r50': null }],
  ['with the role switched off', { 'role/r50': { role_type: '50', status: 'INACTIVE' } }],
  [
    'with an end of the role',
    { 'role/r50': { role_type: '50', status: 'ACTIVE', expiry_date: '2027-12-31' } },
  ],
  ['with the role for one library', { 'role/r50': { role_type: '50', status: 'ACTIVE', scope: 'LAW' } }],
  ['with another role', { 'role/r50': { role_type: '21', status: 'ACTIVE' } }],
]

test.each(ways)('the last administrator is not %s', async (_way, patch) => {
  const last = await administrator()
  await administrator({ status: 'INACTIVE' })
  await administrator({ expiryDate: '2026-11-19' })
  await expect(change(last, patch)).rejects.toMatchObject(refused)
  const { rows } = await sql<{ n: number }>`select count(*) as n from user_account a
    join user_role r using (institution_id, user_id)
    where a.user_id = ${last} and a.status = 'ACTIVE' and a.expiry_date is null and r.role_type = '50'
      and r.status = 'ACTIVE' and r.expiry_date is null and r.scope is null`.execute(server.db)
  expect(Number(rows[0]!.n)).toBe(1)
})

test.each(ways)('one of two administrators may be %s', async (_way, patch) => {
  const first = await administrator()
  await administrator()
  await change(first, patch)
})

test('the last administrator is not removed, one of two is', async () => {
  const [first, last] = [await administrator(), await administrator()]
  await remove(first)
  await expect(remove(last)).rejects.toMatchObject(refused)
})

test('administrators with an end do until the last of them, if there is no other', async () => {
  const [first, last] = [
    await administrator({ expiryDate: '2027-01-01' }),
    await administrator({ expiryDate: '2027-01-01' }),
  ]
  await change(last, { expiry_date: '2026-12-01' })
  await change(first, { status: 'INACTIVE' })
  await expect(change(last, { status: 'INACTIVE' })).rejects.toMatchObject(refused)
})

test('where nobody administers, everything else goes on', async () => {
  const userId = await administrator({ role: '21' })
  await change(userId, { status: 'INACTIVE' })
})

test('two who remove each other at the same moment do not both succeed', async () => {
  const [first, last] = [await administrator(), await administrator()]
  const written = Promise.withResolvers<void>()
  const slow = change(first, { status: 'INACTIVE' }, async () => {
    written.resolve()
    await wait(300)
  })
  await written.promise
  await expect(change(last, { status: 'INACTIVE' })).rejects.toMatchObject(refused)
  await slow
})
