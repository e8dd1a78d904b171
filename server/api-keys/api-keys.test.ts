import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiKey } from '../../contract/api-keys.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { permissionsIn } from './permissions-of-areas.ts'
import { aDraft, call, makeKey } from './testing/keys.ts'

let server: TestServer
let administrator: Ask
let system: Ask
let manager: Ask
let desk: Ask
beforeAll(async () => {
  server = await openTestServer()
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  system = (await staffMember(server, 'system', ['26'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

const list = async (ask: Ask = administrator): Promise<ApiKey[]> =>
  (await ask('GET /api/api-keys')).json().items
const listed = async (apiKeyId: number) => (await list()).find(one => one.apiKeyId === apiKeyId)
const isTaken = async (key: string) =>
  (await call(server, 'GET /almaws/v1/users/operation/test', { key })).statusCode === 200

test('a key is told once, and kept as a hash only', async () => {
  const answer = await system('POST /api/api-keys', {
    ...aDraft,
    addressRanges: [' 192.0.2.0/24 ', ''],
    expiryDate: '2026-12-31',
  })
  const { key, apiKey } = answer.json()
  expect(key).toMatch(/^[\w-]{43}$/)
  expect(apiKey).toEqual({
    ...aDraft,
    apiKeyId: apiKey.apiKeyId,
    addressRanges: ['192.0.2.0/24'],
    expiryDate: '2026-12-31',
    hint: key.slice(-4),
    state: 'active',
    createdBy: 'Wilhelmina Quackenbush',
    createdAt: '2026-11-20T15:00:00.000Z',
  })
  expect(await list(manager)).toContainEqual(apiKey)
  const { rows } = await sql<{ row: object; is_hash: boolean }>`
    select to_jsonb(k) as row, key_hash = sha256(convert_to(${key}, 'UTF8')) as is_hash from api_key k
    where api_key_id = ${apiKey.apiKeyId}`.execute(server.db)
  expect(rows[0]!.is_hash).toBe(true)
  const { rows: history } = await sql`select * from settings_history`.execute(server.db)
  for (const told of [rows, history, await list(), server.logLines])
    expect(JSON.stringify(told)).not.toContain(key)
})

test('what a key is good for can be changed, and the key stays', async () => {
  const { apiKey, key } = await makeKey(system)
  const name = `Renamed ${apiKey.apiKeyId}`
  const edited = await system(`PUT /api/api-keys/${apiKey.apiKeyId}`, { ...aDraft, name, isActive: false })
  expect(edited.json()).toEqual({ ...apiKey, name, isActive: false, state: 'off' })
  expect(await isTaken(key)).toBe(false)
  await system(`PUT /api/api-keys/${apiKey.apiKeyId}`, { ...aDraft, name })
  expect(await isTaken(key)).toBe(true)
})

test('a replaced key ends at once, and the new one begins unused', async () => {
  const { apiKey, key: old } = await makeKey(system)
  expect(await isTaken(old)).toBe(true)
  expect(await listed(apiKey.apiKeyId)).toHaveProperty('lastUsedAt')
  const { key, apiKey: replaced } = (await system(`POST /api/api-keys/${apiKey.apiKeyId}/key`)).json()
  expect(key).not.toBe(old)
  expect(replaced).toEqual({ ...apiKey, hint: key.slice(-4) })
  expect([await isTaken(old), await isTaken(key)]).toEqual([false, true])
})

test('a deleted key ends at once', async () => {
  const { apiKey, key } = await makeKey(system)
  expect(await isTaken(key)).toBe(true)
  expect((await system(`DELETE /api/api-keys/${apiKey.apiKeyId}`)).statusCode).toBe(204)
  expect(await isTaken(key)).toBe(false)
  expect(await listed(apiKey.apiKeyId)).toBeUndefined()
})

test('the list says when and from where a key was last used, written once a minute', async () => {
  const { apiKey, key } = await makeKey(system)
  const use = async (remoteAddress: string) => {
    await call(server, 'GET /almaws/v1/users/operation/test', { key, remoteAddress })
    const { lastUsedAt, lastUsedFrom } = (await listed(apiKey.apiKeyId))!
    return { lastUsedAt, lastUsedFrom }
  }
  const first = await use('192.0.2.7')
  expect(first).toEqual({ lastUsedAt: server.clock.now.toISOString(), lastUsedFrom: '192.0.2.7' })
  expect(await use('192.0.2.8')).toEqual(first)
  server.clock.now = new Date(server.clock.now.getTime() + 60_000)
  expect(await use('192.0.2.9')).toEqual({
    lastUsedAt: server.clock.now.toISOString(),
    lastUsedFrom: '192.0.2.9',
  })
})

test('calls at the same moment write the use of a key once', async () => {
  const { apiKey, key } = await makeKey(system)
  await sql`create table noted (at timestamptz)`.execute(server.db)
  await sql`create function note() returns trigger language plpgsql as
    'begin insert into noted values (new.last_used_at); return new; end'`.execute(server.db)
  await sql`create trigger note after update on api_key for each row
    execute function note()`.execute(server.db)
  await Promise.all(Array.from({ length: 10 }, () => isTaken(key)))
  const { rows } = await sql`select from noted`.execute(server.db)
  await sql`drop table noted cascade`.execute(server.db)
  await sql`drop function note cascade`.execute(server.db)
  expect(rows).toHaveLength(1)
  expect(await listed(apiKey.apiKeyId)).toHaveProperty('lastUsedAt')
})

test('who changed what of a key is in the history of the settings; what stayed leaves no trace', async () => {
  const { apiKey } = await makeKey(system)
  const { apiKeyId, name } = apiKey
  const edit = () => system(`PUT /api/api-keys/${apiKeyId}`, { ...aDraft, name, areas: { users: 'write' } })
  await edit()
  await edit()
  await system(`POST /api/api-keys/${apiKeyId}/key`)
  const { hint } = (await listed(apiKeyId))!
  await system(`DELETE /api/api-keys/${apiKeyId}`)
  const { items } = (await manager(`GET /api/settings/history?key=apiKey.${apiKeyId}`)).json()
  const told = { name, description: 'Ask Ada', addressRanges: [], isActive: true, hint: apiKey.hint }
  const read = { ...told, areas: { users: 'read' } }
  const write = { ...told, areas: { users: 'write' } }
  expect(items.map((one: { old?: object; new?: object }) => [one.old, one.new])).toEqual([
    [{ ...write, hint }, undefined],
    [write, { ...write, hint }],
    [read, write],
    [undefined, read],
  ])
  expect(items[0].by).toBe('Wilhelmina Quackenbush')
})

test.each<[string, object, string, string, string?]>([
  ['no name', { name: '  ' }, 'name', 'required'],
  ['the name of another key', { name: 'TAKEN' }, 'name', 'taken'],
  ['no area', { areas: {} }, 'areas', 'one_needed'],
  [
    'an address that is none',
    { addressRanges: ['192.0.2.1', '192.0.2.0/40'] },
    'addressRanges',
    'not_an_ip_range',
    '192.0.2.0/40',
  ],
  ['a day that is none', { expiryDate: '2026-02-30' }, 'expiryDate', 'not_a_date'],
  ['a day that has passed', { expiryDate: '2026-11-19' }, 'expiryDate', 'date_in_past'],
])('a key with %s is refused at its field', async (_what, change, field, rule, limit) => {
  if (!(await list()).some(one => one.name === 'Taken')) await makeKey(system, { name: 'Taken' })
  const { apiKey } = await makeKey(system)
  const problem = { field, rule, ...(limit === undefined ? {} : { limit }) }
  for (const line of ['POST /api/api-keys', `PUT /api/api-keys/${apiKey.apiKeyId}`]) {
    const answer = await system(line, { ...aDraft, name: 'Free', ...change })
    expect([answer.statusCode, answer.json().problems]).toEqual([422, [problem]])
  }
})

test('a key keeps its own name, and a day that has passed meanwhile', async () => {
  const { apiKey } = await makeKey(system, { expiryDate: '2026-11-21' })
  const before = server.clock.now
  server.clock.now = new Date('2026-11-22T12:00:00Z')
  const { rows } = await sql`update session set expires_at = '2026-12-31' returning 1`.execute(server.db)
  expect(rows.length).toBeGreaterThan(0)
  const draft = { ...aDraft, name: apiKey.name, expiryDate: '2026-11-21', description: 'Over' }
  const answer = await system(`PUT /api/api-keys/${apiKey.apiKeyId}`, draft)
  expect(answer.json()).toMatchObject({ description: 'Over', state: 'expired' })
  server.clock.now = before
})

test.each([
  { ...aDraft, areas: { users: 'all' } },
  { ...aDraft, areas: { bibs: 'read' } },
  { ...aDraft, key: 'mine' },
  { name: 'x' },
])('%j is no key', async draft => {
  expect((await system('POST /api/api-keys', draft)).json().code).toBe('invalid_input')
})

test('those who configure make keys; others see them, or not even that', async () => {
  const { apiKey } = await makeKey(administrator)
  const lines: [string, object?][] = [
    ['POST /api/api-keys', { ...aDraft, name: 'Other' }],
    [`PUT /api/api-keys/${apiKey.apiKeyId}`, aDraft],
    [`POST /api/api-keys/${apiKey.apiKeyId}/key`],
    [`DELETE /api/api-keys/${apiKey.apiKeyId}`],
  ]
  for (const [line, body] of lines) expect((await manager(line, body)).statusCode, line).toBe(403)
  expect((await manager('GET /api/api-keys')).statusCode).toBe(200)
  expect((await desk('GET /api/api-keys')).statusCode).toBe(403)
  for (const line of ['PUT /api/api-keys/999999', 'POST /api/api-keys/999999/key'])
    expect((await system(line, line.startsWith('PUT') ? aDraft : undefined)).statusCode, line).toBe(404)
  expect((await system('DELETE /api/api-keys/999999')).statusCode).toBe(404)
})

test('two people who give the same name at once: one of them is told', async () => {
  const draft = { ...aDraft, name: 'At once' }
  const answers = await Promise.all([
    administrator('POST /api/api-keys', draft),
    system('POST /api/api-keys', draft),
  ])
  expect(answers.map(answer => answer.statusCode).toSorted()).not.toEqual([200, 200])
  expect((await list()).filter(one => one.name === 'At once')).toHaveLength(1)
})

test.each([
  [{ users: 'read' }, ['users.view'], ['users.edit', 'configuration.view', 'users.history']],
  [{ users: 'write' }, ['users.view', 'users.edit', 'fees.pay'], ['configuration.view', 'session.own']],
  [{ configuration: 'read' }, ['configuration.view'], ['configuration.edit', 'users.view']],
  [{ users: 'read', configuration: 'write' }, ['users.view', 'configuration.edit'], ['users.edit']],
] as const)('areas %j allow %j and not %j', (areas, allowed, refused) => {
  const permissions = permissionsIn(areas)
  expect(allowed.filter(one => !permissions.has(one))).toEqual([])
  expect(refused.filter(one => permissions.has(one))).toEqual([])
})
