import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter } from '../../contract/filter.ts'
import type { UserSet } from '../../contract/sets.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

const numRuns = Math.ceil(Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40) / 2)
const people = Array.from({ length: 12 }, (_, index) => `person-${index}`)

let server: TestServer
let ask: Ask

beforeAll(async () => {
  server = await openTestServer()
  await createPeople(
    contextOf(server),
    people.map(primary_id => ({ primary_id })),
  )
  ask = (await staffMember(server, 'ada', ['21'])).ask
})
afterAll(() => server.close())

let sets = 0
async function make(line: string, body: object): Promise<UserSet> {
  sets += 1
  const response = await ask(line, { name: `set ${sets}`, ...body })
  expect([response.statusCode, response.json().problems]).toEqual([200, undefined])
  return response.json()
}

const setOf = (members: readonly string[], kind: string) => {
  const filter: Filter = { field: 'primary_id', op: 'in', value: [...members] }
  return make('POST /api/sets', { kind, filter })
}

const membersOf = async (setId: number): Promise<string[]> =>
  (await ask(`GET /api/users?limit=500&filter={"set":${setId}}`))
    .json()
    .items.map((one: { primaryId: string }) => one.primaryId)
    .toSorted()

const anySet = fc.record({ members: fc.subarray(people), kind: fc.constantFrom('itemised', 'logical') })

test('And, Or and Not of two sets hold what they hold of two JavaScript sets, as the preview says', async () => {
  await fc.assert(
    fc.asyncProperty(anySet, anySet, async (one, two) => {
      const [first, second] = [await setOf(one.members, one.kind), await setOf(two.members, two.kind)]
      const [a, b] = [new Set(one.members), new Set(two.members)]
      const expected = {
        and: new Set(one.members.filter(id => b.has(id))),
        or: new Set([...a, ...b]),
        not: new Set(one.members.filter(id => !b.has(id))),
      }
      const pair = { firstSetId: first.setId, secondSetId: second.setId }
      const preview = await ask(
        `GET /api/sets/combine/preview?firstSetId=${first.setId}&secondSetId=${second.setId}`,
      )
      expect(preview.json()).toEqual({
        first: a.size,
        second: b.size,
        and: expected.and.size,
        or: expected.or.size,
        not: expected.not.size,
      })
      for (const [operation, members] of Object.entries(expected)) {
        const made = await make('POST /api/sets/combine', { ...pair, operation })
        expect(made).toMatchObject({ kind: 'itemised', origin: 'combination', memberCount: members.size })
        expect(await membersOf(made.setId)).toEqual([...members].toSorted())
      }
    }),
    { numRuns },
  )
})

test('a set combined with itself is itself, or nobody', async () => {
  const { setId } = await setOf(people.slice(0, 5), 'logical')
  const preview = await ask(`GET /api/sets/combine/preview?firstSetId=${setId}&secondSetId=${setId}`)
  expect(preview.json()).toEqual({ first: 5, second: 5, and: 5, or: 5, not: 0 })
})

test('combining makes a set of its own: what the first two become later is no matter', async () => {
  const first = await setOf(people.slice(0, 5), 'logical')
  const second = await setOf(people.slice(4, 7), 'itemised')
  const both = await make('POST /api/sets/combine', {
    firstSetId: first.setId,
    secondSetId: second.setId,
    operation: 'or',
    note: 'both',
    isPrivate: false,
  })
  expect(both).toMatchObject({ isPrivate: false, note: 'both', memberCount: 7 })
  for (const { setId } of [first, second])
    expect((await ask(`DELETE /api/sets/${setId}`)).statusCode).toBe(204)
  expect(await membersOf(both.setId)).toEqual(people.slice(0, 7).toSorted())
})

test('somebody who is gone is in no count and no combination', async () => {
  const first = await setOf(people.slice(0, 3), 'itemised')
  const { setId } = await setOf([], 'itemised')
  await sql`insert into user_set_member (institution_id, set_id, user_id)
    values (${server.institution.institutionId}, ${first.setId}, 999999)`.execute(server.db)
  const preview = await ask(`GET /api/sets/combine/preview?firstSetId=${first.setId}&secondSetId=${setId}`)
  expect(preview.json()).toMatchObject({ first: 3, or: 3 })
})

test.each([
  [{ operation: 'xor' }, 422, 'invalid_input'],
  [{ secondSetId: 1_000_000 }, 404, 'not_found'],
  [{ name: '  ' }, 422, 'invalid_input'],
])('%j is refused', async (body, status, code) => {
  const { setId } = await setOf([], 'itemised')
  const response = await ask('POST /api/sets/combine', {
    name: 'new',
    firstSetId: setId,
    secondSetId: setId,
    operation: 'and',
    ...body,
  })
  expect([response.statusCode, response.json().code]).toEqual([status, code])
})
