import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from '../attachments/testing/files.ts'
import { openTestServer, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { codeTables } from '../rules/testing/rules-scope.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
/** Circulation desks at the law library, and one for the whole institution. */
let law: Ask
let all: Ask
let manager: SignedIn
let userId: number

const owned = (owner: string | null, more: object) => ({ ...(owner ? { owner } : {}), ...more })
const people = {
  primary_id: 'ada',
  last_name: 'Lovelace',
  'note/law': owned('LAW', { note_type: 'OTHER', text: 'lawful' }),
  'note/main': owned('MAIN', { note_type: 'ERP', text: 'mainly' }),
  'note/all': owned(null, { note_type: 'LIBRARY', text: 'common' }),
  'note/house': owned('CARREL', { note_type: 'LIBRARY', text: 'housed' }),
  'block/law': owned('LAW', { block_description: 'LOST', note: 'lawful' }),
  'block/main': owned('MAIN', { block_description: 'DEBT', note: 'mainly' }),
  'statistic/main': owned('MAIN', { category: 'LOOSE', note: 'mainly' }),
  'attachment/main': owned('MAIN', { file_name: 'mainly.txt' }),
  'attachment/sent': owned(null, { file_name: 'mainly.xml', letter_id: 7 }),
}

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`update institution set code = 'CARREL', settings = '{"libraryIndependence": true}'`.execute(
    server.db,
  )
  await sql`insert into library (institution_id, code, name)
    select ${institutionId}, code, code from unnest(array['MAIN', 'LAW']) code`.execute(server.db)
  await installCodeTables(server.db, institutionId, codeTables)
  const alone = {
    primary_id: 'sole',
    last_name: 'Sole',
    'note/m': people['note/main'],
    'block/m': people['block/main'],
  }
  userId = (await createPeople(contextOf(server), [people, alone]))[0]!
  law = (await staffMember(server, 'law', ['32@LAW'])).ask
  const boss = await staffMember(server, 'boss', ['32@MAIN', '50@CARREL'])
  all = boss.ask
  manager = boss.signedIn
})
afterAll(() => server.close())

const elementsSeenBy = async (ask: Ask): Promise<string[]> => {
  const { segments } = (await ask(`GET /api/users/${userId}`)).json()
  return ['note', 'block', 'statistic', 'attachment'].flatMap(kind =>
    segments[kind].map((element: { id: string }) => `${kind}/${element.id}`),
  )
}

test('somebody at one library sees what this library or the institution owns; roles for the institution see all', async () => {
  expect((await elementsSeenBy(law)).sort()).toEqual(['block/law', 'note/all', 'note/house', 'note/law'])
  expect((await elementsSeenBy(all)).sort()).toEqual(Object.keys(people).slice(2).sort())
})

test('blocks of other libraries neither count nor forbid anything at this one', async () => {
  const summary = async (ask: Ask) => (await ask(`GET /api/users/${userId}`)).json().summary
  expect((await summary(law)).activeBlocks).toBe(1)
  expect((await summary(all)).activeBlocks).toBe(2)
  const blocksNamed = JSON.stringify((await summary(law)).forbidden)
  expect(blocksNamed).not.toContain('DEBT')
})

