import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fee, FeeSummary } from '../../contract/fees.ts'
import type { Page } from '../../contract/page.ts'
import type { Context } from '../context.ts'
import { contextOf, createPeople, foundSecond } from '../users/testing/people.ts'
import { listFees } from './list-fees.ts'
import { listTransactions } from './list-transactions.ts'
import { payFees } from './pay-fees.ts'
import { readFeeSummary } from './read-summary.ts'
import { type FeesWorld, openFeesWorld } from './testing/fees-world.ts'
import { waiveFee } from './waive-fee.ts'

let world: FeesWorld
beforeAll(async () => {
  world = await openFeesWorld()
})
afterAll(() => world.server.close())

const list = async (userId: number, query = '') =>
  (await world.viewer(`GET /api/users/${userId}/fees${query}`)).json<Page<Fee>>()
const idsOf = async (userId: number, query = '') => (await list(userId, query)).items.map(fee => fee.feeId)
const summaryOf = async (userId: number, query = '') =>
  (await world.viewer(`GET /api/users/${userId}/fees/summary${query}`)).json<FeeSummary>()

/** One fee of each status, and a second active one of a library. */
async function everyKind() {
  const userId = await world.patron()
  const fee = (status: string, balance: string, owner: string | null = null) =>
    world.owe(userId, { status, balance, owner })
  const ids = {
    active: await fee('ACTIVE', '1.00'),
    law: await fee('ACTIVE', '2.00', 'LAW'),
    disputed: await fee('INDISPUTE', '4.00', 'LAW'),
    transferred: await fee('EXPORTED', '8.00'),
    waived: await fee('WAIVED', '0'),
    closed: await fee('CLOSED', '0', 'MAIN'),
  }
  return { userId, ids }
}

describe('the list', () => {
  test('has active fees unless another status is asked for, newest first', async () => {
    const { userId, ids } = await everyKind()
    expect(await idsOf(userId)).toEqual([ids.law, ids.active])
    for (const [status, feeId] of [
      ['INDISPUTE', ids.disputed],
      ['EXPORTED', ids.transferred],
      ['WAIVED', ids.waived],
      ['CLOSED', ids.closed],
    ] as const)
      expect(await idsOf(userId, `?status=${status}`)).toEqual([feeId])
    expect(await idsOf(userId, '?status=ALL')).toEqual(Object.values(ids).toReversed())
  })

  test('can be limited to a library, or to the institution', async () => {
    const { userId, ids } = await everyKind()
    expect(await idsOf(userId, '?owner=LAW')).toEqual([ids.law])
    expect(await idsOf(userId, '?owner=LAW&status=ALL')).toEqual([ids.disputed, ids.law])
    expect(await idsOf(userId, `?owner=${world.server.institution.code}`)).toEqual([ids.active])
    expect(await idsOf(userId, '?owner=ZOO')).toEqual([])
  })

  test('comes page by page, also among fees of the same moment', async () => {
    const userId = await world.patron()
    for (const at of ['2026-11-01', '2026-11-02', '2026-11-02', '2026-11-03'])
      await world.owe(userId, { at: `${at}T01:02:03.456789Z` })
    const all = await idsOf(userId)
    const first = await list(userId, '?limit=2')
    const second = await list(userId, `?limit=2&after=${first.next}`)
    expect([...first.items, ...second.items].map(fee => fee.feeId)).toEqual(all)
    expect(second.next).toBeUndefined()
  })

  test('says everything about a fee', async () => {
    const userId = await world.patron()
    const amounts = { original: '11.90', balance: '5.95', vat: '1.90' }
    const feeId = await world.owe(userId, { type: 'SERVICE', owner: 'LAW', ...amounts })
    await sql`update fee set comment = 'c', title = 't', item_barcode = 'b', bursar_transaction_id = 'x',
      status_at = '2026-11-02T10:00:00Z' where fee_id = ${feeId}`.execute(world.server.db)
    expect((await list(userId)).items).toEqual([
      {
        feeId,
        type: 'SERVICE',
        status: 'ACTIVE',
        createdAt: '2026-11-01T10:00:00.000Z',
        statusAt: '2026-11-02T10:00:00.000Z',
        comment: 'c',
        owner: 'LAW',
        title: 't',
        itemBarcode: 'b',
        originalAmount: '11.90',
        balance: '5.95',
        originalVat: '1.90',
        vatBalance: '0.95',
        bursarTransactionId: 'x',
        hasLoan: false,
        waiveReasons: [],
        waivable: '5.95',
        waivesAsCredit: false,
        refusals: { waive: 'not_waivable', restore: 'not_in_dispute' },
      },
    ])
  })
})

