import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { type FeesWorld, openFeesWorld } from '../fees/testing/fees-world.ts'
import { taskDefinitions } from '../task-definitions.ts'
import {
  completed,
  confirmed,
  type Disturbance,
  finished,
  finishedDespite,
  inChunksOf,
  outcomesOf,
  planned,
} from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { contextOf } from '../users/testing/people.ts'
import { planFeeWaivingTask } from './plan-fee-waiving.ts'

let world: FeesWorld
let ctx: Context
let ada: number
let bob: number
let fees: Record<string, number>

beforeAll(async () => {
  world = await openFeesWorld()
  ctx = contextOf(world.server)
})
afterAll(() => world.server.close())

// Ada owes 17.50 that can be waived, in three fees, and has an overdue loan of the law library; Bob owes 3.00.
beforeEach(async () => {
  await sql`delete from fee_transaction`.execute(ctx.db)
  await sql`delete from fee`.execute(ctx.db)
  await sql`delete from loan`.execute(ctx.db)
  ada = await world.patron()
  bob = await world.patron({ user_group: 'FACULTY' })
  fees = {
    old: await world.owe(ada, { original: '10.00', vat: '1.60', at: '2026-01-10T10:00:00Z' }),
    part: await world.owe(ada, {
      ...{ original: '9.00', balance: '2.50', owner: 'LAW' },
      at: '2026-02-10T10:00:00Z',
    }),
    card: await world.owe(ada, {
      ...{ type: 'LIBRARYCARDREPLACEMENT', original: '5.00' },
      at: '2026-11-18T10:00:00Z',
    }),
    service: await world.owe(ada, { type: 'SERVICE', original: '4.00' }),
    disputed: await world.owe(ada, { status: 'INDISPUTE' }),
    credit: await world.owe(bob, { type: 'CREDIT', original: '-8.00' }),
    small: await world.owe(bob, { original: '3.00', at: '2026-03-10T10:00:00Z' }),
    away: await world.owe(bob, { status: 'EXPORTED' }),
  }
  await lend(ada, { dueAt: '2026-11-19T10:00:00Z', library: 'LAW' })
  await lend(bob, { dueAt: '2026-11-21T10:00:00Z' })
  await lend(bob, { dueAt: '2026-11-01T10:00:00Z', returnedAt: '2026-11-02T10:00:00Z' })
})

const lend = (
  userId: number,
  { dueAt, library = 'MAIN', returnedAt }: { dueAt: string; library?: string; returnedAt?: string },
) =>
  sql`insert into loan (institution_id, user_id, item_barcode, library, loaned_at, due_at, returned_at)
    values (${ctx.institution.institutionId}, ${userId}, 'B1', ${library}, '2026-10-01', ${dueAt},
      ${returnedAt ?? null})`.execute(ctx.db)

const goodwill = { maximumTotal: '1000', reason: 'GOODWILL' }
const nameOf = (feeId: number) => Object.entries(fees).find(([, id]) => id === feeId)![0]

/** What a job would waive of whom, and why it keeps the others. */
async function plan(input: object = {}, by: Context = ctx) {
  const taskId = await planFeeWaivingTask(by, { ...goodwill, ...input })
  await planned(by, taskId)
  const outcomes = (await outcomesOf(by, taskId)).map(({ userId, outcome, reasons, details }) => [
    userId === ada ? 'ada' : 'bob',
    outcome === 'change' ? (details!['fees'] as { feeId: number }[]).map(one => nameOf(one.feeId)) : reasons,
    outcome === 'change' ? details!['waived'] : details!['balance'],
  ])
  return { taskId, outcomes }
}

async function waived(input: object = {}): Promise<number> {
  const { taskId } = await plan(input)
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  return taskId
}

/** How each fee stands, with its balance. */
async function standing(): Promise<Record<string, string>> {
  const { rows } = await sql<{ fee_id: number; status: string; balance: string }>`
    select fee_id, status, balance::text from fee order by fee_id`.execute(ctx.db)
  return Object.fromEntries(rows.map(row => [nameOf(row.fee_id), `${row.status} ${row.balance}`]))
}

const untouched = {
  ...{ old: 'ACTIVE 10.00', part: 'ACTIVE 2.50', card: 'ACTIVE 5.00', service: 'ACTIVE 4.00' },
  ...{ disputed: 'INDISPUTE 10.00', credit: 'ACTIVE -8.00', small: 'ACTIVE 3.00', away: 'EXPORTED 10.00' },
}
const noMore = 'WAIVED 0.00'

