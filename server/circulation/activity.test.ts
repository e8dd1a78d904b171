import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import { type ChangeSet, openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { restoreUsers } from '../changes/restore-users.ts'
import type { Context } from '../context.ts'
import { storePassword } from '../credentials/passwords.ts'
import { inTransaction } from '../db/transaction.ts'
import { request as askServer, signInAs } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { createVaultKey } from '../vault/keys.ts'
import {
  age,
  giveBack,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  requestFor,
  set,
} from './testing/library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())
beforeEach(() => set(library, { recordLastPatronActivity: true }))

const read = async (userId: number) => (await library.viewer(`GET /api/users/${userId}`)).json() as UserRecord
const dateOf = async (userId: number) => (await read(userId)).values['last_patron_activity_date']

/** Somebody whose date is one of long ago, to see whether an act sets it. */
async function someone(document: object = {}): Promise<number> {
  return patron(library, { last_patron_activity_date: '2020-01-01', ...document })
}
const today = '2026-11-20'
const longAgo = '2020-01-01'

describe('the date of the last patron activity', () => {
  test('is set by borrowing, by renewing and by returning', async () => {
    const userId = await someone()
    const barcode = await item(library)
    const reset = () =>
      sql`update user_account set last_patron_activity_date = ${longAgo} where user_id = ${userId}`.execute(
        library.server.db,
      )
    const { loanId } = (await lendTo(library.operator, userId, barcode)).json()
    expect(await dateOf(userId)).toBe(today)
    await reset()
    await age(library, userId, 5)
    await library.operator(`POST /api/loans/${loanId}/renew`, {})
    expect(await dateOf(userId)).toBe(today)
    await reset()
    await giveBack(library.operator, barcode)
    expect(await dateOf(userId)).toBe(today)
  })

  test('is set by a request, and not by cancelling it or by the hold shelf', async () => {
    const userId = await someone()
    const { requestId } = (await requestFor(library.operator, userId, await item(library))).json()
    expect(await dateOf(userId)).toBe(today)
    await sql`update user_account set last_patron_activity_date = ${longAgo} where user_id = ${userId}`.execute(
      library.server.db,
    )
    await library.operator(`POST /api/requests/${requestId}/shelve`)
    await library.operator(`POST /api/requests/${requestId}/cancel`, { reason: 'PatronNotInterested' })
    expect(await dateOf(userId)).toBe(longAgo)
  })

  test('is set when people change their own address, and not when staff do', async () => {
    const userId = await someone({
      'email/a': { address: 'a@example.edu', types: ['work'], preferred: true },
    })
    const { revision, values } = await read(userId)
    const edit = {
      revision,
      values: { 'address/a': { line1: 'Main Street 1', types: ['home'], preferred: true } },
    }
    expect((await library.operator(`PATCH /api/users/${userId}`, edit)).statusCode).toBe(200)
    expect(await dateOf(userId)).toBe(longAgo)
    const { server } = library
    await storePassword(
      server.db,
      { institutionId: server.institution.institutionId, userId },
      'a long enough password',
    )
    const signedIn = await signInAs(server, String(values['primary_id']), 'a long enough password')
    const response = await askServer(server, 'PUT /api/session/address', {
      ...signedIn,
      payload: { line1: 'Lake Road 2' },
    })
    expect(response.statusCode).toBe(204)
    expect(await dateOf(userId)).toBe(today)
  })

  test('is not set by what others do for somebody, and not by paying or by purchase requests', async () => {
    const userId = await someone()
    const { institutionId } = library.server.institution
    await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
      values (${institutionId}, ${userId}, 'OTHER', 'ACTIVE', 5, 5, now(), now())`.execute(library.server.db)
    const fees = (await library.administrator(`GET /api/users/${userId}/fees`)).json()
    const { feeId } = fees.items[0]
    const paid = await library.administrator(`POST /api/users/${userId}/fees/${feeId}/pay`, {
      amount: '5.00',
      method: 'CASH',
    })
    expect(paid.statusCode).toBe(200)
    expect(await dateOf(userId)).toBe(longAgo)
  })

  test('of a fulfillment proxy is set along with the sponsor’s, of an ordinary one it is not', async () => {
    const sponsorId = await someone()
    const full = await someone({ 'proxy/s': { patron_id: sponsorId, fulfillment: true } })
    const ordinary = await someone({ 'proxy/s': { patron_id: sponsorId } })
    await lendTo(library.operator, sponsorId, await item(library), { proxyId: ordinary })
    expect([await dateOf(sponsorId), await dateOf(ordinary)]).toEqual([today, longAgo])
    await lendTo(library.operator, full, await item(library))
    expect(await dateOf(full)).toBe(today)
  })

  test('takes no edit from staff who began before, is no update of the record, and is not in its history', async () => {
    const userId = await someone()
    const before = await read(userId)
    await lendTo(library.operator, userId, await item(library))
    expect((await read(userId)).origin).toEqual(before.origin)
    const edit = { revision: before.revision, values: { gender: 'FEMALE' } }
    expect((await library.operator(`PATCH /api/users/${userId}`, edit)).statusCode).toBe(200)
    const history = (await library.operator(`GET /api/users/${userId}/history?period=all`)).body
    expect(history).toContain('gender')
    expect(history).not.toContain('last_patron_activity_date')
  })

  test('is not kept unless the institution says so', async () => {
    await set(library, { recordLastPatronActivity: null })
    const userId = await patron(library)
    await lendTo(library.operator, userId, await item(library))
    expect(await dateOf(userId)).toBeUndefined()
  })

  test('is forgotten for everybody when it is switched off, in records and in the history, and nothing else is', async () => {
    const userId = await someone({ gender: 'FEMALE' })
    await lendTo(library.operator, userId, await item(library))
    await set(library, { recordLastPatronActivity: false })
    const { values, revision } = await read(userId)
    expect(values).not.toHaveProperty('last_patron_activity_date')
    expect(values['gender']).toBe('FEMALE')
    const { rows } = await sql<{ trace: string }>`
      select coalesce(old::text, '') || coalesce(new::text, '') as trace from user_history where user_id = ${userId}`.execute(
      library.server.db,
    )
    expect(rows).toHaveLength(revision)
    expect(rows.map(row => row.trace).join()).not.toContain('last_patron_activity_date')
  })

  test('of somebody who was removed does not come back, nor do shared loans lose their owners', async () => {
    const sponsorId = await patron(library)
    const userId = await someone({ 'proxy/s': { patron_id: sponsorId, fulfillment: true } })
    const loan = (await lendTo(library.operator, userId, await item(library))).json()
    const ctx = contextOf(library.server)
    const acting = (work: (inner: Context, changeSet: ChangeSet) => Promise<unknown>) =>
      inTransaction(ctx.db, async db => {
        const inner = { ...ctx, db }
        await work(inner, await openChangeSet(inner, { source: 'system' }))
      })
    const loansOf = async (owner: number) =>
      (await library.viewer(`GET /api/users/${owner}/loans`)).json().items
    await acting(async (inner, changeSet) => {
      const vaultKey = await createVaultKey(inner, null, 30)
      await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
    })
    const { proxyId: _gone, ...others } = loan
    expect(await loansOf(sponsorId)).toEqual([others])
    await set(library, { recordLastPatronActivity: false })
    await acting((inner, changeSet) => restoreUsers(inner, changeSet, [userId]))
    expect(await dateOf(userId)).toBeUndefined()
    for (const owner of [sponsorId, userId]) expect(await loansOf(owner)).toEqual([loan])
  })

  test('of a loan under way is not written when it is switched off meanwhile', async () => {
    const { db } = library.server
    const userId = await patron(library)
    const barcode = await item(library)
    // Whoever lends has asked whether dates are kept, and then waits for the patron, whom this transaction holds.
    const { acts } = await db.transaction().execute(async trx => {
      await sql`select from user_account where user_id = ${userId} for update`.execute(trx)
      const lending = lendTo(library.operator, userId, barcode)
      await wait(300)
      const values = { recordLastPatronActivity: false }
      const switching = library.administrator('PATCH /api/settings', { values })
      await wait(300)
      return { acts: [lending, switching] }
    })
    expect((await Promise.all(acts)).map(one => one.statusCode)).toEqual([200, 200])
    const { rows } =
      await sql`select last_patron_activity_date from user_account where user_id = ${userId}`.execute(db)
    expect(rows).toEqual([{ last_patron_activity_date: null }])
  })
})
