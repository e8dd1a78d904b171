import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import type { Json } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { codeTables } from '../rules/testing/rules-scope.ts'
import { contextOf, createPeople, type PersonDocument } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let desk: Ask
let signedIn: SignedIn

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name) values (${institutionId}, 'MAIN', 'Main')`.execute(
    server.db,
  )
  await installCodeTables(server.db, institutionId, codeTables)
  const member = await staffMember(server, 'desk', ['32'])
  desk = member.ask
  signedIn = member.signedIn
})
afterAll(() => server.close())

async function person(document: PersonDocument = {}): Promise<number> {
  const named = { first_name: 'Ada', last_name: 'Lovelace', 'role/p': { role_type: '200' }, ...document }
  return (await createPeople(contextOf(server), [named]))[0]!
}

async function edit(userId: number, values: object, more: object = {}) {
  const response = await desk(`PATCH /api/users/${userId}`, { revision: 1, values, ...more })
  return { status: response.statusCode, body: response.json() }
}

const read = async (userId: number): Promise<UserRecord> => (await desk(`GET /api/users/${userId}`)).json()

const valuesOf = (record: UserRecord, kind: string) => record.segments[kind]!.map(one => one.values)

const elements: Record<string, Record<string, Json>> = {
  'address/n1': {
    ...{
      line1: 'Hauptstr. 1',
      line2: 'c/o',
      line3: '3',
      line4: '4',
      line5: '5',
      city: 'Köln',
      state_province: 'NRW',
    },
    ...{
      postal_code: '50667',
      country: 'DEU',
      note: 'bell',
      start_date: '2026-01-01',
      end_date: '2027-01-01',
    },
    ...{ types: ['home', 'work'], preferred: true },
  },
  'email/n1': { address: 'ada@example.org', description: 'at home', types: ['personal'], preferred: true },
  'email/cc': { address: 'guardian@example.org', types: ['cc_address'], preferred: false },
  'phone/n1': { number: '+49 221 1', types: ['mobile'], preferred: true, preferred_sms: true },
  'identifier/n1': { id_type: 'UNIV_ID', value: 'U-1', note: 'old card', status: 'INACTIVE' },
  'note/n1': {
    note_type: 'LIBRARY',
    text: 'Ruhig',
    user_viewable: true,
    popup: true,
    pinned: true,
    owner: 'MAIN',
  },
  'block/n1': {
    block_type: 'LOAN',
    block_description: 'LOST',
    status: 'ACTIVE',
    note: 'b',
    expiry_date: '2026-12-31',
    owner: 'MAIN',
  },
  'statistic/n1': { category: 'HISTORY', category_type: 'DEPARTMENT', note: 's', owner: 'MAIN' },
}

test('elements of every kind are added with all their fields in one edit, then changed, then removed', async () => {
  const patron = await person()
  const userId = await person({ 'email/old': { address: 'old@example.org', types: ['work'] } })
  const given = { ...elements, 'proxy/n1': { patron_id: patron } }
  const added = await edit(userId, given)
  expect(added.status).toBe(200)
  const by = { created_by: 'Wilhelmina Quackenbush', created_at: '2026-11-20T15:00:00+00:00' }
  for (const [path, values] of Object.entries(given)) {
    const [kind, id] = path.split('/') as [string, string]
    const stored = added.body.segments[kind].find((one: { id: string }) => one.id === id)
    const owned = kind === 'proxy' ? by : { ...by, external: false }
    expect(stored, path).toEqual({ id, values: { ...values, ...owned } })
  }
  const changed = await edit(
    userId,
    { 'note/n1': { ...elements['note/n1'], text: 'Laut', pinned: null } },
    { revision: 2 },
  )
  const { pinned: _, ...unpinned } = elements['note/n1']!
  expect(valuesOf(changed.body, 'note')).toEqual([{ ...unpinned, text: 'Laut', external: false, ...by }])
  const gone = await edit(userId, Object.fromEntries(Object.keys(given).map(path => [path, null])), {
    revision: 3,
  })
  expect(gone.status).toBe(200)
  for (const { kind } of segments.filter(one => one.kind !== 'role' && one.kind !== 'email')) {
    expect([kind, gone.body.segments[kind]]).toEqual([kind, []])
  }
  const { items } = (await desk(`GET /api/users/${userId}/history`)).json()
  const told = items[0].changes.map((one: { path: string }) => one.path)
  expect(told).toEqual(expect.arrayContaining(Object.keys(given)))
})

test('an edit refused for one element writes none of the others, and names each wrong field where it stands', async () => {
  const userId = await person()
  const { status, body } = await edit(userId, {
    'note/a': { note_type: 'OTHER', text: 'good' },
    'note/b': { note_type: 'NONE', text: '' },
    'email/c': { address: 'none', types: ['claim'] },
  })
  expect([status, body.code, body.problems]).toEqual([
    422,
    'invalid_values',
    [
      { field: 'note/b/note_type', rule: 'unknown_code' },
      { field: 'note/b/text', rule: 'required' },
      { field: 'email/c/address', rule: 'format' },
      { field: 'email/c/types', rule: 'not_for_record_type' },
    ],
  ])
  expect((await read(userId)).segments['note']).toEqual([])
})

test('the institution from which a block came stays with it, whatever a client says', async () => {
  const block = { block_type: 'LOAN', block_description: 'LOST', status: 'ACTIVE', external_owner: 'LENDER' }
  const userId = await person({ 'block/b': block })
  const { body } = await edit(userId, {
    'block/b': { ...block, note: 'asked', external_owner: 'EVE', created_by: 'Eve' },
  })
  expect(valuesOf(body, 'block')).toEqual([{ ...block, note: 'asked', external: false }])
})

test('elements of the student system are for staff who opened the account', async () => {
  const email = { address: 'sis@example.org', types: ['work'], preferred: true, external: true }
  const userId = await person({ account_type: 'EXTERNAL', 'email/x': email })
  const values = { 'email/x': { ...email, address: 'staff@example.org' } }
  const refused = await edit(userId, values)
  expect([refused.status, refused.body.problems]).toEqual([
    422,
    [{ field: 'email/x', rule: 'managed_by_sis' }],
  ])
  expect(valuesOf((await edit(userId, values, { openForUpdate: true })).body, 'email')).toMatchObject([
    { address: 'staff@example.org', external: true },
  ])
})

describe('a proxy', () => {
  const inactive = { 'role/p': { role_type: '200', status: 'INACTIVE' } }

  test('acts for users with an active Patron role, once for each, and not for oneself', async () => {
    const [patron, other, former, staff] = [
      await person(),
      await person(),
      await person(inactive),
      await person({ 'role/p': { role_type: '21' } }),
    ]
    const userId = await person({ 'proxy/old': { patron_id: other } })
    const { status, body } = await edit(userId, {
      'proxy/a': { patron_id: patron },
      'proxy/b': { patron_id: patron },
      'proxy/c': { patron_id: other },
      'proxy/d': { patron_id: former },
      'proxy/e': { patron_id: staff },
      'proxy/f': { patron_id: userId },
      'proxy/g': { patron_id: 999_999_999 },
    })
    expect([status, body.problems]).toEqual([
      422,
      [
        { field: 'proxy/b/patron_id', rule: 'proxy_already' },
        { field: 'proxy/c/patron_id', rule: 'proxy_already' },
        { field: 'proxy/d/patron_id', rule: 'not_a_patron' },
        { field: 'proxy/e/patron_id', rule: 'not_a_patron' },
        { field: 'proxy/f/patron_id', rule: 'proxy_of_oneself' },
        { field: 'proxy/g/patron_id', rule: 'unknown_user' },
      ],
    ])
  })

  test('may be taken back and given again in one edit; any user can be one', async () => {
    const patron = await person()
    const userId = await person({ record_type: 'CONTACT', 'proxy/old': { patron_id: patron } })
    const { status, body } = await edit(userId, { 'proxy/old': null, 'proxy/new': { patron_id: patron } })
    expect([status, valuesOf(body, 'proxy')]).toMatchObject([200, [{ patron_id: patron }]])
  })

  test.each(['7', 1.5, 0, -1, null, 2 ** 60])('for %j is refused', async patron_id => {
    const { status, body } = await edit(await person(), { 'proxy/a': { patron_id } })
    expect([status, body.problems]).toEqual([
      422,
      [{ field: 'proxy/a/patron_id', rule: patron_id === null ? 'required' : 'wrong_type' }],
    ])
  })
})

test('whoever saves later is told what the others did to elements', async () => {
  const userId = await person({
    'note/a': { note_type: 'OTHER', text: 'one' },
    'note/b': { note_type: 'OTHER', text: 'two' },
  })
  await edit(userId, { 'note/a': { note_type: 'ERP', text: 'three' }, 'note/b': null })
  // What is stale is not judged: the wrong value would only lead astray.
  const { status, body } = await edit(userId, { first_name: '' })
  expect([status, body.code]).toEqual([409, 'conflict'])
  const by = { actor: 'Wilhelmina Quackenbush', at: '2026-11-20T15:00:00.000Z' }
  expect(body.details.changes).toEqual([
    {
      path: 'note/a',
      value: { note_type: 'ERP', text: 'three', user_viewable: false, popup: false, external: false },
      ...by,
    },
    { path: 'note/b', value: null, ...by },
  ])
})

describe('hostile requests', () => {
  const raw = async (userId: number, payload: string) => {
    const headers = { ...signedIn.headers, 'content-type': 'application/json' }
    const response = await request(server, `PATCH /api/users/${userId}`, { ...signedIn, headers, payload })
    return [response.statusCode, response.json().code]
  }

  test.each([
    ['a prototype', '{"revision":1,"values":{"__proto__":{"first_name":"Eve"}}}'],
    [
      'a prototype in an element',
      '{"revision":1,"values":{"note/a":{"__proto__":{"text":"x"},"note_type":"OTHER"}}}',
    ],
    ['half a surrogate pair', '{"revision":1,"values":{"first_name":"\\ud83d"}}'],
    ['half a pair in a path', '{"revision":1,"values":{"note/\\ud83d":{"note_type":"OTHER","text":"x"}}}'],
    ['half a pair in a notice', '{"revision":1,"values":{"library_notices":{"\\ud83d":true}}}'],
    ['NUL', '{"revision":1,"values":{"note/a":{"note_type":"OTHER","text":"\\u0000"}}}'],
    ['NUL in a path', '{"revision":1,"values":{"note/\\u0000":null,"\\u0000":null}}'],
    ['a deep object', `{"revision":1,"values":{"first_name":${'['.repeat(5000)}${']'.repeat(5000)}}}`],
    ['broken JSON', '{"revision":1,"values":{'],
    ['values that are a list', '{"revision":1,"values":[]}'],
  ])('with %s are refused, and change nothing', async (_, payload) => {
    const userId = await person()
    const [status, code] = await raw(userId, payload)
    expect([400, 422]).toContain(status)
    expect(code).toMatch(/^invalid_/)
    expect((await read(userId)).revision).toBe(1)
  })

  test('with ten thousand elements are refused by their number', async () => {
    const values = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`note/n${index}`, { note_type: 'OTHER', text: 'x' }]),
    )
    const { status, body } = await edit(await person(), values)
    expect([status, body.problems]).toEqual([422, [{ field: 'values', rule: 'too_many', limit: 1000 }]])
  })
})

test('text of any script comes back as it was given', async () => {
  const text = '<b>‮محمد</b> 👩‍👩‍👧 A\u030Angstro\u0308m \' " \\ {x} %s'
  const userId = await person()
  const { body } = await edit(userId, { first_name: text, 'note/a': { note_type: 'OTHER', text } })
  expect([body.values.first_name, valuesOf(body, 'note')[0]!['text']]).toEqual([text, text])
  expect(await read(userId)).toEqual(body)
})
