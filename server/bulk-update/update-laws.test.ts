import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { patched } from '../changes/testing/model.ts'
import {
  changing,
  documentNow,
  documentsOf,
  openWorld,
  propertyRuns,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { dump, rowsBut } from '../tasks/testing/dump.ts'
import { anyPopulation, setId, settle, today, unlessLastAdministrator } from '../tasks/testing/population.ts'
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
import { createVaultKey } from '../vault/keys.ts'
import { planUpdateTask } from './update-users.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const valuesOf: Record<string, Json[]> = {
  user_group: ['STUDENT', 'FACULTY', null],
  campus_code: ['NORTH', 'SOUTH', '', null],
  job_description: ['reads', 'writes', null],
  expiry_date: ['2026-11-20', '2019-01-01', null],
  status: ['ACTIVE', 'INACTIVE'],
  is_researcher: [true, false, null],
  rs_libraries: [['MAIN'], ['MAIN', 'LAW'], [], null],
  never_purge_reason: ['donor', null],
}
const anyField = fc.constantFrom(...Object.keys(valuesOf))
const anyValueOf = (field: string) => fc.constantFrom(...valuesOf[field]!)

const anyChange: fc.Arbitrary<FieldChange> = anyField.chain(field =>
  fc.record({
    field: fc.constant(field),
    value: anyValueOf(field) as fc.Arbitrary<FieldChange['value']>,
    condition: fc.constantFrom('always', 'always', 'if_empty', 'if_not_empty', 'if_was'),
    was: fc.constantFrom('STUDENT', 'NORTH', 'reads', 'ACTIVE', 'true', '2026-11-20', 'donor'),
  }),
)
const anyChanges = fc.uniqueArray(anyChange, { selector: change => change.field, minLength: 1, maxLength: 3 })

type Population = { filter: Filter; holds: (document: RecordDocument, isInSet: boolean) => boolean }
const anyPopulationFilter = fc.constantFrom<Population>(
  { filter: { and: [] }, holds: () => true },
  { filter: { set: setId }, holds: (_document, isInSet) => isInSet },
  {
    filter: { not: { field: 'status', op: 'eq', value: 'INACTIVE' } },
    holds: document => document['status'] !== 'INACTIVE',
  },
  {
    filter: {
      or: [
        { field: 'user_group', op: 'eq', value: 'STUDENT' },
        { field: 'campus_code', op: 'empty' },
      ],
    },
    holds: document => document['user_group'] === 'STUDENT' || document['campus_code'] === undefined,
  },
)

const anyEvent = fc.record({
  who: fc.nat(8),
  what: fc.oneof(
    anyField.chain(field =>
      anyValueOf(field).map(value => ({ edit: { [field]: value === '' ? null : value } })),
    ),
    fc.constantFrom('remove' as const, 'leave_set' as const),
  ),
})

/** What the plan must say about one person, worked out without a database. */
function expectedPlan(document: RecordDocument, changes: readonly FieldChange[]) {
  if ((document['primary_id'] as string).startsWith('EXL_'))
    return { outcome: 'keep', reasons: ['protected'] }
  if (administers(document) && changes.some(({ field }) => ['status', 'expiry_date'].includes(field)))
    return { outcome: 'keep', reasons: ['administrator'] }
  const isWrongKind =
    document['record_type'] === 'CONTACT' && changes.some(change => fieldNamed(change.field)!.notForContacts)
  if (isWrongKind) return { outcome: 'keep', reasons: ['not_for_contacts'] }
  const holding = changes.filter(change => holdsFor(change, document[change.field]))
  if (holding.length === 0) return { outcome: 'keep', reasons: ['condition_not_met'] }
  const patch: Patch = Object.fromEntries(
    holding.map(({ field, value }) => [field, isNothing(value as Json) ? null : (value as Json)]),
  )
  const after = patched(document, patch, { source: 'task', today })
  return isDeepStrictEqual(after, document)
    ? { outcome: 'keep', reasons: ['unchanged'] }
    : { outcome: 'change', reasons: [], after }
}

