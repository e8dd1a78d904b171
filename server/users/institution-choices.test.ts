import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask
let userId: number

beforeAll(async () => {
  server = await openTestServer()
  await sql`insert into library (institution_id, code, name, is_resource_sharing)
    select ${server.institution.institutionId}, code, code, code = 'MAIN' from unnest(array['MAIN', 'LAW']) code`.execute(
    server.db,
  )
  ask = (await staffMember(server, 'admin', ['50'])).ask
  const person = { first_name: 'Ada', middle_name: 'King', last_name: 'Noel', pref_first_name: 'Adi' }
  ;[userId] = (await createPeople(contextOf(server), [
    person,
    { first_name: 'Zoe', last_name: 'Abel', rs_libraries: ['LAW'] },
  ])) as [number]
})
afterAll(() => server.close())

const settings = async (values: object) => (await ask('PATCH /api/settings', { values })).json()
const configuration = async () => (await ask('GET /api/configuration')).json()

async function edit(values: object, id = userId) {
  const { revision } = (await ask(`GET /api/users/${id}`)).json()
  return (await ask(`PATCH /api/users/${id}`, { revision, values })).json()
}

describe('resource sharing libraries', () => {
  test('are those that are ones; others stay where they are, and are not given', async () => {
    expect((await edit({ rs_libraries: ['LAW'] })).problems).toEqual([
      { field: 'rs_libraries', rule: 'unknown_code' },
    ])
    expect((await edit({ rs_libraries: ['MAIN'] })).values.rs_libraries).toEqual(['MAIN'])
    expect((await edit({ purchase_request_libraries: ['LAW'] })).problems).toBeUndefined()
    const kept = await edit({ job_description: 'x' }, userId + 1)
    expect(kept.values).toMatchObject({ rs_libraries: ['LAW'], job_description: 'x' })
    const { codeTables } = await configuration()
    expect(codeTables.ResourceSharingLibraries).toMatchObject([
      { code: 'LAW', isEnabled: false },
      { code: 'MAIN', isEnabled: true },
    ])
  })

  test('of users without one are told by ill_item_creation_lib_code', async () => {
    expect((await configuration()).defaultResourceSharingLibrary).toBeUndefined()
    const refused = await settings({ resourceSharingLibrary: 'LAW' })
    expect(refused.problems).toMatchObject([{ field: 'resourceSharingLibrary', rule: 'one_of' }])
    await settings({ resourceSharingLibrary: 'MAIN' })
    expect((await configuration()).defaultResourceSharingLibrary).toBe('MAIN')
  })
})

test.each([
  ['cataloger_level', 'catalogingPermissions', '00'],
  ['rs_authorized', 'resourceSharingAuthorization', true],
])('the field %s is there only if the setting %s is on', async (field, key, value) => {
  const isThere = async () =>
    (await configuration()).fields.some((one: { name: string }) => one.name === field)
  await settings({ [key]: true })
  expect(await isThere()).toBe(true)
  expect((await edit({ [field]: value })).values[field]).toEqual(value)
  await settings({ [key]: false })
  expect(await isThere()).toBe(false)
  expect((await edit({ [field]: null })).problems).toEqual([{ field, rule: 'unknown_field' }])
})

test.each([
  ['lastFirst', 'Noel, Adi'],
  ['lastFirstMiddle', 'Noel, Adi King'],
  ['firstLast', 'Adi Noel'],
  ['firstMiddleLast', 'Adi King Noel'],
])('with %s a name is shown as %s, and sorted by the last name', async (nameDisplay, name) => {
  await settings({ nameDisplay })
  expect((await ask(`GET /api/users/${userId}`)).json().name).toBe(name)
  expect((await ask(`GET /api/users/names?ids=${userId}`)).json().items).toMatchObject([{ name }])
  const { items } = (await ask('GET /api/users?tab=PUBLIC&sort=name')).json()
  expect(items.map((one: { userId: number }) => one.userId)).toEqual([userId + 1, userId])
  expect(items[1].name).toBe(name)
})
