import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from '../../contract/page.ts'
import type { PurgedUser } from '../../contract/purge.ts'
import { confirmBy, createPurgeable, type Door, openDoor, planBy } from '../tasks/testing/door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const somebody = async (primary_id: string) => (await createPurgeable(door.ctx, [{ primary_id }]))[0]!

const addFee = (userId: number, balance: string) =>
  sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
    values (${door.ctx.institution.institutionId}, ${userId}, 'OVERDUEFINE', 20, ${balance}, now(), now())`.execute(
    door.ctx.db,
  )

test('a user manager deletes a user, and an administrator brings the person back', async () => {
  const userId = await somebody('leaver.1')
  const check = await door.send(`GET /api/users/${userId}/deletion`, undefined, 'manager')
  expect(check.json()).toEqual({ reasons: [], balance: '0.00', isOnlyFees: false, restoreDays: 30 })
  const answer = await door.send(`DELETE /api/users/${userId}`, undefined, 'manager')
  expect([answer.statusCode, answer.json()]).toEqual([200, { restorableUntil: '2026-12-20' }])
  for (const line of [
    `GET /api/users/${userId}`,
    `GET /api/users/${userId}/deletion`,
    `DELETE /api/users/${userId}`,
  ])
    expect((await door.send(line)).json()).toMatchObject({ status: 404, code: 'not_found' })
  const { items } = (await door.send('GET /api/purged-users?q=leaver.1')).json<Page<PurgedUser>>()
  expect(items).toMatchObject([{ userId, primaryId: 'leaver.1', restorableUntil: '2026-12-20' }])
  const plan = await planBy(door, 'POST /api/tasks/restore', { userIds: [userId] })
  expect((await confirmBy(door, plan)).task.done).toBe(1)
  expect((await door.send(`GET /api/users/${userId}`)).json()).toMatchObject({
    values: { primary_id: 'leaver.1' },
  })
})

test('who is kept is named with reasons and balance, and goes once the fees are waived', async () => {
  const userId = await somebody('debtor.1')
  await addFee(userId, '12.50')
  const check = await door.send(`GET /api/users/${userId}/deletion`)
  expect(check.json()).toEqual({
    reasons: ['balance_due'],
    balance: '12.50',
    isOnlyFees: true,
    restoreDays: 30,
  })
  const refused = await door.send(`DELETE /api/users/${userId}`)
  expect(refused.json()).toMatchObject({
    status: 409,
    code: 'user_kept',
    details: { reasons: ['balance_due'], balance: '12.50' },
  })
  expect((await door.send(`DELETE /api/users/${userId}?waiveFees=true`)).statusCode).toBe(200)
})

test('only who may delete users deletes them or asks whether it is possible', async () => {
  const userId = await somebody('stayer.1')
  for (const visitor of ['systems', 'desk'] as const)
    for (const line of [`GET /api/users/${userId}/deletion`, `DELETE /api/users/${userId}`]) {
      const answer = await door.send(line, undefined, visitor)
      expect([line, answer.json()]).toMatchObject([line, { status: 403, code: 'forbidden' }])
    }
  expect((await door.send(`GET /api/users/${userId}`)).statusCode).toBe(200)
})

test('nobody deletes the own account through the door', async () => {
  const { userId } = (await door.send('GET /api/session', undefined, 'manager')).json().user
  const answer = await door.send(`DELETE /api/users/${userId}`, undefined, 'manager')
  expect(answer.json()).toMatchObject({ code: 'user_kept', details: { reasons: ['own_account'] } })
})

test.each([
  'DELETE /api/users/0',
  'DELETE /api/users/x',
  'DELETE /api/users/5?waiveFees=perhaps',
  'DELETE /api/users/5?force=true',
  'GET /api/users/-1/deletion',
])('%s is refused', async line => {
  expect((await door.send(line)).json()).toMatchObject({ status: 422, code: 'invalid_input' })
})
