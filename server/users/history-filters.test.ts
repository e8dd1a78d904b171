import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSources, type HistoryEntry } from '../../contract/history.ts'
import { type ChangeSource, openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Actor, Context } from '../context.ts'
import { changePassword } from '../credentials/change-password.ts'
import type { Patch } from '../fields/document.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ctx: Context
let ask: Ask
beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
  ask = (await staffMember(server, 'desk', ['21'])).ask
})
afterAll(() => server.close())

type Act = { userId: number; patch: Patch; source?: ChangeSource; by?: string }

async function change({ userId, patch, source = 'screen', by = 'Ada Admin' }: Act): Promise<void> {
  await ctx.db.transaction().execute(async db => {
    const actor: Actor = { kind: 'system', name: by, permissions: ctx.actor.permissions }
    const inner = { ...ctx, db, actor }
    await writePatches(inner, await openChangeSet(inner, { source }), patchRelation([{ userId, patch }]))
  })
}

const person = async (document = {}) => (await createPeople(ctx, [document]))[0]!

async function told(userId: number, query = ''): Promise<HistoryEntry[]> {
  const response = await ask(`GET /api/users/${userId}/history?${query}`)
  expect(response.statusCode).toBe(200)
  return response.json().items
}

const paths = (entries: HistoryEntry[]) => entries.map(entry => entry.changes.map(one => one.path))

test('the month is the calendar month before this one, where the institution is', async () => {
  const zone = { ...ctx, institution: { ...ctx.institution, timeZone: server.institution.timeZone } }
  expect(zone.institution.timeZone).toBe('UTC')
  server.clock.now = new Date('2026-09-30T23:59:59Z')
  const userId = await person()
  const moments = ['2026-10-01T00:00:00Z', '2026-10-31T23:59:59Z', '2026-11-01T00:00:00Z']
  for (const [index, moment] of moments.entries()) {
    server.clock.now = new Date(moment)
    await change({ userId, patch: { job_description: `${index}` } })
  }
  server.clock.now = new Date('2026-11-20T15:00:00Z')
  const news = (await told(userId, 'period=month')).map(entry => entry.changes[0]!.new)
  expect(news).toEqual(['1', '0'])
})

test('it is filtered by what made the change and by who did, in any case and without accents', async () => {
  const userId = await person()
  await change({ userId, patch: { gender: 'F' }, source: 'sis', by: 'SIS profile' })
  await change({ userId, patch: { gender: 'M' }, by: 'Zoë Quill' })
  const sourcesOf = async (query: string) => (await told(userId, query)).map(entry => entry.source)
  expect(await sourcesOf('source=sis')).toEqual(['sis'])
  expect(await sourcesOf('source=undo')).toEqual([])
  expect(await sourcesOf('actor=zoe')).toEqual(['screen'])
  expect(await sourcesOf('actor=QUILL&source=screen')).toEqual(['screen'])
  expect(await sourcesOf('actor=%25')).toEqual([])
})

test.each(changeSources)('what is changed by %s is told and found as that', async source => {
  const userId = await person()
  const before = (await told(userId, `source=${source}`)).length
  await change({ userId, patch: { job_description: `by ${source}` }, source, by: 'Whoever' })
  const entries = await told(userId, `source=${source}`)
  expect(entries.length).toBe(before + 1)
  expect(entries[0]).toMatchObject({ source, actor: 'Whoever', changes: [{ new: `by ${source}` }] })
})

test('by a field or a kind of element it tells these changes only, page by page', async () => {
  const note = (text: string) => ({
    note_type: 'ERP',
    text,
    user_viewable: false,
    popup: false,
    external: false,
  })
  const userId = await person({ gender: 'F', 'note/a': note('one') })
  await change({ userId, patch: { gender: 'M', campus_code: 'NORTH' } })
  await change({ userId, patch: { 'note/b': note('two'), gender: null } })
  expect(paths(await told(userId, 'field=gender'))).toEqual([['gender'], ['gender'], ['gender']])
  expect(paths(await told(userId, 'field=note'))).toEqual([['note/b'], ['note/a']])
  expect(paths(await told(userId, 'field=campus_code'))).toEqual([['campus_code']])
  expect(paths(await told(userId, 'field=block'))).toEqual([])
  const first = (await ask(`GET /api/users/${userId}/history?field=note&limit=1`)).json()
  expect(paths(first.items)).toEqual([['note/b']])
  expect(paths(await told(userId, `field=note&limit=1&after=${first.next}`))).toEqual([['note/a']])
})

