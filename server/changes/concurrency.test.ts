import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import type { Patch } from '../fields/document.ts'
import { createVaultKey } from '../vault/keys.ts'
import { patchRelation } from './patches.ts'
import { removeUsers } from './remove-users.ts'
import { restoreUsers } from './restore-users.ts'
import { derivedFrom, derivedNow, replayed } from './testing/consistency.ts'
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

// On the embedded database transactions take turns; on PostgreSQL they really run side by side.

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

const createOne = async (given = {}) => (await createPeople(ctx, [aDocument(given)]))[0]!

async function revisionOf(userId: number): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  return rows[0]!.revision
}

async function expectConsistent(userId: number): Promise<void> {
  const document = (await documentNow(ctx, userId))!
  expect((await replayed(ctx, [userId])).get(userId)).toEqual(document)
  const revision = await revisionOf(userId)
  expect(await derivedNow(ctx, [userId])).toEqual(await derivedFrom(ctx, [{ userId, revision, document }]))
}

test('writers of different fields and elements at the same moment all get their change', async () => {
  const userId = await createOne()
  const note = { note_type: 'LIBRARY', text: 'x', user_viewable: false, popup: false, external: false }
  const patches: Patch[] = [
    { gender: 'F' },
    { campus_code: 'NORTH' },
    { expiry_date: '2030-01-01' },
    { rs_libraries: ['MAIN'] },
    { 'note/one': note },
    { 'note/two': note },
    { 'email/one': { address: 'a@example.edu', preferred: true, external: false } },
    { 'email/two': { address: 'b@example.edu', preferred: false, external: false } },
  ]
  const answers = await Promise.all(patches.map(patch => write(ctx, userId, patch)))
  expect(answers).toEqual(patches.map(() => true))
  expect(await documentNow(ctx, userId)).toMatchObject(Object.assign({}, ...patches))
  expect(await revisionOf(userId)).toBe(1 + patches.length)
  await expectConsistent(userId)
})

test('a writer who waited for another compares with what the other wrote', async () => {
  const userId = await createOne({ user_group: 'UNDRGRD' })
  let waiting: Promise<boolean> | undefined
  await changing(ctx, { source: 'screen' }, async (inner, changeSet) => {
    const patch = patchRelation([{ userId, patch: { user_group: 'FACULTY', gender: 'F' } }])
    expect(await writePatches(inner, changeSet, patch)).toEqual([userId])
    waiting = write(ctx, userId, { user_group: 'STAFF' })
  })
  expect(await waiting).toBe(true)
  const { rows } = await sql<{ old: object }>`select old from user_history
    where user_id = ${userId} and revision = 3`.execute(ctx.db)
  expect(rows).toEqual([{ old: { user_group: 'FACULTY' } }])
  expect(await documentNow(ctx, userId)).toMatchObject({ user_group: 'STAFF', gender: 'F' })
})

test('of many writers who read the same revision exactly one writes', async () => {
  const userId = await createOne()
  const answers = await Promise.all(
    ['A', 'B', 'C', 'D', 'E', 'F'].map(gender => write(ctx, userId, { gender }, { expectedRevision: 1 })),
  )
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await revisionOf(userId)).toBe(2)
})

test('writers who try again with the new revision lose nothing that any of them added', async () => {
  const userId = await createOne({ job_description: '.' })
  const add = async (letter: string): Promise<void> => {
    const expectedRevision = await revisionOf(userId)
    const text = (await documentNow(ctx, userId))!['job_description'] as string
    if (!(await write(ctx, userId, { job_description: text + letter }, { expectedRevision })))
      await add(letter)
  }
  await Promise.all([...'abcde'].map(add))
  const text = (await documentNow(ctx, userId))!['job_description'] as string
  expect([...text].toSorted().join('')).toBe('.abcde')
})

test('writers of overlapping groups in any order wait for each other and all finish', async () => {
  const userIds = await createPeople(
    ctx,
    Array.from({ length: 30 }, () => aDocument()),
  )
  const orders = [userIds, userIds.toReversed(), userIds.slice(15).concat(userIds.slice(0, 15))]
  const writers = orders.map((order, index) =>
    changing(ctx, { source: 'task' }, (inner, changeSet) =>
      writePatches(
        inner,
        changeSet,
        patchRelation(order.map(userId => ({ userId, patch: { gender: 'ABC'[index]! } }))),
      ),
    ),
  )
  const written = await Promise.all(writers)
  expect(written.map(list => list.length)).toEqual([30, 30, 30])
})

test.each([
  ['the same primary identifier', { primary_id: 'Twin.One' }, { primary_id: 'twin.one' }],
  [
    'the same barcode',
    { 'identifier/a': { id_type: 'BARCODE', value: 'TWIN2', status: 'ACTIVE', external: false } },
    { 'identifier/b': { id_type: 'UNIV_ID', value: 'twin2', status: 'ACTIVE', external: false } },
  ],
  [
    'a primary identifier and a barcode that are the same',
    { primary_id: 'twin3' },
    { 'identifier/a': { id_type: 'BARCODE', value: 'TWIN3', status: 'ACTIVE', external: false } },
  ],
])('of two parallel creators of people with %s exactly one wins', async (_what, one, two) => {
  const before = await countPeople()
  const answers = await Promise.allSettled([one, two].map(given => createPeople(ctx, [aDocument(given)])))
  const lost = answers.filter(answer => answer.status === 'rejected')
  expect(lost).toMatchObject([{ reason: { constraint: 'user_identifier__value_key' } }])
  expect(await countPeople()).toEqual({ people: before.people + 1, histories: before.histories + 1 })
})

async function countPeople(): Promise<{ people: number; histories: number }> {
  const { rows } = await sql<{ people: number; histories: number }>`
    select (select count(*) from user_account) as people,
      (select count(distinct user_id) from user_history) as histories`.execute(ctx.db)
  return rows[0]!
}

test('of two parallel writers who give two people the same identifier exactly one wins', async () => {
  const userIds = await createPeople(ctx, [aDocument(), aDocument()])
  const answers = await Promise.allSettled([
    write(ctx, userIds[0]!, { primary_id: 'wanted' }),
    write(ctx, userIds[1]!, {
      'identifier/a': { id_type: 'BARCODE', value: 'WANTED', status: 'ACTIVE', external: false },
    }),
  ])
  expect(answers.map(answer => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  for (const userId of userIds) await expectConsistent(userId)
})

test('an edit beside a removal is either in the vault or not written', async () => {
  const userId = await createOne({ gender: 'F' })
  const [isWritten] = await Promise.all([
    write(ctx, userId, { gender: 'M' }),
    changing(ctx, { source: 'task' }, async (inner, changeSet) => {
      const vaultKey = await createVaultKey(inner, 1, 30)
      await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
    }),
  ])
  expect(await documentNow(ctx, userId)).toBeUndefined()
  await changing(ctx, { source: 'restore' }, (inner, changeSet) => restoreUsers(inner, changeSet, [userId]))
  expect((await documentNow(ctx, userId))!['gender']).toBe(isWritten ? 'M' : 'F')
  await expectConsistent(userId)
})
