import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FeesWorld, openFeesWorld } from './testing/fees-world.ts'

let world: FeesWorld
beforeAll(async () => {
  world = await openFeesWorld()
})
afterAll(() => world.server.close())

type Target = [userId: number, feeId: number]

async function act(action: string, [userId, feeId]: Target, body: object = {}, ask = world.desk) {
  const response = await ask(`POST /api/users/${userId}/fees/${feeId}/${action}`, body)
  return { status: response.statusCode, body: response.json() }
}
const waive = (target: Target, body: object = {}) => act('waive', target, { reason: 'GOODWILL', ...body })
const pay = (target: Target, body: object = {}) => act('pay', target, { method: 'CASH', ...body })
const selected = async (userId: number, body: object) =>
  (await world.desk(`POST /api/users/${userId}/fees/waive`, { reason: 'GOODWILL', ...body })).json()
const summary = async (userId: number) => (await world.desk(`GET /api/users/${userId}/fees/summary`)).json()

describe('waiving one fee', () => {
  test('takes a part off the balance, and with the rest the fee is waived', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId)]
    const part = await waive(target, { amount: '2.5', comment: 'Was ill', desk: 'MAIN_CIRC' })
    expect(part.body).toMatchObject({
      status: 'ACTIVE',
      originalAmount: '10.00',
      balance: '7.50',
      waivable: '7.50',
    })
    expect(part.body.statusAt).toBe('2026-11-20T15:00:00.000Z')
    expect((await summary(userId)).active).toBe('7.50')
    const rest = await waive(target, { reason: 'HARDSHIP' })
    expect(rest.body).toMatchObject({
      status: 'WAIVED',
      balance: '0.00',
      waiveReasons: ['GOODWILL', 'HARDSHIP'],
    })
    const by = { created_by: 'Wilhelmina Quackenbush', kind: 'WAIVE', payment_method: null }
    expect(await world.transactionsOf(target[1])).toMatchObject([
      { ...by, amount: '2.50', reason: 'GOODWILL', comment: 'Was ill', desk: 'MAIN_CIRC' },
      { ...by, amount: '7.50', reason: 'HARDSHIP', comment: null, desk: null },
    ])
  })

  test('more than is owed, nothing, or for no reason is refused', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId)]
    const wrong = async (body: object) => (await waive(target, body)).body.problems
    expect(await wrong({ amount: '10.01' })).toEqual([{ field: 'amount', rule: 'too_large', limit: '10.00' }])
    expect(await wrong({ amount: '-1' })).toEqual([{ field: 'amount', rule: 'too_small', limit: '0.01' }])
    expect(await wrong({ reason: 'MOOD' })).toEqual([{ field: 'reason', rule: 'unknown_code' }])
    expect(await wrong({ reason: '' })).toEqual([{ field: 'reason', rule: 'required' }])
    expect(await wrong({ desk: 'MOON' })).toEqual([{ field: 'desk', rule: 'unknown_code' }])
    expect((await act('waive', target, {})).body.code).toBe('invalid_input')
    expect(await world.transactionsOf(target[1])).toEqual([])
  })

  test('a type that is not waivable is not waived, and the list says so', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId, { type: 'SERVICE' })]
    expect((await waive(target)).body).toMatchObject({ status: 409, details: { rule: 'not_waivable' } })
    expect((await world.feeOf(...target)).refusals).toMatchObject({ waive: 'not_waivable' })
  })

  test('a credit is waived, too', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId, { type: 'CREDIT', original: '-5.00' })]
    expect((await waive(target, { amount: '2' })).body).toMatchObject({ status: 'ACTIVE', balance: '-3.00' })
    expect((await waive(target)).body).toMatchObject({ status: 'WAIVED', balance: '0.00' })
    expect(await world.transactionsOf(target[1])).toMatchObject([{ amount: '-2.00' }, { amount: '-3.00' }])
  })

  test('VAT goes down with the balance and is shared out to the last cent', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId, { original: '11.89', vat: '1.90' })]
    const steps = [
      await waive(target, { amount: '3.33' }),
      await pay(target, { amount: '4.44' }),
      await pay(target),
    ]
    expect(steps.map(step => step.body.vatBalance)).toEqual(['1.37', '0.66', '0.00'])
    const shares = (await world.transactionsOf(target[1])).map(one => one['vat_amount'])
    expect(shares).toEqual(['0.53', '0.71', '0.66'])
  })
})