const ofAda = ['ada', ['old', 'part', 'card'], '17.50']
const ofBob = ['bob', ['small'], '3.00']

describe('the plan', () => {
  test.each<[object, unknown[]]>([
    [{}, [ofAda, ofBob]],
    [{ maximumTotal: '17.50' }, [ofAda, ofBob]],
    [{ maximumTotal: '17.49' }, [['ada', ['above_maximum'], '17.50'], ofBob]],
    [{ maximumTotal: '2.99', types: ['LIBRARYCARDREPLACEMENT'] }, [['ada', ['above_maximum'], '5.00']]],
    [{ maximumTotal: '', maximumFee: '5.00' }, [['ada', ['part', 'card'], '7.50'], ofBob]],
    [
      { maximumTotal: undefined, maximumFee: '2.99' },
      [
        ['ada', ['part'], '2.50'],
        ['bob', ['above_maximum_fee'], '3.00'],
      ],
    ],
    [{ maximumTotal: '17.49', maximumFee: '5.00' }, [['ada', ['above_maximum'], '17.50'], ofBob]],
    [{ types: ['LIBRARYCARDREPLACEMENT'] }, [['ada', ['card'], '5.00']]],
    [{ types: ['SERVICE'] }, []],
    [{ owner: 'LAW' }, [['ada', ['part'], '2.50']]],
    [{ createdFrom: '2026-02-10', createdTo: '2026-03-10' }, [['ada', ['part'], '2.50'], ofBob]],
    [{ createdFrom: '2026-02-11', createdTo: '2026-03-09' }, []],
    [{ skipsOverdue: true }, [['ada', ['overdue_loans'], '17.50'], ofBob]],
    [
      { skipsOverdue: true, maximumTotal: '1' },
      [
        ['ada', ['above_maximum', 'overdue_loans'], '17.50'],
        ['bob', ['above_maximum'], '3.00'],
      ],
    ],
    [{ population: { field: 'user_group', op: 'eq', value: 'FACULTY' } }, [ofBob]],
    [{ population: { or: [] } }, []],
  ])('with %j is %j', async (input, expected) => {
    expect((await plan(input)).outcomes).toEqual(expected)
    expect(await standing()).toEqual(untouched)
  })

  test('of the institution’s own fees leaves those of libraries out', async () => {
    expect((await plan({ owner: ctx.institution.code })).outcomes[0]).toEqual([
      'ada',
      ['old', 'card'],
      '15.00',
    ])
  })

  test('counts days as the calendar of the institution does', async () => {
    const tokyo = { ...ctx, institution: { ...ctx.institution, timeZone: 'Asia/Tokyo' } }
    await sql`update fee set created_at = '2026-03-10T20:00:00Z' where fee_id = ${fees['small']}`.execute(
      ctx.db,
    )
    expect((await plan({ createdFrom: '2026-03-11', createdTo: '2026-03-11' }, tokyo)).outcomes).toEqual([
      ofBob,
    ])
  })

  test('over a set means its members', async () => {
    const set = await world.admin('POST /api/sets', {
      ...{ name: 'Faculty', kind: 'logical' },
      filter: { field: 'user_group', op: 'eq', value: 'FACULTY' },
    })
    const population = { set: set.json<{ setId: number }>().setId }
    expect((await plan({ population })).outcomes).toEqual([ofBob])
    expect(
      (await world.admin('POST /api/tasks/waive-fees', { ...goodwill, population: { set: 99_999 } })).json()
        .code,
    ).toBe('not_found')
  })

  test('with library independence knows fees and loans of the own library and the institution only', async () => {
    const settings = { ...ctx.institution.settings, libraryIndependence: true }
    const main: Context = {
      ...ctx,
      institution: { ...ctx.institution, settings },
      actor: {
        ...{ kind: 'staff', userId: 1, primaryId: 'x', name: 'X' },
        permissions: ctx.actor.permissions,
        libraries: ['MAIN'],
      },
    }
    expect((await plan({ maximumTotal: '15.00', skipsOverdue: true }, main)).outcomes).toEqual([
      ['ada', ['old', 'card'], '15.00'],
      ofBob,
    ])
    const taskId = await waived()
    const recall = await undoTask(main, { definitions: taskDefinitions, taskId })
    await planned(main, recall)
    expect((await outcomesOf(main, recall)).map(one => one.reasons)).toEqual([['other_library'], []])
  })
})

