import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { type FeesWorld, openFeesWorld } from '../../fees/testing/fees-world.ts'

let world: FeesWorld
let key: string
let count = 0
const json = { accept: 'application/json', 'content-type': 'application/json', 'content-length': '0' }

beforeAll(async () => {
  world = await openFeesWorld()
  key = (await makeKey(world.admin, { name: 'Till', areas: { users: 'write' } })).key
})
afterAll(() => world.server.close())

/** A patron, and the path of their fees. */
async function somebody(): Promise<{ userId: number; path: string }> {
  count += 1
  return {
    userId: await world.patron({ primary_id: `actor${count}` }),
    path: `/almaws/v1/users/actor${count}/fees`,
  }
}

async function ask(line: string) {
  const { statusCode, body } = await call(world.server, line, { key, headers: json })
  if (statusCode === 200) return JSON.parse(body)
  expect(statusCode, body).toBe(400)
  const [error] = JSON.parse(body).errorList.error
  return { code: error.errorCode, message: error.errorMessage }
}

const pay = 'op=pay&method=ONLINE'
const wrongAmounts = [
  '2.005',
  '-1',
  '0',
  '0.00',
  '1e9',
  'NaN',
  '',
  '%20',
  'Infinity',
  '0x10',
  '1,5',
  '%2B1',
  'all',
]

describe('paying one fee', () => {
  test('in part, then the rest, is told with both payments and the name of the program', async () => {
    const { userId, path } = await somebody()
    const feeId = await world.owe(userId, { original: '10.00' })
    const part = await ask(
      `POST ${path}/${feeId}?${pay}&amount=2.50&external_transaction_id=T-1&comment=Card`,
    )
    expect(part).toMatchObject({
      id: String(feeId),
      balance: 7.5,
      status: { value: 'ACTIVE' },
      transaction: [
        {
          amount: 2.5,
          comment: 'Card',
          created_by: 'Till',
          external_transaction_id: 'T-1',
          received_by: { value: 'Not at desk' },
          payment_method: { value: 'ONLINE', desc: 'Online' },
        },
      ],
    })
    const rest = await ask(`POST ${path}/${feeId}?op=pay&method=CASH`)
    expect(rest).toMatchObject({ balance: 0, status: { value: 'CLOSED', desc: 'Closed' } })
    expect(rest.transaction.map((one: { amount: number }) => one.amount)).toEqual([2.5, 7.5])
    expect(await ask(`POST ${path}/${feeId}?${pay}`)).toEqual({
      code: '402119',
      message: 'General error: the fee is closed',
    })
  })

  test.each([...wrongAmounts, 'ALL', '10.01', '99999999999999999999'])(
    'refuses the amount %j',
    async amount => {
      const { userId, path } = await somebody()
      const feeId = await world.owe(userId, { original: '10.00' })
      expect(await ask(`POST ${path}/${feeId}?${pay}&amount=${amount}`)).toMatchObject({ code: '401666' })
      expect((await world.feeOf(userId, feeId)).balance).toBe('10.00')
    },
  )

  test.each([
    ['op=pay', '401666', 'method'],
    ['op=pay&method=', '401666', 'method'],
    ['op=pay&method=GOLD', '401666', 'method'],
    ['op=pay&method=%00', '402119', ''],
    ['method=CASH', '401666', 'op'],
    ['op=burn&method=CASH', '401666', 'op'],
    ['op=constructor', '401666', 'op'],
    [`${pay}&comment=${'x'.repeat(1001)}`, '401666', 'comment'],
    [`${pay}&external_transaction_id=${'x'.repeat(256)}`, '401666', 'external_transaction_id'],
    [`${pay}&comment=a%00b`, '402119', ''],
  ])('refuses %s', async (query, code, name) => {
    const { userId, path } = await somebody()
    const feeId = await world.owe(userId)
    const refusal = await ask(`POST ${path}/${feeId}?${query}`)
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(name)
    expect((await world.feeOf(userId, feeId)).balance).toBe('10.00')
  })

  test.each([
    ['INDISPUTE', '10.00', 'the fee is in dispute'],
    ['EXPORTED', '10.00', 'the fee was transferred to the bursar'],
    ['ACTIVE', '-10.00', 'the fee is a credit'],
  ])('refuses one that is %s with %s', async (status, original, words) => {
    const { userId, path } = await somebody()
    const feeId = await world.owe(userId, { status, original })
    expect(await ask(`POST ${path}/${feeId}?${pay}`)).toEqual({
      code: '402119',
      message: `General error: ${words}`,
    })
  })

  test('twice at once takes what is owed once', async () => {
    const { userId, path } = await somebody()
    const feeId = await world.owe(userId, { original: '10.00' })
    const answers = await Promise.all(
      ['6.00', '6.00', '10.00', '10.00'].map(amount => ask(`POST ${path}/${feeId}?${pay}&amount=${amount}`)),
    )
    const paid = (await world.transactionsOf(feeId)).map(one => Number(one['amount']))
    expect(paid.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10)
    expect(answers.filter(answer => 'code' in answer).length).toBe(4 - paid.length)
    expect(Number((await world.feeOf(userId, feeId)).balance)).toBeGreaterThanOrEqual(0)
  })

  test('of somebody else is refused', async () => {
    const { path } = await somebody()
    const other = await somebody()
    const feeId = await world.owe(other.userId)
    for (const op of [pay, 'op=waive&reason=GOODWILL', 'op=dispute', 'op=restore'])
      expect(await ask(`POST ${path}/${feeId}?${op}`)).toMatchObject({ code: '401665' })
    expect(await world.transactionsOf(feeId)).toEqual([])
    expect(await ask(`POST /almaws/v1/users/nobody/fees/${feeId}?${pay}`)).toMatchObject({ code: '401861' })
  })
})

