import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { staffMember } from '../users/testing/staff.ts'
import {
  age,
  giveBack,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  reasonsOf,
  refusalsOf,
  requestFor,
  set,
} from './testing/library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

const someone = (document = {}) => patron(library, document)
const block = (code: string) => ({ 'block/b': { block_description: code, status: 'ACTIVE' } })
const loansOf = async (userId: number, query = '') =>
  (await library.viewer(`GET /api/users/${userId}/loans${query}`)).json().items
async function owing(userId: number, balance: string, status = 'ACTIVE') {
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${library.server.institution.institutionId}, ${userId}, 'OTHER', ${status}, ${balance}, ${balance}, now(), now())`.execute(
    library.server.db,
  )
}

describe('a loan', () => {
  test('says who has what, since when and until when, and is listed while it lasts', async () => {
    const userId = await someone()
    const barcode = await item(library)
    const response = await lendTo(library.operator, userId, ` ${barcode} `)
    expect(response.json()).toMatchObject({
      userId,
      barcode,
      title: 'Lake Ecology',
      library: 'MAIN',
      desk: 'MAIN_CIRC',
      processStatus: 'NORMAL',
      loanedAt: '2026-11-20T15:00:00.000Z',
      isShared: false,
      isOverdue: false,
      renewals: 0,
    })
    expect(response.json().dueAt).toBe('2026-12-18T23:59:00.000Z')
    expect(await loansOf(userId)).toEqual([response.json()])
    await giveBack(library.operator, barcode)
    expect(await loansOf(userId)).toEqual([])
    expect(await loansOf(userId, '?status=all')).toMatchObject([
      { returnedAt: '2026-11-20T15:00:00.000Z', returnDesk: 'MAIN_CIRC' },
    ])
  })

  test('is listed page by page, newest first', async () => {
    const userId = await someone()
    for (let count = 0; count < 3; count += 1) await lendTo(library.operator, userId, await item(library))
    const first = (await library.viewer(`GET /api/users/${userId}/loans?limit=2`)).json()
    const second = await loansOf(userId, `?limit=2&after=${first.next}`)
    const ids = [...first.items, ...second].map((loan: { loanId: number }) => loan.loanId)
    expect(ids).toHaveLength(3)
    expect(ids).toEqual(ids.toSorted((one, two) => two - one))
  })

  test('is as long as the setting for the user group says, else as for all groups', async () => {
    await set(library, { loanDays: { FACULTY: 90, '*': 14 } })
    const due = async (user_group: string) =>
      (await lendTo(library.operator, await someone({ user_group }), await item(library)))
        .json()
        .dueAt.slice(0, 10)
    expect([await due('FACULTY'), await due('STUDENT')]).toEqual(['2027-02-18', '2026-12-04'])
    await set(library, { loanDays: null })
  })

  test('ends on the expiry date at the latest, unless the institution allows more', async () => {
    const expiring = { expiry_date: '2026-11-25' }
    const due = async () =>
      (await lendTo(library.operator, await someone(expiring), await item(library))).json().dueAt.slice(0, 10)
    expect(await due()).toBe('2026-11-25')
    await set(library, { extendDueDateBeyondExpiry: true })
    expect(await due()).toBe('2026-12-18')
    await set(library, { extendDueDateBeyondExpiry: null })
  })

  test('fulfils the request for the item, and what was missing is found', async () => {
    const userId = await someone()
    const barcode = await item(library, { status: 'MISSING' })
    await requestFor(library.operator, userId, barcode, { overrides: ['item_missing'] })
    await lendTo(library.operator, userId, barcode, { overrides: ['item_missing'] })
    const { items } = (await library.viewer(`GET /api/users/${userId}/requests?status=all`)).json()
    expect(items).toMatchObject([{ status: 'COMPLETED' }])
    const { rows } = await sql`select status from item where barcode = ${barcode}`.execute(library.server.db)
    expect(rows).toEqual([{ status: 'AVAILABLE' }])
  })
})

describe('lending is refused', () => {
  test.each([
    ['an inactive account', { status: 'INACTIVE' }, ['inactive']],
    ['an expired account', { expiry_date: '2026-11-19' }, ['expired']],
    ['nobody without the Patron role', { 'role/p': { role_type: '32' } }, ['no_patron_role']],
    [
      'a Patron role that ended',
      { 'role/p': { role_type: '200', expiry_date: '2026-11-19' } },
      ['patron_role_ended'],
    ],
    ['a block', block('B_NONE'), ['block']],
    [
      'all of it at once',
      { status: 'INACTIVE', expiry_date: '2026-11-19', ...block('B_NONE') },
      ['inactive', 'expired', 'block'],
    ],
  ])('to %s', async (_, document, expected) => {
    const userId = await someone(document)
    expect(reasonsOf(await lendTo(library.manager, userId, await item(library)))).toEqual(expected)
    expect(await loansOf(userId)).toEqual([])
  })

  test('of an item that is lent, not for loan, missing, or waits for somebody else', async () => {
    const [userId, other] = [await someone(), await someone()]
    const lent = await item(library)
    await lendTo(library.operator, other, lent)
    expect(reasonsOf(await lendTo(library.manager, userId, lent))).toEqual(['item_lent'])
    expect(reasonsOf(await lendTo(library.manager, other, lent))).toEqual(['has_it_already'])
    const reference = await item(library, { status: 'NOT_LOANABLE' })
    expect(reasonsOf(await lendTo(library.manager, userId, reference))).toEqual(['item_not_loanable'])
    const waiting = await item(library)
    const { requestId } = (await requestFor(library.operator, other, waiting)).json()
    await library.operator(`POST /api/requests/${requestId}/shelve`)
    expect(reasonsOf(await lendTo(library.manager, userId, waiting))).toEqual(['item_waits_for_other'])
    expect((await lendTo(library.manager, other, waiting)).statusCode).toBe(200)
  })

  test('of what there is not, at what is no desk, and at a desk of another library', async () => {
    const userId = await someone()
    const barcode = await item(library)
    expect((await lendTo(library.manager, userId, 'NOTHING')).json()).toMatchObject({
      status: 404,
      details: { entity: 'item' },
    })
    expect((await lendTo(library.manager, 999_999, barcode)).json()).toMatchObject({
      status: 404,
      details: { entity: 'user' },
    })
    const nowhere = await lendTo(library.manager, userId, barcode, { desk: 'NOWHERE' })
    expect(nowhere.json().problems).toEqual([{ field: 'desk', rule: 'unknown_code' }])
    const scientist = (await staffMember(library.server, 'scientist', ['32@SCI'])).ask
    const elsewhere = await lendTo(scientist, userId, barcode, { desk: 'MAIN_CIRC' })
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'forbidden'])
    expect((await lendTo(scientist, userId, barcode, { desk: 'SCI_CIRC' })).statusCode).toBe(200)
  })

  test('above a limit, by fees that are active; disputed ones do not count', async () => {
    await set(library, { 'patronLimits.cash': { '*': '10' } })
    const userId = await someone()
    await owing(userId, '10.00')
    await owing(userId, '99.00', 'INDISPUTE')
    expect((await lendTo(library.operator, userId, await item(library))).statusCode).toBe(200)
    await owing(userId, '0.01')
    expect(refusalsOf(await lendTo(library.operator, userId, await item(library)))).toEqual([
      {
        key: 'limit:cash',
        kind: 'limit',
        limit: 'cash',
        value: '10.01',
        most: '10',
        overridable: 'CIRCDESC',
        mayOverride: false,
      },
    ])
    const record = (await library.viewer(`GET /api/users/${userId}`)).json()
    const because = [{ kind: 'limit', limit: 'cash', value: '10.01', most: '10' }]
    expect(record.summary.forbidden).toEqual([
      { action: 'LOAN', because },
      { action: 'RENEW', because },
    ])
    await set(library, { 'patronLimits.cash': null })
  })

  test('above a limit of overdues, and of overdue recalls', async () => {
    await set(library, {
      'patronLimits.overdues': { '*': 0 },
      'patronLimits.overdueRecalls': { '*': 0 },
      requestsRecallLoans: true,
    })
    const userId = await someone()
    const barcode = await item(library)
    await lendTo(library.operator, userId, barcode)
    await requestFor(library.operator, await someone(), barcode)
    expect((await lendTo(library.operator, userId, await item(library))).statusCode).toBe(200)
    await age(library, userId, 29)
    const { kind: _kind, ...refusal } = refusalsOf(
      await lendTo(library.manager, userId, await item(library)),
    )[0]!
    expect(refusal).toMatchObject({ limit: 'overdues', value: '2', most: '0', mayOverride: true })
    const keys = refusalsOf(await lendTo(library.manager, userId, await item(library))).map(one => one.key)
    expect(keys).toEqual(['limit:overdues', 'limit:overdueRecalls'])
    await set(library, {
      'patronLimits.overdues': null,
      'patronLimits.overdueRecalls': null,
      requestsRecallLoans: null,
    })
  })
})

describe('a refusal is overridden', () => {
  test.each([
    ['B_ALL', [true, true, true]],
    ['B_OPERATOR', [false, true, true]],
    ['B_CIRCDESC', [false, false, true]],
    ['B_NONE', [false, false, false]],
  ])('for %s only by those whom its definition lets', async (code, allowed) => {
    const userId = await someone(block(code))
    const { limited, operator, manager } = library
    const outcomes: boolean[] = []
    for (const ask of [limited, operator, manager]) {
      const barcode = await item(library)
      const [refusal] = refusalsOf(await lendTo(ask, userId, barcode))
      const second = await lendTo(ask, userId, barcode, { overrides: [refusal!.key] })
      expect(second.statusCode === 200).toBe(refusal!.mayOverride)
      outcomes.push(refusal!.mayOverride)
    }
    expect(outcomes).toEqual(allowed)
  })

  test('only by name: what nobody has seen is shown first', async () => {
    const userId = await someone({
      ...block('B_ALL'),
      'block/c': { block_description: 'B_ALL', status: 'ACTIVE' },
    })
    const barcode = await item(library)
    const keys = refusalsOf(await lendTo(library.operator, userId, barcode)).map(one => one.key)
    expect(keys).toEqual(['block:b', 'block:c'])
    expect(
      reasonsOf(await lendTo(library.operator, userId, barcode, { overrides: ['block:b'] })),
    ).toHaveLength(2)
    expect((await lendTo(library.operator, userId, barcode, { overrides: keys })).statusCode).toBe(200)
  })
})
