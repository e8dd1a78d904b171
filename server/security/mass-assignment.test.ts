import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldNamed } from '../fields/catalogue.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf } from './testing/endpoints.ts'

// A request says what its endpoint declares, and nothing that only the program may say.

let server: TestServer
let administrator: Ask
let desk: Ask
let signedIn: SignedIn
let userId: number

beforeAll(async () => {
  server = await openTestServer()
  const member = await staffMember(server, 'administrator', allRoles)
  administrator = member.ask
  signedIn = member.signedIn
  desk = (await staffMember(server, 'desk', ['32'])).ask
  userId = (await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'Lovelace' }]))[0]!
})
afterAll(() => server.close())

type Schema = {
  type?: unknown
  properties?: object
  additionalProperties?: unknown
  patternProperties?: unknown
}

/** Places of a schema where an object may have whatever somebody adds. */
function openObjects(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, properties, additionalProperties, patternProperties } = schema as Schema
  const isOpen = type === 'object' && properties && !patternProperties && additionalProperties !== false
  const inner = Object.entries(schema).flatMap(([name, value]) => openObjects(value, `${path}/${name}`))
  return isOpen ? [path, ...inner] : inner
}

test('no object that a request may carry takes names that it does not declare, at any depth', () => {
  // What a provider adds to the address of a return is its own affair.
  const open = endpointsOf(server, one => !one.redirect || one.method !== 'GET').flatMap(
    ({ endpoint, line }) =>
      [endpoint.body, endpoint.query, endpoint.params].flatMap(schema => openObjects(schema, line)),
  )
  expect(open).toEqual([])
})

test('every endpoint refuses a body with a name that it does not know, and a query', async () => {
  const unknown = { field: 'isAdministrator', rule: 'unknown_field' }
  const asked = endpointsOf(
    server,
    one => one.method !== 'GET' && !one.upload && !one.foreignForm && !one.redirect,
  )
  for (const { endpoint, line } of asked) {
    const { statusCode, body } = await request(server, line, {
      ...signedIn,
      payload: { isAdministrator: true },
    })
    const { problems } = JSON.parse(body)
    expect([line, statusCode]).toEqual([line, 422])
    expect(problems).toContainEqual(endpoint.body ? unknown : { field: '', rule: 'unknown_field' })
  }
  for (const { line } of endpointsOf(server, one => !one.redirect)) {
    const { statusCode } = await request(server, `${line}?isAdministrator=true`, signedIn)
    expect([line, statusCode === 422 || statusCode === 415]).toEqual([line, true])
  }
})

/** Columns of a user that no field of the catalogue lets anybody edit. */
async function internalColumns(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_name = 'user_account' and table_schema = current_schema()`.execute(server.db)
  return rows
    .map(row => row.name)
    .filter(name => {
      const field = fieldNamed(name)
      return !field || field.readOnly || field.section === 'internal'
    })
}

const rowOf = async () =>
  (
    await sql<Record<string, unknown>>`select * from user_account where user_id = ${userId}`.execute(
      server.db,
    )
  ).rows[0]

describe('columns that only the program writes', () => {
  test('are none that an edit of a record can name', async () => {
    const names = await internalColumns()
    expect(names).toEqual(
      expect.arrayContaining([
        'institution_id',
        'user_id',
        'revision',
        'created_by',
        'search_text',
        'contact',
      ]),
    )
    const before = await rowOf()
    for (const name of [...names, 'password_hash', 'roles', '__proto__', 'constructor']) {
      for (const value of ['x', 1, true, null, { a: 1 }]) {
        const { revision } = (await rowOf()) as { revision: number }
        const values = JSON.parse(`{"${name}": ${JSON.stringify(value)}}`)
        const { statusCode } = await administrator(`PATCH /api/users/${userId}`, { revision, values })
        expect([name, value, statusCode === 422 || value === null]).toEqual([name, value, true])
      }
    }
    expect(await rowOf()).toEqual(before)
  })

  test('nor a new record, nor an update of many', async () => {
    for (const name of await internalColumns()) {
      const values = {
        primary_id: `new-${name}`,
        first_name: 'A',
        last_name: 'B',
        user_group: 'STAFF',
        [name]: 'x',
      }
      const added = await administrator('POST /api/users', { recordType: 'STAFF', values })
      expect([name, added.statusCode]).toEqual([name, 422])
      const changes = [{ field: name, value: 'x', condition: 'always' }]
      const population = { field: 'primary_id', op: 'eq', value: 'x' }
      const updated = await administrator('POST /api/tasks/update-users', { name: 'x', population, changes })
      expect([name, updated.statusCode]).toEqual([name, 422])
    }
  })
})

describe('roles', () => {
  test('are given and taken by nobody without the right, in an edit or with a new user', async () => {
    const { revision } = (await rowOf()) as { revision: number }
    const role = { role_type: '50', status: 'ACTIVE' }
    for (const path of ['role/a', 'role/', 'role/a/b', 'Role/a', 'role/__proto__']) {
      const answer = await desk(`PATCH /api/users/${userId}`, { revision, values: { [path]: role } })
      expect([path, [403, 422].includes(answer.statusCode)]).toEqual([path, true])
    }
    const { rows } = await sql`select from user_role where user_id = ${userId}`.execute(server.db)
    expect(rows).toEqual([])
  })

  test('nobody names their own: one’s own details are closed', async () => {
    const patron = (await staffMember(server, 'patron', ['200'])).ask
    for (const [line, body] of [
      ['PUT /api/session/address', { line1: 'A', types: ['home'] }],
      ['PUT /api/session/phone', { number: '1', types: ['home'] }],
      ['PUT /api/session/email', { address: 'a@example.edu', types: ['personal'] }],
      ['PATCH /api/account', { allowsSimulation: true }],
    ] as const)
      for (const name of ['role/a', 'roles', 'userId', 'preferred_sms', 'external', 'institution_id'])
        expect([line, (await patron(line, { ...body, [name]: '50' })).statusCode]).toEqual([line, 422])
  })
})