test('a fee is waived in part and whole, for a reason of the list', async () => {
  const { userId, path } = await somebody()
  const feeId = await world.owe(userId, { original: '10.00' })
  const part = await ask(`POST ${path}/${feeId}?op=waive&amount=4&reason=GOODWILL&comment=Ill`)
  expect(part).toMatchObject({
    balance: 6,
    transaction: [
      { type: { value: 'WAIVE', desc: 'Waive' }, reason: { value: 'GOODWILL', desc: 'Goodwill' } },
    ],
  })
  expect(part.transaction[0]).not.toHaveProperty('payment_method')
  expect(await ask(`POST ${path}/${feeId}?op=waive`)).toEqual({
    code: '401666',
    message: 'Parameter reason is not valid: it is missing.',
  })
  expect(await ask(`POST ${path}/${feeId}?op=waive&reason=WHIM`)).toMatchObject({ code: '401666' })
  for (const amount of [...wrongAmounts, '6.01'])
    expect(await ask(`POST ${path}/${feeId}?op=waive&reason=GOODWILL&amount=${amount}`)).toMatchObject({
      code: '401666',
    })
  const whole = await ask(`POST ${path}/${feeId}?op=waive&reason=GOODWILL`)
  expect(whole).toMatchObject({ balance: 0, status: { value: 'CLOSED' } })
  const service = await world.owe(userId, { type: 'SERVICE' })
  expect(await ask(`POST ${path}/${service}?op=waive&reason=GOODWILL`)).toMatchObject({
    code: '402119',
    message: 'General error: fees of this type are not waived',
  })
})

test('a fee is disputed and restored', async () => {
  const { userId, path } = await somebody()
  const feeId = await world.owe(userId)
  expect(await ask(`POST ${path}/${feeId}?op=restore`)).toMatchObject({
    code: '402119',
    message: 'General error: the fee is not in dispute',
  })
  expect(await ask(`POST ${path}/${feeId}?op=dispute&comment=Never`)).toMatchObject({
    status: { value: 'INDISPUTE', desc: 'In dispute' },
    transaction: [{ type: { value: 'DISPUTE', desc: 'Dispute' }, comment: 'Never' }],
  })
  const { status, transaction } = await ask(`POST ${path}/${feeId}?op=restore`)
  expect([status.value, transaction.length]).toEqual(['ACTIVE', 2])
})

