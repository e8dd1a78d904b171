import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lockUsers } from '../changes/lock-users.ts'
import { openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { listPurgedUsers } from '../purge/list-purged-users.ts'
import { planRestoreTask } from '../purge/restore.ts'
import { type Dump, dump } from '../tasks/testing/dump.ts'
import { type PersonSpec, plainPerson, settle } from '../tasks/testing/population.ts'
import { completed } from '../tasks/testing/run.ts'
import { destroyExpiredKeys } from '../vault/keys.ts'
import { deleteUser } from './delete-user.ts'

let world: World
let ctx: Context
let userId: number
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

/** Everything that keeps nobody, and what belongs to a person besides. */
const full: PersonSpec = {
  ...plainPerson,
  campus_code: 'NORTH',
  role: '50',
  fees: [
    { balance: '4.00', status: 'INDISPUTE' },
    { balance: '0.00', status: 'ACTIVE' },
  ],
  loans: [{ isReturned: true }],
  requests: [{ status: 'COMPLETED' }],
  links: [{ kind: 'ACTIVE_ELSEWHERE' }],
  isInSet: true,
}
const owing: PersonSpec = {
  ...full,
  fees: [
    { balance: '9.99', status: 'ACTIVE' },
    { balance: '-3.00', status: 'ACTIVE' },
    { balance: '4.00', status: 'INDISPUTE' },
  ],
}

beforeEach(async () => {
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  await settleOne(full)
})

async function settleOne(person: PersonSpec): Promise<void> {
  userId = (await settle(ctx, [person, plainPerson]))[0]!
  await sql`insert into user_link (institution_id, user_id, kind, source, label, status, created_at)
    values (${ctx.institution.institutionId}, ${userId}, 'PURCHASE_REQUEST', 'acq', 'Zephyrine wants it', 'REJECTED', now())`.execute(
    ctx.db,
  )
}

const remove = (input: { waiveFees?: boolean } = {}) => deleteUser(ctx, { userId, ...input })
const rowsOf = async (query: string) => (await sql.raw(query).execute(ctx.db)).rows
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'deleted',
    error => [error.code, error.details],
  )

const isRecord = (name: string) =>
  /^(user_(?!history)|fee$|loan$|request$|credential$)/.test(name) && name !== 'user_account'
const recordOf = (all: Dump): Dump =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isRecord(name)))

test('a deleted user is gone, and what stays outside the vault names nobody', async () => {
  await sql`insert into session (institution_id, token_hash, user_id, created_at, last_seen_at, expires_at)
    values (${ctx.institution.institutionId}, 'x', ${userId}, now(), now(), now())`.execute(ctx.db)
  expect(await remove()).toEqual({ restorableUntil: '2026-12-20' })
  const { vault_entry, vault_key, ...rest } = await dump(ctx)
  const text = JSON.stringify(rest)
  for (const trace of [
    'Zephyrine0',
    'Zephyrine wants',
    'Quackenbush0',
    'person0',
    'Card-0',
    'z0@example.edu',
  ])
    expect(text).not.toContain(trace)
  for (const name of ['user_account', 'user_note', 'user_role', 'user_link', 'user_set_member', 'session'])
    expect(rest[name]!.filter(row => row['user_id'] === userId)).toEqual([])
  expect(rest['user_account']).toHaveLength(1)
  expect(JSON.stringify(vault_entry)).toContain('Zephyrine0')
  expect(vault_key).toMatchObject([{ task_id: null, destroy_on: '2026-12-20' }])
})

test('nothing is kept for statistics', async () => {
  await remove()
  const nothing = {
    primary_id: null,
    record_type: null,
    user_group: null,
    campus_code: null,
    statistics: null,
  }
  const { purged_user } = await dump(ctx)
  expect(purged_user).toMatchObject([{ user_id: userId, task_id: null, purged_by: 'Ada Admin', ...nothing }])
})

test('the history says who deleted and when, outlives the person and the vault, and names nobody', async () => {
  await remove()
  const kept = [
    {
      user_id: userId,
      revision: 2,
      old: null,
      new: null,
      at: new Date('2026-11-20T15:00:00Z'),
      actor_name: 'Ada Admin',
      actor_kind: 'staff',
      source: 'screen',
      reason: null,
      task_id: null,
    },
  ]
  const query = `select h.user_id, h.revision, h.old, h.new, h.at, c.actor_name, c.actor_kind, c.source, c.reason, c.task_id
    from user_history h join change_set c using (institution_id, change_set_id) where h.user_id = ${userId}`
  expect(await rowsOf(query)).toEqual(kept)
  await destroyExpiredKeys({ ...ctx, now: () => new Date('2026-12-21T00:00:00Z') })
  expect(await rowsOf(query)).toEqual(kept)
  expect(await rowsOf('select from vault_entry')).toEqual([])
})

