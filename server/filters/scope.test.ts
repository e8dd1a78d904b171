import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter } from '../../contract/filter.ts'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { insertSet } from '../sets/create-set.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { countMatching } from './select-users.ts'

let server: TestServer
let ctx: Context

beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
  await createPeople(ctx, [{ first_name: 'Ada' }, { first_name: 'Ben' }, {}])
})
afterAll(() => server.close())

let sets = 0
const logical = (filter: Filter) =>
  insertSet(ctx, { name: `set ${sets++}`, isPrivate: false }, { origin: 'filter', filter })

const named = (value: string): Filter => ({ field: 'first_name', op: 'eq', value })

test('sets built on sets are looked through, however often they are named', async () => {
  const ada = await logical(named('Ada'))
  const notAda = await logical({ not: { set: ada } })
  const either = await logical({ or: [{ set: ada }, { set: notAda }, { set: ada }] })
  expect(await countMatching(ctx, { set: ada })).toBe(1)
  expect(await countMatching(ctx, { set: notAda })).toBe(2)
  expect(await countMatching(ctx, { set: either })).toBe(3)
  expect(await countMatching(ctx, { not: { and: [{ set: either }, { not: { set: notAda } }] } })).toBe(2)
})

test('a set that contains itself, however it came about, is refused and not followed for ever', async () => {
  const first = await logical(named('Ada'))
  const second = await logical({ or: [named('Ben'), { set: first }] })
  await sql`update user_set set filter = ${JSON.stringify({ not: { set: second } })}::jsonb where set_id = ${first}`.execute(
    ctx.db,
  )
  await expect(countMatching(ctx, { set: second })).rejects.toMatchObject({
    code: 'invalid_filter',
    details: { path: `set ${second}`, rule: 'contains_itself' },
  })
})

test('a set that is not there is refused', async () => {
  await expect(countMatching(ctx, { not: { set: 1_000_000 } })).rejects.toMatchObject({
    code: 'not_found',
    details: { entity: 'set', id: 1_000_000 },
  })
})

test('sets that multiply each other are refused before they are written out', async () => {
  let setId = await logical(named('Ada'))
  for (let level = 0; level < 30; level += 1)
    setId = await logical({ or: [{ set: setId }, { set: setId }, { set: setId }] })
  await expect(countMatching(ctx, { set: setId })).rejects.toMatchObject({
    code: 'invalid_filter',
    details: { path: 'filter', rule: 'too_large' },
  })
})