test('what the bursar has says under which number, and XML tells the same', async () => {
  const { userId, path } = await somebody()
  const feeId = await world.owe(userId)
  await world.admin(`POST /api/users/${userId}/fees/${feeId}/transfer`, { bursarTransactionId: 'B-77' })
  const fee = await ask(`GET ${path}/${feeId}`)
  const keys = Object.keys(fee)
  expect(keys.slice(keys.indexOf('transaction'))).toEqual(['transaction', 'bursar_transaction_id', 'link'])
  expect(fee.transaction[0].type).toEqual({ value: 'TRANSFER', desc: 'Transfer' })
  const { body } = await call(world.server, `GET ${path}/${feeId}`, { key })
  expect(body).toContain('</transactions><bursar_transaction_id>B-77</bursar_transaction_id></fee>')
})

describe('paying all fees', () => {
  test('with ALL leaves nothing, and the currency is told', async () => {
    const { userId, path } = await somebody()
    for (const original of ['10.00', '0.05', '-3.00']) await world.owe(userId, { original })
    await world.owe(userId, { status: 'INDISPUTE' })
    const line = `POST ${path}/all?${pay}&amount=ALL&external_transaction_id=T-2`
    const { body } = await call(world.server, line, { key, headers: json })
    expect(body).toBe('{"total_record_count":0,"total_sum":0,"currency":"USD"}')
    expect((await ask(`GET ${path}?status=INDISPUTE`)).total_sum).toBe(10)
    expect(await ask(line)).toEqual({ code: '402119', message: 'General error: nothing is owed' })
  })

  test('with an amount pays the oldest first and tells what is left, in XML, too', async () => {
    const { userId, path } = await somebody()
    const late = await world.owe(userId, { at: '2026-11-03T00:00:00Z' })
    await world.owe(userId, { at: '2026-11-02T00:00:00Z', original: '1.50' })
    const answer = await ask(`POST ${path}/all?${pay}&amount=2`)
    expect(answer).toMatchObject({ total_record_count: 1, total_sum: 9.5, currency: 'USD' })
    expect(answer.fee[0]).toMatchObject({ id: String(late), balance: 9.5 })
    const { body } = await call(world.server, `POST ${path}/all?${pay}&amount=0.5`, { key })
    expect(body).toContain('<fees total_record_count="1" total_sum="9" currency="USD"><fee ')
  })

  test.each([...wrongAmounts, '10.01'])('refuses the amount %j', async amount => {
    const { userId, path } = await somebody()
    await world.owe(userId)
    expect(await ask(`POST ${path}/all?${pay}&amount=${amount}`)).toMatchObject({ code: '401666' })
    expect((await ask(`GET ${path}`)).total_sum).toBe(10)
  })

  test('needs an amount, a method and the only operation there is', async () => {
    const { userId, path } = await somebody()
    await world.owe(userId)
    for (const query of [
      pay,
      'op=pay&amount=ALL',
      'op=waive&amount=ALL&method=CASH',
      'amount=ALL&method=CASH',
    ])
      expect(await ask(`POST ${path}/all?${query}`), query).toMatchObject({ code: '401666' })
    expect((await ask(`GET ${path}`)).total_sum).toBe(10)
  })

  test('twice at once pays once', async () => {
    const { userId, path } = await somebody()
    const feeIds = [await world.owe(userId), await world.owe(userId)]
    const answers = await Promise.all(
      ['ALL', 'ALL', '20', '20'].map(amount => ask(`POST ${path}/all?${pay}&amount=${amount}`)),
    )
    expect(answers.filter(answer => !('code' in answer))).toHaveLength(1)
    for (const feeId of feeIds)
      expect((await world.transactionsOf(feeId)).map(one => one['amount'])).toEqual(['10.00'])
  })
})
