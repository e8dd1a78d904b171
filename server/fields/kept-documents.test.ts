import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetActivity } from '../changes/activity.ts'
import {
  aDocument,
  changing,
  createPeople,
  documentNow,
  openWorld,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import type { Json, Patch } from './document.ts'
import { type KeptDocument, readDocument, type Versioned, versionOf } from './kept-documents.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

/** Looks up the row and reads its document, as verbs do. */
async function read(scope: Context, userId: number): Promise<KeptDocument | undefined> {
  const { rows } = await sql<Versioned>`select u.user_id, ${versionOf} as version from user_account u
    where u.institution_id = ${scope.institution.institutionId} and u.user_id = ${userId}`.execute(scope.db)
  return rows[0] && readDocument(scope, rows[0])
}

const elements: Record<string, Record<string, Json>> = {
  'note/a': { note_type: 'OTHER', text: 'Lost a book', user_viewable: false, popup: false, external: false },
  'email/a': { address: 'q@example.edu', types: ['work'], preferred: true, external: false },
}
const barcode = { id_type: 'BARCODE', value: 'kept-1', status: 'ACTIVE', external: false }

const changes: [string, Patch][] = [
  ['a field', { first_name: 'Ottilie' }],
  ['a field that is not recorded', { last_patron_activity_date: '2026-11-19' }],
  ['an element in a table, added', { 'note/a': elements['note/a']! }],
  ['the same, changed', { 'note/a': { ...elements['note/a']!, text: 'Found it' } }],
  ['the same, gone', { 'note/a': null }],
  ['an element in the row, added', { 'email/a': elements['email/a']! }],
  ['the same, gone', { 'email/a': null }],
  ['an identifier', { 'identifier/a': barcode }],
]

test('a document is read once, as long as nothing about the user is written', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument(elements)])
  const first = await read(ctx, userId)
  expect(first).toMatchObject({ revision: 1, document: await documentNow(ctx, userId) })
  expect((await read(ctx, userId))!.document).toBe(first!.document)
})

test('whatever is written, the next one who reads gets it', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument()])
  for (const [what, patch] of changes) {
    const before = await read(ctx, userId)
    expect(await write(ctx, userId, patch)).toBe(true)
    const after = await read(ctx, userId)
    expect([what, after?.document]).toEqual([what, await documentNow(ctx, userId)])
    expect(after?.document).not.toEqual(before?.document)
    expect(after?.revision).toBe(before!.revision + 1)
  }
})

test('what changes no revision is seen, too', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument({ last_patron_activity_date: '2026-11-19' })])
  expect((await read(ctx, userId))?.document).toHaveProperty('last_patron_activity_date')
  await ctx.db.transaction().execute(db => forgetActivity({ ...ctx, db }))
  expect((await read(ctx, userId))?.document).not.toHaveProperty('last_patron_activity_date')
})

test('a transaction sees every one of its own changes, and others what it leaves behind', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument()])
  await read(ctx, userId)
  const undone = new Error('undone')
  const work = changing(ctx, { source: 'screen' }, async inner => {
    for (const first_name of ['Ada', 'Bea']) {
      await sql`update user_account set first_name = ${first_name} where user_id = ${userId}`.execute(
        inner.db,
      )
      expect((await read(inner, userId))?.document['first_name']).toBe(first_name)
    }
    throw undone
  })
  await expect(work).rejects.toBe(undone)
  expect((await read(ctx, userId))?.document['first_name']).toBe('Wilhelmina')
})

test('who is changed between the look and the reading is read as they are; who is gone is not', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument()])
  const kept = (await read(ctx, userId))!
  await write(ctx, userId, { first_name: 'Later' })
  const found = (await readDocument(ctx, { user_id: userId, version: '0' }))!
  expect([found.revision, found.document['first_name']]).toEqual([kept.revision + 1, 'Later'])
  expect(await readDocument(ctx, { user_id: 999_999_999, version: '0' })).toBeUndefined()
})

test('nobody can change a document that others hold', async () => {
  const [userId = 0] = await createPeople(ctx, [aDocument(elements)])
  const { document } = (await read(ctx, userId))!
  expect(() => (document['first_name'] = 'Eve')).toThrow(TypeError)
  expect(() => ((document['note/a'] as Record<string, string>)['text'] = 'Eve')).toThrow(TypeError)
})
