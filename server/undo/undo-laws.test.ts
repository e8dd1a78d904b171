import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { patchRelation } from '../changes/patches.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import { anyPatch, tagged } from '../changes/testing/arbitrary-patch.ts'
import { derivedFrom, derivedNow, replayed } from '../changes/testing/consistency.ts'
import { applied, identifierKeys } from '../changes/testing/model.ts'
import {
  aDocument,
  createPeople,
  documentsOf,
  openWorld,
  propertyRuns,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { stickyFields } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { dump } from '../tasks/testing/dump.ts'
import { createPatchTask, withPatchTask as definitions } from '../tasks/testing/patch-task.ts'
import { settle } from '../tasks/testing/population.ts'
import {
  completed,
  confirmed,
  type Disturbance,
  finished,
  finishedDespite,
  outcomesOf,
  planned,
} from '../tasks/testing/run.ts'
import { undoTask } from './undo.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const anyRecord = fc.record({
  patch: anyPatch,
  isExternal: fc.boolean(),
  sent: fc.dictionary(fc.constantFrom(...stickyFields.map(field => field.name)), fc.constantFrom('A', 'B'), {
    noNullPrototype: true,
  }),
})
const anyRecords = fc.array(anyRecord, { minLength: 1, maxLength: 4 })
const anyPatches = fc.array(anyPatch, { minLength: 1, maxLength: 4 })
const anyEvents = fc.array(
  fc.record({ who: fc.nat(3), source: fc.constantFrom('screen' as const, 'sis' as const), patch: anyPatch }),
  { maxLength: 4 },
)

type RecordSpec = { patch: Patch; isExternal: boolean; sent: Record<string, string> }

/** People, none of whom has an identifier of another. */
async function begin(records: RecordSpec[]): Promise<number[]> {
  await settle(ctx, [])
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  const documents: RecordDocument[] = []
  for (const [index, { patch, isExternal, sent }] of records.entries()) {
    const document = aDocument({
      ...tagged(patch, ''),
      primary_id: `person${index}`,
      ...(isExternal ? { account_type: 'EXTERNAL', sis_values: Object.keys(sent).length ? sent : null } : {}),
    })
    const keys = [...documents, document].flatMap(identifierKeys)
    if (new Set(keys).size === keys.length) documents.push(document)
  }
  return createPeople(ctx, documents.length > 0 ? documents : [aDocument()])
}

/** One patch for each, without those who would take an identifier; done by a task a day later. */
async function change(userIds: number[], patches: Patch[]): Promise<number> {
  world.clock.now = new Date('2026-11-21T15:00:00Z')
  const wanted = userIds.map((userId, index) => ({ userId, patch: patches[index % patches.length]! }))
  const taken = await takenIdentifiers(ctx, patchRelation(wanted).rows)
  const free = wanted.filter(one => !taken.has(one.userId))
  const { task } = await completed(ctx, await createPatchTask(ctx, { patches: free }), definitions)
  world.clock.now = new Date('2026-11-23T15:00:00Z')
  return task.taskId
}

type Row = { user_id: number; old: Patch; new: Patch }

