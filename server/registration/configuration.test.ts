import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let admin: Ask
let manager: Ask
let desk: Ask
let systems: Ask

beforeAll(async () => {
  server = await openTestServer()
  await sql`insert into library (institution_id, code, name)
    values (${server.institution.institutionId}, 'MAIN', 'Main')`.execute(server.db)
  admin = (await staffMember(server, 'admin', ['50'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
  systems = (await staffMember(server, 'systems', ['26'])).ask
})
afterAll(() => server.close())

const patron = { role_type: '200', status: 'ACTIVE' }
const none = { recordTypes: [], userGroups: [], jobCategories: [], accountTypes: [] }
const rule = (name: string, chosen: string[], conditions: object = {}) => ({
  name,
  isEnabled: true,
  conditions: { ...none, ...conditions },
  chosen,
})

async function body(answer: ReturnType<Ask>) {
  const response = await answer
  return { status: response.statusCode, ...(response.body ? response.json() : {}) }
}
const problemsOf = async (answer: ReturnType<Ask>) =>
  (await body(answer)).problems.map((one: { field: string; rule: string }) => `${one.field}: ${one.rule}`)

test('a new institution makes everybody but contacts a patron', async () => {
  expect((await body(manager('GET /api/role-profiles'))).items).toEqual([
    { code: 'PATRON', name: 'Patron', roles: [patron] },
  ])
  expect((await body(manager('GET /api/assignment-rules/roles'))).items).toMatchObject([
    { name: 'Default', isEnabled: true, conditions: none, chosen: ['PATRON'] },
  ])
})

test('profiles are added, replaced and deleted; a code is there once', async () => {
  const empty = { code: 'NOBODY', name: 'No roles', roles: [] }
  expect(await body(admin('POST /api/role-profiles', empty))).toMatchObject({ status: 200, ...empty })
  expect((await body(admin('POST /api/role-profiles', empty))).code).toBe('code_taken')
  const changed = { name: 'Guests', roles: [{ ...patron, expiry_days: 10 }] }
  expect(await body(admin('PUT /api/role-profiles/NOBODY', changed))).toMatchObject(changed)
  expect((await body(admin('PUT /api/role-profiles/GONE', changed))).code).toBe('not_found')
  expect((await admin('DELETE /api/role-profiles/NOBODY')).statusCode).toBe(204)
  expect((await body(admin('GET /api/role-profiles'))).items).toHaveLength(1)
  const { rows } = await sql<{ old: object; new: object; actor_name: string }>`
    select old, new, actor_name from settings_history where key = 'role_profile.NOBODY'
    order by settings_history_id`.execute(server.db)
  expect(rows.map(row => [row.old !== null, row.new !== null, row.actor_name])).toEqual([
    [false, true, 'Wilhelmina Quackenbush'],
    [true, true, 'Wilhelmina Quackenbush'],
    [true, false, 'Wilhelmina Quackenbush'],
  ])
})

test('roles of a profile are codes that there are, lack nothing while active, and are there once', async () => {
  const save = (...roles: object[]) =>
    problemsOf(admin('POST /api/role-profiles', { code: 'WRONG', name: 'x', roles }))
  expect(await save({ ...patron, role_type: 'NO' })).toEqual(['roles/0/role_type: unknown_code'])
  expect(await save({ ...patron, scope: 'NO' })).toEqual(['roles/0/scope: unknown_code'])
  expect(await save(patron, { ...patron, scope: 'INSTITUTION' })).toEqual(['roles/1/role_type: repeated'])
  expect(await save({ role_type: '32', status: 'ACTIVE' })).toEqual([
    'roles/0/scope: required',
    'roles/0/parameters: required',
  ])
  const unfinished = { code: 'LATER', name: 'x', roles: [{ role_type: '32', status: 'INACTIVE' }] }
  expect((await body(admin('POST /api/role-profiles', unfinished))).status).toBe(200)
})

test('nobody puts a role into a profile that they may not give; what is there may stay', async () => {
  const mighty = { code: 'MIGHTY', name: 'x', roles: [{ role_type: '50', status: 'ACTIVE' }] }
  expect(await problemsOf(systems('POST /api/role-profiles', mighty))).toEqual([
    'roles/0/role_type: role_not_yours',
  ])
  expect((await body(admin('POST /api/role-profiles', mighty))).status).toBe(200)
  const renamed = { name: 'Renamed', roles: mighty.roles }
  expect((await body(systems('PUT /api/role-profiles/MIGHTY', renamed))).name).toBe('Renamed')
})

test('a profile is not deleted while a rule chooses it or somebody has a role by it', async () => {
  expect(await body(admin('DELETE /api/role-profiles/PATRON'))).toMatchObject({
    code: 'in_use',
    details: { rules: ['Default'], users: 0 },
  })
  await admin('POST /api/role-profiles', { code: 'HELD', name: 'x', roles: [] })
  await createPeople(contextOf(server), [{ 'role/h': { role_type: '200', profile: 'HELD' } }])
  expect(await body(admin('DELETE /api/role-profiles/HELD'))).toMatchObject({
    status: 409,
    details: { rules: [], users: 1 },
  })
})

test('terms of use are added, replaced and deleted, unless a rule chooses them', async () => {
  const terms = {
    code: 'YEAR',
    name: 'One year',
    userRenewal: { kind: 'months', amount: 12 },
    roleRenewal: { kind: 'none' },
  }
  expect(await body(admin('POST /api/registration-terms', terms))).toMatchObject(terms)
  expect((await body(admin('POST /api/registration-terms', terms))).code).toBe('code_taken')
  const { code: _code, ...content } = { ...terms, roleRenewal: { kind: 'date', date: '2027-02-30' } }
  expect(await problemsOf(admin('PUT /api/registration-terms/YEAR', content))).toEqual([
    'roleRenewal: not_a_date',
  ])
  const made = await body(admin('POST /api/assignment-rules/registration', rule('All', ['YEAR'])))
  expect((await body(admin('DELETE /api/registration-terms/YEAR'))).details).toEqual({
    rules: ['All'],
    users: 0,
  })
  expect((await admin(`DELETE /api/assignment-rules/registration/${made.ruleId}`)).statusCode).toBe(204)
  expect((await admin('DELETE /api/registration-terms/YEAR')).statusCode).toBe(204)
})

test('rules have codes that there are, and registration rules one set of terms', async () => {
  const wrong = rule('x', ['NO'], { userGroups: ['NO'], jobCategories: ['NO'] })
  expect(await problemsOf(admin('POST /api/assignment-rules/roles', wrong))).toEqual([
    'conditions/userGroups: unknown_code',
    'conditions/jobCategories: unknown_code',
    'chosen: unknown_code',
  ])
  const two = rule('x', ['A', 'B'])
  expect(await problemsOf(admin('POST /api/assignment-rules/registration', two))).toContain(
    'chosen: too_many',
  )
})

test('a new rule comes in front of the last one that everybody matches; the order is changed as a whole', async () => {
  const students = await body(
    admin('POST /api/assignment-rules/roles', rule('Students', ['PATRON'], { userGroups: ['STUDENT'] })),
  )
  const guests = await body(admin('POST /api/assignment-rules/roles', rule('Guests', ['PATRON'])))
  const names = async () =>
    (await body(admin('GET /api/assignment-rules/roles'))).items.map((one: { name: string }) => one.name)
  expect(await names()).toEqual(['Students', 'Guests', 'Default'])
  const { items } = await body(admin('GET /api/assignment-rules/roles'))
  const ruleIds = items.map((one: { ruleId: number }) => one.ruleId).toReversed()
  expect((await body(admin('PUT /api/assignment-rules/roles/order', { ruleIds }))).status).toBe(200)
  expect(await names()).toEqual(['Default', 'Guests', 'Students'])
  const part = { ruleIds: ruleIds.slice(1) }
  expect((await body(admin('PUT /api/assignment-rules/roles/order', part))).code).toBe('conflict')
  const edited = { ...rule('Renamed', ['PATRON']), isEnabled: false }
  const path = `/api/assignment-rules/roles/${students.ruleId}`
  expect(await body(admin(`PUT ${path}`, edited))).toMatchObject(edited)
  expect((await body(admin(`PUT ${path.replace('roles', 'registration')}`, edited))).code).toBe('not_found')
  for (const one of [students, guests]) await admin(`DELETE /api/assignment-rules/roles/${one.ruleId}`)
  expect(await names()).toEqual(['Default'])
})

test.each([
  ['POST /api/role-profiles', { code: 'X', name: 'x', roles: [] }],
  ['PUT /api/role-profiles/PATRON', { name: 'x', roles: [] }],
  ['DELETE /api/role-profiles/PATRON', undefined],
  [
    'POST /api/registration-terms',
    { code: 'X', name: 'x', userRenewal: { kind: 'none' }, roleRenewal: { kind: 'none' } },
  ],
  [
    'PUT /api/registration-terms/X',
    { name: 'x', userRenewal: { kind: 'none' }, roleRenewal: { kind: 'none' } },
  ],
  ['DELETE /api/registration-terms/X', undefined],
  ['POST /api/assignment-rules/roles', rule('x', ['PATRON'])],
  ['PUT /api/assignment-rules/roles/1', rule('x', ['PATRON'])],
  ['PUT /api/assignment-rules/roles/order', { ruleIds: [1] }],
  ['DELETE /api/assignment-rules/roles/1', undefined],
])('%s is for those who configure, and refuses what it does not know', async (line, payload) => {
  const refused = await body(manager(line, payload))
  expect([refused.status, refused.details]).toEqual([403, { permission: 'configuration.edit' }])
  if (payload) expect((await body(admin(line, { ...payload, more: 1 }))).code).toBe('invalid_input')
})

test.each(['role-profiles', 'registration-terms', 'assignment-rules/roles'])(
  'the desk does not see the %s of the institution',
  async path => {
    expect((await desk(`GET /api/${path}`)).statusCode).toBe(403)
  },
)