test('what the plan said is waived, with reason, comment and a transaction each; the rest stays', async () => {
  const taskId = await waived({ maximumFee: '10', comment: ' New year ' })
  expect(await standing()).toEqual({ ...untouched, old: noMore, part: noMore, card: noMore, small: noMore })
  expect(await world.transactionsOf(fees['old']!)).toMatchObject([
    { kind: 'WAIVE', amount: '10.00', vat_amount: '1.60', reason: 'GOODWILL', comment: 'New year' },
  ])
  expect(await world.transactionsOf(fees['part']!)).toMatchObject([{ kind: 'WAIVE', amount: '2.50' }])
  expect(await world.feeOf(ada, fees['part']!)).toMatchObject({ waiveReasons: ['GOODWILL'] })
  const { rows } = await sql<{ task: string }>`
    select distinct external_transaction_id as task from fee_transaction where kind = 'WAIVE'`.execute(ctx.db)
  expect(rows).toEqual([{ task: String(taskId) }])
  expect((await plan()).outcomes).toEqual([])
})

describe('who no longer fits when it is applied is left alone whole', () => {
  test.each<[string, object, () => Promise<unknown>, string]>([
    [
      'a fee is paid in part',
      {},
      () => sql`update fee set balance = 1 where fee_id = ${fees['old']}`.execute(ctx.db),
      'changed_since_plan',
    ],
    [
      'a fee is contested',
      {},
      () => sql`update fee set status = 'INDISPUTE' where fee_id = ${fees['old']}`.execute(ctx.db),
      'changed_since_plan',
    ],
    ['more is charged', {}, () => world.owe(ada, { original: '0.01' }), 'changed_since_plan'],
    [
      'so much is charged that it is too much',
      { maximumTotal: '20' },
      () => world.owe(ada, { original: '5' }),
      'above_maximum',
    ],
    [
      'a loan becomes overdue',
      { population: { not: { field: 'user_group', op: 'eq', value: 'X' } }, skipsOverdue: true },
      async () => {
        await sql`update loan set returned_at = null`.execute(ctx.db)
        await sql`update loan set due_at = '2026-11-19' where user_id = ${ada}`.execute(ctx.db)
      },
      'overdue_loans',
    ],
    [
      'the user leaves the group',
      { population: { field: 'user_group', op: 'eq', value: 'STUDENT' } },
      () => sql`update user_account set user_group = 'FACULTY' where user_id = ${ada}`.execute(ctx.db),
      'changed_since_plan',
    ],
  ])('when %s', async (_what, input, change, reason) => {
    await sql`delete from loan where user_id = ${bob}`.execute(ctx.db)
    await sql`update loan set returned_at = ${ctx.now()}`.execute(ctx.db)
    const { taskId } = await plan(input)
    await change()
    const before = await adasFees()
    await confirmed(ctx, taskId)
    const { results } = await finished(ctx, taskId)
    expect(results).toContainEqual({ outcome: 'skipped', reason, count: 1 })
    expect(await adasFees()).toEqual(before)
    expect((await world.feeOf(bob, fees['small']!)).status).toBe(
      'population' in input && !('skipsOverdue' in input) ? 'ACTIVE' : 'WAIVED',
    )
  })

  const adasFees = async () =>
    (
      await sql`select fee_id, status, balance from fee where user_id = ${ada} order by fee_id`.execute(
        ctx.db,
      )
    ).rows
})

test.each<Disturbance[][]>([[['stop']], [['crash', 'stop']], [['two_workers', 'crash_and_fail']]])(
  'disturbed by %j, it ends as if nothing had been',
  async disturbances => {
    const { taskId } = await plan()
    await confirmed(ctx, taskId)
    await finishedDespite(ctx, taskId, { definitions: inChunksOf(1), disturbances })
    expect(await standing()).toEqual({ ...untouched, old: noMore, part: noMore, card: noMore, small: noMore })
    const { rows } = await sql`select fee_id from fee_transaction where kind = 'WAIVE'`.execute(ctx.db)
    expect(rows).toHaveLength(4)
  },
)

