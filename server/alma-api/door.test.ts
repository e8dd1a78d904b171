import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitKey } from '../api-keys/admit-key.ts'
import { call, makeKey } from '../api-keys/testing/keys.ts'
import { countMatching } from '../filters/select-users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { foundInstitution } from '../institutions/found-institution.ts'
import { editUser } from '../users/edit-user.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let administrator: Ask
let all: string
const usersTest = '/almaws/v1/users/operation/test'
const confTest = '/almaws/v1/conf/test'
const areas = { users: 'write', configuration: 'write' }

beforeAll(async () => {
  server = await openTestServer()
  await sql`update institution set time_zone = 'America/Chicago'`.execute(server.db)
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  all = (await makeKey(administrator, { areas })).key
})
afterAll(() => server.close())

const unauthorized = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans">
  <errorsExist>true</errorsExist>
  <errorList>
    <error>
      <errorCode>UNAUTHORIZED</errorCode>
      <errorMessage>API-key not defined or not configured to allow this API.</errorMessage>
    </error>
  </errorList>
</web_service_result>
`
const json = { accept: 'application/json' }
const gatewayError = (errorCode: string, errorMessage: string) => ({
  errorsExist: true,
  errorList: { error: [{ errorCode, errorMessage }] },
})

test.each([
  [`GET ${confTest}`, '<test>GET - OK - institutionCode: INSTITUTION</test>'],
  [`POST ${confTest}`, '<test>POST - OK</test>'],
  ['GET /almaws/v1/analytics/test', '<test>GET - OK - institutionCode: INSTITUTION</test>'],
  [`GET ${usersTest}`, '<test>GET - OK - institutionCode: INSTITUTION</test>'],
  [`POST ${usersTest}`, '<test>POST - OK</test>'],
])('%s says that all is well, in XML even where JSON is asked for', async (line, body) => {
  for (const headers of [{}, json]) {
    const answer = await call(server, line, { key: all, headers })
    expect([answer.statusCode, answer.body]).toEqual([200, body])
    expect(answer.headers['content-type']).toBe('application/xml;charset=UTF-8')
  }
})

test('the key stands in the header or in the query; unknown parameters do no harm', async () => {
  const given = [
    call(server, `GET ${confTest}?apikey=${all}&lang=en&limit=5`),
    call(server, `GET ${confTest}?apikey=wrong`, { key: all }),
    call(server, `GET ${confTest}`, { headers: { authorization: `ApiKey   ${all}` } }),
    call(server, `GET ${confTest}?apikey=${all}`, { headers: { authorization: 'Basic YTpi' } }),
  ]
  expect((await Promise.all(given)).map(answer => answer.statusCode)).toEqual([200, 200, 200, 200])
})

test.each([
  ['no body', {}],
  ['no body but its type', { headers: { 'content-type': 'application/json' } }],
  ['XML', { headers: { 'content-type': 'application/xml' }, payload: '<x/>' }],
  ['broken JSON', { headers: { 'content-type': 'application/json' }, payload: '{' }],
  ['plain text', { headers: { 'content-type': 'text/plain' }, payload: 'x' }],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'x=1' }],
])('the test takes %s', async (_what, options) => {
  expect((await call(server, `POST ${confTest}`, { key: all, ...options })).statusCode).toBe(200)
})

const refusedKeys: [what: string, key: () => Promise<string | undefined>, line?: string][] = [
  ['no key', async () => undefined],
  ['an unknown key', async () => 'A'.repeat(43)],
  ['something that cannot be a key', async () => "l8xx'; drop table api_key"],
  ['a key that is off', async () => (await makeKey(administrator, { areas, isActive: false })).key],
  ['a key for another area', async () => (await makeKey(administrator, { areas: { users: 'write' } })).key],
  [
    'a read-only key that writes',
    async () => (await makeKey(administrator, { areas: { configuration: 'read' } })).key,
    `POST ${confTest}`,
  ],
  [
    'a key of another institution',
    async () => {
      const other = await foundInstitution(server.db, 'OTHER')
      const { key, apiKey } = await makeKey(administrator, { areas })
      await sql`update api_key set institution_id = ${other.institutionId} where api_key_id = ${apiKey.apiKeyId}`.execute(
        server.db,
      )
      const theirs = await openTestServer({ institutionCode: 'OTHER' }, server)
      const answer = await call(theirs, `GET ${confTest}`, { key })
      expect(answer.body).toBe('<test>GET - OK - institutionCode: OTHER</test>')
      await theirs.close()
      return key
    },
  ],
]

test.each(refusedKeys)('%s is refused in XML, whatever is asked for', async (_what, keyOf, line) => {
  const key = await keyOf()
  for (const headers of [{}, json]) {
    const answer = await call(server, line ?? `GET ${confTest}?format=json`, { key, headers })
    expect([answer.statusCode, answer.body]).toEqual([400, unauthorized])
    expect(answer.headers['content-type']).toBe('application/xml;charset=UTF-8')
  }
})

test('a key works to the end of its last day in the time zone of the institution', async () => {
  const { key } = await makeKey(administrator, { areas, expiryDate: '2026-11-25' })
  const statusAt = async (moment: string) => {
    const before = server.clock.now
    server.clock.now = new Date(moment)
    const { statusCode } = await call(server, `GET ${confTest}`, { key })
    server.clock.now = before
    return statusCode
  }
  // Midnight in Chicago is six o'clock in UTC.
  expect(await statusAt('2026-11-26T05:59:00Z')).toBe(200)
  expect(await statusAt('2026-11-26T06:00:00Z')).toBe(400)
})

test('a read-only key reads', async () => {
  const { key } = await makeKey(administrator, { areas: { configuration: 'read' } })
  expect((await call(server, `GET ${confTest}`, { key })).statusCode).toBe(200)
})

test.each([
  ['192.0.2.0/24', '192.0.2.99', 200],
  ['192.0.2.0/24', '192.0.3.1', 403],
  ['2001:db8::/32', '2001:db8::7', 200],
  ['192.0.2.10-192.0.2.12', '192.0.2.13', 403],
])('a key for %s from %s: %d', async (range, remoteAddress, status) => {
  const { key, apiKey } = await makeKey(administrator, { areas, addressRanges: [range] })
  const answer = await call(server, `GET ${confTest}`, { key, remoteAddress, headers: json })
  expect(answer.statusCode).toBe(status)
  if (status === 200) return
  expect(answer.json()).toEqual(gatewayError('FORBIDDEN', 'The API-key may not be used from this address.'))
  const { items } = (await administrator('GET /api/api-keys')).json()
  expect(items.find((one: { apiKeyId: number }) => one.apiKeyId === apiKey.apiKeyId)).not.toHaveProperty(
    'lastUsedAt',
  )
})

test.each([`GET /almaws/v1/nothing`, `DELETE ${confTest}`, 'GET /almaws/v1', 'PUT /almaws/v1/conf/'])(
  '%s is an error of the gateway for those with a key, and nothing for others',
  async line => {
    const answer = await call(server, line, { key: all, headers: json })
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      gatewayError('ROUTING_ERROR', 'There is no such API.'),
    ])
    const inXml = await call(server, line, { key: all })
    expect(inXml.body).toContain('<errorCode>ROUTING_ERROR</errorCode>')
    expect((await call(server, line)).body).toBe(unauthorized)
  },
)

test('a body beyond the limit is refused', async () => {
  const payload = 'x'.repeat(4_000_001)
  const headers = { ...json, 'content-type': 'application/xml' }
  const answer = await call(server, `POST ${confTest}`, { key: all, headers, payload })
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    gatewayError('REQUEST_TOO_LARGE', 'The request is too large.'),
  ])
})

test('what nobody foresaw has an id under which it stands in the log', async () => {
  const { key } = await makeKey(administrator, { areas })
  await sql`alter table api_key rename to api_key_away`.execute(server.db)
  const answer = await call(server, `GET ${confTest}`, { key, headers: json })
  await sql`alter table api_key_away rename to api_key`.execute(server.db)
  const [error] = answer.json().errorList.error
  expect([answer.statusCode, error]).toEqual([
    500,
    {
      errorCode: 'GENERAL_ERROR',
      errorMessage: 'The server could not answer.',
      trackingId: expect.stringMatching(/^E01-\d{10}-[A-Z0-9]{5}-AWAE\d{9}$/),
    },
  ])
  expect(server.logLines.filter(line => line.includes(error.trackingId))).toHaveLength(1)
})

test('every answer has an id and the calls that are left, refusals too, and no cookie', async () => {
  const answers = [
    await call(server, `GET ${confTest}`, { key: all }),
    await call(server, `GET ${confTest}`),
    await call(server, `GET ${confTest}`, { key: 'B'.repeat(43) }),
    await call(server, 'GET /almaws/v1/nothing', { key: all }),
  ]
  const ids = answers.map(({ headers }) => headers['x-request-id'])
  expect(ids.every(id => /^[a-z0-9]{10}$/.test(String(id)))).toBe(true)
  expect(new Set(ids).size).toBe(4)
  const left = answers.map(({ headers }) => Number(headers['x-exl-api-remaining']))
  expect(left).toEqual([left[0], left[0], left[0], left[0]! - 1])
  expect(answers.flatMap(answer => answer.cookies)).toEqual([])
  expect(server.logLines.join()).toContain(`"reqId":"${String(ids[0]).slice(0, 8)}`)
})

