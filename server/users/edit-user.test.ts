import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { contextOf, createPeople, type PersonDocument } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let manager: Ask
let desk: Ask
let viewer: Ask

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name) values (${institutionId}, 'MAIN', 'Main')`.execute(
    server.db,
  )
  await installCodeTables(server.db, institutionId, {
    Campuses: [{ code: 'NORTH', label: 'North' }],
    LibraryNoticesOptInDisplay: [{ code: 'LOAN', label: 'Loans' }],
  })
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

/** A new person, whom everybody may change. */
async function person(document: PersonDocument = {}): Promise<number> {
  const named = { first_name: 'Ada', last_name: 'Lovelace', ...document }
  const [userId] = await createPeople(contextOf(server), [named])
  return userId!
}

async function edit(ask: Ask, userId: number, values: object, revision = 1) {
  const response = await ask(`PATCH /api/users/${userId}`, { revision, values })
  return { status: response.statusCode, body: response.json() }
}

const read = async (userId: number): Promise<UserRecord> => (await desk(`GET /api/users/${userId}`)).json()

async function countHistory(userId: number): Promise<number> {
  return (await desk(`GET /api/users/${userId}/history`)).json().items.length
}

test('an edit changes what it names and nothing else, and says who did it', async () => {
  const userId = await person({
    user_group: 'STUDENT',
    job_description: 'Reader',
    'note/a': { note_type: 'ERP', text: 'x' },
  })
  const before = await read(userId)
  server.clock.now = new Date('2026-11-20T16:30:00Z')
  const values = {
    first_name: '  Augusta Ada ',
    user_group: 'FACULTY',
    job_description: '',
    birth_date: '1815-12-10',
    rs_libraries: ['MAIN'],
    library_notices: { LOAN: false },
    is_researcher: true,
    campus_code: 'NORTH',
  }
  const { status, body } = await edit(desk, userId, values)
  expect(status).toBe(200)
  const { job_description: _cleared, ...others } = before.values
  expect(body).toEqual({
    ...before,
    revision: 2,
    name: 'Lovelace, Augusta Ada',
    values: { ...others, ...values, first_name: 'Augusta Ada', job_description: undefined },
    origin: { ...before.origin, updatedBy: 'Wilhelmina Quackenbush', updatedAt: '2026-11-20T16:30:00.000Z' },
  })
  expect(await read(userId)).toEqual(body)
  const [entry] = (await desk(`GET /api/users/${userId}/history`)).json().items
  expect(entry).toMatchObject({ kind: 'changed', source: 'screen', actor: 'Wilhelmina Quackenbush' })
  expect(entry.changes.find((one: { path: string }) => one.path === 'user_group')).toEqual({
    path: 'user_group',
    old: 'STUDENT',
    new: 'FACULTY',
  })
})

test('an edit that changes nothing writes nothing', async () => {
  const userId = await person({
    user_group: 'STUDENT',
    expiry_date: '2020-01-01',
    library_notices: { A: true, B: false },
    rs_libraries: ['MAIN'],
  })
  const before = await read(userId)
  const same = {
    first_name: ' Ada ',
    middle_name: '',
    gender: null,
    user_group: 'STUDENT',
    expiry_date: '2020-01-01',
    library_notices: { B: false, A: true },
    rs_libraries: ['MAIN'],
    purchase_request_libraries: [],
  }
  for (const values of [{}, same])
    expect(await edit(desk, userId, values)).toEqual({ status: 200, body: before })
  expect(await countHistory(userId)).toBe(1)
})

describe('who may', () => {
  test('see only, may not change', async () => {
    const userId = await person()
    const { status, body } = await edit(viewer, userId, { first_name: 'Eve' })
    expect([status, body.code, body.details]).toEqual([403, 'forbidden', { permission: 'users.edit' }])
    expect((await read(userId)).values['first_name']).toBe('Ada')
  })

  test('edit, may not deactivate without the right to', async () => {
    const userId = await person()
    const { status, body } = await edit(desk, userId, { first_name: 'Eve', status: 'INACTIVE' })
    expect([status, body.details]).toEqual([403, { permission: 'users.deactivate' }])
    expect((await read(userId)).values).toMatchObject({ first_name: 'Ada', status: 'ACTIVE' })
  })

  test('deactivate, may, and the status knows since when', async () => {
    const userId = await person()
    const { body } = await edit(manager, userId, { status: 'INACTIVE' })
    expect(body.values).toMatchObject({ status: 'INACTIVE', status_date: '2026-11-20' })
    server.clock.now = new Date('2026-11-21T00:00:00Z')
    const back = await edit(manager, userId, { status: 'ACTIVE' }, 2)
    server.clock.now = new Date('2026-11-20T17:00:00Z')
    expect(back.body.values).toMatchObject({ status: 'ACTIVE', status_date: '2026-11-21' })
  })
})

const refused: [what: string, values: object, rule: string, limit?: number][] = [
  ['no first name', { first_name: '' }, 'required'],
  ['a blank last name', { last_name: ' \t ' }, 'required'],
  ['no primary identifier', { primary_id: null }, 'required'],
  ['no status', { status: null }, 'required'],
  ['no preferred language', { preferred_language: '' }, 'required'],
  ['a first name too long', { first_name: 'x'.repeat(256) }, 'too_long', 255],
  ['control characters', { web_site_url: 'http://a\u0000' }, 'control_characters'],
  ['half an emoji', { middle_name: '\uD83D' }, 'control_characters'],
  ['an unknown user group', { user_group: 'ROBOT' }, 'unknown_code'],
  ['an unknown library', { rs_libraries: ['MAIN', 'MOON'] }, 'unknown_code'],
  ['a number for a name', { first_name: 7 }, 'wrong_type'],
  ['a text for a truth value', { is_researcher: 'yes' }, 'wrong_type'],
  ['one library without a list', { rs_libraries: 'MAIN' }, 'wrong_type'],
  ['a day that does not exist', { birth_date: '2026-02-30' }, 'not_a_date'],
  ['a month that does not exist', { birth_date: '2026-13-01' }, 'not_a_date'],
  ['an expiry date in the past', { expiry_date: '2026-11-19' }, 'date_in_past'],
  ['a purge date in the past', { purge_date: '2026-11-19' }, 'date_in_past'],
  ['a status date', { status_date: '2026-11-20' }, 'not_editable'],
  ['a record type', { record_type: 'STAFF' }, 'not_editable'],
  ['an account type', { account_type: 'EXTERNAL' }, 'not_editable'],
  ['what the student system sent', { sis_values: {} }, 'unknown_field'],
  ['taking over fields by hand', { locked_fields: {} }, 'unknown_field'],
  ['an element of an unknown kind', { 'tattoo/a': { text: 'a' } }, 'unknown_field'],
  ['a picture', { 'picture/a': { size: 1 } }, 'not_editable'],
  ['a column that is no field', { revision: 7 }, 'unknown_field'],
  ['SQL for a field', { 'first_name" = "x': 'a' }, 'unknown_field'],
  ['a name that every object has', { constructor: 'a' }, 'unknown_field'],
]

test.each(refused)('%s is refused at its field, and nothing is written', async (_, values, rule, limit) => {
  const userId = await person()
  const [field] = Object.keys(values)
  const { status, body } = await edit(manager, userId, { middle_name: 'King', ...values })
  expect([status, body.code]).toEqual([422, 'invalid_values'])
  expect(body.problems).toEqual([limit === undefined ? { field, rule } : { field, rule, limit }])
  expect(await read(userId)).toMatchObject({
    revision: 1,
    values: { first_name: 'Ada', last_name: 'Lovelace' },
  })
  expect(await countHistory(userId)).toBe(1)
})

test('every wrong value is named at once', async () => {
  const { body } = await edit(desk, await person(), { first_name: '', birth_date: 'x', gender: '?' })
  expect(body.problems).toEqual([
    { field: 'first_name', rule: 'required' },
    { field: 'birth_date', rule: 'not_a_date' },
    { field: 'gender', rule: 'unknown_code' },
  ])
})

test('dates may be today, empty, or the past ones that they are already', async () => {
  const userId = await person({ purge_date: '2019-01-01', expiry_date: '2020-01-01' })
  const { body } = await edit(desk, userId, { expiry_date: '2026-11-20', purge_date: '2019-01-01' })
  expect(body.values).toMatchObject({ expiry_date: '2026-11-20', purge_date: '2019-01-01' })
  const cleared = await edit(desk, userId, { expiry_date: null, purge_date: '' }, 2)
  expect(Object.keys(cleared.body.values)).not.toContain('expiry_date')
  expect(Object.keys(cleared.body.values)).not.toContain('purge_date')
})

test('a contact has no user group', async () => {
  const { body } = await edit(desk, await person({ record_type: 'CONTACT' }), { user_group: 'GUEST' })
  expect(body.problems).toEqual([{ field: 'user_group', rule: 'not_for_record_type' }])
})

describe('an external account', () => {
  const external = { account_type: 'EXTERNAL', user_group: 'STUDENT', sis_values: { user_group: 'STUDENT' } }

  test.each(['first_name', 'expiry_date', 'birth_date', 'job_description', 'is_researcher', 'external_id'])(
    'keeps %s to its student system',
    async field => {
      const value = { is_researcher: true, expiry_date: '2030-01-01', birth_date: '2000-01-01' }[field] ?? 'x'
      const { status, body } = await edit(desk, await person(external), { [field]: value })
      expect([status, body.problems]).toEqual([422, [{ field, rule: 'not_editable' }]])
    },
  )

  test('has fields that staff take over by editing them, and give back by the value that was sent', async () => {
    const userId = await person(external)
    const taken = await edit(desk, userId, {
      user_group: 'GUEST',
      pref_first_name: 'Al',
      never_purge_reason: 'donor',
    })
    expect(Object.keys(taken.body.originalValues).toSorted()).toEqual(['pref_first_name', 'user_group'])
    const back = await edit(desk, userId, { user_group: 'STUDENT', pref_first_name: null }, 2)
    expect(back.body.originalValues).toEqual({})
  })

  test('with internal account type for authentication only is edited like an internal one', async () => {
    const { status } = await edit(desk, await person({ account_type: 'INTEXTAUTH' }), { first_name: 'Al' })
    expect(status).toBe(200)
  })
})

test.each(['exl_support', 'EXL_Impl', 'leganto_guest'])(
  'the protected account %s is left alone',
  async primary_id => {
    const userId = await person({ primary_id })
    for (const values of [{ first_name: 'Eve' }, { status: 'INACTIVE' }, {}]) {
      const { status, body } = await edit(manager, userId, values)
      expect([status, body.code]).toEqual([409, 'protected_account'])
    }
    expect(await countHistory(userId)).toBe(1)
  },
)

describe('when somebody else saved in between', () => {
  test('the edit is refused with what changed, by whom and when, but for what is secret', async () => {
    const userId = await person({ account_type: 'EXTERNAL' })
    await edit(desk, userId, { user_group: 'STUDENT', pin_number: '7391' })
    await edit(manager, userId, { user_group: 'GUEST' }, 2)
    const { status, body } = await edit(desk, userId, { pref_first_name: 'Al' })
    expect([status, body.code]).toEqual([409, 'conflict'])
    const by = { actor: 'Wilhelmina Quackenbush', at: '2026-11-20T17:00:00.000Z' }
    expect(body.details).toEqual({
      revision: 3,
      changes: [
        { path: 'pin_number', ...by },
        { path: 'user_group', value: 'GUEST', ...by },
      ],
    })
    expect((await read(userId)).values).not.toHaveProperty('pref_first_name')
  })

  test('of editors who save at the same moment exactly one wins, every time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const userId = await person()
      const names = ['Bea', 'Cleo', 'Dora']
      const answers = await Promise.all(names.map(first_name => edit(desk, userId, { first_name })))
      expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 409, 409])
      const winner = answers.findIndex(answer => answer.status === 200)
      expect(await read(userId)).toMatchObject({ revision: 2, values: { first_name: names[winner] } })
      for (const loser of answers.filter(answer => answer.status === 409)) {
        expect(loser.body.details.changes).toMatchObject([{ path: 'first_name', value: names[winner] }])
      }
      expect(await countHistory(userId)).toBe(2)
    }
  })

  test('a revision that never was is a conflict too', async () => {
    const { status, body } = await edit(desk, await person(), { first_name: 'Eve' }, 9)
    expect([status, body.details]).toEqual([409, { revision: 1, changes: [] }])
  })
})

describe('an identifier', () => {
  test('of somebody else, in whatever case, or of one’s own cannot become the primary one', async () => {
    await person({ primary_id: 'Taken.One', 'identifier/a': { id_type: 'BARCODE', value: 'B-1' } })
    const userId = await person({ primary_id: 'mine', 'identifier/a': { id_type: 'BARCODE', value: 'B-2' } })
    for (const primary_id of ['Taken.One', 'taken.one', ' TAKEN.ONE ', 'b-1']) {
      const { status, body } = await edit(desk, userId, { primary_id, middle_name: 'x' })
      const problems = [{ field: 'primary_id', rule: 'identifier_taken' }]
      expect([primary_id, status, body.code, body.problems]).toEqual([
        primary_id,
        409,
        'identifier_taken',
        problems,
      ])
    }
    const own = await edit(desk, userId, { primary_id: 'b-2' })
    expect([own.status, own.body.problems]).toEqual([
      422,
      [{ field: 'primary_id', rule: 'identifier_repeated' }],
    ])
    expect(await read(userId)).toMatchObject({ revision: 1, values: { primary_id: 'mine' } })
    expect(await countHistory(userId)).toBe(1)
  })

  test('that is changed is found, and the old one is free', async () => {
    const userId = await person({ primary_id: 'before' })
    const { body } = await edit(desk, userId, { primary_id: 'BEFORE' })
    expect(body.values.primary_id).toBe('BEFORE')
    await edit(desk, userId, { primary_id: 'afterwards' }, 2)
    const found = await desk('GET /api/users?q=afterwards&index=identifier')
    expect(found.json().items).toMatchObject([{ userId, primaryId: 'afterwards' }])
    const other = await person({ primary_id: 'somebody' })
    expect((await edit(desk, other, { primary_id: 'before' })).status).toBe(200)
  })
})

test.each([
  ['somebody who is not there', 1_000_000, { revision: 1, values: {} }, 404, 'not_found'],
  ['no revision', 1, { values: {} }, 422, 'invalid_input'],
  ['no values', 1, { revision: 1 }, 422, 'invalid_input'],
  ['more than there is', 1, { revision: 1, values: {}, force: true }, 422, 'invalid_input'],
])('an edit with %s is refused', async (_, userId, body, status, code) => {
  const response = await desk(`PATCH /api/users/${userId}`, body)
  expect([response.statusCode, response.json().code]).toEqual([status, code])
})
