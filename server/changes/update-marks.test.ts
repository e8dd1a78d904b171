import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Context } from '../context.ts'
import type { Patch } from '../fields/document.ts'
import { patchRelation } from './patches.ts'
import { aDocument, changing, createPeople, documentNow, openWorld, type World } from './testing/world.ts'
import { writePatches } from './write-patches.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  const actor: Actor = {
    kind: 'task',
    taskId: 77,
    name: 'Tom Task',
    libraries: 'all',
    permissions: new Set(),
  }
  ctx = { ...world.ctx, actor }
})
afterAll(() => world.close())

const own = { created_by: 'Ada Admin', external: false }
const elements: Patch = {
  'note/a': { ...own, note_type: 'ERP', text: 'Hello', user_viewable: false, popup: false },
  'block/a': { ...own, block_description: '02-GLOBAL', status: 'ACTIVE' },
  'address/a': { ...own, line1: 'Main Street 1', preferred: true },
  'email/a': { ...own, address: 'a@example.edu', preferred: true },
  'phone/a': { ...own, number: '1', preferred: true, preferred_sms: false },
  'identifier/a': { ...own, id_type: 'BARCODE', value: 'mark-1', status: 'ACTIVE' },
  'statistic/a': { ...own, category: 'A' },
  'proxy/a': { patron_id: 1 },
  'role/a': { role_type: '21', status: 'ACTIVE' },
  'enrolment/a': { course_code: 'BIO-1' },
}

async function someone(given: Patch = {}): Promise<number> {
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  return (await createPeople(world.ctx, [aDocument(given)]))[0]!
}

/** Whether a task's patch names the task as the last to update the record; the revision counts it in any case. */
async function isUpdate(userId: number, patch: Patch): Promise<boolean> {
  world.clock.now = new Date('2026-11-21T15:00:00Z')
  await changing(ctx, { source: 'system', taskId: 77 }, (inner, changeSet) =>
    writePatches(inner, changeSet, patchRelation([{ userId, patch }])),
  )
  const { rows } = await sql<{ revision: number; marks: unknown }>`
    select revision, jsonb_build_array(updated_by, updated_at, updated_by_task_id) as marks from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  expect(rows[0]!.revision).toBe(2)
  const before = ['Ada Admin', '2026-11-20T15:00:00+00:00', null]
  const after = ['Tom Task', '2026-11-21T15:00:00+00:00', 77]
  expect([before, after]).toContainEqual(rows[0]!.marks)
  return String(rows[0]!.marks) === String(after)
}

test.each([
  ['gender', 'F', true],
  ['expiry_date', '2027-01-01', true],
  ['status', 'INACTIVE', true],
  ['rs_libraries', ['MAIN'], true],
  ['sis_values', { campus_code: 'NORTH' }, false],
  ['last_patron_activity_date', '2026-11-20', false],
] as [string, Patch[string], boolean][])(
  'a change of %s is an update of the record or not',
  async (path, value, expected) => {
    expect(await isUpdate(await someone(), { [path]: value })).toBe(expected)
  },
)

test.each(Object.keys(elements))(
  'adding or removing %s is an update if it is a note or a block',
  async path => {
    const expected = path.startsWith('note/') || path.startsWith('block/')
    const added = await someone()
    expect(await isUpdate(added, { [path]: elements[path]! })).toBe(expected)
    expect(Object.keys((await documentNow(ctx, added))!)).toContain(path)
    await sql`delete from user_identifier where element_id <> 'primary'`.execute(ctx.db)
    const removed = await someone({ [path]: elements[path]! })
    expect(await isUpdate(removed, { [path]: null })).toBe(expected)
    await sql`delete from user_identifier where element_id <> 'primary'`.execute(ctx.db)
  },
)

test('what a user’s own patch changes counts, not what that of others does', async () => {
  const userIds = await createPeople(world.ctx, [aDocument({ gender: 'F' }), aDocument()])
  const patches = userIds.map(userId => ({ userId, patch: { gender: 'F', 'email/a': elements['email/a']! } }))
  await changing(ctx, { source: 'task', taskId: 77 }, (inner, changeSet) =>
    writePatches(inner, changeSet, patchRelation(patches)),
  )
  const { rows } = await sql<{ updated_by: string }>`select updated_by from user_account
    where user_id = any (${userIds}::bigint[]) order by user_id`.execute(ctx.db)
  expect(rows.map(row => row.updated_by)).toEqual(['Ada Admin', 'Tom Task'])
})