test('a session opens nothing here, and a key nothing elsewhere', async () => {
  const { signedIn } = await staffMember(server, 'administrator2', ['50'])
  expect((await call(server, `GET ${confTest}`, signedIn)).body).toBe(unauthorized)
  expect((await call(server, 'GET /api/users', { key: all })).statusCode).toBe(401)
  expect((await call(server, `GET /api/users?apikey=${all}`)).statusCode).toBe(401)
})

test('no key is ever in the log: not from the header, not from the query, not from an error', async () => {
  await call(server, `GET ${confTest}?apikey=${all}`)
  await call(server, `GET ${confTest}`, { key: all })
  await call(server, `GET /almaws/v1/nothing?apikey=${all}`)
  await call(server, `GET /almaws/v2/nothing?apikey=${all}`, { key: all })
  await call(server, `GET /almaws/v1/%?apikey=${all}`, { key: all })
  const lines = server.logLines.join()
  expect(lines).toContain(confTest)
  expect(lines).not.toContain(all)
  expect(lines).not.toMatch(/apikey/i)
})

async function contextOfKey(key: string) {
  const admission = await admitKey(contextOf(server), { key, address: '127.0.0.1' })
  if (!admission.isAdmitted) throw new Error(admission.why)
  return { ...contextOf(server), actor: admission.actor }
}