describe('a lost item', () => {
  test.each(['CLOSED', 'EXPORTED'])(
    'that is %s keeps its balance when it is waived, and a credit appears',
    async status => {
      const userId = await world.patron()
      const balance = status === 'CLOSED' ? '0' : '50.00'
      const lost = {
        type: 'LOSTITEMREPLACEMENTFEE',
        original: '50.00',
        vat: '8.00',
        owner: 'LAW',
        status,
        balance,
      }
      const target: Target = [userId, await world.owe(userId, lost)]
      const waived = await waive(target, { amount: '30', comment: 'It came back' })
      expect(waived.body).toMatchObject({ status, balance: Number(balance).toFixed(2), waivable: '20.00' })
      const { items } = (await world.desk(`GET /api/users/${userId}/fees`)).json()
      expect(items).toMatchObject([
        { type: 'CREDIT', balance: '-30.00', originalVat: '-4.80', owner: 'LAW', comment: 'It came back' },
      ])
      expect((await summary(userId)).active).toBe('-30.00')
      expect((await waive(target, { amount: '20.01' })).body.problems).toMatchObject([{ rule: 'too_large' }])
      await waive(target)
      expect((await waive(target)).body).toMatchObject({ code: 'fee_refused' })
      expect((await summary(userId)).active).toBe('-50.00')
    },
  )

  test('that is still owed is waived like any other fee', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId, { type: 'LOSTITEMREPLACEMENTFEE' })]
    expect((await waive(target)).body).toMatchObject({ status: 'WAIVED', balance: '0.00' })
    expect((await summary(userId)).active).toBe('0.00')
  })
})

describe('waiving several fees', () => {
  test('waives what can be waived of each, with a transaction for each', async () => {
    const userId = await world.patron()
    const feeIds = [
      await world.owe(userId),
      await world.owe(userId, { status: 'INDISPUTE', original: '5.00' }),
    ]
    const other = await world.owe(userId)
    expect(
      await selected(userId, { feeIds: [...feeIds, feeIds[0]], total: '15.00', comment: 'All' }),
    ).toEqual({ waived: 2 })
    expect(await summary(userId)).toMatchObject({ active: '10.00', disputed: '0.00' })
    for (const feeId of feeIds)
      expect(await world.transactionsOf(feeId)).toMatchObject([
        { kind: 'WAIVE', reason: 'GOODWILL', comment: 'All' },
      ])
    expect(await world.transactionsOf(other)).toEqual([])
  })

  test('at most as many at once as the setting says', async () => {
    const userId = await world.patron()
    const feeIds = Array.from({ length: 101 }, (_, index) => 900_000 + index)
    expect((await selected(userId, { feeIds })).problems).toEqual([
      { field: 'feeIds', rule: 'too_many', limit: 100 },
    ])
    await world.admin('PATCH /api/settings', { values: { waivingFeesLimit: 2 } })
    const three = [await world.owe(userId), await world.owe(userId), await world.owe(userId)]
    expect((await selected(userId, { feeIds: three })).problems).toMatchObject([
      { rule: 'too_many', limit: 2 },
    ])
    expect(await selected(userId, { feeIds: three.slice(1) })).toEqual({ waived: 2 })
    await world.admin('PATCH /api/settings', { values: { waivingFeesLimit: null } })
  })

  test('all of them or none: one that cannot be waived, is not there or is another user’s', async () => {
    const userId = await world.patron()
    const good = await world.owe(userId)
    const service = await world.owe(userId, { type: 'SERVICE' })
    const foreign = await world.owe(await world.patron())
    expect(await selected(userId, { feeIds: [good, service] })).toMatchObject({
      code: 'fee_refused',
      details: { rule: 'not_waivable', feeIds: [service] },
    })
    expect(await selected(userId, { feeIds: [good, foreign] })).toMatchObject({ code: 'not_found' })
    expect(await selected(userId, { feeIds: [] })).toMatchObject({ code: 'invalid_input' })
    expect((await summary(userId)).active).toBe('20.00')
  })

  test('nothing is waived when the total is no longer what the person saw', async () => {
    const userId = await world.patron()
    const feeId = await world.owe(userId)
    await pay([userId, feeId], { amount: '1' })
    expect(await selected(userId, { feeIds: [feeId], total: '10.00' })).toMatchObject({
      details: { rule: 'other_total' },
    })
    expect((await summary(userId)).active).toBe('9.00')
  })
})