test('restored, the user has everything again: record, roles, links, sets, transactions', async () => {
  const before = await dump(ctx)
  await remove()
  expect(recordOf(await dump(ctx))).not.toEqual(recordOf(before))
  const { task } = await completed(ctx, await planRestoreTask(ctx, [userId]))
  expect(task.done).toBe(1)
  const after = await dump(ctx)
  expect(recordOf(after)).toEqual(recordOf(before))
  const [was, is] = [before, after].map(all => all['user_account']!.find(row => row['user_id'] === userId)!)
  const { revision, updated_by: _b, updated_at: _a, updated_by_task_id: _t, ...same } = was!
  expect(is).toMatchObject({ ...same, revision: (revision as number) + 2 })
})

test('deleted users are listed without a task and found by the whole primary identifier', async () => {
  await remove()
  const found = async (q?: string) =>
    (await listPurgedUsers(ctx, q === undefined ? {} : { q })).items.map(({ userId: _u, ...one }) => one)
  const entry = {
    primaryId: 'person0',
    name: 'Quackenbush0, Zephyrine0',
    purgedAt: '2026-11-20T15:00:00.000Z',
    purgedBy: 'Ada Admin',
    restorableUntil: '2026-12-20',
  }
  expect(await found()).toEqual([entry])
  expect(await found(' PERSON0 ')).toEqual([entry])
  for (const q of ['person', 'person1', 'Zephyrine0', '%']) expect(await found(q)).toEqual([])
  await destroyExpiredKeys({ ...ctx, now: () => new Date('2026-12-21T00:00:00Z') })
  expect(await found('person0')).toEqual([])
  expect(await found()).toEqual([{ purgedAt: entry.purgedAt, purgedBy: 'Ada Admin' }])
})

test('who owes is deleted when the fees are waived with it, with a transaction each', async () => {
  await settleOne(owing)
  const kept = ['user_kept', { reasons: ['balance_due'], balance: '6.99' }]
  expect(await refusal(remove())).toEqual(kept)
  expect(await refusal(remove({ waiveFees: false }))).toEqual(kept)
  await remove({ waiveFees: true })
  expect(await rowsOf('select status, balance, user_id, comment from fee order by fee_id')).toEqual([
    { status: 'WAIVED', balance: '0.00', user_id: null, comment: null },
    { status: 'WAIVED', balance: '0.00', user_id: null, comment: null },
    { status: 'INDISPUTE', balance: '4.00', user_id: null, comment: null },
  ])
  const waivers = await rowsOf("select fee_id, amount, reason from fee_transaction where kind = 'WAIVE'")
  expect(waivers).toEqual([
    { fee_id: 1, amount: '9.99', reason: 'DELETION' },
    { fee_id: 2, amount: '-3.00', reason: 'DELETION' },
  ])
})

test('restored, the same is owed again, and a counter-transaction says so', async () => {
  await settleOne(owing)
  const fees = 'select * from fee order by fee_id'
  const before = await rowsOf(fees)
  await remove({ waiveFees: true })
  await completed(ctx, await planRestoreTask(ctx, [userId]))
  expect(await rowsOf(fees)).toEqual(before)
  expect(
    await rowsOf("select fee_id, amount, reason from fee_transaction where kind = 'RESTORE' order by fee_id"),
  ).toEqual([
    { fee_id: 1, amount: '9.99', reason: 'DELETION' },
    { fee_id: 2, amount: '-3.00', reason: 'DELETION' },
  ])
})

test('when another reason is left, nothing is waived and nothing else happens', async () => {
  await settleOne({ ...owing, loans: [{ isReturned: false }] })
  const before = await dump(ctx)
  expect(await refusal(remove({ waiveFees: true }))).toEqual([
    'user_kept',
    { reasons: ['active_loans'], balance: '6.99' },
  ])
  expect(await dump(ctx)).toEqual(before)
})

test('of two who delete at the same moment one deletes and the other finds nobody', async () => {
  const answers = await Promise.all([refusal(remove()), refusal(remove())])
  expect(answers.toSorted()).toEqual(['deleted', ['not_found', { entity: 'user', id: userId }]].toSorted())
  expect(await rowsOf('select from purged_user')).toHaveLength(1)
  expect(await rowsOf('select from vault_key')).toHaveLength(1)
})

test('a loan made while the deletion waits for the record keeps the user', async () => {
  let deletion: Promise<unknown> | undefined
  await ctx.db.transaction().execute(async db => {
    await lockUsers({ ...ctx, db }, [userId])
    deletion = refusal(remove())
    await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at)
      values (${ctx.institution.institutionId}, ${userId}, 'i9', now(), now())`.execute(db)
    // Long enough for a deletion that would not wait to look for reasons and find none.
    await wait(200)
  })
  expect(await deletion).toEqual(['user_kept', { reasons: ['active_loans'], balance: '0.00' }])
})

test('the key of one deletion opens no other: each has its own window', async () => {
  await remove()
  world.clock.now = new Date('2026-11-25T15:00:00Z')
  await deleteUser(ctx, { userId: userId + 1 })
  await destroyExpiredKeys({ ...ctx, now: () => new Date('2026-12-20T12:00:00Z') })
  const { items } = await listPurgedUsers(ctx, {})
  expect(items.map(one => [one.userId, one.restorableUntil])).toEqual([
    [userId + 1, '2026-12-25'],
    [userId, undefined],
  ])
})