test('what a program changes stands in the history under the name of its key, as a change by API', async () => {
  const { key, apiKey } = await makeKey(administrator, { name: 'Campus card', areas: { users: 'write' } })
  const [userId = 0] = await createPeople(contextOf(server), [{ last_name: 'Before' }])
  const values = { last_name: 'After' }
  await editUser(await contextOfKey(key), { userId, revision: 1, values })
  const { items } = (await administrator(`GET /api/users/${userId}/history?source=api`)).json()
  expect(items).toMatchObject([{ actor: 'Campus card', source: 'api', changes: [{ new: 'After' }] }])
  const { rows } =
    await sql`select actor_kind, actor_id from change_set where actor_name = 'Campus card'`.execute(server.db)
  expect(rows).toEqual([{ actor_kind: 'key', actor_id: String(apiKey.apiKeyId) }])
})

test('a program may do what its areas allow, and sees no private set', async () => {
  const { key } = await makeKey(administrator, { areas: { users: 'read' } })
  const ctx = await contextOfKey(key)
  await expect(editUser(ctx, { userId: 1, revision: 1, values: {} })).rejects.toThrow('forbidden')
  const setWith = async (isPrivate: boolean) => {
    const { rows } = await sql<{ set_id: number }>`
      insert into user_set (institution_id, name, kind, origin, is_private, created_by, created_at, updated_at)
      values (${server.institution.institutionId}, ${`Set ${isPrivate}`}, 'itemised', 'UI', ${isPrivate}, 'x', now(), now())
      returning set_id`.execute(server.db)
    return rows[0]!.set_id
  }
  expect(await countMatching(ctx, { set: await setWith(false) })).toBe(0)
  await expect(countMatching(ctx, { set: await setWith(true) })).rejects.toThrow('not_found')
})