describe('taken back', () => {
  const recall = async (taskId: number, userIds?: number[]) => {
    const call = { definitions: taskDefinitions, taskId, ...(userIds ? { userIds } : {}) }
    const undo = await undoTask(ctx, call)
    await completed(ctx, undo)
    return undo
  }

  test('every fee is owed again to the cent, and can be waived once more', async () => {
    const taskId = await waived()
    await recall(taskId)
    expect(await standing()).toEqual(untouched)
    expect((await world.transactionsOf(fees['old']!)).at(-1)).toMatchObject({
      ...{ kind: 'RESTORE', amount: '10.00', vat_amount: '1.60', reason: 'GOODWILL' },
    })
    expect(await world.feeOf(ada, fees['old']!)).toMatchObject({ vatBalance: '1.60', waivable: '10.00' })
    await waived({ population: { field: 'user_group', op: 'eq', value: 'STUDENT' } })
    const paid = await world.admin(`POST /api/users/${bob}/fees/${fees['small']}/pay`, {
      ...{ method: 'CASH', externalTransactionId: String(taskId) },
    })
    expect(paid.statusCode).toBe(200)
    expect((await outcomesOf(ctx, await recall(taskId))).flatMap(one => one.reasons)).toEqual([
      'changed_since',
      'changed_since',
    ])
  })

  test('for some users only, the others stay waived', async () => {
    await recall(await waived(), [bob])
    expect(await standing()).toEqual({ ...untouched, old: noMore, part: noMore, card: noMore })
  })

  test('who has a fee that somebody touched since keeps all as it is, in the plan and after it', async () => {
    const touch = (feeId: number) =>
      sql`insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, created_by, created_at)
        values (${ctx.institution.institutionId}, ${feeId}, 'LINK', 0, 0, 'X', ${ctx.now()})`.execute(ctx.db)
    const taskId = await waived()
    await touch(fees['part']!)
    const undo = await undoTask(ctx, { definitions: taskDefinitions, taskId })
    await planned(ctx, undo)
    expect((await outcomesOf(ctx, undo)).map(one => one.reasons)).toEqual([['changed_since'], []])
    await touch(fees['small']!)
    await confirmed(ctx, undo)
    const { results } = await finished(ctx, undo)
    expect(results).toContainEqual({ outcome: 'skipped', reason: 'changed_since_plan', count: 1 })
    expect(await standing()).toEqual({ ...untouched, old: noMore, part: noMore, card: noMore, small: noMore })
  })
})

test('who waives at a desk does not waive in bulk', async () => {
  expect((await world.desk('POST /api/tasks/waive-fees', goodwill)).json().code).toBe('forbidden')
  expect((await world.admin('POST /api/tasks/waive-fees', goodwill)).json().task).toMatchObject({
    kind: 'waive_fees',
    status: 'planning',
  })
})

test.each<[object, object]>([
  [{ types: ['OTHER', 'NO_SUCH'] }, { field: 'types', rule: 'unknown_code' }],
  [{ owner: 'NOWHERE' }, { field: 'owner', rule: 'unknown_code' }],
  [{ reason: 'NO_SUCH' }, { field: 'reason', rule: 'unknown_code' }],
  [{ reason: '' }, { field: 'reason', rule: 'required' }],
  [{ maximumTotal: undefined }, { field: 'maximumTotal', rule: 'one_needed' }],
  [{ maximumTotal: '' }, { field: 'maximumTotal', rule: 'one_needed' }],
  [{ maximumTotal: 'much' }, { field: 'maximumTotal', rule: 'not_an_amount' }],
  [{ maximumTotal: '0' }, { field: 'maximumTotal', rule: 'too_small' }],
  [{ maximumFee: '-1' }, { field: 'maximumFee', rule: 'too_small' }],
  [{ maximumFee: '1.005' }, { field: 'maximumFee', rule: 'not_an_amount' }],
  [{ createdFrom: '2026-02-30' }, { field: 'createdFrom', rule: 'not_a_date' }],
  [
    { createdFrom: '2026-03-01', createdTo: '2026-02-28' },
    { field: 'createdTo', rule: 'too_small', limit: '2026-03-01' },
  ],
])('%j is refused', async (body, problem) => {
  const refused = await world.admin('POST /api/tasks/waive-fees', { ...goodwill, ...body })
  expect([refused.statusCode, refused.json().problems]).toEqual([422, [expect.objectContaining(problem)]])
})

test('a population that is no filter is refused', async () => {
  const body = { ...goodwill, population: { field: 'no_such', op: 'eq', value: 1 } }
  expect((await world.admin('POST /api/tasks/waive-fees', body)).json().code).toBe('invalid_filter')
})
