import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Json, Patch } from '../fields/document.ts'
import { openTestServer, request, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let desk: Ask
beforeAll(async () => {
  server = await openTestServer()
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

const address = (line1: string, values: Record<string, Json> = {}) => ({
  ...{ line1, types: ['home'], preferred: false, external: false },
  ...values,
})

let count = 0
/** Somebody without any role but Patron, with these elements. */
async function patron(elements: Patch): Promise<{ ask: Ask; userId: number }> {
  const member = await staffMember(server, `patron${++count}`, ['200'])
  const ctx = contextOf(server)
  const patches = patchRelation([{ userId: member.userId, patch: elements }])
  await writePatches(ctx, await openChangeSet(ctx, { source: 'system' }), patches)
  return member
}

async function addressesOf(userId: number) {
  const { segments } = (await desk(`GET /api/users/${userId}`)).json<UserRecord>()
  return segments['address']!.map(one => one.values)
}

const move = async (ask: Ask, body: object) => (await ask('PUT /api/session/address', body)).statusCode

test('a preferred internal address is changed where it stands; the others stay', async () => {
  const { ask, userId } = await patron({
    'address/mine': address('Old 1', {
      line2: 'c/o Ma',
      city: 'Here',
      preferred: true,
      types: ['work'],
      note: 'bell',
      created_by: 'Somebody',
    }),
    'address/other': address('Other 2'),
  })
  expect(await move(ask, { line1: 'New 3', city: 'There', country: 'USA' })).toBe(204)
  expect(await addressesOf(userId)).toEqual(
    expect.arrayContaining([
      {
        line1: 'New 3',
        city: 'There',
        country: 'USA',
        types: ['work'],
        note: 'bell',
        preferred: true,
        external: false,
        created_by: 'Somebody',
      },
      address('Other 2'),
    ]),
  )
  const [entry] = (await desk(`GET /api/users/${userId}/history`)).json().items
  expect(entry).toMatchObject({
    source: 'patron',
    actor: 'Wilhelmina Quackenbush',
    changes: [{ path: 'address/mine' }],
  })
})

test('a preferred external address stays, and a new internal one is preferred from then on', async () => {
  const external = address('SIS 1', { external: true, preferred: true, types: ['school'] })
  const { ask, userId } = await patron({
    account_type: 'EXTERNAL',
    record_type: 'PUBLIC',
    external_id: 'SIS',
    'address/x': external,
  })
  expect(await move(ask, { line1: 'New 3' })).toBe(204)
  const by = { created_by: 'Wilhelmina Quackenbush', created_at: '2026-11-20T15:00:00+00:00' }
  expect(
    (await addressesOf(userId)).toSorted((a, b) => (String(a['line1']) < String(b['line1']) ? -1 : 1)),
  ).toEqual([
    { ...address('New 3', { preferred: true, types: ['school'] }), ...by },
    { ...external, preferred: false },
  ])
  // The next move changes that one.
  expect(await move(ask, { line1: 'Newer 4' })).toBe(204)
  expect(await addressesOf(userId)).toHaveLength(2)
})

test('whoever has no preferred address gets a new one', async () => {
  const { ask, userId } = await patron({ 'address/a': address('Old') })
  expect(await move(ask, { line1: 'New', types: ['work'] })).toBe(204)
  expect(await addressesOf(userId)).toMatchObject([
    { line1: 'Old', preferred: false },
    { line1: 'New', types: ['work'], preferred: true },
  ])
})

test('an address that breaks a rule, or says more than where it is, is refused at its field', async () => {
  const { ask, userId } = await patron({ 'address/a': address('Old', { preferred: true }) })
  for (const [body, problem] of [
    [{ line1: ' ' }, { field: 'line1', rule: 'required' }],
    [{ line1: 'x'.repeat(256) }, { field: 'line1', rule: 'too_long', limit: 255 }],
    [
      { line1: 'A', country: 'NOWHERE' },
      { field: 'country', rule: 'unknown_code' },
    ],
    [
      { line1: 'A', types: ['claim'] },
      { field: 'types', rule: 'not_for_record_type' },
    ],
    [
      { line1: 'A', external: true },
      { field: 'external', rule: 'unknown_field' },
    ],
    [
      { line1: 'A', preferred: false },
      { field: 'preferred', rule: 'unknown_field' },
    ],
  ] as const) {
    const response = await ask('PUT /api/session/address', body)
    expect([response.statusCode, response.json().problems]).toEqual([422, [problem]])
  }
  expect(await addressesOf(userId)).toMatchObject([{ line1: 'Old' }])
})

test('nobody changes an address without being signed in, and the same one twice is once', async () => {
  expect((await request(server, 'PUT /api/session/address', { payload: { line1: 'A' } })).statusCode).toBe(
    401,
  )
  const { ask, userId } = await patron({})
  await move(ask, { line1: 'A' })
  await move(ask, { line1: ' A ' })
  const { rows } = await sql<{
    revision: number
  }>`select revision from user_account where user_id = ${userId}`.execute(server.db)
  expect(rows).toEqual([{ revision: 2 }])
})
