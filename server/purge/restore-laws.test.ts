import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { optionalReasons } from '../../contract/purge.ts'
import { replayed } from '../changes/testing/consistency.ts'
import {
  aDocument,
  createPeople,
  documentsOf,
  openWorld,
  propertyRuns,
  type World,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { type Dump, dump, rowsBut } from '../tasks/testing/dump.ts'
import { anyPopulation, plainPerson, setId, settle } from '../tasks/testing/population.ts'
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
import { planPurgeTask } from './purge.ts'
import { planRestoreTask } from './restore.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const purgeAll = { ignoreReasons: [...optionalReasons], waiveThreshold: '50' }
const later = async () => {
  world.clock.now = new Date(world.clock.now.getTime() + 1000)
}

async function purge(): Promise<{ taskId: number; gone: number[] }> {
  const { task } = await completed(ctx, await planPurgeTask(ctx, { criteria: purgeAll }))
  const outcomes = await outcomesOf(ctx, task.taskId)
  return { taskId: task.taskId, gone: outcomes.filter(one => one.result === 'done').map(one => one.userId!) }
}

/** What a purge and its restore leave behind them on purpose. */
function withoutTraces(all: Dump): Dump {
  const { purged_user: _kept, ...rest } = rowsBut(all, [])
  const { user_account, user_history, fee_transaction } = rest
  return {
    ...rest,
    user_account: user_account!.map(
      ({ revision: _r, updated_by: _u, updated_at: _a, updated_by_task_id: _t, ...row }) => row,
    ),
    user_history: user_history!.filter(row => row['change_set_id'] === 1),
    fee_transaction: fee_transaction!.filter(row => row['kind'] === 'CREATE'),
  }
}

test('a restored purge leaves everything as it was: records, history, money, loans, requests, links, sets', async () => {
  const law = fc.asyncProperty(anyPopulation, async people => {
    const userIds = await settle(ctx, people)
    await sql`insert into credential (institution_id, user_id, password_hash, failed_attempts)
      select institution_id, user_id, 'argon', 2 from user_account`.execute(ctx.db)
    const [before, documents] = [await dump(ctx), await documentsOf(ctx, userIds)]
    await later()
    const { taskId, gone } = await purge()
    await later()
    const undo = await undoTask(ctx, { definitions: taskDefinitions, taskId }).catch(() => undefined)
    if (undo === undefined) {
      expect(gone).toEqual([])
      return
    }
    const { task } = await completed(ctx, undo, inChunksOf(2))
    expect(task).toMatchObject({ kind: 'restore', undoesTaskId: taskId, done: gone.length, skipped: 0 })
    const after = await dump(ctx)
    expect(withoutTraces(after)).toEqual(withoutTraces(before))
    expect(await documentsOf(ctx, userIds)).toEqual(documents)
    expect(await replayed(ctx, userIds)).toEqual(documents)
    expect(after['purged_user']!.every(row => row['restored_at'] !== null)).toBe(true)
    expectBalanced(after)
  })
  await fc.assert(law, { numRuns: propertyRuns(25) })
})

/** Each waiver of the purge has its counter-transaction, for the same amount. */
function expectBalanced({ fee_transaction }: Dump): void {
  const amounts = (kind: string) =>
    fee_transaction!.filter(row => row['kind'] === kind).map(row => [row['fee_id'], row['amount']])
  expect(amounts('RESTORE')).toEqual(amounts('WAIVE'))
}

test('purged and restored again and again a record is the same and its history tells all of it', async () => {
  const userIds = await settle(ctx, [
    { ...plainPerson, fees: [{ balance: '9.99', status: 'ACTIVE' }], isInSet: true },
  ])
  const documents = await documentsOf(ctx, userIds)
  for (let round = 1; round <= 3; round += 1) {
    await later()
    await purge()
    await later()
    await completed(ctx, await planRestoreTask(ctx, userIds))
    expect(await documentsOf(ctx, userIds)).toEqual(documents)
    expect(await replayed(ctx, userIds)).toEqual(documents)
    const { rows } = await sql<{ revisions: number[]; sources: string[] }>`
      select array_agg(h.revision order by h.change_set_id) as revisions,
        array_agg(c.source order by h.change_set_id) as sources
      from user_history h join change_set c using (institution_id, change_set_id)`.execute(ctx.db)
    expect(rows[0]!.revisions).toEqual(Array.from({ length: 1 + 2 * round }, (_, before) => before + 1))
    expect(rows[0]!.sources.slice(1)).toEqual(Array.from({ length: round }, () => ['task', 'restore']).flat())
  }
})

type Obstacle = { kind: 'primary_id' | 'barcode' | 'restored' | 'destroyed'; who: number }
const anyObstacles = fc.array(
  fc.record({
    kind: fc.constantFrom<Obstacle['kind']>('primary_id', 'barcode', 'restored', 'destroyed'),
    who: fc.nat(8),
  }),
  { maxLength: 3 },
)
const purgeable = anyPopulation.map(people =>
  people.map(person => ({
    ...plainPerson,
    fees: person.fees,
    isInSet: person.isInSet,
    links: [],
    loans: [],
  })),
)

async function obstruct({ kind, who }: Obstacle, gone: number[]): Promise<void> {
  const userId = gone[who % gone.length]!
  const index = userId - 1
  if (kind === 'primary_id') {
    await createPeople(ctx, [aDocument({ 'identifier/x': barcode(`PERSON${index}`) })]).catch(() => undefined)
  }
  if (kind === 'barcode') {
    await createPeople(ctx, [aDocument({ primary_id: `CARD-${index}` })]).catch(() => undefined)
  }
  if (kind === 'restored') await completed(ctx, await planRestoreTask(ctx, [userId]))
  if (kind === 'destroyed') await sql`delete from vault_entry where user_id = ${userId}`.execute(ctx.db)
}

const barcode = (value: string) => ({ id_type: 'BARCODE', value, status: 'ACTIVE', external: false })

/** Why somebody cannot come back now, from the tables. */
async function obstacleOf(userId: number): Promise<string | undefined> {
  const { rows } = await sql<{ is_back: boolean; has_entry: boolean; is_taken: boolean }>`
    select exists (select from user_account where user_id = ${userId}) as is_back,
      exists (select from vault_entry where user_id = ${userId}) as has_entry,
      exists (select from user_identifier where user_id <> ${userId}
        and value_key in (${`person${userId - 1}`}, ${`card-${userId - 1}`})) as is_taken`.execute(ctx.db)
  const { is_back, has_entry, is_taken } = rows[0]!
  if (is_back) return 'already_restored'
  if (!has_entry) return 'vault_destroyed'
  return is_taken ? 'identifier_taken' : undefined
}

test('who cannot come back is told why, before and at the restore, and the others come back', async () => {
  const law = fc.asyncProperty(purgeable, anyObstacles, anyObstacles, async (people, before, between) => {
    await settle(ctx, people)
    await later()
    const { gone } = await purge()
    await later()
    for (const obstacle of before) await obstruct(obstacle, gone)
    const foreseen = await Promise.all(gone.map(obstacleOf))
    const { task } = await planned(ctx, await planRestoreTask(ctx, gone))
    const plan = await outcomesOf(ctx, task.taskId)
    expect(plan.map(one => one.reasons[0])).toEqual(foreseen)
    expect(plan.map(one => one.outcome)).toEqual(
      foreseen.map(why => (why === undefined ? 'change' : why === 'already_restored' ? 'keep' : 'reject')),
    )
    for (const obstacle of between) await obstruct(obstacle, gone)
    const found = await Promise.all(gone.map(obstacleOf))
    const others = rowsBut(await dump(ctx), gone)['user_account']
    await later()
    await confirmed(ctx, task.taskId)
    await finished(ctx, task.taskId, inChunksOf(2))
    const results = (await outcomesOf(ctx, task.taskId)).map(one => [one.result, one.resultReasons?.[0]])
    expect(results).toEqual(
      gone.map((_, index) => {
        if (foreseen[index] !== undefined) return [undefined, undefined]
        return found[index] === undefined ? ['done', undefined] : ['skipped', found[index]]
      }),
    )
    expect(rowsBut(await dump(ctx), gone)['user_account']).toEqual(others)
  })
  await fc.assert(law, { numRuns: propertyRuns(15) })
})

test('an identifier that two purged people had comes back with the first of them only', async () => {
  const [one] = await settle(ctx, [plainPerson])
  await purge()
  const purgeDate = { purge_date: '2026-01-01', expiry_date: '2026-01-01' }
  const [two] = await createPeople(ctx, [aDocument({ ...purgeDate, 'identifier/x': barcode('CARD-0') })])
  await purge()
  const { task } = await completed(ctx, await planRestoreTask(ctx, [one!, two!]))
  expect(await outcomesOf(ctx, task.taskId)).toMatchObject([
    { userId: one, outcome: 'change', result: 'done' },
    { userId: two, outcome: 'reject', reasons: ['identifier_taken'], details: { identifier: 'CARD-0' } },
  ])
})

test('membership of a set that has been deleted meanwhile is gone, and nothing else', async () => {
  const userIds = await settle(ctx, [{ ...plainPerson, isInSet: true }])
  await purge()
  await sql`delete from user_set where set_id = ${setId}`.execute(ctx.db)
  const { task } = await completed(ctx, await planRestoreTask(ctx, userIds))
  expect(task).toMatchObject({ done: 1, skipped: 0 })
  expect((await sql`select from user_set_member`.execute(ctx.db)).rows).toEqual([])
})

const anyDisturbances = fc.array(
  fc.constantFrom<Disturbance>('stop', 'crash', 'crash_and_fail', 'two_workers'),
  { minLength: 1, maxLength: 3 },
)

test('stopped, broken off or worked on by two, a restore ends as if nothing had disturbed it', async () => {
  const law = fc.asyncProperty(purgeable, anyDisturbances, async (people, disturbances) => {
    const definitions = inChunksOf(1)
    const prepare = async () => {
      world.clock.now = new Date('2026-11-20T15:00:00Z')
      await settle(ctx, people)
      await later()
      const { gone } = await purge()
      await later()
      const { task } = await planned(ctx, await planRestoreTask(ctx, gone), definitions)
      await confirmed(ctx, task.taskId, definitions)
      return task.taskId
    }
    await finished(ctx, await prepare(), definitions)
    const undisturbed = await dump(ctx)
    await finishedDespite(ctx, await prepare(), { definitions, disturbances })
    expect(await dump(ctx)).toEqual(undisturbed)
  })
  await fc.assert(law, { numRuns: propertyRuns(8) })
})

test('two restores of the same person at once bring the person back once', async () => {
  const userIds = await settle(ctx, [plainPerson, plainPerson])
  await purge()
  const taskIds = [await planRestoreTask(ctx, userIds), await planRestoreTask(ctx, userIds)]
  for (const taskId of taskIds) {
    await planned(ctx, taskId)
    await confirmed(ctx, taskId)
  }
  const reports = await Promise.all(taskIds.map(taskId => finished(ctx, taskId, inChunksOf(1))))
  expect(reports.reduce((sum, report) => sum + report.task.done, 0)).toBe(2)
  expect(reports.reduce((sum, report) => sum + report.task.skipped, 0)).toBe(2)
  const reasons = (await Promise.all(taskIds.map(taskId => outcomesOf(ctx, taskId)))).flat()
  expect(new Set(reasons.flatMap(one => one.resultReasons ?? []))).toEqual(new Set(['already_restored']))
})
