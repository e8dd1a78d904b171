import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { insertSet } from '../sets/create-set.ts'
import { contextOf, createPeople, foundSecond } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask
let theirs: number
let theirSet: number

// Two institutions in one database: the server is the first, and somebody asks it about the second's.
beforeAll(async () => {
  server = await openTestServer()
  const second = contextOf(server, await foundSecond(server))
  const person = {
    primary_id: 'same.id',
    last_name: 'Neighbour',
    user_group: 'FACULTY',
    'identifier/a': { id_type: 'BARCODE', value: 'THEIRS-1' },
    'note/a': { note_type: 'LIBRARY', text: 'neighbourly' },
    'role/a': { role_type: '32' },
  }
  theirs = (await createPeople(second, [person]))[0]!
  theirSet = await insertSet(second, { name: 'Their set', isPrivate: false }, { origin: 'filter' })
  await sql`insert into user_set_member (institution_id, set_id, user_id)
    values (${second.institution.institutionId}, ${theirSet}, ${theirs})`.execute(server.db)
  await createPeople(contextOf(server), [
    { primary_id: 'same.id', last_name: 'Own', 'identifier/a': { id_type: 'BARCODE', value: 'OURS-1' } },
  ])
  ask = (await staffMember(server, 'boss', ['50'])).ask
})
afterAll(() => server.close())

test('the same identifier may exist in both', async () => {
  const { items } = (await ask('GET /api/users?q=same.id')).json()
  expect(items).toMatchObject([{ primaryId: 'same.id', name: 'Own' }])
})

test('nobody of the other is listed, counted, found or exported', async () => {
  expect((await ask('GET /api/users')).json().items).toHaveLength(2)
  expect((await ask('GET /api/users/count')).json()).toEqual({ total: 2 })
  const finds = ['q=neighbour', 'q=THEIRS', 'q=neighbourly&index=note', 'q=faculty&index=user_group']
  const filters = [
    { some: 'identifier', where: { field: 'value', op: 'contains', value: 'THEIRS' } },
    { some: 'role', where: { field: 'role_type', op: 'eq', value: '32' } },
    { not: { not: { field: 'user_group', op: 'eq', value: 'FACULTY' } } },
  ]
  for (const query of [
    ...finds,
    ...filters.map(filter => `filter=${encodeURIComponent(JSON.stringify(filter))}`),
  ])
    expect([query, (await ask(`GET /api/users/count?${query}`)).json()]).toEqual([query, { total: 0 }])
  const { userGroup, role } = (await ask('GET /api/users/facets')).json()
  expect([userGroup, role]).toEqual([[], [{ value: '50', count: 1 }]])
  const file = await ask('GET /api/users/export?format=csv&columns=primary_id,last_name')
  expect(file.body).not.toContain('Neighbour')
})

test('nobody of the other can be read or changed', async () => {
  const read = await ask(`GET /api/users/${theirs}`)
  expect([read.statusCode, read.json().code]).toEqual([404, 'not_found'])
  expect((await ask(`GET /api/users/${theirs}/history`)).json()).toEqual({ items: [] })
  const edit = await ask(`PATCH /api/users/${theirs}`, { revision: 1, values: { last_name: 'Taken' } })
  expect([edit.statusCode, edit.json().code]).toEqual([404, 'not_found'])
  const { rows } = await sql`select last_name, revision from user_account where user_id = ${theirs}`.execute(
    server.db,
  )
  expect(rows).toEqual([{ last_name: 'Neighbour', revision: 1 }])
})

test('no set of the other can be read, used, combined or deleted', async () => {
  expect((await ask('GET /api/sets')).json().items).toEqual([])
  const lines: [line: string, body?: object][] = [
    [`GET /api/sets/${theirSet}`],
    [`GET /api/sets/${theirSet}/unmatched`],
    [`GET /api/users/count?filter={"set":${theirSet}}`],
    [`GET /api/sets/combine/preview?firstSetId=${theirSet}&secondSetId=${theirSet}`],
    [`DELETE /api/sets/${theirSet}`],
    ['POST /api/sets', { name: 'x', kind: 'logical', filter: { set: theirSet } }],
    ['POST /api/sets/combine', { name: 'x', firstSetId: theirSet, secondSetId: theirSet, operation: 'or' }],
  ]
  for (const [line, body] of lines) {
    const response = await ask(line, body)
    expect([line, response.statusCode, response.json().code]).toEqual([line, 404, 'not_found'])
  }
})

test('a set may have the name of one of the other', async () => {
  const filter = { field: 'last_name', op: 'eq', value: 'Own' }
  const response = await ask('POST /api/sets', { name: 'Their set', kind: 'itemised', filter })
  expect(response.json()).toMatchObject({ name: 'Their set', memberCount: 1 })
})
