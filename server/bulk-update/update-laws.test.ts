import { createHash } from 'node:crypto'
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
import { completeElement } from '../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { taskDefinitions } from '../task-definitions.ts'
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
import { undoTask } from '../undo/undo.ts'
import { createVaultKey } from '../vault/keys.ts'
import { planUpdateTask } from './update-users.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  const roles = [{ type: '50', scope: null }]
  ctx = { ...world.ctx, actor: { ...world.ctx.actor, roles } } as Context
  await sql`insert into code_value (institution_id, table_name, code, label)
    values (${ctx.institution.institutionId}, 'UserStatCategories', 'SCIENCE', 'Science')`.execute(ctx.db)
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

const anyValueChange: fc.Arbitrary<FieldChange> = anyField.chain(field =>
  fc.record({
    field: fc.constant(field),
    value: anyValueOf(field) as fc.Arbitrary<FieldChange['value']>,
    condition: fc.constantFrom('always', 'always', 'if_empty', 'if_not_empty', 'if_was'),
    was: fc.constantFrom('STUDENT', 'NORTH', 'reads', 'ACTIVE', 'true', '2026-11-20', 'donor'),
  }),
)

const lost = { block_description: '01-LOST', block_type: 'GENERAL' }
const known = { note_type: 'LIBRARY', text: 'Knows Zephyrine0' }
const additions = [
  { field: 'block', values: lost },
  { field: 'block', values: { ...lost, owner: 'MAIN', note: 'at the desk' } },
  { field: 'block', values: { ...lost, block_description: '02-GLOBAL', expiry_date: '2027-01-01' } },
  { field: 'note', values: known },
  { field: 'note', values: { ...known, text: 'Somebody else' } },
  { field: 'statistic', values: { category: 'SCIENCE' } },
  { field: 'statistic', values: { category: 'SCIENCE', owner: 'LAW' } },
  { field: 'role', values: { role_type: '200' } },
  { field: 'role', values: { role_type: '29', scope: 'MAIN' } },
].map((one): FieldChange => ({ ...one, value: null, condition: 'add' }))
const takings: FieldChange[] = [
  { field: 'block', value: null, condition: 'disable' },
  { field: 'block', value: ['01-LOST'], condition: 'disable', library: 'MAIN' },
  { field: 'block', value: ['02-GLOBAL'], condition: 'disable' },
  { field: 'block', value: null, condition: 'remove' },
  { field: 'note', value: ['LIBRARY'], condition: 'remove' },
  { field: 'statistic', value: ['ARTS'], condition: 'remove_others' },
]
const listings = [['MAIN'], ['LAW'], ['MAIN', 'LAW']].flatMap((value): FieldChange[] => [
  { field: 'rs_libraries', value, condition: 'add' },
  { field: 'rs_libraries', value, condition: 'remove' },
])
const anyChange = fc.oneof(
  { weight: 3, arbitrary: anyValueChange },
  { weight: 3, arbitrary: fc.constantFrom(...additions) },
  { weight: 2, arbitrary: fc.constantFrom(...takings) },
  { weight: 1, arbitrary: fc.constantFrom(...listings) },
)
const anyChanges = fc
  .array(anyChange, { minLength: 1, maxLength: 4 })
  .map(all => all.filter((one, index) => !all.slice(0, index).some(two => excludes(one, two))))

/** What may not be asked for together: one field twice, but elements may come and go. */
function excludes(one: FieldChange, two: FieldChange): boolean {
  const isAdded = additions.includes(one) || additions.includes(two)
  return one.field === two.field && (!isAdded || one === two)
}

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
    fc
      .constantFrom<Patch>(
        { 'block/k': null },
        { 'block/x': completeElement('block', { ...lost, owner: 'MAIN' }) },
        { 'block/x': completeElement('block', { ...lost, status: 'INACTIVE' }) },
        { 'note/x': completeElement('note', known) },
        { 'statistic/s': null },
      )
      .map(edit => ({ edit })),
    fc.constantFrom('remove' as const, 'leave_set' as const),
  ),
})

type Asked = { changes: readonly FieldChange[]; taskId: number; userId: number }

