import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let admin: Ask
let desk: Ask
let manager: Ask
let viewer: Ask

beforeAll(async () => {
  server = await openTestServer()
  admin = (await staffMember(server, 'admin', ['50'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

let count = 0
const form = (values: object = {}) => ({
  primary_id: `reg${++count}`,
  first_name: 'Ada',
  last_name: 'Lovelace',
  user_group: 'STUDENT',
  'email/a': { address: 'ada@example.org', types: ['work'], preferred: true },
  ...values,
})

async function register(values: object, more: object = {}, ask = desk) {
  const response = await ask('POST /api/users/register', { recordType: 'PUBLIC', values, ...more })
  return { status: response.statusCode, body: response.json() }
}

const none = { recordTypes: [], userGroups: [], jobCategories: [], accountTypes: [] }
const makeRule = (kind: string, chosen: string[], conditions: object = {}) =>
  admin(`POST /api/assignment-rules/${kind}`, {
    name: chosen.join(),
    isEnabled: true,
    conditions: { ...none, ...conditions },
    chosen,
  })

test('the desk registers a patron, with the Patron role and nothing else that the rules give', async () => {
  const staffRoles = { code: 'AIDE', name: 'Aide', roles: [{ role_type: '38', status: 'ACTIVE' }] }
  await admin('POST /api/role-profiles', staffRoles)
  await makeRule('roles', ['AIDE', 'PATRON'], { jobCategories: ['CIRC_DESK'] })
  const { status, body } = await register(form({ job_category: 'CIRC_DESK' }))
  expect([status, body.values.account_type, body.values.status]).toEqual([200, 'INTERNAL', 'ACTIVE'])
  expect(body.segments.role).toMatchObject([{ values: { role_type: '200', profile: 'PATRON' } }])
  const byManager = await register(form({ job_category: 'CIRC_DESK' }), {}, manager)
  expect(byManager.body.segments.role).toMatchObject([{ values: { role_type: '200' } }])
  const added = await manager('POST /api/users', {
    recordType: 'STAFF',
    values: form({ job_category: 'CIRC_DESK', user_group: 'STAFF' }),
  })
  const types = added
    .json()
    .segments.role.map((one: { values: { role_type: string } }) => one.values.role_type)
  expect(types.toSorted()).toEqual(['200', '38'])
})

test('a rule gives nobody what the person who adds the user may not give', async () => {
  const mighty = { code: 'MIGHTY', name: 'x', roles: [{ role_type: '50', status: 'ACTIVE' }] }
  await admin('POST /api/role-profiles', mighty)
  await makeRule('roles', ['MIGHTY', 'PATRON'], { jobCategories: ['SYSTEMS'] })
  const add = async (ask: Ask) => {
    const values = form({ job_category: 'SYSTEMS', user_group: 'STAFF' })
    const { segments } = (await ask('POST /api/users', { recordType: 'STAFF', values })).json()
    return segments.role.map((one: { values: { role_type: string } }) => one.values.role_type).toSorted()
  }
  expect([await add(admin), await add(manager)]).toEqual([['200', '50'], ['200']])
})

test('registering is for those at the desk and those who add users', async () => {
  const refused = await register(form(), {}, viewer)
  expect([refused.status, refused.body.details]).toEqual([403, { permission: 'users.register' }])
  expect((await register(form(), {}, manager)).status).toBe(200)
})

test('what is wrong is told, as for every new user; contacts are not registered', async () => {
  expect((await register({ primary_id: 'half' })).body.problems).toContainEqual({
    field: 'last_name',
    rule: 'required',
  })
  expect((await register(form(), { recordType: 'CONTACT' })).body.code).toBe('invalid_input')
  expect((await register(form({ 'role/x': { role_type: '50' } }))).body.details).toEqual({
    permission: 'users.edit_roles',
  })
})

test('who looks the same is named first, and registered when that is accepted', async () => {
  const twin = () => form({ last_name: 'Twin', birth_date: '2001-01-01' })
  await register(twin())
  expect((await register(twin())).body.code).toBe('look_alikes')
  expect((await register(twin(), { acceptLookAlikes: true })).status).toBe(200)
})

describe('terms of use', () => {
  beforeAll(async () => {
    const terms = (code: string, userRenewal: object, roleRenewal: object) =>
      admin('POST /api/registration-terms', { code, name: code, userRenewal, roleRenewal })
    await terms('YEAR', { kind: 'months', amount: 12 }, { kind: 'days', amount: 30 })
    await terms('OPEN', { kind: 'none' }, { kind: 'none' })
    await makeRule('registration', ['OPEN'], { userGroups: ['FACULTY'] })
    await makeRule('registration', ['YEAR'])
  })
  const datesOf = ({ body }: Awaited<ReturnType<typeof register>>) => [
    body.values.expiry_date,
    body.segments.role[0].values.expiry_date,
  ]

  test('are shown before anything is saved', async () => {
    const read = async (query: string) =>
      (await desk(`GET /api/registration/terms?recordType=PUBLIC&${query}`)).json().terms
    expect(await read('userGroup=STUDENT')).toEqual({
      code: 'YEAR',
      name: 'YEAR',
      expiryDate: '2027-11-20',
      roleExpiryDate: '2026-12-20',
    })
    expect(await read('userGroup=FACULTY')).toEqual({ code: 'OPEN', name: 'OPEN' })
    expect((await viewer('GET /api/registration/terms?recordType=PUBLIC')).statusCode).toBe(403)
    expect((await desk('GET /api/registration/terms?recordType=CONTACT')).statusCode).toBe(422)
  })

  test('give account and Patron role their end, by user group', async () => {
    expect(datesOf(await register(form()))).toEqual(['2027-11-20', '2026-12-20'])
    expect(datesOf(await register(form({ user_group: 'FACULTY' })))).toEqual([undefined, undefined])
  })

  test('give way to what the desk enters, none included', async () => {
    const other = await register(form({ expiry_date: '2026-12-01' }), { roleExpiryDate: '2026-12-02' })
    expect(datesOf(other)).toEqual(['2026-12-01', '2026-12-02'])
    expect(datesOf(await register(form({ expiry_date: null }), { roleExpiryDate: null }))).toEqual([
      undefined,
      undefined,
    ])
  })

  test.each([
    ['2026-11-19', 'date_in_past'],
    ['2026-02-30', 'not_a_date'],
  ])('do not end the role on %s: %s', async (roleExpiryDate, rule) => {
    expect((await register(form(), { roleExpiryDate })).body.problems).toEqual([
      { field: 'roleExpiryDate', rule },
    ])
  })
})

describe('a patron with an institutional record', () => {
  test('gets an external account, which the next load may take over', async () => {
    const values = form({ 'identifier/a': { id_type: 'BARCODE', value: 'inst-1' } })
    const { body } = await register(values, { hasInstitutionalRecord: true })
    expect(body.values).toMatchObject({ account_type: 'EXTERNAL', external_id: 'SIS_temp' })
    expect(body.segments.identifier).toMatchObject([{ values: { external: true } }])
  })

  test('has an identifier by which the student system knows people', async () => {
    await admin('PATCH /api/settings', { values: { institutionalIdentifierType: 'UNIV_ID' } })
    const { status, body } = await register(form(), { hasInstitutionalRecord: true })
    expect([status, body.problems]).toEqual([
      422,
      [{ field: 'identifier', rule: 'institutional_needed', limit: 'UNIV_ID' }],
    ])
    const values = form({ 'identifier/a': { id_type: 'UNIV_ID', value: 'inst-2' } })
    expect((await register(values, { hasInstitutionalRecord: true })).status).toBe(200)
    await admin('PATCH /api/settings', { values: { institutionalIdentifierType: null } })
  })
})

describe('a fulfillment proxy', () => {
  test('is made with the new user, in both forms, and in no other way', async () => {
    const sponsor = (await register(form())).body
    const proxy = { values: { patron_id: sponsor.userId, fulfillment: true } }
    const made = await register(form(), { fulfillmentProxyFor: sponsor.userId })
    expect(made.body.segments.proxy).toMatchObject([proxy])
    const values = form()
    const added = await manager('POST /api/users', {
      recordType: 'PUBLIC',
      values,
      fulfillmentProxyFor: sponsor.userId,
    })
    expect(added.json().segments.proxy).toMatchObject([proxy])
    const plain = await register(form({ 'proxy/a': { patron_id: sponsor.userId } }))
    expect(plain.body.segments.proxy[0].values.fulfillment).not.toBe(true)
  })

  test('has a sponsor with the Patron role', async () => {
    const [nobody] = await createPeople(contextOf(server), [{}])
    const { body } = await register(form(), { fulfillmentProxyFor: nobody })
    expect(body.problems).toEqual([{ field: 'proxy/sponsor/patron_id', rule: 'not_a_patron' }])
  })
})

describe('somebody of another institution', () => {
  let personId: number
  const settings = (values: object) => admin('PATCH /api/settings', { values })
  const consent = (codes: string[]) =>
    sql`update institution set settings = ${JSON.stringify({ partnerInstitutions: codes })}::jsonb
      where code = 'SECOND'`.execute(server.db)
  const find = async (q: string) => (await desk(`GET /api/registration/elsewhere?q=${q}`)).json().items

  beforeAll(async () => {
    const ctx = contextOf(server, await foundSecond(server))
    const person = {
      primary_id: 'grace-away',
      first_name: 'Grace',
      last_name: 'Hopper',
      expiry_date: '2027-05-31',
      user_group: 'THEIRS',
      'email/e': { address: 'grace@away.example', types: ['work'], preferred: true, external: true },
      'identifier/b': { id_type: 'BARCODE', value: 'away-77' },
      'note/n': { note_type: 'OTHER', text: 'secret' },
    }
    const inactive = { first_name: 'Grace', last_name: 'Hopper', status: 'INACTIVE' }
    ;[personId] = (await createPeople(ctx, [person, inactive])) as [number]
  })
  beforeEach(async () => {
    await settings({ partnerInstitutions: ['SECOND'], linkedUserGroup: 'GUEST' })
    await consent(['INSTITUTION'])
  })

  test('is found by the whole of an identifier, e-mail or name, while active', async () => {
    const found = [{ userId: personId, name: 'Hopper, Grace', email: 'grace@away.example' }]
    for (const q of ['GRACE-away', 'away-77', 'grace@away.example', 'grace hopper', 'Hopper, Grace'])
      expect([q, await find(encodeURIComponent(q))]).toMatchObject([q, found])
    for (const q of ['grace', 'hop', 'away', 'grace@away']) expect(await find(q)).toEqual([])
  })

  test('is found only where both institutions name each other', async () => {
    const partners = async () => (await desk('GET /api/registration/partners')).json().items
    expect(await partners()).toEqual([{ code: 'SECOND', name: 'Second' }])
    await consent([])
    expect([await partners(), await find('away-77')]).toEqual([[], []])
    await consent(['INSTITUTION'])
    await settings({ partnerInstitutions: null })
    expect([await partners(), await find('away-77')]).toEqual([[], []])
    expect((await desk(`GET /api/registration/elsewhere/SECOND/${personId}`)).statusCode).toBe(404)
    expect((await viewer('GET /api/registration/partners')).statusCode).toBe(403)
    expect((await viewer('GET /api/registration/elsewhere?q=ab')).statusCode).toBe(403)
    expect((await desk('GET /api/registration/elsewhere?q=a')).statusCode).toBe(422)
  })

  test('is copied with names and contact, by our rules; identifiers and notes stay there', async () => {
    const path = `/api/registration/elsewhere/SECOND/${personId}`
    expect((await viewer(`GET ${path}`)).statusCode).toBe(403)
    expect((await desk(`GET ${path}`)).json().values).toEqual({
      first_name: 'Grace',
      last_name: 'Hopper',
      user_group: 'GUEST',
      expiry_date: '2027-05-31',
      'email/e': { address: 'grace@away.example', types: ['work'], preferred: true },
    })
    await settings({ linkedUserGroup: null, linkedTakesExpiryDate: false })
    const { values } = (await desk(`GET ${path}`)).json()
    expect([values.user_group, values.expiry_date]).toEqual([undefined, undefined])
    await settings({ linkedTakesExpiryDate: null })
  })

  test('becomes a linked account that knows its source', async () => {
    const linkedTo = { institution: 'SECOND', userId: personId }
    const { body } = await register(form(), { linkedTo })
    expect(body.values).toMatchObject({
      source_institution_code: 'SECOND',
      source_link_id: String(personId),
    })
    const wrong = await register(form(), { linkedTo: { ...linkedTo, userId: 999_999 } })
    expect([wrong.status, wrong.body.code]).toEqual([404, 'not_found'])
  })
})
