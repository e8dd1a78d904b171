import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserSet } from '../../contract/sets.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let ada: Ask
let ben: Ask

beforeAll(async () => {
  server = await openTestServer()
  ada = (await staffMember(server, 'ada', ['21'])).ask
  ben = (await staffMember(server, 'ben', ['21'])).ask
  await createPeople(
    contextOf(server),
    ['a', 'b', 'c'].map(primary_id => ({
      primary_id,
      user_group: primary_id === 'c' ? 'FACULTY' : 'STUDENT',
    })),
  )
})
afterAll(() => server.close())

const only = (...ids: string[]) => ({ field: 'primary_id', op: 'in', value: ids })
const make = async (body: object): Promise<UserSet> =>
  (await ada('POST /api/sets', { kind: 'itemised', filter: only('a'), ...body })).json()
const add = (ask: Ask, { setId }: UserSet, filter: unknown) =>
  ask(`POST /api/sets/${setId}/members`, { filter })

test('whoever matches now becomes a member; who was one stays one', async () => {
  const set = await make({ name: 'growing' })
  const answer = (await add(ada, set, only('a', 'b', 'nobody'))).json()
  expect(answer).toEqual({ set: { ...set, memberCount: 2 }, added: 1 })
  expect((await add(ada, set, { field: 'user_group', op: 'eq', value: 'FACULTY' })).json().added).toBe(1)
  expect((await add(ada, set, only('a', 'b', 'c'))).json()).toMatchObject({
    added: 0,
    set: { memberCount: 3 },
  })
})

test('a logical set, one of somebody else, one that is not there and a broken filter are refused', async () => {
  const logical = await make({ name: 'following', kind: 'logical', isPrivate: false })
  const hidden = await make({ name: 'hidden' })
  const open = await make({ name: 'open', isPrivate: false })
  const refusal = async (ask: Ask, set: UserSet, filter: unknown = only('b')) =>
    (await add(ask, set, filter)).json().code
  expect(await refusal(ada, logical)).toBe('invalid_input')
  expect(await refusal(ben, open)).toBe('forbidden')
  expect(await refusal(ben, hidden)).toBe('not_found')
  expect(await refusal(ada, open, { shoe: 1 })).toBe('invalid_filter')
  const viewer = (await staffMember(server, 'viewer', ['38'])).ask
  expect(await refusal(viewer, open)).toBe('forbidden')
  expect((await ada(`GET /api/sets/${open.setId}`)).json().memberCount).toBe(1)
})