describe('the balances', () => {
  test('are of all fees, and of those that are listed', async () => {
    const { userId } = await everyKind()
    const all = { active: '3.00', disputed: '4.00', transferred: '8.00' }
    expect(await summaryOf(userId)).toMatchObject({
      ...all,
      filtered: '3.00',
      filteredDisputed: '0.00',
      count: 2,
    })
    expect(await summaryOf(userId, '?owner=LAW&status=ALL')).toMatchObject({
      ...all,
      filtered: '2.00',
      filteredDisputed: '4.00',
      count: 2,
    })
    expect(await summaryOf(userId, '?status=EXPORTED')).toMatchObject({
      ...all,
      filtered: '8.00',
      filteredDisputed: '0.00',
    })
    expect(await summaryOf(userId, '?status=INDISPUTE')).toMatchObject({
      filtered: '0.00',
      filteredDisputed: '4.00',
    })
    expect(await summaryOf(await world.patron())).toEqual({
      active: '0.00',
      disputed: '0.00',
      transferred: '0.00',
      filtered: '0.00',
      filteredDisputed: '0.00',
      count: 0,
      accrued: '0.00',
      overdueLoans: 0,
      waivingLimit: 100,
    })
  })

  async function lend(userId: number, due: string, count = 1): Promise<void> {
    await sql`insert into loan (institution_id, user_id, item_barcode, library, loaned_at, due_at, returned_at)
      select ${world.server.institution.institutionId}, ${userId}, 'b' || n, 'LAW', '2026-01-01', ${due}::timestamptz,
        case when ${due} < '2026-02' then now() end
      from generate_series(1, ${count}::integer) n`.execute(world.server.db)
  }

  test('accrued fines are the days of overdue loans times the amount of the group, and are not owed', async () => {
    await world.admin('PATCH /api/settings', {
      values: { overdueFinePerDay: { '*': '0.25', FACULTY: '0.10' } },
    })
    for (const [user_group, accrued] of [
      ['STUDENT', '3.25'],
      ['FACULTY', '1.30'],
    ] as const) {
      const userId = await world.patron({ user_group })
      // ten days, three days, due later today, returned long ago
      for (const due of [
        '2026-11-10T23:59:00Z',
        '2026-11-17T08:00:00Z',
        '2026-11-20T18:00:00Z',
        '2026-01-31T00:00:00Z',
      ])
        await lend(userId, due)
      expect(await summaryOf(userId)).toMatchObject({ accrued, overdueLoans: 2, active: '0.00' })
      const found = await world.viewer(
        `GET /api/users/count?filter=${encodeURIComponent(
          JSON.stringify({
            and: [
              { field: 'balance', op: 'gt', value: 0 },
              { field: 'active_loans', op: 'eq', value: 3 },
            ],
          }),
        )}`,
      )
      expect(found.json()).toEqual({ total: 0 })
    }
  })

  test('accrued fines are left out above 100 overdue loans', async () => {
    await world.admin('PATCH /api/settings', { values: { overdueFinePerDay: { '*': '0.25' } } })
    const userId = await world.patron()
    await lend(userId, '2026-11-19T00:00:00Z', 100)
    expect(await summaryOf(userId)).toMatchObject({ accrued: '25.00', overdueLoans: 100 })
    await lend(userId, '2026-11-19T00:00:00Z')
    const summary = await summaryOf(userId)
    expect(summary.overdueLoans).toBe(101)
    expect(summary.accrued).toBeUndefined()
  })
})

test('with library independence people of a library see, sum and touch its fees and those of the institution only', async () => {
  const { userId, ids } = await everyKind()
  const system = contextOf(world.server)
  const independent = (libraryIndependence: boolean): Context => ({
    ...system,
    institution: { ...system.institution, settings: { ...system.institution.settings, libraryIndependence } },
    actor: {
      kind: 'staff',
      userId: 1,
      primaryId: 'x',
      name: 'X',
      permissions: system.actor.permissions,
      libraries: ['MAIN'],
    },
  })
  const ctx = independent(true)
  const { items } = await listFees(ctx, { userId, status: 'ALL' })
  expect(items.map(fee => fee.feeId)).toEqual([ids.closed, ids.waived, ids.transferred, ids.active])
  expect(await readFeeSummary(ctx, { userId })).toMatchObject({
    active: '1.00',
    disputed: '0.00',
    transferred: '8.00',
  })
  const notThere = { code: 'not_found' }
  await expect(waiveFee(ctx, { userId, feeId: ids.law, reason: 'GOODWILL' })).rejects.toMatchObject(notThere)
  await expect(listTransactions(ctx, { userId, feeId: ids.law })).rejects.toMatchObject(notThere)
  expect(await payFees(ctx, { userId, amount: 'ALL', method: 'CASH' })).toEqual({
    paid: '1.00',
    left: '0.00',
  })
  await expect(
    waiveFee(ctx, { userId, feeId: ids.law, reason: 'GOODWILL', desk: 'LAW_CIRC' }),
  ).rejects.toMatchObject({
    details: { problems: [{ field: 'desk', rule: 'not_your_desk' }] },
  })
  expect((await listFees(independent(false), { userId })).items.map(fee => fee.feeId)).toEqual([ids.law])
})

test('fees of another institution are not there', async () => {
  const second = contextOf(world.server, await foundSecond(world.server))
  const [theirs] = await createPeople(second, [{ primary_id: 'theirs' }])
  await sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
    values (${second.institution.institutionId}, ${theirs}, 'OTHER', 1, 1, now(), now())`.execute(
    world.server.db,
  )
  for (const path of ['', '/summary'])
    expect((await world.viewer(`GET /api/users/${theirs}/fees${path}`)).json()).toMatchObject({
      code: 'not_found',
    })
})

test('who may not see fees does not, and nonsense is refused', async () => {
  const { userId, ids } = await everyKind()
  for (const path of ['', '/summary', `/${ids.active}/transactions`, `/${ids.active}/loan`]) {
    const line = `GET /api/users/${userId}/fees${path}`
    expect((await world.systems(line)).json()).toMatchObject({ code: 'forbidden' })
    expect((await world.viewer(`${line}?colour=red`)).json()).toMatchObject({ code: 'invalid_input' })
  }
  for (const query of ['?status=LOST', '?limit=0', '?after=x'])
    expect((await world.viewer(`GET /api/users/${userId}/fees${query}`)).json()).toMatchObject({
      code: 'invalid_input',
    })
  expect(
    (await world.viewer(`GET /api/users/${userId + 1}/fees/${ids.active}/transactions`)).statusCode,
  ).toBe(404)
})
