import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../contract/page.ts'
import type { UserSet } from '../../contract/sets.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let ada: Ask
let ben: Ask
let viewer: Ask

beforeAll(async () => {
  server = await openTestServer()
  await createPeople(contextOf(server), [
    { last_name: 'Abel', user_group: 'STUDENT' },
    { last_name: 'Cain', user_group: 'STUDENT' },
    { last_name: 'Seth', user_group: 'FACULTY' },
  ])
  ada = (await staffMember(server, 'ada', ['21'])).ask
  ben = (await staffMember(server, 'ben', ['50'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

const students = { field: 'user_group', op: 'eq', value: 'STUDENT' }
const nobody = { or: [] }

let names = 0
async function make(ask: Ask, body: object): Promise<UserSet> {
  names += 1
  const response = await ask('POST /api/sets', {
    name: `set ${names}`,
    kind: 'logical',
    filter: nobody,
    ...body,
  })
  expect([response.statusCode, response.json().problems]).toEqual([200, undefined])
  return response.json()
}

async function answer(ask: Ask, line: string, body?: object): Promise<[number, string]> {
  const response = await ask(line, body)
  return [response.statusCode, response.statusCode === 204 ? '' : response.json().code]
}

const members = async (ask: Ask, setId: number): Promise<string[]> =>
  (await ask(`GET /api/users?filter={"set":${setId}}`)).json().items.map((one: { name: string }) => one.name)

test('a logical set is its filter, whose members come and go; an itemised one is who was in it', async () => {
  const logical = await make(ada, { filter: students, description: 'All of them', note: 'For the fair' })
  const itemised = await make(ada, { filter: students, kind: 'itemised' })
  expect(logical).toEqual({
    setId: expect.any(Number),
    name: 'set 1',
    description: 'All of them',
    note: 'For the fair',
    kind: 'logical',
    isPrivate: true,
    isOwn: true,
    origin: 'filter',
    filter: students,
    memberCount: 2,
    unmatchedCount: 0,
    createdBy: 'Wilhelmina Quackenbush',
    createdAt: '2026-11-20T15:00:00.000Z',
  })
  expect(itemised).toMatchObject({ kind: 'itemised', memberCount: 2 })
  expect(itemised).not.toHaveProperty('filter')
  await createPeople(contextOf(server), [{ last_name: 'Noah', user_group: 'STUDENT' }])
  expect(await members(ada, logical.setId)).toEqual(['Abel', 'Cain', 'Noah'])
  expect(await members(ada, itemised.setId)).toEqual(['Abel', 'Cain'])
  expect((await ada(`GET /api/sets/${logical.setId}`)).json()).toEqual({ ...logical, memberCount: 3 })
  expect((await ada(`GET /api/sets/${itemised.setId}`)).json()).toEqual(itemised)
})

test('the list is newest first, by whose sets they are, page by page', async () => {
  const own = await make(ada, { isPrivate: false })
  const hers = await make(ben, { isPrivate: false })
  const listed = async (ask: Ask, query: string) =>
    (await ask(`GET /api/sets?${query}`)).json().items.map((set: UserSet) => set.setId)
  expect((await listed(ada, 'whose=all')).slice(0, 2)).toEqual([hers.setId, own.setId])
  expect(await listed(ada, 'whose=mine')).not.toContain(hers.setId)
  expect(await listed(ben, 'whose=mine')).toEqual([hers.setId])
  expect(await listed(ben, 'whose=public')).toEqual([hers.setId, own.setId])
  const all = await listed(ada, '')
  const paged: number[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Page<UserSet> = (await ada(`GET /api/sets?limit=2${after && `&after=${after}`}`)).json()
    paged.push(...page.items.map((set: UserSet) => set.setId))
    after = page.next
  }
  expect(paged).toEqual(all)
  expect(all).toEqual(all.toSorted((a: number, b: number) => b - a))
})

describe('a set that cannot be', () => {
  test.each([
    [{ name: '' }, 'invalid_input', { field: 'name', rule: 'too_short', limit: 1 }],
    [{ name: ' \t' }, 'invalid_input', { field: 'name', rule: 'required' }],
    [{ name: 'x'.repeat(256) }, 'invalid_input', { field: 'name', rule: 'too_long', limit: 255 }],
    [{ kind: 'fuzzy' }, 'invalid_input', { field: 'kind', rule: 'one_of' }],
    [{ origin: 'file' }, 'invalid_input', { field: 'origin', rule: 'unknown_field' }],
  ])('%j is refused', async (body, code, problem) => {
    const response = await ada('POST /api/sets', { name: 'new', kind: 'logical', filter: students, ...body })
    expect([response.statusCode, response.json().code]).toEqual([422, code])
    expect(response.json().problems).toEqual([expect.objectContaining(problem)])
  })

  test('for its filter is refused with the place', async () => {
    for (const kind of ['logical', 'itemised']) {
      const filter = { not: { field: 'shoe', op: 'eq', value: 1 } }
      const response = await ada('POST /api/sets', { name: 'new', kind, filter })
      expect(response.json()).toMatchObject({
        code: 'invalid_filter',
        details: { path: 'filter.not.field', rule: 'unknown_field' },
      })
    }
  })

  test('for its name, which another has, is refused and leaves nothing', async () => {
    const { name, setId } = await make(ada, {})
    const count = async () => (await ada('GET /api/sets?limit=500')).json().items.length
    const before = await count()
    for (const kind of ['logical', 'itemised'])
      expect(await answer(ada, 'POST /api/sets', { name: ` ${name} `, kind, filter: students })).toEqual([
        409,
        'name_taken',
      ])
    const pair = { firstSetId: setId, secondSetId: setId, operation: 'or' }
    expect(await answer(ada, 'POST /api/sets/combine', { name, ...pair })).toEqual([409, 'name_taken'])
    expect(await count()).toBe(before)
  })

  test('because it would contain itself is refused: its number is not known before', async () => {
    const { setId } = await make(ada, {})
    for (const ahead of [1, 2, 3])
      expect(
        await answer(ada, 'POST /api/sets', {
          name: 'self',
          kind: 'logical',
          filter: { set: setId + ahead },
        }),
      ).toEqual([404, 'not_found'])
  })
})

test('nobody sees, uses, combines or deletes a private set of somebody else', async () => {
  const secret = await make(ada, { filter: students })
  const own = await make(ben, {})
  const listed = (await ben('GET /api/sets?limit=500')).json().items
  expect(listed.map((set: UserSet) => set.setId)).not.toContain(secret.setId)
  const filter = { or: [nobody, { not: { set: secret.setId } }] }
  const uses: [line: string, body?: object][] = [
    [`GET /api/sets/${secret.setId}`],
    [`GET /api/sets/${secret.setId}/unmatched`],
    [`GET /api/users?filter=${JSON.stringify(filter)}`],
    [`GET /api/users/count?filter=${JSON.stringify(filter)}`],
    [`GET /api/users/facets?filter=${JSON.stringify(filter)}`],
    [`GET /api/users/export?format=csv&columns=primary_id&filter=${JSON.stringify(filter)}`],
    ['POST /api/sets', { name: 'spy', kind: 'logical', filter }],
    ['POST /api/sets', { name: 'spy', kind: 'itemised', filter }],
    [`GET /api/sets/combine/preview?firstSetId=${own.setId}&secondSetId=${secret.setId}`],
    [
      'POST /api/sets/combine',
      { name: 'spy', firstSetId: own.setId, secondSetId: secret.setId, operation: 'not' },
    ],
    [`DELETE /api/sets/${secret.setId}`],
  ]
  for (const [line, body] of uses)
    expect([line, await answer(ben, line, body)]).toEqual([line, [404, 'not_found']])
  expect(await members(ada, secret.setId)).not.toEqual([])
})

test('a public set may be used by all, with what it is built on, but that stays hidden', async () => {
  const secret = await make(ada, { filter: students })
  const open = await make(ada, { filter: { set: secret.setId }, isPrivate: false })
  expect((await ben(`GET /api/sets/${open.setId}`)).json()).toMatchObject({ isOwn: false, memberCount: 3 })
  expect(await members(ben, open.setId)).toEqual(await members(ada, secret.setId))
  const both = { and: [{ set: open.setId }, { set: secret.setId }] }
  expect(await answer(ben, `GET /api/users?filter=${JSON.stringify(both)}`)).toEqual([404, 'not_found'])
})

describe('deleting', () => {
  test('takes the set and leaves its members', async () => {
    const { setId } = await make(ada, { filter: students, kind: 'itemised' })
    expect(await answer(ada, `DELETE /api/sets/${setId}`)).toEqual([204, ''])
    expect(await answer(ada, `GET /api/sets/${setId}`)).toEqual([404, 'not_found'])
    expect(await answer(ada, `DELETE /api/sets/${setId}`)).toEqual([404, 'not_found'])
    expect((await ada(`GET /api/users?filter=${JSON.stringify(students)}`)).json().items).toHaveLength(3)
  })

  test('is for the owner only', async () => {
    const { setId } = await make(ada, { isPrivate: false })
    expect(await answer(ben, `DELETE /api/sets/${setId}`)).toEqual([403, 'forbidden'])
    expect(await answer(ada, `GET /api/sets/${setId}`)).toEqual([200, undefined])
  })

  test('waits until no logical set is built on it, and does not tell the name of one that is private', async () => {
    const base = await make(ada, { filter: students, isPrivate: false })
    const hidden = await make(ben, { filter: { not: { set: base.setId } } })
    const refused = async () => (await ada(`DELETE /api/sets/${base.setId}`)).json()
    expect(await refused()).toMatchObject({ code: 'set_in_use' })
    expect(JSON.stringify(await refused())).not.toContain(hidden.name)
    const shown = await make(ada, { filter: { and: [{ or: [{ set: base.setId }] }] } })
    expect(await refused()).toMatchObject({ code: 'set_in_use', details: { set: shown.name } })
    for (const [ask, set] of [
      [ben, hidden],
      [ada, shown],
      [ada, base],
    ] as const)
      expect(await answer(ask, `DELETE /api/sets/${set.setId}`)).toEqual([204, ''])
  })

  test('is not held up by a set that only has the same number somewhere in its filter', async () => {
    const { setId } = await make(ada, {})
    await make(ada, { filter: { field: 'active_loans', op: 'eq', value: setId } })
    expect(await answer(ada, `DELETE /api/sets/${setId}`)).toEqual([204, ''])
  })
})

test('a role that may not manage sets can do nothing with them', async () => {
  const { setId } = await make(ada, { isPrivate: false })
  const lines: [line: string, body?: object][] = [
    ['GET /api/sets'],
    [`GET /api/sets/${setId}`],
    [`GET /api/sets/${setId}/unmatched`],
    ['POST /api/sets', { name: 'x', kind: 'logical', filter: students }],
    [`GET /api/sets/combine/preview?firstSetId=${setId}&secondSetId=${setId}`],
    ['POST /api/sets/combine', { name: 'x', firstSetId: setId, secondSetId: setId, operation: 'or' }],
    ['POST /api/sets/from-file'],
    [`DELETE /api/sets/${setId}`],
  ]
  for (const [line, body] of lines)
    expect([line, await answer(viewer, line, body)]).toEqual([line, [403, 'forbidden']])
})