function administers(record: RecordDocument): boolean {
  const isOver = typeof record['expiry_date'] === 'string' && record['expiry_date'] < today
  const role = record['role/r'] as { role_type?: string } | undefined
  return record['status'] === 'ACTIVE' && !isOver && role?.role_type === '50'
}

const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

function holdsFor({ condition, was }: FieldChange, value: Json | undefined): boolean {
  if (condition === 'if_empty') return isNothing(value)
  if (condition === 'if_not_empty') return !isNothing(value)
  if (condition === 'if_was') return value !== undefined && !Array.isArray(value) && String(value) === was
  return true
}

type Planned = { user_id: number; outcome: string; reasons: string[]; old: Patch | null; new: Patch | null }

async function plannedRows(taskId: number): Promise<Planned[]> {
  const { rows } = await sql<Planned>`select user_id, outcome, reasons, old, new from task_outcome
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId} order by position`.execute(
    ctx.db,
  )
  return rows
}

async function membersOf(): Promise<number[]> {
  const { rows } = await sql<{ user_id: number }>`select user_id from user_set_member`.execute(ctx.db)
  return rows.map(row => row.user_id)
}

async function happen(
  userIds: number[],
  event: { who: number; what: 'remove' | 'leave_set' | { edit: Patch } },
) {
  const userId = userIds[event.who % userIds.length]!
  if (event.what === 'leave_set')
    await sql`delete from user_set_member where user_id = ${userId}`.execute(ctx.db)
  else if (event.what === 'remove') {
    await changing(ctx, { source: 'system' }, async (inner, changeSet) => {
      const vaultKey = await createVaultKey(inner, 999, 30)
      await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
    }).catch(unlessLastAdministrator)
  } else if (await documentNow(ctx, userId))
    await write(ctx, userId, event.what.edit).catch(unlessLastAdministrator)
}

test('everybody of the population has the outcome that the changes say, and the counts add up', async () => {
  const law = fc.asyncProperty(
    anyPopulation,
    anyChanges,
    anyPopulationFilter,
    async (people, changes, population) => {
      const userIds = await settle(ctx, people)
      const documents = await documentsOf(ctx, userIds)
      const members = await membersOf()
      const before = rowsBut(await dump(ctx), [])
      const taskId = await planUpdateTask(ctx, { population: population.filter, changes })
      const report = await planned(ctx, taskId)
      expect(rowsBut(await dump(ctx), [])).toEqual(before)
      const expected = userIds
        .filter(userId => population.holds(documents.get(userId)!, members.includes(userId)))
        .map(userId => ({ user_id: userId, ...expectedPlan(documents.get(userId)!, changes) }))
      const rows = await plannedRows(taskId)
      expect(
        rows.map(({ user_id, outcome, reasons, new: values }) => ({
          ...{ user_id, outcome, reasons },
          ...(values ? { after: { ...documents.get(user_id), ...values } } : {}),
        })),
      ).toEqual(
        expected.map(row =>
          'after' in row ? { ...row, after: withNulls(row.after!, documents.get(row.user_id)!) } : row,
        ),
      )
      const { total, change, keep, reject } = report.task.planned
      expect([total, change + keep + reject]).toEqual([expected.length, expected.length])
    },
  )
  await fc.assert(law, { numRuns: propertyRuns(25) })
})

/** The document with an explicit null for what it no longer has. */
function withNulls(after: RecordDocument, before: RecordDocument): RecordDocument {
  return { ...Object.fromEntries(Object.keys(before).map(path => [path, null])), ...after }
}