describe('a dispute', () => {
  test('takes a fee out of what is owed, and restoring brings it back as it was', async () => {
    const userId = await world.patron()
    const target: Target = [userId, await world.owe(userId)]
    await pay(target, { amount: '4' })
    const disputed = await act('dispute', target, { comment: 'Was returned', desk: 'MAIN_CIRC' })
    expect(disputed.body).toMatchObject({ status: 'INDISPUTE', balance: '6.00' })
    expect(await summary(userId)).toMatchObject({ active: '0.00', disputed: '6.00' })
    const record = (await world.desk(`GET /api/users/${userId}`)).json()
    expect(Number(record.summary.balance)).toBe(0)
    const restored = await act('restore', target, { comment: 'Was not' })
    expect(restored.body).toMatchObject({ status: 'ACTIVE', balance: '6.00' })
    expect(await summary(userId)).toMatchObject({ active: '6.00', disputed: '0.00' })
    expect(await world.transactionsOf(target[1])).toMatchObject([
      { kind: 'PAYMENT' },
      { kind: 'DISPUTE', amount: '6.00', comment: 'Was returned', desk: 'MAIN_CIRC' },
      { kind: 'RESTORE', amount: '6.00', comment: 'Was not' },
    ])
  })

  // Rows: how the fee stands. Columns: what is refused then, and why.
  test.each([
    ['ACTIVE', { restore: 'not_in_dispute' }],
    ['INDISPUTE', { pay: 'in_dispute', dispute: 'in_dispute', transfer: 'in_dispute' }],
    [
      'EXPORTED',
      {
        waive: 'transferred',
        pay: 'transferred',
        dispute: 'transferred',
        restore: 'not_in_dispute',
        transfer: 'transferred',
      },
    ],
    ['WAIVED', { waive: 'over', pay: 'over', dispute: 'over', restore: 'not_in_dispute', transfer: 'over' }],
    ['CLOSED', { waive: 'over', pay: 'over', dispute: 'over', restore: 'not_in_dispute', transfer: 'over' }],
  ])('of a fee that is %s exactly this is refused', async (status, refusals) => {
    const bodies = {
      waive: { reason: 'GOODWILL' },
      pay: { method: 'CASH' },
      dispute: {},
      restore: {},
      transfer: { bursarTransactionId: 'T-1' },
    }
    const userId = await world.patron()
    const balance = ['WAIVED', 'CLOSED'].includes(status) ? '0' : '10.00'
    const target: Target = [userId, await world.owe(userId, { status, balance })]
    expect((await world.feeOf(...target)).refusals).toEqual(refusals)
    for (const [action, rule] of Object.entries(refusals)) {
      const answer = await act(action, target, bodies[action as keyof typeof bodies], world.admin)
      expect([action, answer.body]).toMatchObject([
        action,
        { status: 409, code: 'fee_refused', details: { rule } },
      ])
    }
    expect(await world.transactionsOf(target[1])).toEqual([])
  })
})

test('who may not, does not: waive, dispute, restore', async () => {
  const userId = await world.patron()
  const feeId = await world.owe(userId)
  for (const ask of [world.viewer, world.systems]) {
    for (const [line, body] of [
      ['waive', { feeIds: [feeId], reason: 'GOODWILL' }],
      [`${feeId}/waive`, { reason: 'GOODWILL' }],
      [`${feeId}/dispute`, {}],
      [`${feeId}/restore`, {}],
    ] as const)
      expect((await ask(`POST /api/users/${userId}/fees/${line}`, body)).json()).toMatchObject({
        code: 'forbidden',
      })
  }
  const { rows } = await sql`select status, balance from fee where fee_id = ${feeId}`.execute(world.server.db)
  expect(rows).toEqual([{ status: 'ACTIVE', balance: '10.00' }])
})

test('what is not asked for is refused', async () => {
  const userId = await world.patron()
  const feeId = await world.owe(userId)
  for (const action of ['dispute', 'restore'])
    expect((await act(action, [userId, feeId], { amount: '1' })).body.code).toBe('invalid_input')
  expect((await act('dispute', [userId + 1, feeId], {})).status).toBe(404)
})
