import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Context } from '../context.ts'
import { stickyFields } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'
import type { ChangeSource } from './change-set.ts'
import { patchRelation } from './patches.ts'
import { takenIdentifiers } from './taken-identifiers.ts'
import {
  aDocument,
  changing,
  createPeople,
  documentNow,
  openWorld,
  type World,
  write,
} from './testing/world.ts'
import { writePatches } from './write-patches.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const createOne = async (given = {}) => (await createPeople(ctx, [aDocument(given)]))[0]!

async function rowOf(userId: number): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(u) as row from user_account u
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  return rows[0]!.row
}

async function historyOf(userId: number): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select h.revision, h.old, h.new, h.at, c.actor_kind, c.actor_id, c.actor_name, c.source, c.reason, c.task_id
    from user_history h join change_set c using (institution_id, change_set_id)
    where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${userId}
    order by h.revision`.execute(ctx.db)
  return rows
}

test('every change says who made it, from where, why and by which task, and the record names the last one', async () => {
  const userId = await createOne()
  const actor: Actor = {
    kind: 'task',
    taskId: 77,
    name: 'Tom Task',
    libraries: 'all',
    permissions: new Set(),
  }
  world.clock.now = new Date('2026-11-21T10:00:00.500Z')
  const about = { source: 'task', reason: 'end of term', taskId: 77 } as const
  await changing({ ...ctx, actor }, about, (inner, changeSet) =>
    writePatches(inner, changeSet, patchRelation([{ userId, patch: { gender: 'F' } }])),
  )
  expect(await historyOf(userId)).toMatchObject([
    { revision: 1, actor_kind: 'staff', actor_id: '900000000', actor_name: 'Ada Admin', source: 'setup' },
    {
      revision: 2,
      old: { gender: null },
      new: { gender: 'F' },
      at: world.clock.now,
      actor_kind: 'task',
      actor_id: '77',
      actor_name: 'Tom Task',
      source: 'task',
      reason: 'end of term',
      task_id: 77,
    },
  ])
  expect(await rowOf(userId)).toMatchObject({
    created_by: 'Ada Admin',
    updated_by: 'Tom Task',
    updated_by_task_id: 77,
    updated_at: '2026-11-21T10:00:00.5+00:00',
  })
})

test('a patch that changes nothing writes nothing: no history, no revision, no date, no forgotten feed', async () => {
  const email = { address: 'a@example.edu', preferred: true, external: false }
  const userId = await createOne({ gender: 'F', rs_libraries: ['MAIN', 'LAW'], 'email/one': email })
  await sql`update user_account set sis_fingerprint = gen_random_uuid() where user_id = ${userId}`.execute(
    ctx.db,
  )
  const before = await rowOf(userId)
  world.clock.now = new Date('2026-11-22T10:00:00Z')
  const patch = {
    gender: 'F',
    rs_libraries: ['MAIN', 'LAW'],
    campus_code: null,
    'note/none': null,
    'email/one': { ...email, description: null },
  }
  expect(await write(ctx, userId, patch)).toBe(false)
  expect(await rowOf(userId)).toEqual(before)
  expect(await historyOf(userId)).toHaveLength(1)
})

test('in one patch for many only those who differ are written', async () => {
  const userIds = await createPeople(
    ctx,
    ['F', 'M', 'F'].map(gender => aDocument({ gender })),
  )
  const written = await changing(ctx, { source: 'task' }, (inner, changeSet) =>
    writePatches(
      inner,
      changeSet,
      patchRelation(userIds.map(userId => ({ userId, patch: { gender: 'F' } }))),
    ),
  )
  expect(written).toEqual([userIds[1]])
  expect(await historyOf(userIds[0]!)).toHaveLength(1)
})

test('a stale revision and a value that moved leave the whole user alone', async () => {
  const userId = await createOne({ gender: 'F', campus_code: 'NORTH' })
  const patch = { gender: 'M', campus_code: 'SOUTH' }
  expect(await write(ctx, userId, patch, { expectedRevision: 2 })).toBe(false)
  expect(await write(ctx, userId, patch, { expected: { gender: 'F', campus_code: 'EAST' } })).toBe(false)
  expect(await write(ctx, userId, patch, { expected: { gender: 'F', campus_code: null } })).toBe(false)
  expect(await historyOf(userId)).toHaveLength(1)
  expect(await write(ctx, userId, patch, { expected: { gender: 'F', campus_code: 'NORTH' } })).toBe(true)
})

test('a value that is already the new one has not moved', async () => {
  const userId = await createOne({ gender: 'M', campus_code: 'NORTH' })
  const expected = { gender: 'F', campus_code: 'NORTH' }
  expect(await write(ctx, userId, { gender: 'M', campus_code: 'SOUTH' }, { expected })).toBe(true)
  expect((await historyOf(userId))[1]).toMatchObject({ new: { campus_code: 'SOUTH' } })
})

test('the status date follows the status, in the time zone of the institution', async () => {
  const honolulu = { ...ctx, institution: { ...ctx.institution, timeZone: 'Pacific/Honolulu' } }
  const userId = await createOne({ status: 'ACTIVE', status_date: '2020-01-01' })
  world.clock.now = new Date('2026-11-24T09:59:00Z')
  await write(honolulu, userId, { status: 'ACTIVE', gender: 'F' })
  expect(await documentNow(ctx, userId)).toMatchObject({ status_date: '2020-01-01' })
  await write(honolulu, userId, { status: 'INACTIVE' })
  expect(await documentNow(ctx, userId)).toMatchObject({ status_date: '2026-11-23' })
  world.clock.now = new Date('2026-11-24T10:00:00Z')
  await write(honolulu, userId, { status: 'ACTIVE' })
  expect(await documentNow(ctx, userId)).toMatchObject({ status_date: '2026-11-24' })
})

test('in one patch for many the status date is worked out for each', async () => {
  const userIds = await createPeople(ctx, [aDocument(), aDocument()])
  await changing(ctx, { source: 'system' }, (inner, changeSet) =>
    writePatches(
      inner,
      changeSet,
      patchRelation([
        { userId: userIds[0]!, patch: { status: 'INACTIVE', status_date: '2001-01-01' } },
        { userId: userIds[1]!, patch: { status: 'INACTIVE' } },
      ]),
    ),
  )
  expect((await documentNow(ctx, userIds[0]!))!['status_date']).toBe('2001-01-01')
  expect((await documentNow(ctx, userIds[1]!))!['status_date']).toBe('2026-11-24')
})

const samples: Record<string, [Json, Json]> = {
  text: ['A', 'B'],
  code: ['A', 'B'],
  codes: [['MAIN'], ['LAW']],
  notices: [{ loan: true }, { loan: false }],
}

test.each(stickyFields.map(field => [field.name, ...samples[field.type]!] as const))(
  'staff who edit %s of an external account take it over, and give it back by the value that was sent',
  async (name, sentValue, ours) => {
    const sis_values = { [name]: sentValue }
    const userId = await createOne({ account_type: 'EXTERNAL', [name]: sentValue, sis_values })
    await write(ctx, userId, { [name]: ours, gender: 'F' })
    expect(await documentNow(ctx, userId)).toMatchObject({ [name]: ours, locked_fields: sis_values })
    await write(ctx, userId, { gender: 'M' }, { source: 'task' })
    expect(await documentNow(ctx, userId)).toMatchObject({ locked_fields: sis_values })
    await write(ctx, userId, { [name]: sentValue }, { source: 'task' })
    expect(await documentNow(ctx, userId)).not.toHaveProperty('locked_fields')
  },
)

test('a field that the student system never sent can be taken over and given back empty', async () => {
  const userId = await createOne({ account_type: 'EXTERNAL' })
  await write(ctx, userId, { campus_code: 'NORTH' })
  expect(await documentNow(ctx, userId)).toMatchObject({ locked_fields: { campus_code: '' } })
  await write(ctx, userId, { campus_code: null })
  expect(await documentNow(ctx, userId)).not.toHaveProperty('locked_fields')
})

test.each<[string, string, ChangeSource]>([
  ['an internal account', 'INTERNAL', 'screen'],
  ['an internal account with external authentication', 'INTEXTAUTH', 'task'],
  ['the feed', 'EXTERNAL', 'sis'],
  ['an undo', 'EXTERNAL', 'undo'],
  ['the program', 'EXTERNAL', 'system'],
])('%s takes nothing over', async (_who, account_type, source) => {
  const userId = await createOne({ account_type, sis_values: { campus_code: 'NORTH' }, campus_code: 'NORTH' })
  await write(ctx, userId, { campus_code: 'SOUTH' }, { source })
  expect(await documentNow(ctx, userId)).not.toHaveProperty('locked_fields')
  expect((await historyOf(userId))[1]).toMatchObject({ new: { campus_code: 'SOUTH' } })
  expect((await historyOf(userId))[1]!['new']).not.toHaveProperty('locked_fields')
})

const external = { account_type: 'EXTERNAL', campus_code: 'NORTH', user_title: 'Dr' }
const sisValues = { campus_code: 'NORTH', user_title: 'Dr' }

test('undoing a take-over leaves what staff took over since', async () => {
  const userId = await createOne({ ...external, sis_values: sisValues })
  await write(ctx, userId, { campus_code: 'SOUTH' }, { source: 'task' })
  const { old, new: expected } = (await historyOf(userId))[1] as { old: never; new: never }
  await write(ctx, userId, { user_title: 'Prof' })
  expect(await write(ctx, userId, old, { source: 'undo', expected })).toBe(true)
  expect(await documentNow(ctx, userId)).toMatchObject({ campus_code: 'NORTH', user_title: 'Prof' })
  expect((await documentNow(ctx, userId))!['locked_fields']).toEqual({ user_title: 'Dr' })
})

test('what the student system sent is put back for the fields that go back, and for no other', async () => {
  const userId = await createOne({ ...external, sis_values: sisValues })
  const feed = {
    campus_code: 'EAST',
    user_title: 'Prof',
    sis_values: { campus_code: 'EAST', user_title: 'Prof' },
  }
  await write(ctx, userId, feed, { source: 'sis' })
  const { old, new: expected } = (await historyOf(userId))[1] as { old: never; new: never }
  await write(ctx, userId, { user_title: 'Sir' })
  const { user_title: _moved, ...rest } = old as Record<string, never>
  await write(ctx, userId, rest, { source: 'undo', expected: { ...(expected as object) } })
  expect(await documentNow(ctx, userId)).toMatchObject({
    campus_code: 'NORTH',
    user_title: 'Sir',
    sis_values: { campus_code: 'NORTH' },
    locked_fields: { user_title: 'Prof' },
  })
})

const barcode = (value: string) => ({ id_type: 'BARCODE', value, status: 'ACTIVE', external: false })

test('an identifier moves from one element to another, and away from the primary one, in one patch', async () => {
  const userId = await createOne({ primary_id: 'Mover', 'identifier/a': barcode('111') })
  const patch = { 'identifier/a': null, 'identifier/b': barcode('111'), primary_id: 'Moved' }
  expect(await write(ctx, userId, patch)).toBe(true)
  expect(await rowOf(userId)).toMatchObject({ identifier_text: '111', primary_id: 'Moved' })
})

test('taken identifiers are those of others, of elements of one’s own that stay, and of an earlier user of the patch', async () => {
  const [one, two, three] = (await createPeople(ctx, [
    aDocument({ primary_id: 'Tak-1', 'identifier/a': barcode('tak-11') }),
    aDocument({ primary_id: 'tak-2' }),
    aDocument(),
  ])) as [number, number, number]
  const takenBy = async (...patches: [number, Record<string, never> | object][]) => {
    const relation = patchRelation(patches.map(([userId, patch]) => ({ userId, patch: patch as never })))
    return [...(await takenIdentifiers(ctx, relation.rows))]
  }
  expect(await takenBy([two, { primary_id: 'TAK-1' }])).toEqual([[two, 'TAK-1']])
  expect(await takenBy([two, { 'identifier/x': barcode('TAK-11') }])).toEqual([[two, 'TAK-11']])
  expect(await takenBy([one, { 'identifier/x': barcode('TAK-11') }])).toEqual([[one, 'TAK-11']])
  expect(await takenBy([one, { 'identifier/x': barcode('tak-11'), 'identifier/a': null }])).toEqual([])
  expect(await takenBy([one, { primary_id: 'TAK-11', 'identifier/a': barcode('Tak-1') }])).toEqual([])
  expect(await takenBy([one, { primary_id: 'tak-1', 'identifier/a': barcode('tak-11') }])).toEqual([])
  expect(await takenBy([three, { primary_id: 'new' }], [two, { primary_id: 'NEW' }])).toEqual([
    [three, 'new'],
  ])
  expect(await takenBy([two, { 'identifier/x': null, gender: 'F' }])).toEqual([])
})