/** What the plan must say about one person, worked out without a database. */
function expectedPlan(document: RecordDocument, asked: Asked) {
  const { changes } = asked
  if ((document['primary_id'] as string).startsWith('EXL_'))
    return { outcome: 'keep', reasons: ['protected'] }
  if (administers(document) && changes.some(({ field }) => ['status', 'expiry_date'].includes(field)))
    return { outcome: 'keep', reasons: ['administrator'] }
  const isWrongKind =
    document['record_type'] === 'CONTACT' &&
    changes.some(one => one.field === 'user_group' || (one.field === 'block' && additions.includes(one)))
  if (isWrongKind) return { outcome: 'keep', reasons: ['not_for_contacts'] }
  const patch: Patch = Object.assign({}, ...changes.map(one => patchOf(document, one, asked)))
  if (Object.keys(patch).length === 0) {
    const adds = changes.some(change => additions.includes(change))
    return { outcome: 'keep', reasons: [adds ? 'has_already' : 'condition_not_met'] }
  }
  const after = patched(document, patch, { source: 'task', today })
  return isDeepStrictEqual(after, document)
    ? { outcome: 'keep', reasons: ['unchanged'] }
    : { outcome: 'change', reasons: [], after }
}

/** What one change asks of one person. */
function patchOf(document: RecordDocument, change: FieldChange, asked: Asked): Patch {
  const { field, value } = change
  if (additions.includes(change)) {
    const isThere = elementsIn(document, field).some(([, held]) => isSame(held, change))
    return isThere ? {} : { [pathOf(change, asked)]: newElement(change) }
  }
  if (takings.includes(change)) return takingOf(document, change, asked)
  if (listings.includes(change)) return listingOf(document, change)
  const wanted = isNothing(value as Json) ? null : (value as Json)
  return holdsFor(change, document[field]) ? { [field]: wanted } : {}
}

function takingOf(document: RecordDocument, change: FieldChange, { changes }: Asked): Patch {
  const stays = (held: Element) =>
    changes.some(one => additions.includes(one) && one.field === change.field && isSame(held, one))
  return Object.fromEntries(
    elementsIn(document, change.field)
      .filter(([, held]) => isTaken(held, change) && !stays(held))
      .map(([path, held]) => [path, change.condition === 'disable' ? { ...held, status: 'INACTIVE' } : null]),
  )
}

function listingOf(document: RecordDocument, { field, value, condition }: FieldChange): Patch {
  const before = (document[field] ?? []) as string[]
  const codes = value as string[]
  const isThere = (code: string) => before.includes(code)
  const after =
    condition === 'add'
      ? [...before, ...codes.filter(code => !isThere(code))]
      : before.filter(code => !codes.includes(code))
  if (isDeepStrictEqual(before, after)) return { [field]: document[field] ?? null }
  return { [field]: after.length > 0 ? after : null }
}

type Element = Record<string, Json>

const elementsIn = (document: RecordDocument, kind: string) =>
  Object.entries(document).filter(([path]) => path.startsWith(`${kind}/`)) as [string, Element][]

const mainFields = ['block_description', 'note_type', 'category', 'role_type']
const mainCode = (element: Element) => mainFields.map(name => element[name]).find(Boolean)

/** Whether somebody who has this element needs no such new one. */
function isSame(held: Element, { values }: FieldChange): boolean {
  const wanted = values as Element
  const place = (element: Element) => element['owner'] ?? element['scope']
  return (
    mainCode(held) === mainCode(wanted) &&
    held['text'] === wanted['text'] &&
    place(held) === place(wanted) &&
    held['status'] !== 'INACTIVE' &&
    ((held['expiry_date'] as string | undefined) ?? today) >= today
  )
}

function isTaken(held: Element, { value, condition, library }: FieldChange): boolean {
  const isNamed = value === null || (value as string[]).includes(String(mainCode(held)))
  const isMeant = condition === 'remove_others' ? !isNamed : isNamed
  const isHere = library === undefined || held['owner'] === library
  const isDone = condition === 'disable' && held['status'] !== 'ACTIVE'
  return isMeant && isHere && !isDone && held['external'] !== true
}

/** Ids follow from task, change and user, so that a plan can be made again. */
function pathOf(change: FieldChange, { taskId, changes, userId }: Asked): string {
  const id = createHash('md5')
    .update(`${taskId}:${changes.indexOf(change)}:${userId}`)
    .digest('hex')
  return `${change.field}/${id}`
}