async function historyOf(taskId: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select h.user_id, h.old, h.new from user_history h
    join task t using (institution_id, change_set_id) where t.task_id = ${taskId} order by h.user_id`.execute(
    ctx.db,
  )
  return rows
}

async function undo(taskId: number, userIds?: number[]): Promise<number> {
  return undoTask(ctx, { definitions, taskId, ...(userIds ? { userIds } : {}) }).catch(() => 0)
}

async function expectConsistent(userIds: number[]): Promise<void> {
  const documents = await documentsOf(ctx, userIds)
  expect(await replayed(ctx, userIds)).toEqual(documents)
  const now = await derivedNow(ctx, userIds)
  const people = now.map(row => ({
    userId: row.user_id,
    revision: row.revisions.length,
    document: documents.get(row.user_id)!,
  }))
  expect(now).toEqual(await derivedFrom(ctx, people))
}

test('undoing a task at once restores every record exactly, and undoing that restores the task’s work', async () => {
  const law = fc.asyncProperty(anyRecords, anyPatches, async (records, patches) => {
    const userIds = await begin(records)
    const before = await documentsOf(ctx, userIds)
    const taskId = await change(userIds, patches)
    const after = await documentsOf(ctx, userIds)
    const undoId = await undo(taskId)
    if (undoId === 0) {
      expect(after).toEqual(before)
      return
    }
    await completed(ctx, undoId, definitions)
    expect(await documentsOf(ctx, userIds)).toEqual(before)
    await expectConsistent(userIds)
    await completed(ctx, await undo(undoId), definitions)
    expect(await documentsOf(ctx, userIds)).toEqual(after)
    await expectConsistent(userIds)
    const { rows } = await sql`select distinct c.source, c.task_id from user_history h
      join change_set c using (institution_id, change_set_id) where c.task_id > ${taskId} order by task_id`.execute(
      ctx.db,
    )
    expect(rows).toEqual([
      { source: 'undo', task_id: undoId },
      { source: 'undo', task_id: undoId + 1 },
    ])
  })
  await fc.assert(law, { numRuns: propertyRuns(30) })
})

const memories = ['locked_fields', 'sis_values']
const same = (one: Json | undefined, two: Json | undefined) => isDeepStrictEqual(one ?? null, two ?? null)

/** What undoing must do with one record: what goes back, what moved, and the record afterwards. */
function expectedUndo(now: RecordDocument, { old, new: made }: Row) {
  const paths = Object.keys(made).filter(path => !memories.includes(path))
  const moved = paths.filter(path => !same(now[path], made[path]) && !same(now[path], old[path])).sort()
  const back = paths.filter(path => same(now[path], made[path]))
  const patch: Patch = Object.fromEntries(back.map(path => [path, old[path]!]))
  for (const name of memories.filter(one => one in made)) {
    patch[name] = rememberedAfter(now, { name, old, made })
  }
  const after = applied(now, patch)
  const hasEffect = !isDeepStrictEqual(after, now)
  return {
    outcome: hasEffect ? 'change' : 'keep',
    reasons: moved.length > 0 ? ['changed_since'] : hasEffect ? [] : ['unchanged'],
    moved,
    after,
  }
}

/** Field by field: back to before, unless it has been written since or belongs to a field that has. */
function rememberedAfter(
  now: RecordDocument,
  { name, old, made }: { name: string; old: Patch; made: Patch },
): Json {
  const objectOf = (value: Json | undefined) => (value ?? {}) as Record<string, Json>
  const [current, from, to] = [objectOf(now[name]), objectOf(made[name]), objectOf(old[name])]
  const result: Record<string, Json> = { ...current }
  for (const { name: field } of stickyFields) {
    const hasMoved = field in made && !same(now[field], made[field])
    if (hasMoved || !same(current[field], from[field])) continue
    if (to[field] === undefined) delete result[field]
    else result[field] = to[field]
  }
  return Object.keys(result).length > 0 ? result : null
}

test('what changed since a task is named path by path and stays, everything else goes back', async () => {
  const law = fc.asyncProperty(anyRecords, anyPatches, anyEvents, async (records, patches, events) => {
    const userIds = await begin(records)
    const taskId = await change(userIds, patches)
    for (const { who, source, patch } of events) {
      await write(ctx, userIds[who % userIds.length]!, patch, { source }).catch(() => undefined)
    }
    const undoId = await undo(taskId)
    if (undoId === 0) return
    const documents = await documentsOf(ctx, userIds)
    const expected = (await historyOf(taskId)).map(row => ({
      userId: row.user_id,
      ...expectedUndo(documents.get(row.user_id)!, row),
    }))
    await planned(ctx, undoId, definitions)
    const plan = await outcomesOf(ctx, undoId)
    expect(
      plan.map(one => ({
        ...{ userId: one.userId, outcome: one.outcome, reasons: one.reasons },
        moved: one.details?.['changedSince'] ?? [],
      })),
    ).toEqual(expected.map(({ after: _after, ...one }) => one))

    await confirmed(ctx, undoId, definitions)
    await finished(ctx, undoId, definitions)
    const results = new Map((await outcomesOf(ctx, undoId)).map(one => [one.userId, one]))
    const found = await documentsOf(ctx, userIds)
    for (const { userId, after, outcome } of expected) {
      const others = userIds.filter(id => id !== userId).flatMap(id => identifierKeys(documents.get(id)!))
      const keys = identifierKeys(after)
      const isTaken = new Set(keys).size < keys.length || keys.some(key => others.includes(key))
      const why = outcome === 'change' && isTaken ? ['identifier_taken'] : undefined
      expect(results.get(userId)!.resultReasons).toEqual(why)
      expect(found.get(userId)).toEqual(why ? documents.get(userId) : after)
    }
    await expectConsistent(userIds)
  })
  await fc.assert(law, { numRuns: propertyRuns(30) })
})

const anyDisturbances = fc.array(
  fc.constantFrom<Disturbance>('stop', 'crash', 'crash_and_fail', 'two_workers'),
  { minLength: 1, maxLength: 3 },
)

test('stopped, broken off or worked on by two, an undo ends as if nothing had disturbed it', async () => {
  const single = new Map([...definitions].map(([kind, one]) => [kind, { ...one, chunkSize: 1 }]))
  const law = fc.asyncProperty(anyPatches, anyDisturbances, async (patches, disturbances) => {
    const prepare = async () => {
      const userIds = await begin([])
      userIds.push(
        ...(await createPeople(
          ctx,
          ['a', 'b', 'c'].map(id => aDocument({ primary_id: id, last_name: 'X' })),
        )),
      )
      const taskId = await change(userIds.slice(1), [{ gender: 'F' }, ...patches])
      const undoId = await undo(taskId)
      await planned(ctx, undoId, single)
      await confirmed(ctx, undoId, single)
      return undoId
    }
    await finished(ctx, await prepare(), single)
    const undisturbed = (await dump(ctx))['task_outcome']
    await finishedDespite(ctx, await prepare(), { definitions: single, disturbances })
    expect((await dump(ctx))['task_outcome']).toEqual(undisturbed)
  })
  await fc.assert(law, { numRuns: propertyRuns(8) })
})
