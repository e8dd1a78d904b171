import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  age,
  giveBack,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  patronRole,
  reasonsOf,
  requestFor,
  set,
} from './testing/library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

const someone = (document = {}) => patron(library, document)

describe('a renewal', () => {
  const renew = (loanId: number, more = {}) => library.manager(`POST /api/loans/${loanId}/renew`, more)
  const lent = async (document = {}) => {
    const userId = await someone(document)
    const barcode = await item(library)
    return { userId, barcode, loan: (await lendTo(library.operator, userId, barcode)).json() }
  }

  test('begins the loan anew, and is counted', async () => {
    const { loan, userId } = await lent()
    await age(library, userId, 10)
    expect((await renew(loan.loanId)).json()).toMatchObject({
      dueAt: '2026-12-18T23:59:00.000Z',
      renewals: 1,
      processStatus: 'RENEW',
      renewedAt: '2026-11-20T15:00:00.000Z',
    })
  })

  test('is refused when it would not be due later, so never beyond the expiry date', async () => {
    expect(reasonsOf(await renew((await lent()).loan.loanId))).toEqual(['due_date_not_later'])
    const expiring = await lent({ expiry_date: '2026-11-25' })
    await set(library, { loanDays: { '*': 90 } })
    expect(reasonsOf(await renew(expiring.loan.loanId))).toEqual(['due_date_not_later'])
    await set(library, { loanDays: null })
  })

  test('is refused when somebody waits for the item, unless staff override it', async () => {
    const { loan, barcode, userId } = await lent()
    await requestFor(library.operator, await someone(), barcode)
    await age(library, userId, 10)
    expect(reasonsOf(await renew(loan.loanId))).toEqual(['item_requested'])
    expect((await renew(loan.loanId, { overrides: ['item_requested'] })).statusCode).toBe(200)
  })

  test('is refused by a block that forbids it, and after the return', async () => {
    const { loan, userId, barcode } = await lent()
    await age(library, userId, 10)
    await library.operator(`PATCH /api/users/${userId}`, {
      revision: 1,
      values: { 'block/b': { block_description: 'B_NONE' } },
    })
    expect(reasonsOf(await renew(loan.loanId))).toEqual(['block'])
    await giveBack(library.operator, barcode)
    expect(reasonsOf(await renew(loan.loanId))).toEqual(['loan_ended'])
    expect((await renew(999_999)).statusCode).toBe(404)
  })
})

describe('the due date', () => {
  const change = (loanId: number, dueDate: string) =>
    library.operator(`PUT /api/loans/${loanId}/due-date`, { dueDate })

  test('is changed by hand, not to the past and not behind the expiry date', async () => {
    const userId = await someone({ expiry_date: '2027-01-31' })
    const { loanId } = (await lendTo(library.operator, userId, await item(library))).json()
    expect((await change(loanId, '2027-01-31')).json().dueAt).toBe('2027-01-31T23:59:00.000Z')
    const problem = async (date: string) => (await change(loanId, date)).json().problems[0]
    expect(await problem('2027-02-01')).toEqual({
      field: 'dueDate',
      rule: 'behind_expiry',
      limit: '2027-01-31',
    })
    expect(await problem('2026-11-19')).toEqual({ field: 'dueDate', rule: 'date_in_past' })
    expect(await problem('2026-02-30')).toEqual({ field: 'dueDate', rule: 'not_a_date' })
  })
})

test('a return is taken from whoever is blocked, once, and names who waits first', async () => {
  const [userId, first, second] = [await someone(), await someone(), await someone()]
  const barcode = await item(library)
  await lendTo(library.operator, userId, barcode)
  await requestFor(library.operator, first, barcode)
  await requestFor(library.operator, second, barcode)
  await library.administrator(`PATCH /api/users/${userId}`, { revision: 1, values: { status: 'INACTIVE' } })
  expect((await giveBack(library.limited, barcode)).json()).toMatchObject({
    loan: { userId },
    next: { userId: first },
  })
  expect((await giveBack(library.limited, barcode)).json()).toMatchObject({
    status: 404,
    details: { entity: 'loan' },
  })
})

test('who may only look does not lend, renew, take back or request, and others do not even look', async () => {
  const userId = await someone(patronRole)
  const barcode = await item(library)
  const { loanId } = (await lendTo(library.operator, userId, barcode)).json()
  const { requestId } = (await requestFor(library.operator, await someone(), barcode)).json()
  const work: [string, object][] = [
    [`POST /api/users/${userId}/loans`, { barcode, desk: 'MAIN_CIRC' }],
    [`POST /api/loans/${loanId}/renew`, {}],
    [`PUT /api/loans/${loanId}/due-date`, { dueDate: '2026-12-01' }],
    ['POST /api/loans/return', { barcode, desk: 'MAIN_CIRC' }],
    [`POST /api/users/${userId}/requests`, { barcode, pickupLibrary: 'MAIN' }],
    [`POST /api/requests/${requestId}/cancel`, { reason: 'PatronNotInterested' }],
    [`POST /api/requests/${requestId}/shelve`, {}],
  ]
  for (const [line, body] of work) expect((await library.viewer(line, body)).statusCode, line).toBe(403)
  for (const list of ['loans', 'requests', 'proxies'])
    expect((await library.viewer(`GET /api/users/${userId}/${list}`)).statusCode).toBe(200)
})