test('a password says that it changed, never what', async () => {
  const userId = await person()
  await ctx.db
    .transaction()
    .execute(db =>
      changePassword({ ...ctx, db }, { userId, password: 'correct horse battery', source: 'screen' }),
    )
  const [entry] = await told(userId)
  expect(entry).toMatchObject({
    kind: 'changed',
    source: 'screen',
    changes: [{ path: 'password_changed_at' }],
  })
  expect(entry!.changes[0]).toEqual({ path: 'password_changed_at' })
  expect(paths(await told(userId, 'field=password_changed_at'))).toEqual([['password_changed_at']])
  const { body } = await ask(`GET /api/users/${userId}`)
  expect(body).not.toMatch(/password|correct horse|argon/)
})

test('neither the last activity nor what the student system sent is in the history, nor in the way of an editor', async () => {
  const userId = await person({ last_patron_activity_date: '2026-01-01' })
  await change({ userId, patch: { last_patron_activity_date: '2026-11-20' }, source: 'system' })
  await change({ userId, patch: { sis_values: { campus_code: 'X' } }, source: 'sis' })
  await change({ userId, patch: { gender: 'F', last_patron_activity_date: '2026-11-21' } })
  const entries = await told(userId)
  expect(paths(entries.slice(0, -1))).toEqual([['gender']])
  expect(entries).toHaveLength(2)
  expect(JSON.stringify(entries)).not.toContain('last_patron_activity_date')
  const { revision } = (await ask(`GET /api/users/${userId}`)).json()
  await change({ userId, patch: { last_patron_activity_date: '2026-11-22' }, source: 'system' })
  const edit = () => ask(`PATCH /api/users/${userId}`, { revision, values: { middle_name: 'Q' } })
  expect((await edit()).json()).toMatchObject({ values: { middle_name: 'Q' } })
  const stale = await edit()
  expect([stale.statusCode, stale.json().details.changes]).toMatchObject([409, [{ path: 'middle_name' }]])
})

test('what the deleted part of a history may have held is a conflict', async () => {
  const userId = await person()
  await change({ userId, patch: { last_patron_activity_date: '2026-11-22' }, source: 'system' })
  await change({ userId, patch: { last_patron_activity_date: '2026-11-23' }, source: 'system' })
  await ctx.db.deleteFrom('user_history').where('user_id', '=', userId).where('revision', '=', 2).execute()
  const answer = await ask(`PATCH /api/users/${userId}`, { revision: 1, values: { middle_name: 'Q' } })
  expect([answer.statusCode, answer.json().details]).toEqual([409, { revision: 3, changes: [] }])
})

test('names are given for ids, without those who are gone or elsewhere', async () => {
  const one = await person({ first_name: 'Ada', last_name: 'Lovelace', pref_first_name: 'Augusta' })
  const second = contextOf(server, await foundSecond(server))
  const [elsewhere] = await createPeople(second, [{ first_name: 'Eve' }])
  const answer = await ask(`GET /api/users/names?ids=${one},${elsewhere},999999999,${one}`)
  expect(answer.json()).toEqual({
    items: [{ userId: one, primaryId: `person${one}`, name: 'Lovelace, Augusta' }],
  })
})

test.each(['', 'ids=', 'ids=a', 'ids=0', 'ids=1,', 'ids=1;2', `ids=${Array(201).fill('1').join()}`])(
  'names of %s are refused',
  async query => {
    const answer = await ask(`GET /api/users/names?${query}`)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
  },
)

test('names are for those who may see people', async () => {
  const { ask: askAsPatron } = await staffMember(server, 'patron', ['200'])
  expect((await askAsPatron('GET /api/users/names?ids=1')).statusCode).toBe(403)
})
