import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { centsOf, decimalOf } from './money.ts'
import { type FeesWorld, openFeesWorld } from './testing/fees-world.ts'

let world: FeesWorld
beforeAll(async () => {
  world = await openFeesWorld()
})
afterAll(() => world.server.close())

async function pay(userId: number, feeId: number, body: object = {}, ask = world.desk) {
  const response = await ask(`POST /api/users/${userId}/fees/${feeId}/pay`, { method: 'CASH', ...body })
  return { status: response.statusCode, body: response.json() }
}
async function payAll(userId: number, body: object = {}, ask = world.desk) {
  const response = await ask(`POST /api/users/${userId}/fees/pay`, { method: 'CASH', amount: 'ALL', ...body })
  return { status: response.statusCode, body: response.json() }
}
const activeOf = async (userId: number): Promise<string> =>
  (await world.desk(`GET /api/users/${userId}/fees/summary`)).json().active

describe('paying one fee', () => {
  test('takes a part, and with the rest the fee is closed', async () => {
    const userId = await world.patron()
    const feeId = await world.owe(userId)
    const part = await pay(userId, feeId, {
      amount: '3.10',
      method: 'ONLINE',
      externalTransactionId: 'PSP-7',
      comment: 'By web',
      desk: 'MAIN_CIRC',
    })
    expect(part.body).toMatchObject({ status: 'ACTIVE', balance: '6.90' })
    expect((await pay(userId, feeId)).body).toMatchObject({ status: 'CLOSED', balance: '0.00' })
    expect(await activeOf(userId)).toBe('0.00')
    const { items } = (await world.viewer(`GET /api/users/${userId}/fees/${feeId}/transactions`)).json()
    const common = {
      kind: 'PAYMENT',
      vatAmount: '0.00',
      createdBy: 'Wilhelmina Quackenbush',
      createdAt: '2026-11-20T15:00:00.000Z',
    }
    expect(items).toEqual([
      {
        ...common,
        transactionId: items[0].transactionId,
        amount: '3.10',
        method: 'ONLINE',
        externalTransactionId: 'PSP-7',
        comment: 'By web',
        desk: 'MAIN_CIRC',
      },
      { ...common, transactionId: items[1].transactionId, amount: '6.90', method: 'CASH' },
    ])
  })

  test('more than is owed, an unknown method, or a credit is refused', async () => {
    const userId = await world.patron()
    const feeId = await world.owe(userId)
    const wrong = async (body: object) => (await pay(userId, feeId, body)).body.problems
    expect(await wrong({ amount: '10.01' })).toEqual([{ field: 'amount', rule: 'too_large', limit: '10.00' }])
    expect(await wrong({ amount: '0' })).toEqual([{ field: 'amount', rule: 'too_small', limit: '0.01' }])
    expect(await wrong({ method: 'SHELLS' })).toEqual([{ field: 'method', rule: 'unknown_code' }])
    const credit = await world.owe(userId, { type: 'CREDIT', original: '-1.00' })
    expect((await pay(userId, credit)).body).toMatchObject({ details: { rule: 'is_credit' } })
    expect(await world.transactionsOf(feeId)).toEqual([])
  })

  test('of many who pay at the same moment nobody’s money is lost, and nobody overpays', async () => {
    const userId = await world.patron()
    const feeId = await world.owe(userId)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => pay(userId, feeId, { amount: '1.00' })),
    )
    expect(answers.filter(one => one.status === 200)).toHaveLength(10)
    expect(await world.transactionsOf(feeId)).toHaveLength(10)
    expect(await world.feeOf(userId, feeId)).toMatchObject({ status: 'CLOSED', balance: '0.00' })
  })

  test('a lost item that several waive at the same moment is credited once', async () => {
    const userId = await world.patron()
    const feeId = await world.owe(userId, { type: 'LOSTITEMREPLACEMENTFEE', status: 'CLOSED', balance: '0' })
    const waive = () => world.desk(`POST /api/users/${userId}/fees/${feeId}/waive`, { reason: 'GOODWILL' })
    const answers = await Promise.all(Array.from({ length: 6 }, waive))
    expect(answers.filter(one => one.statusCode === 200)).toHaveLength(1)
    expect(await activeOf(userId)).toBe('-10.00')
  })
})

