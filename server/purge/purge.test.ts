import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PurgeCriteria } from '../../contract/purge.ts'
import { openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { dump } from '../tasks/testing/dump.ts'
import { type PersonSpec, plainPerson, settle } from '../tasks/testing/population.ts'
import { completed } from '../tasks/testing/run.ts'
import { planPurgeTask } from './purge.ts'
import { planRestoreTask } from './restore.ts'

let world: World
let ctx: Context
let userId: number
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const full: PersonSpec = {
  ...plainPerson,
  campus_code: 'NORTH',
  fees: [
    { balance: '9.99', status: 'ACTIVE' },
    { balance: '-3.00', status: 'ACTIVE' },
    { balance: '4.00', status: 'INDISPUTE' },
    { balance: '0.00', status: 'ACTIVE' },
  ],
  loans: [{ isReturned: true }],
  requests: [{ status: 'COMPLETED' }],
}
beforeEach(async () => {
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  userId = (await settle(ctx, [full]))[0]!
})

async function purge(criteria: PurgeCriteria = {}): Promise<number> {
  const input = { name: 'Spring cleaning', criteria: { waiveThreshold: '9.99', ...criteria } }
  const { task } = await completed(ctx, await planPurgeTask(ctx, input))
  expect(task.done).toBe(1)
  return task.taskId
}

const rowsOf = async (query: string) => (await sql.raw(query).execute(ctx.db)).rows

const allFees = 'select fee_id, user_id, status, balance, comment, user_group from fee order by fee_id'
const allTransactions = `select fee_id, kind, amount, reason, created_by from fee_transaction
  where kind <> 'CREATE' order by transaction_id`

test('what is owed is waived with a transaction each; what is not owed stays as it is', async () => {
  await purge()
  expect(await rowsOf(allFees)).toEqual(
    [
      ['WAIVED', '0.00'],
      ['WAIVED', '0.00'],
      ['INDISPUTE', '4.00'],
      ['ACTIVE', '0.00'],
    ].map(([status, balance], index) => {
      const detached = { user_id: null, comment: null, user_group: 'STUDENT' }
      return { fee_id: index + 1, status, balance, ...detached }
    }),
  )
  const waiver = { kind: 'WAIVE', reason: 'PURGE', created_by: 'Ada Admin' }
  expect(await rowsOf(allTransactions)).toEqual([
    { fee_id: 1, amount: '9.99', ...waiver },
    { fee_id: 2, amount: '-3.00', ...waiver },
  ])
})

test('restored, the same is owed again, and a counter-transaction says so', async () => {
  const before = await rowsOf(allFees)
  const comments = await rowsOf("select transaction_id, comment from fee_transaction where kind = 'CREATE'")
  await purge()
  expect(await rowsOf('select from fee_transaction where comment is not null')).toEqual([])
  const { task } = await completed(ctx, await planRestoreTask(ctx, [userId]))
  expect(await rowsOf(allFees)).toEqual(before)
  expect(await rowsOf("select transaction_id, comment from fee_transaction where kind = 'CREATE'")).toEqual(
    comments,
  )
  const waiver = { kind: 'WAIVE', reason: 'PURGE', created_by: 'Ada Admin' }
  const counter = { kind: 'RESTORE', reason: 'PURGE', created_by: 'Ada Admin' }
  expect(await rowsOf(allTransactions)).toEqual([
    { fee_id: 1, amount: '9.99', ...waiver },
    { fee_id: 2, amount: '-3.00', ...waiver },
    { fee_id: 1, amount: '9.99', ...counter },
    { fee_id: 2, amount: '-3.00', ...counter },
  ])
  expect(await rowsOf("select comment from fee_transaction where kind = 'RESTORE' limit 1")).toEqual([
    { comment: task.name },
  ])
})

test('a fee that was waived before the purge is not owed again after the restore', async () => {
  await sql`update fee set status = 'WAIVED', balance = 0 where fee_id = 1`.execute(ctx.db)
  await sql`insert into fee_transaction (institution_id, fee_id, kind, amount, reason, created_by, created_at)
    select ${ctx.institution.institutionId}, fee_id, 'WAIVE', 9.99, 'KINDNESS', 'desk', now()
    from unnest(array[1, 4]) f(fee_id)`.execute(ctx.db)
  await purge()
  await completed(ctx, await planRestoreTask(ctx, [userId]))
  expect(await rowsOf("select fee_id from fee_transaction where kind = 'RESTORE'")).toEqual([{ fee_id: 2 }])
  expect(await rowsOf('select status, balance from fee where fee_id = 1')).toEqual([
    { status: 'WAIVED', balance: '0.00' },
  ])
})

test('loans and requests stay for statistics with the group of their time and without the person', async () => {
  await purge()
  const detached = { user_id: null, user_group: 'STUDENT' }
  expect(await rowsOf('select user_id, user_group from loan')).toEqual([detached])
  expect(await rowsOf('select user_id, user_group from request')).toEqual([detached])
})

const kept = {
  record_type: 'PUBLIC',
  user_group: 'STUDENT',
  job_category: null,
  campus_code: 'NORTH',
  statistics: ['SCIENCE'],
}
const nothing = Object.fromEntries(Object.keys(kept).map(name => [name, null]))

test.each([
  ['keep_statistics', { primary_id: 'person0', ...kept }],
  ['keep_statistics_without_primary_id', { primary_id: null, ...kept }],
  ['remove_fully', { primary_id: null, ...nothing }],
  [undefined, { primary_id: null, ...kept }],
] as const)('policy %s decides what is left of the person', async (policy, left) => {
  const taskId = await purge(policy ? { policy } : {})
  const { rows } =
    await sql`select primary_id, record_type, user_group, job_category, campus_code, statistics,
    task_id, purged_by from purged_user`.execute(ctx.db)
  expect(rows).toEqual([{ ...left, task_id: taskId, purged_by: 'Ada Admin' }])
})

test('what stays outside the vault and the task names nobody', async () => {
  await sql`insert into session (institution_id, token_hash, user_id, created_at, last_seen_at, expires_at)
    values (${ctx.institution.institutionId}, 'x', ${userId}, now(), now(), now())`.execute(ctx.db)
  await purge()
  const { vault_entry, task_outcome, ...rest } = await dump(ctx)
  const text = JSON.stringify(rest)
  for (const trace of ['Zephyrine', 'Quackenbush', 'person0', 'Card-0', 'z0@example.edu']) {
    expect(text).not.toContain(trace)
  }
  expect(rest['session']).toEqual([])
  expect(rest['user_history']).toMatchObject([{ user_id: userId, revision: 2, old: null, new: null }])
  expect(JSON.stringify([vault_entry, task_outcome])).toContain('Zephyrine')
})

test('the removal is in the history with who, where from, why and by which task', async () => {
  const input = { criteria: { waiveThreshold: '50' }, reason: 'law of 2018' }
  const { task } = await completed(ctx, await planPurgeTask(ctx, input))
  const { rows } = await sql`select h.revision, c.actor_kind, c.actor_name, c.source, c.reason, c.task_id
    from user_history h join change_set c using (institution_id, change_set_id)`.execute(ctx.db)
  const about = { actor_kind: 'task', actor_name: 'Ada Admin', source: 'task', reason: 'law of 2018' }
  expect(rows).toEqual([{ revision: 2, ...about, task_id: task.taskId }])
})