test('what is owed to other libraries is not told, and forbids all the same', async () => {
  const { institutionId } = server.institution
  const [debtor] = await createPeople(contextOf(server), [{ primary_id: 'debtor', last_name: 'Debtor' }])
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, owner, created_at, status_at)
    values (${institutionId}, ${debtor}, 'OTHER', 'ACTIVE', 9, 9, 'MAIN', now(), now())`.execute(server.db)
  const set = await all('PATCH /api/settings', { values: { 'patronLimits.cash': { '*': '6.00' } } })
  expect(set.statusCode).toBe(200)
  for (const [ask, balance] of [
    [law, '0'],
    [all, '9.00'],
  ] as const) {
    const { summary } = (await ask(`GET /api/users/${debtor}`)).json()
    expect([summary.balance, JSON.stringify(summary.forbidden)]).toEqual([
      balance,
      expect.stringContaining('cash'),
    ])
  }
})

test.each([
  ['q=mainly&index=note', 0, 2],
  ['q=lawful&index=note', 1, 1],
  ['q=common&index=note', 1, 1],
  ['q=mainly&index=block', 0, 2],
  ['q=mainly&index=statistic', 0, 1],
])('the search %s finds %i at the library and %i for the institution', async (query, atLibrary, forAll) => {
  expect((await law(`GET /api/users/count?${query}`)).json()).toEqual({ total: atLibrary })
  expect((await all(`GET /api/users/count?${query}`)).json()).toEqual({ total: forAll })
})

test('filters ask about what is seen alone, and their opposite too', async () => {
  const count = async (ask: Ask, filter: object) =>
    (await ask(`GET /api/users/count?filter=${encodeURIComponent(JSON.stringify(filter))}`)).json().total
  const erp = { some: 'note', where: { field: 'note_type', op: 'eq', value: 'ERP' } }
  expect([await count(law, erp), await count(all, erp)]).toEqual([0, 2])
  expect((await count(law, { not: erp })) - (await count(all, { not: erp }))).toBe(2)
  expect([await count(law, { some: 'block' }), await count(all, { some: 'block' })]).toEqual([1, 2])
})

test('the marks of the list and its export are about what is seen', async () => {
  const row = async (ask: Ask) => (await ask('GET /api/users?q=sole')).json().items[0]
  expect(await row(law)).toMatchObject({ hasNotes: false, hasActiveBlocks: false })
  expect(await row(all)).toMatchObject({ hasNotes: true, hasActiveBlocks: true })
  const file = async (ask: Ask) =>
    (await ask('GET /api/users/export?format=csv&columns=primary_id,has_notes,has_blocks&q=sole')).body
      .trim()
      .split('\n')[1]
  expect(await file(law)).not.toEqual(await file(all))
})

test('the history tells nothing of what other libraries own', async () => {
  const history = async (ask: Ask) => (await ask(`GET /api/users/${userId}/history?period=all`)).body
  expect(await history(law)).toContain('lawful')
  expect(await history(law)).not.toMatch(/mainly|note\/main|block\/main/)
  expect(await history(all)).toContain('mainly')
})

describe('an edit from one library', () => {
  const edit = async (values: object) => {
    const { revision } = (await law(`GET /api/users/${userId}`)).json()
    const response = await law(`PATCH /api/users/${userId}`, { revision, values })
    return { status: response.statusCode, problems: response.json().problems }
  }

  test('does not touch an element of another library, nor learn whether there is one', async () => {
    for (const value of [null, { note_type: 'OTHER', text: 'mine now', owner: 'LAW' }])
      expect(await edit({ 'note/main': value })).toEqual({
        status: 422,
        problems: [{ field: 'note/main', rule: 'not_editable' }],
      })
    expect(await elementsSeenBy(all)).toContain('note/main')
  })

  test.each([
    ['MAIN', 422],
    ['LAW', 200],
    [null, 200],
  ])('adds a note that is owned by %s: %i', async (owner, status) => {
    const answer = await edit({ [`note/n${owner}`]: { note_type: 'OTHER', text: 'new', owner } })
    expect(answer.status).toBe(status)
    if (status === 422)
      expect(answer.problems).toEqual([{ field: `note/n${owner}/owner`, rule: 'not_your_library' }])
  })

  test('does not see what somebody of another library saved meanwhile, and is not held up by it', async () => {
    const { revision } = (await law(`GET /api/users/${userId}`)).json()
    const note = { note_type: 'OTHER', text: 'mainly again', owner: 'MAIN' }
    expect(
      (await all(`PATCH /api/users/${userId}`, { revision, values: { 'note/x': note } })).statusCode,
    ).toBe(200)
    const mine = await law(`PATCH /api/users/${userId}`, { revision, values: { first_name: 'Augusta' } })
    expect(mine.statusCode).toBe(200)
    expect(mine.body).not.toContain('mainly')
  })
})

test('an attachment of another library cannot be fetched', async () => {
  const file = { name: 'secret.txt', content: Buffer.from('mainly'), fields: { owner: 'MAIN' } }
  const added = await send(server, manager, { line: `POST /api/users/${userId}/attachments`, file })
  const { id } = added.json()
  const [forLaw, forAll] = await Promise.all(
    [law, all].map(ask => ask(`GET /api/users/${userId}/attachments/${id}`)),
  )
  expect([forLaw!.statusCode, forAll!.statusCode]).toEqual([404, 200])
})

test('without library independence owners are words, and everybody sees everything', async () => {
  expect((await all('PATCH /api/settings', { values: { libraryIndependence: false } })).statusCode).toBe(200)
  expect((await elementsSeenBy(law)).length).toBeGreaterThan(7)
})
