import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let manager: Ask
let desk: Ask
let viewer: Ask

beforeAll(async () => {
  server = await openTestServer()
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

let count = 0
const form = (values: object = {}) => ({
  primary_id: `new${++count}`,
  first_name: 'Ada',
  last_name: 'Lovelace',
  user_group: 'STUDENT',
  'email/a': { address: 'ada@example.org', types: ['work'], preferred: true },
  ...values,
})

async function add(
  values: object,
  {
    ask = manager,
    recordType = 'PUBLIC',
    ...more
  }: { ask?: Ask; recordType?: string; acceptLookAlikes?: boolean } = {},
) {
  const response = await ask('POST /api/users', { recordType, values, ...more })
  return { status: response.statusCode, body: response.json() }
}

test('a new user is internal, active, a patron, has what was entered, and a history that says who entered it', async () => {
  const values = form({
    birth_date: '1815-12-10',
    'address/a': { line1: 'St James Sq', types: ['home'], preferred: true },
    'phone/a': { number: '1', types: ['mobile'] },
    'identifier/a': { id_type: 'BARCODE', value: 'New-1' },
    'note/a': { note_type: 'OTHER', text: 'x' },
    'block/a': { block_description: '02-GLOBAL' },
  })
  const { status, body } = await add(values)
  expect([status, body.revision]).toEqual([200, 1])
  expect(body.values).toMatchObject({
    account_type: 'INTERNAL',
    status: 'ACTIVE',
    status_date: '2026-11-20',
    record_type: 'PUBLIC',
  })
  for (const kind of ['address', 'phone', 'identifier', 'note', 'block', 'email']) {
    expect(body.segments[kind]).toMatchObject([
      { id: 'a', values: { external: false, created_by: 'Wilhelmina Quackenbush' } },
    ])
  }
  expect(body.segments.role).toMatchObject([
    { values: { role_type: '200', status: 'ACTIVE', scope: 'INSTITUTION' } },
  ])
  expect(body.origin).toMatchObject({
    createdBy: 'Wilhelmina Quackenbush',
    updatedBy: 'Wilhelmina Quackenbush',
  })
  const { items } = (await desk(`GET /api/users/${body.userId}/history?period=all`)).json()
  expect(items).toMatchObject([{ kind: 'created', source: 'screen', actor: 'Wilhelmina Quackenbush' }])
  expect((await desk('GET /api/users?q=new-1&index=identifier')).json().items).toMatchObject([
    { userId: body.userId },
  ])
})

test('a contact is added with a phone, without group and without the Patron role', async () => {
  const { user_group: _group, ...values } = form({ 'phone/a': { number: '1', types: ['claim_fax'] } })
  const { status, body } = await add(values, { recordType: 'CONTACT' })
  expect([status, body.segments.role]).toEqual([200, []])
})

test('users are added by managers, not at the desk and not by those who only see', async () => {
  for (const ask of [desk, viewer]) {
    const { status, body } = await add(form(), { ask })
    expect([status, body.details]).toEqual([403, { permission: 'users.add' }])
  }
})

test('what is wrong is told all at once, and nobody is added', async () => {
  const { status, body } = await add({ primary_id: 'half', 'email/a': { address: 'x' } })
  expect([status, body.code, body.problems]).toEqual([
    422,
    'invalid_values',
    [
      { field: 'email/a/address', rule: 'format' },
      { field: 'email/a/types', rule: 'required' },
      { field: 'first_name', rule: 'required' },
      { field: 'last_name', rule: 'required' },
      { field: 'user_group', rule: 'required' },
    ],
  ])
  expect((await desk('GET /api/users?q=half&index=primary_id')).json().items).toEqual([])
  expect((await add(form(), { recordType: 'ROBOT' })).body.code).toBe('invalid_input')
})

test('identifiers that somebody has, of whatever kind, are refused where they stand', async () => {
  await add(form({ primary_id: 'Holder', 'identifier/a': { id_type: 'BARCODE', value: 'Held' } }))
  const primary = await add(form({ primary_id: 'HELD' }))
  expect([primary.status, primary.body.problems]).toEqual([
    409,
    [{ field: 'primary_id', rule: 'identifier_taken' }],
  ])
  const additional = await add(form({ 'identifier/z': { id_type: 'UNIV_ID', value: 'holder' } }))
  expect(additional.body.problems).toEqual([{ field: 'identifier/z/value', rule: 'identifier_taken' }])
})

test('a new user may be a proxy for a patron, by the rules of proxies', async () => {
  const patron = await add(form())
  const made = await add(form({ 'proxy/a': { patron_id: patron.body.userId } }))
  expect(made.body.segments.proxy).toMatchObject([{ values: { patron_id: patron.body.userId } }])
  for (const [patron_id, rule] of [
    [999_999_999, 'unknown_user'],
    [(await createPeople(contextOf(server), [{ last_name: 'None' }]))[0]!, 'not_a_patron'],
  ] as const) {
    const refused = await add(form({ 'proxy/a': { patron_id } }))
    expect([refused.status, refused.body.problems]).toEqual([422, [{ field: 'proxy/a/patron_id', rule }]])
  }
})

describe('somebody with the same name and birth date', () => {
  const people = {
    plain: { first_name: 'Zoë', last_name: 'Müller-Lüdenscheidt', birth_date: '1990-05-05' },
    preferred: {
      first_name: 'Robert',
      last_name: 'Smith',
      pref_first_name: 'Bob',
      pref_last_name: 'O’Neil',
      birth_date: '1991-06-06',
    },
    short: { first_name: 'Li', last_name: 'Wu', birth_date: '1992-07-07' },
    wild: { first_name: '100%', last_name: 'a_b\\', birth_date: '1993-08-08' },
  }
  let ids: Record<string, number>
  beforeAll(async () => {
    const made = await createPeople(contextOf(server), Object.values(people))
    ids = Object.fromEntries(Object.keys(people).map((name, index) => [name, made[index]!]))
  })

  test.each<[string, keyof typeof people, object]>([
    ['as it stands', 'plain', people.plain],
    [
      'in another case and without accents',
      'plain',
      { ...people.plain, first_name: 'ZOE', last_name: 'MULLER-LUDENSCHEIDT' },
    ],
    [
      'by the preferred names of the other',
      'preferred',
      {
        ...people.preferred,
        first_name: 'bob',
        last_name: "O'NEIL",
        pref_first_name: '',
        pref_last_name: '',
      },
    ],
    ['by a mixture', 'preferred', { first_name: 'Bob', last_name: 'Smith', birth_date: '1991-06-06' }],
    [
      'by the own preferred names',
      'preferred',
      {
        first_name: 'X',
        last_name: 'Y',
        pref_first_name: 'Robert',
        pref_last_name: 'Smith',
        birth_date: '1991-06-06',
      },
    ],
    ['of two letters', 'short', people.short],
    ['with signs that mean something to databases', 'wild', people.wild],
  ])('is shown: %s', async (_, name, values) => {
    const { status, body } = await add(form(values))
    expect([status, body.code]).toEqual([409, 'look_alikes'])
    expect(body.details.people).toMatchObject([{ userId: ids[name], birthDate: people[name].birth_date }])
  })

  test.each([
    ['another birth date', { ...people.plain, birth_date: '1990-05-06' }],
    ['no birth date', { ...people.plain, birth_date: '' }],
    ['another first name', { ...people.plain, first_name: 'Zoey' }],
    ['another last name', { ...people.plain, last_name: 'Müller' }],
    ['signs that only mean something to databases', { ...people.wild, first_name: '100x' }],
    ['signs that stand for others', { ...people.wild, last_name: 'axb\\' }],
  ])('is not meant with %s', async (_, values) => {
    expect((await add(form(values))).status).toBe(200)
  })

  test('is accepted, and the new user added beside', async () => {
    const { status } = await add(form(people.plain), { acceptLookAlikes: true })
    expect(status).toBe(200)
    const { body } = await add(form(people.plain))
    expect(body.details.people).toHaveLength(2)
  })
})