const newElement = ({ field, values }: FieldChange): Json =>
  completeElement(field, {
    ...(values as Element),
    ...{ created_by: 'Ada Admin', created_at: '2026-11-20T15:00:00+00:00' },
    ...(field === 'role' ? { status_date: today } : {}),
  })

function administers(record: RecordDocument): boolean {
  const isOver = typeof record['expiry_date'] === 'string' && record['expiry_date'] < today
  const role = record['role/r'] as { role_type?: string } | undefined
  return record['status'] === 'ACTIVE' && !isOver && role?.role_type === '50'
}

const administersWithoutEnd = (record: RecordDocument): boolean =>
  administers(record) && typeof record['expiry_date'] !== 'string'

/** Whether going from `from` to `to` leaves nobody who administers, or nobody who does so without an end. */
function losesAdministrators(from: Map<number, RecordDocument>, to: Map<number, RecordDocument>): boolean {
  return [administers, administersWithoutEnd].some(
    isOne => [...from.values()].some(isOne) && ![...to.values()].some(isOne),
  )
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
        .map(userId => ({
          user_id: userId,
          ...expectedPlan(documents.get(userId)!, { changes, taskId, userId }),
        }))
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
        return {
          user_id: row.user_id,
          skipped: whySkipped(row, document, { isMember: isMember === true, changes, taskId }),
        }
      })
      const outcomes = (await outcomesOf(ctx, taskId)).filter(one => one.outcome === 'change')
      expect(outcomes.map(one => ({ user_id: one.userId, skipped: one.resultReasons?.[0] }))).toEqual(
        expected,
      )
      const done = expected.filter(one => one.skipped === undefined).map(one => one.user_id)
      expect([report.task.done, report.task.skipped]).toEqual([done.length, expected.length - done.length])
      const touched = [
        'user_account',
        'user_history',
        'user_block',
        'user_note',
        'user_statistic',
        'user_role',
      ]
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
  { isMember, changes, taskId }: { isMember: boolean; changes: readonly FieldChange[]; taskId: number },
): string | undefined {
  if (!document) return 'user_gone'
  if (!isMember) return 'no_longer_matches'
  const added = changes.filter(
    one => additions.includes(one) && pathOf(one, { changes, taskId, userId: row.user_id }) in row.new!,
  )
  if (added.some(one => elementsIn(document, one.field).some(([, held]) => isSame(held, one))))
    return 'has_already'
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
      changes: changes.map(one => (one.was === undefined ? one : { ...one, condition: 'always' as const })),
    }
    const first = await completed(ctx, await planUpdateTask(ctx, input))
    const before = rowsBut(await dump(ctx), [])
    const second = await completed(ctx, await planUpdateTask(ctx, input))
    expect(second.task.planned).toEqual({ ...first.task.planned, change: 0, keep: people.length })
    const kept = await outcomesOf(ctx, second.task.taskId)
    if (!input.changes.some(one => takings.includes(one)))
      expect(kept.map(one => one.reasons[0])).not.toContain('condition_not_met')
    expect(rowsBut(await dump(ctx), [])).toEqual(before)
  })
  await fc.assert(law, { numRuns: propertyRuns(8) })
})

test('undone, an update leaves every record as it was, and undone twice as it became; not without an administrator', async () => {
  const law = fc.asyncProperty(anyPopulation, anyChanges, async (people, changes) => {
    const userIds = await settle(ctx, people)
    const before = await documentsOf(ctx, userIds)
    const taskId = await planUpdateTask(ctx, { population: { and: [] }, changes })
    const { task } = await completed(ctx, taskId)
    const after = await documentsOf(ctx, userIds)
    if (task.planned.change === 0) return
    const undone = await undoTask(ctx, { definitions: taskDefinitions, taskId })
    if (losesAdministrators(after, before)) {
      await expect(completed(ctx, undone)).rejects.toThrow('last_administrator')
      expect(await documentsOf(ctx, userIds)).toEqual(after)
      return
    }
    await completed(ctx, undone)
    expect(await documentsOf(ctx, userIds)).toEqual(before)
    await completed(ctx, await undoTask(ctx, { definitions: taskDefinitions, taskId: undone }))
    expect(await documentsOf(ctx, userIds)).toEqual(after)
  })
  await fc.assert(law, { numRuns: propertyRuns(10) })
})
