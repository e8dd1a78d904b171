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
import { planExportTask } from './export-fees.ts'

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

// Ada owes 17.50 in three fees, of which 12.50 are old; Bob has more to get than to give.
beforeEach(async () => {
  await sql`delete from fee_transaction`.execute(ctx.db)
  await sql`delete from fee`.execute(ctx.db)
  ada = await world.patron()
  bob = await world.patron()
  fees = {
    old: await world.owe(ada, { original: '10.00', at: '2026-01-10T10:00:00Z' }),
    part: await world.owe(ada, {
      original: '9.00',
      balance: '2.50',
      at: '2026-02-10T10:00:00Z',
      owner: 'LAW',
    }),
    young: await world.owe(ada, { type: 'SERVICE', original: '5.00', at: '2026-11-18T10:00:00Z' }),
    disputed: await world.owe(ada, { status: 'INDISPUTE' }),
    credit: await world.owe(bob, { type: 'CREDIT', original: '-8.00' }),
    small: await world.owe(bob, { original: '3.00' }),
  }
})

/** What an export would take from whom, and why it keeps the others. */
async function plan(input: object = {}) {
  const taskId = await planExportTask(ctx, input)
  await planned(ctx, taskId)
  const nameOf = (feeId: number) => Object.entries(fees).find(([, id]) => id === feeId)![0]
  const outcomes = (await outcomesOf(ctx, taskId)).map(({ userId, outcome, reasons, details }) => [
    userId === ada ? 'ada' : 'bob',
    outcome === 'change' ? (details!['fees'] as { feeId: number }[]).map(one => nameOf(one.feeId)) : reasons,
    details!['balance'],
  ])
  return { taskId, outcomes }
}

const statuses = async () => {
  const { rows } = await sql<{ fee_id: number; status: string; bursar_transaction_id: string | null }>`
    select fee_id, status, bursar_transaction_id from fee order by fee_id`.execute(ctx.db)
  return Object.fromEntries(
    rows.map(row => [Object.entries(fees).find(([, id]) => id === row.fee_id)![0], row.status]),
  )
}

describe('the plan', () => {
  test.each([
    [
      {},
      [
        ['ada', ['old', 'part', 'young'], '17.50'],
        ['bob', ['below_minimum'], '-5.00'],
      ],
    ],
    [
      { minimumTotal: '17.50' },
      [
        ['ada', ['old', 'part', 'young'], '17.50'],
        ['bob', ['below_minimum'], '-5.00'],
      ],
    ],
    [
      { minimumTotal: '17.51' },
      [
        ['ada', ['below_minimum'], '17.50'],
        ['bob', ['below_minimum'], '-5.00'],
      ],
    ],
    [{ minimumDays: 30 }, [['ada', ['old', 'part'], '12.50']]],
    [{ types: ['SERVICE'] }, [['ada', ['young'], '5.00']]],
    [{ owner: 'LAW' }, [['ada', ['part'], '2.50']]],
    [
      { types: ['OTHER'] },
      [
        ['ada', ['old', 'part'], '12.50'],
        ['bob', ['small'], '3.00'],
      ],
    ],
  ])('with %j takes %j', async (input, expected) => {
    expect((await plan(input)).outcomes).toEqual(expected)
  })

  test('of the institution’s own fees leaves those of libraries out', async () => {
    const { outcomes } = await plan({ owner: ctx.institution.code })
    expect(outcomes[0]).toEqual(['ada', ['old', 'young'], '15.00'])
  })
})

test('what the plan said goes to the bursar, with a number and a transaction each; the rest stays', async () => {
  const { taskId } = await plan()
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  expect(await statuses()).toEqual({
    ...{ old: 'EXPORTED', part: 'EXPORTED', young: 'EXPORTED' },
    ...{ disputed: 'INDISPUTE', credit: 'ACTIVE', small: 'ACTIVE' },
  })
  const fee = await world.feeOf(ada, fees['part']!)
  expect(fee).toMatchObject({ balance: '2.50', bursarTransactionId: `${taskId}-${fees['part']}` })
  expect(await world.transactionsOf(fees['part']!)).toMatchObject([{ kind: 'TRANSFER', amount: '2.50' }])
  expect((await plan()).outcomes).toEqual([['bob', ['below_minimum'], '-5.00']])
})

