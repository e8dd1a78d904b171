import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { optionalReasons, type PurgeCriteria } from '../../contract/purge.ts'
import { removeUsers } from '../changes/remove-users.ts'
import {
  changing,
  documentNow,
  openWorld,
  propertyRuns,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import type { Patch } from '../fields/document.ts'
import { dump, rowsBut } from '../tasks/testing/dump.ts'
import { anyPopulation, setId, settle, unlessLastAdministrator } from '../tasks/testing/population.ts'
import {
  confirmed,
  type Disturbance,
  finished,
  finishedDespite,
  inChunksOf,
  outcomesOf,
  planned,
} from '../tasks/testing/run.ts'
import { createVaultKey } from '../vault/keys.ts'
import { planPurgeTask } from './purge.ts'
import { factsOf, isConsidered, reasonsToKeep } from './testing/retention-model.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 })
const anyCriteria: fc.Arbitrary<PurgeCriteria> = fc
  .record({
    daysAfterPurgeDate: optional(fc.constantFrom(0, 1, 2, 100)),
    recordType: fc.option(fc.constantFrom('STAFF', 'PUBLIC', 'CONTACT'), { nil: undefined, freq: 1 }),
    userGroups: optional(fc.subarray(['STUDENT', 'FACULTY', 'GUEST'])),
    waiveThreshold: optional(fc.constantFrom('0', '0.10', '9.98', '9.99', '20')),
    filter: optional(fc.constant({ set: setId })),
    ignoreReasons: optional(fc.subarray([...optionalReasons])),
    policy: optional(
      fc.constantFrom('keep_statistics', 'keep_statistics_without_primary_id', 'remove_fully'),
    ),
    restoreDays: optional(fc.constantFrom(1, 365)),
  })
  .map(criteria => JSON.parse(JSON.stringify(criteria)) as PurgeCriteria)

type Event =
  | { what: 'edit'; patch: Patch }
  | { what: 'remove' | 'leave_set' | 'borrow' | 'owe' | 'wait' | 'be_linked' }
const anyEvents = fc.array(
  fc.record({
    who: fc.nat(8),
    event: fc.oneof<fc.Arbitrary<Event>[]>(
      fc.record({
        what: fc.constant('edit' as const),
        patch: fc.constantFrom<Patch>(
          { purge_date: null },
          { purge_date: '2026-11-20' },
          { expiry_date: '2026-11-20' },
          { status: 'ACTIVE' },
          { never_purge_reason: 'donor' },
          { primary_id: 'EXL_late' },
          { 'role/late': { role_type: '32', status: 'ACTIVE' } },
          { job_description: 'of no interest' },
        ),
      }),
      fc.record({
        what: fc.constantFrom('remove', 'leave_set', 'borrow', 'owe', 'wait', 'be_linked'),
      }),
    ),
  }),
  { maxLength: 4 },
)

async function happen(userId: number, event: Event): Promise<void> {
  const { institutionId } = ctx.institution
  if (!(await documentNow(ctx, userId))) return
  if (event.what === 'edit') await write(ctx, userId, event.patch).catch(() => undefined)
  if (event.what === 'leave_set')
    await sql`delete from user_set_member where user_id = ${userId}`.execute(ctx.db)
  if (event.what === 'borrow') {
    await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at)
      values (${institutionId}, ${userId}, 'late', ${ctx.now()}, ${ctx.now()})`.execute(ctx.db)
  }
  if (event.what === 'owe') {
    await sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
      values (${institutionId}, ${userId}, 'LOSTITEMREPLACEMENTFEE', 100, 100, ${ctx.now()}, ${ctx.now()})`.execute(
      ctx.db,
    )
  }
  if (event.what === 'wait') {
    await sql`insert into request (institution_id, user_id, kind, status, created_at)
      values (${institutionId}, ${userId}, 'HOLD', 'ON_HOLD_SHELF', ${ctx.now()})`.execute(ctx.db)
  }
  if (event.what === 'be_linked') {
    await sql`insert into user_link (institution_id, user_id, kind, source, created_at)
      values (${institutionId}, ${userId}, 'PO_LINE', 'late', ${ctx.now()})`.execute(ctx.db)
  }
  if (event.what === 'remove') {
    await changing(ctx, { source: 'system' }, async (inner, changeSet) => {
      const vaultKey = await createVaultKey(inner, 999, 30)
      await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
    }).catch(unlessLastAdministrator)
  }
}