test('what the plan said happens to those who have not changed since, and to nobody else', async () => {
  const anyEvents = fc.array(anyEvent, { maxLength: 4 })
  const law = fc.asyncProperty(
    ...([anyPopulation, anyChanges, anyPopulationFilter, anyEvents] as const),
    async (people, changes, population, events) => {
      const userIds = await settle(ctx, people)
      const taskId = await planUpdateTask(ctx, { population: population.filter, changes })
      await planned(ctx, taskId)
      for (const event of events) await happen(userIds, event)
      const plan = (await plannedRows(taskId)).filter(row => row.outcome === 'change')
      const [before, documents, members] = [
        await dump(ctx),
        await documentsOf(ctx, userIds),
        await membersOf(),
      ]
      const definitions = inChunksOf(3)
      await confirmed(ctx, taskId, definitions)
      const report = await finished(ctx, taskId, definitions)

      const expected = plan.map(row => {
        const document = documents.get(row.user_id)
        const isMember = document && population.holds(document, members.includes(row.user_id))
        return { user_id: row.user_id, skipped: whySkipped(row, document, isMember === true) }
      })
      const outcomes = (await outcomesOf(ctx, taskId)).filter(one => one.outcome === 'change')
      expect(outcomes.map(one => ({ user_id: one.userId, skipped: one.resultReasons?.[0] }))).toEqual(
        expected,
      )
      const done = expected.filter(one => one.skipped === undefined).map(one => one.user_id)
      expect([report.task.done, report.task.skipped]).toEqual([done.length, expected.length - done.length])
      const touched = ['user_account', 'user_history']
      expect(rowsBut(await dump(ctx), done, touched)).toEqual(rowsBut(before, done, touched))
      for (const row of plan.filter(one => done.includes(one.user_id))) {
        const { locked_fields: _locks, ...values } = row.new!
        const after = patched(documents.get(row.user_id)!, values, { source: 'task', today })
        expect(await documentNow(ctx, row.user_id)).toEqual(after)
      }
    },
  )
  await fc.assert(law, { numRuns: propertyRuns(25) })
})

function whySkipped(
  row: Planned,
  document: RecordDocument | undefined,
  isMember: boolean,
): string | undefined {
  if (!document) return 'user_gone'
  if (!isMember) return 'no_longer_matches'
  const hasMoved = Object.keys(row.new!)
    .filter(path => path !== 'locked_fields')
    .some(path => {
      const now = document[path] ?? null
      return !isDeepStrictEqual(now, row.old![path]) && !isDeepStrictEqual(now, row.new![path])
    })
  return hasMoved ? 'changed_since_plan' : undefined
}

const anyDisturbances = fc.array(
  fc.constantFrom<Disturbance>('stop', 'crash', 'crash_and_fail', 'two_workers'),
  { minLength: 1, maxLength: 4 },
)

test('stopped, broken off or worked on by two, a task ends as if nothing had disturbed it', async () => {
  const law = fc.asyncProperty(
    ...([anyPopulation, anyChanges, anyDisturbances, fc.integer({ min: 1, max: 3 })] as const),
    async (people, changes, disturbances, chunkSize) => {
      const definitions = inChunksOf(chunkSize)
      const prepare = async () => {
        await settle(ctx, people)
        const taskId = await planUpdateTask(ctx, { population: { and: [] }, changes })
        await planned(ctx, taskId, definitions)
        await confirmed(ctx, taskId, definitions)
        return taskId
      }
      await finished(ctx, await prepare(), definitions)
      const undisturbed = await dump(ctx)
      await finishedDespite(ctx, await prepare(), { definitions, disturbances })
      expect(await dump(ctx)).toEqual(undisturbed)
    },
  )
  await fc.assert(law, { numRuns: propertyRuns(12) })
})

test('the same update a second time changes nothing', async () => {
  const law = fc.asyncProperty(anyPopulation, anyChanges, async (people, changes) => {
    await settle(ctx, people)
    const input = {
      population: { and: [] },
      changes: changes.map(one => ({ ...one, condition: 'always' as const })),
    }
    const first = await completed(ctx, await planUpdateTask(ctx, input))
    const before = rowsBut(await dump(ctx), [])
    const second = await completed(ctx, await planUpdateTask(ctx, input))
    expect(second.task.planned).toEqual({ ...first.task.planned, change: 0, keep: people.length })
    const kept = await outcomesOf(ctx, second.task.taskId)
    expect(kept.map(one => one.reasons[0])).not.toContain('condition_not_met')
    expect(rowsBut(await dump(ctx), [])).toEqual(before)
  })
  await fc.assert(law, { numRuns: propertyRuns(8) })
})
