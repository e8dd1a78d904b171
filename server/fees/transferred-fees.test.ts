import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ForbiddenAction } from '../../contract/users.ts'
import { staffMember } from '../users/testing/staff.ts'
import { type FeesWorld, openFeesWorld } from './testing/fees-world.ts'

let world: FeesWorld
beforeAll(async () => {
  world = await openFeesWorld()
})
afterAll(() => world.server.close())

/** Lets fees that went to the bursar be paid and waived here, too, or not. */
const allow = (isAllowed: boolean) =>
  world.admin('PATCH /api/settings', { values: { activityOnTransferredFees: isAllowed } })

/** Owes 5 here, and 8 to the bursar. */
async function debtor() {
  const userId = await world.patron()
  const owed = await world.owe(userId, { original: '5.00' })
  const transferred = await world.owe(userId, { original: '8.00', status: 'EXPORTED' })
  const act = async (action: string, body: object = {}) => {
    const response = await world.admin(`POST /api/users/${userId}/fees/${transferred}/${action}`, body)
    return response.json()
  }
  return { userId, owed, transferred, act }
}

const isFound = async (userId: number, value: number): Promise<boolean> => {
  const filter = JSON.stringify({ field: 'balance', op: 'gte', value })
  const { items } = (
    await world.admin(`GET /api/users?limit=500&filter=${encodeURIComponent(filter)}`)
  ).json()
  return items.some((one: { userId: number }) => one.userId === userId)
}

test.each([
  [false, '5.00'],
  [true, '13.00'],
])(
  'with the setting %s a transferred fee makes the active balance %s, wherever it is told',
  async (isAllowed, balance) => {
    await allow(isAllowed)
    const { userId } = await debtor()
    const summary = (await world.admin(`GET /api/users/${userId}/fees/summary`)).json()
    expect(summary).toMatchObject({ active: balance, transferred: '8.00' })
    const record = (await world.admin(`GET /api/users/${userId}`)).json()
    expect(record.summary.balance).toBe(balance)
    expect((await world.admin(`GET /api/users/${userId}/deletion`)).json()).toMatchObject({
      balance,
      reasons: ['balance_due'],
    })
    expect((await world.admin(`GET /api/users/${userId}/letters/options`)).json().balance).toBe(balance)
    expect([await isFound(userId, 5), await isFound(userId, 13)]).toEqual([true, isAllowed])
  },
)

test.each([
  [false, '0.00'],
  [true, '8.00'],
])('with the setting %s patrons read on their own page that they owe %s', async (isAllowed, balance) => {
  await allow(isAllowed)
  const { ask, userId } = await staffMember(world.server, `patron-${isAllowed}`, ['200'])
  await world.owe(userId, { original: '8.00', status: 'EXPORTED' })
  expect(Number((await ask('GET /api/session/details')).json().balance)).toBe(Number(balance))
})

test.each([
  [false, []],
  [true, ['cash']],
])('with the setting %s it counts for the limits %j', async (isAllowed, limits) => {
  await allow(isAllowed)
  await world.admin('PATCH /api/settings', { values: { 'patronLimits.cash': { '*': '6.00' } } })
  const { userId } = await debtor()
  const { summary } = (await world.admin(`GET /api/users/${userId}`)).json()
  const forbidden: ForbiddenAction[] = summary.forbidden
  const found = forbidden.flatMap(one => one.because.flatMap(({ limit }) => limit ?? []))
  expect([...new Set(found)]).toEqual(limits)
  await world.admin('PATCH /api/settings', { values: { 'patronLimits.cash': null } })
})

test('without the setting it is neither paid nor waived here', async () => {
  await allow(false)
  const { userId, transferred, act } = await debtor()
  expect((await act('pay', { method: 'CASH' })).details).toMatchObject({ rule: 'transferred' })
  expect((await act('waive', { reason: 'GOODWILL' })).details).toMatchObject({ rule: 'transferred' })
  const all = await world.admin(`POST /api/users/${userId}/fees/pay`, { amount: 'ALL', method: 'CASH' })
  expect(all.json()).toEqual({ paid: '5.00', left: '0.00' })
  expect(await world.feeOf(userId, transferred)).toMatchObject({ status: 'EXPORTED', balance: '8.00' })
})

test('with the setting a part is paid, and it stays with the bursar until the rest is paid or waived', async () => {
  await allow(true)
  const { act } = await debtor()
  expect(await act('pay', { method: 'CASH', amount: '3.00' })).toMatchObject({
    status: 'EXPORTED',
    balance: '5.00',
  })
  expect(await act('waive', { reason: 'GOODWILL', amount: '1.00' })).toMatchObject({
    status: 'EXPORTED',
    balance: '4.00',
  })
  expect(await act('pay', { method: 'CASH' })).toMatchObject({ status: 'CLOSED', balance: '0.00' })
})

test('with the setting all is paid together; it is neither disputed nor transferred again', async () => {
  await allow(true)
  const { userId, transferred, act } = await debtor()
  expect((await act('dispute')).details).toMatchObject({ rule: 'transferred' })
  expect((await act('transfer', { bursarTransactionId: 'B2' })).details).toMatchObject({
    rule: 'transferred',
  })
  const all = await world.admin(`POST /api/users/${userId}/fees/pay`, { amount: 'ALL', method: 'CASH' })
  expect(all.json()).toEqual({ paid: '13.00', left: '0.00' })
  expect(await world.feeOf(userId, transferred)).toMatchObject({ status: 'CLOSED' })
})

test('with the setting a deletion that waives fees waives it, too', async () => {
  await allow(true)
  const { userId, transferred } = await debtor()
  const response = await world.admin(`DELETE /api/users/${userId}?waiveFees=true`)
  expect(response.statusCode).toBeLessThan(300)
  expect((await world.transactionsOf(transferred)).map(one => one['kind'])).toEqual(['WAIVE'])
})