test('everybody whom the criteria consider has one outcome: goes, or stays for every reason that holds', async () => {
  const law = fc.asyncProperty(anyPopulation, anyCriteria, async (people, criteria) => {
    const userIds = await settle(ctx, people)
    const facts = await factsOf(ctx, userIds)
    const before = rowsBut(await dump(ctx), [])
    const { task, reasons } = await planned(ctx, await planPurgeTask(ctx, { criteria }))
    expect(rowsBut(await dump(ctx), [])).toEqual(before)

    const expected = facts
      .filter(one => isConsidered(one, criteria))
      .map(one => ({ userId: one.userId, reasons: reasonsToKeep(one, criteria), balance: one.balance }))
    const outcomes = await outcomesOf(ctx, task.taskId)
    expect(
      outcomes.map(one => ({
        userId: one.userId,
        reasons: one.reasons,
        balance: Math.round(Number(one.details?.['balance'] ?? 0) * 100),
      })),
    ).toEqual(expected)
    const going = expected.filter(one => one.reasons.length === 0).length
    expect(outcomes.filter(one => one.outcome === 'change')).toHaveLength(going)
    expect(task.planned).toEqual({
      total: expected.length,
      change: going,
      keep: expected.length - going,
      reject: 0,
    })
    for (const { reason, count } of reasons) {
      expect(count).toBe(expected.filter(one => one.reasons.includes(reason!)).length)
    }
  })
  await fc.assert(law, { numRuns: propertyRuns(30) })
})

test('who was to go goes, unless gone already or kept by something new, and nobody else is touched', async () => {
  const law = fc.asyncProperty(anyPopulation, anyCriteria, anyEvents, async (people, criteria, events) => {
    const userIds = await settle(ctx, people)
    const { task } = await planned(ctx, await planPurgeTask(ctx, { criteria }))
    const { taskId } = task
    for (const { who, event } of events) await happen(userIds[who % userIds.length]!, event)
    const facts = new Map((await factsOf(ctx, userIds)).map(one => [one.userId, one]))
    const before = await dump(ctx)
    const definitions = inChunksOf(2)
    await confirmed(ctx, taskId, definitions)
    const report = await finished(ctx, taskId, definitions)

    const outcomes = await outcomesOf(ctx, taskId)
    const expected = outcomes
      .filter(one => one.outcome === 'change')
      .map(({ userId }) => {
        const now = facts.get(userId!)
        if (!now) return { userId, why: ['user_gone'] }
        const why = isConsidered(now, criteria) ? reasonsToKeep(now, criteria) : ['no_longer_matches']
        return { userId, why }
      })
    expect(
      outcomes
        .filter(one => one.outcome === 'change')
        .map(one => ({ userId: one.userId, why: one.resultReasons ?? [] })),
    ).toEqual(expected)
    const done = expected.filter(one => one.why.length === 0).map(one => one.userId!)
    expect([report.task.done, report.task.skipped]).toEqual([done.length, expected.length - done.length])
    const after = await dump(ctx)
    const detached = ['fee', 'fee_transaction', 'loan', 'request']
    const others = (all: typeof after) =>
      Object.entries(rowsBut(all, done)).filter(([name]) => !detached.includes(name))
    expect(others(after)).toEqual(others(before))
    expect(after['purged_user']!.map(row => row['user_id'])).toEqual(expect.arrayContaining(done))
    expect(after['user_account']!.filter(row => done.includes(row['user_id'] as number))).toEqual([])
    for (const table of detached) expect(after[table]!.length).toBeGreaterThanOrEqual(before[table]!.length)
  })
  await fc.assert(law, { numRuns: propertyRuns(25) })
})

const anyDisturbances = fc.array(
  fc.constantFrom<Disturbance>('stop', 'crash', 'crash_and_fail', 'two_workers'),
  { minLength: 1, maxLength: 3 },
)

test('stopped, broken off or worked on by two, a purge ends as if nothing had disturbed it', async () => {
  const criteria: PurgeCriteria = { ignoreReasons: [...optionalReasons], waiveThreshold: '50' }
  const law = fc.asyncProperty(
    ...([anyPopulation, anyDisturbances, fc.integer({ min: 1, max: 3 })] as const),
    async (people, disturbances, chunkSize) => {
      const definitions = inChunksOf(chunkSize)
      const prepare = async () => {
        await settle(ctx, people)
        const { task } = await planned(ctx, await planPurgeTask(ctx, { criteria }), definitions)
        await confirmed(ctx, task.taskId, definitions)
        return task.taskId
      }
      await finished(ctx, await prepare(), definitions)
      const undisturbed = await dump(ctx)
      await finishedDespite(ctx, await prepare(), { definitions, disturbances })
      expect(await dump(ctx)).toEqual(undisturbed)
    },
  )
  await fc.assert(law, { numRuns: propertyRuns(10) })
})