test('who paid or was charged otherwise since the plan is left alone whole, and the report says so', async () => {
  const { taskId } = await plan({ types: ['OTHER'] })
  await sql`update fee set balance = 1 where fee_id = ${fees['old']}`.execute(ctx.db)
  await confirmed(ctx, taskId)
  const { task } = await finished(ctx, taskId)
  expect([task.done, task.skipped]).toEqual([1, 1])
  expect(await statuses()).toMatchObject({ old: 'ACTIVE', part: 'ACTIVE', small: 'EXPORTED' })
})

test.each<Disturbance[][]>([[['stop']], [['crash', 'stop']], [['two_workers', 'crash_and_fail']]])(
  'disturbed by %j, it ends as if nothing had been',
  async disturbances => {
    const { taskId } = await plan({ types: ['OTHER'] })
    await confirmed(ctx, taskId)
    await finishedDespite(ctx, taskId, { definitions: inChunksOf(1), disturbances })
    expect(await statuses()).toMatchObject({ old: 'EXPORTED', part: 'EXPORTED', small: 'EXPORTED' })
    const { rows } = await sql`select fee_id from fee_transaction where kind = 'TRANSFER'`.execute(ctx.db)
    expect(rows).toHaveLength(3)
  },
)

test('an export can be taken back; fees that the bursar settled since stay as they are', async () => {
  const { taskId } = await plan({ types: ['OTHER'] })
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  await sql`update fee set status = 'CLOSED', balance = 0 where fee_id = ${fees['small']}`.execute(ctx.db)
  const recall = await undoTask(ctx, { definitions: taskDefinitions, taskId })
  await completed(ctx, recall)
  expect(await statuses()).toMatchObject({ old: 'ACTIVE', part: 'ACTIVE', small: 'CLOSED' })
  expect((await world.feeOf(ada, fees['old']!)).bursarTransactionId).toBeUndefined()
  const reasons = (await outcomesOf(ctx, recall)).flatMap(outcome => outcome.reasons)
  expect(reasons).toEqual(['changed_since'])
})

test('the file names each fee that is with the bursar, and its amount to the cent', async () => {
  const { taskId } = await plan()
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  const file = await world.admin(`GET /api/tasks/${taskId}/bursar-file?format=csv`)
  expect(file.headers['content-disposition']).toMatch(/attachment/)
  const lines = file.body.replace('\ufeff', '').trim().split(/\r?\n/)
  expect(lines[0]).toContain('Bursar Transaction ID')
  expect(lines).toHaveLength(4)
  expect(lines.find(line => line.includes(`${taskId}-${fees['part']}`))).toMatch(/2026-02-10,LAW,.*2\.50$/)
})

test('only who may transfer fees exports them; what makes no sense is refused', async () => {
  for (const [line, body] of [
    ['POST /api/tasks/bursar-export', {}],
    ['GET /api/tasks/1/bursar-file?format=csv', undefined],
  ] as const)
    expect((await world.desk(line, body)).json().code).toBe('forbidden')
  for (const [body, problem] of [
    [{ types: ['NO_SUCH'] }, { field: 'types', rule: 'unknown_code' }],
    [{ owner: 'NOWHERE' }, { field: 'owner', rule: 'unknown_code' }],
    [{ minimumTotal: 'much' }, { field: 'minimumTotal' }],
    [{ minimumTotal: '-1' }, { field: 'minimumTotal' }],
  ] as const) {
    const refused = await world.admin('POST /api/tasks/bursar-export', body)
    expect([refused.statusCode, refused.json().problems[0]]).toEqual([422, expect.objectContaining(problem)])
  }
  expect((await world.admin('POST /api/tasks/bursar-export', { minimumDays: -1 })).statusCode).toBe(422)
  const planned = await world.admin('POST /api/tasks/bursar-export', {})
  expect(planned.json().task).toMatchObject({ kind: 'bursar', status: 'planning' })
  expect((await world.admin('GET /api/tasks/999999/bursar-file?format=csv')).statusCode).toBe(404)
})