describe('paying all', () => {
  test('closes every active fee, uses credits up, and leaves the others alone', async () => {
    const userId = await world.patron()
    const feeIds = [await world.owe(userId), await world.owe(userId, { type: 'CREDIT', original: '-4.00' })]
    const disputed = await world.owe(userId, { status: 'INDISPUTE' })
    expect((await payAll(userId)).body).toEqual({ paid: '6.00', left: '0.00' })
    for (const feeId of feeIds)
      expect(await world.feeOf(userId, feeId)).toMatchObject({ status: 'CLOSED', balance: '0.00' })
    expect(await world.feeOf(userId, disputed)).toMatchObject({ status: 'INDISPUTE', balance: '10.00' })
  })

  test('an amount goes to the oldest fees first', async () => {
    const userId = await world.patron()
    const young = await world.owe(userId, { at: '2026-11-03T00:00:00Z' })
    const old = await world.owe(userId, { at: '2026-01-03T00:00:00Z' })
    const middle = await world.owe(userId, { at: '2026-06-03T00:00:00Z' })
    expect((await payAll(userId, { amount: '12.34' })).body).toEqual({ paid: '12.34', left: '17.66' })
    const balances = await Promise.all([old, middle, young].map(feeId => world.feeOf(userId, feeId)))
    expect(balances.map(fee => fee.balance)).toEqual(['0.00', '7.66', '10.00'])
    expect(await world.transactionsOf(young)).toEqual([])
  })

  test('more than is owed after credits, or where nothing is owed, is refused', async () => {
    const userId = await world.patron()
    expect((await payAll(userId)).body).toMatchObject({ details: { rule: 'nothing_owed' } })
    await world.owe(userId)
    await world.owe(userId, { type: 'CREDIT', original: '-4.00' })
    expect((await payAll(userId, { amount: '6.01' })).body.problems).toMatchObject([
      { rule: 'too_large', limit: '6.00' },
    ])
    await world.owe(userId, { type: 'CREDIT', original: '-7.00' })
    expect((await payAll(userId)).body).toMatchObject({ details: { rule: 'nothing_owed' } })
  })

  test('whatever is owed and paid, what was paid and what is left are what was owed, to the cent', async () => {
    const amount = fc.integer({ min: 1, max: 99_999_999 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        async (cents, share) => {
          const userId = await world.patron()
          for (const one of cents) await world.owe(userId, { original: decimalOf(BigInt(one)) })
          const owed = BigInt(cents.reduce((sum, one) => sum + one, 0))
          const paid = BigInt(Math.max(1, Math.floor(Number(owed) * share)))
          await payAll(userId, { amount: decimalOf(paid) })
          expect(await activeOf(userId)).toBe(decimalOf(owed - paid))
        },
      ),
      { numRuns: 12 },
    )
  })
})

test('amounts survive as hundredths and back', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
      cents => centsOf(decimalOf(cents)) === cents,
    ),
  )
  expect(['0', '0.5', '-0.05', '12', '-12.34'].map(centsOf)).toEqual([0n, 50n, -5n, 1200n, -1234n])
})

test('a transferred fee has the bursar’s number, is not owed here, and cannot be paid', async () => {
  const userId = await world.patron()
  const feeId = await world.owe(userId)
  const transfer = (body: object, ask = world.admin) =>
    ask(`POST /api/users/${userId}/fees/${feeId}/transfer`, body)
  expect((await transfer({ bursarTransactionId: 'B-1' }, world.desk)).json()).toMatchObject({
    code: 'forbidden',
  })
  expect((await transfer({})).json()).toMatchObject({ code: 'invalid_input' })
  expect((await transfer({ bursarTransactionId: ' ' })).json().problems).toEqual([
    { field: 'bursarTransactionId', rule: 'required' },
  ])
  expect((await transfer({ bursarTransactionId: 'B-1' })).json()).toMatchObject({
    status: 'EXPORTED',
    bursarTransactionId: 'B-1',
    balance: '10.00',
  })
  expect((await pay(userId, feeId)).body).toMatchObject({ details: { rule: 'transferred' } })
  const summary = (await world.desk(`GET /api/users/${userId}/fees/summary`)).json()
  expect(summary).toMatchObject({ active: '0.00', transferred: '10.00' })
})

test('who may not pay does not, and what is not asked for is refused', async () => {
  const userId = await world.patron()
  const feeId = await world.owe(userId)
  for (const ask of [world.viewer, world.systems]) {
    expect((await pay(userId, feeId, {}, ask)).body).toMatchObject({ code: 'forbidden' })
    expect((await payAll(userId, {}, ask)).body).toMatchObject({ code: 'forbidden' })
  }
  expect((await pay(userId, feeId, { reason: 'GOODWILL' })).body).toMatchObject({ code: 'invalid_input' })
  expect((await payAll(userId, { amount: undefined })).body).toMatchObject({ code: 'invalid_input' })
  expect((await payAll(1_000_000)).body).toMatchObject({ code: 'not_found' })
})
