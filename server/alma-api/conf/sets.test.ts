import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Filter } from '../../../contract/filter.ts'
import { fromAlmaXml } from '../../alma-user/from-alma-xml.ts'
import { toAlmaXml } from '../../alma-user/to-alma-xml.ts'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { parseFilter } from '../../filters/parse.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'
import { queryOf, readQuery } from './set-query.ts'

let server: TestServer
let manager: Ask
let key: string
let reader: string
const json = { accept: 'application/json' }

beforeAll(async () => {
  server = await openTestServer()
  const person = (id: string, name: string, more: object = {}) => ({
    primary_id: id,
    first_name: 'Jo',
    last_name: name,
    user_group: 'STUDENT',
    [`identifier/${id}`]: { id_type: 'BARCODE', value: `B-${id}` },
    ...more,
  })
  await createPeople(contextOf(server), [
    person('abel', 'Abel', { middle_name: 'Q.' }),
    person('cain', 'Cain'),
    person('seth', 'Seth', { user_group: 'FACULTY' }),
    person('a/b?c', 'Slash', { user_group: 'FACULTY' }),
  ])
  const administrator = (await staffMember(server, 'administrator', ['50'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  key = (await makeKey(administrator, { name: 'Nightly', areas: { configuration: 'write' } })).key
  reader = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
})
afterAll(() => server.close())

const send = async (line: string, payload?: object | string, as = key) => {
  const type = typeof payload === 'string' ? 'application/xml' : 'application/json'
  const headers = { ...json, ...(payload === undefined ? {} : { 'content-type': type }) }
  const [method, path] = line.split(' ')
  const body = payload === undefined ? {} : { payload }
  return call(server, `${method} /almaws/v1/conf/sets${path}`, { key: as, headers, ...body })
}
const codeOf = async (line: string, payload?: object | string, as = key): Promise<string> => {
  const answer = await send(line, payload, as)
  const { errorList } = answer.json()
  expect(answer.statusCode, answer.body).toBe(400)
  expect(errorList.error[0].errorMessage).not.toMatch(/[{}]|undefined/)
  return errorList.error[0].errorCode
}

let names = 0
const aSet = (more: object = {}) => {
  names += 1
  return {
    link: '',
    name: `API set ${names}`,
    type: { value: 'ITEMIZED' },
    content: { value: 'USER' },
    private: { value: 'false' },
    ...more,
  }
}
const membersOf = (...ids: string[]) => ({ member: ids.map(id => ({ link: '', id })) })
const make = async (more: object = {}, query = '') => {
  const answer = await send(`POST ${query || '?'}`, aSet(more))
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const logical = (query: string, more: object = {}) => ({
  type: { value: 'LOGICAL' },
  query: { value: query },
  ...more,
})
const idsIn = async (id: string, query = ''): Promise<string[]> =>
  ((await send(`GET /${id}/members?limit=100&${query}`)).json().member ?? []).map(
    (one: { id: string }) => one.id,
  )

test('an itemised set with members, in JSON and in XML', async () => {
  const set = await make({ description: 'D', note: 'N', members: membersOf('ABEL', 'cain') })
  const link = `http://localhost:80/almaws/v1/conf/sets/${set.id}`
  expect(set).toEqual({
    link,
    id: expect.stringMatching(/^\d+$/),
    name: 'API set 1',
    description: 'D',
    type: { value: 'ITEMIZED', desc: 'Itemized' },
    content: { value: 'USER', desc: 'Users' },
    private: { value: 'false', desc: 'No' },
    status: { value: 'ACTIVE', desc: 'Active' },
    status_date: expect.stringMatching(/^2026-11-20T15:.*Z$/),
    note: 'N',
    created_by: { value: 'exl_api', desc: 'Nightly' },
    created_date: '2026-11-20Z',
    number_of_members: { value: '2', link: `${link}/members` },
    origin: { value: 'UI', desc: 'Institution only' },
  })
  expect(Object.keys(set).slice(0, 6)).toEqual(['link', 'id', 'name', 'description', 'type', 'content'])
  const xml = await call(server, `GET /almaws/v1/conf/sets/${set.id}`, { key })
  expect(xml.body).toContain(`<set link="${link}"><id>${set.id}</id><name>API set 1</name>`)
  expect(xml.body).toContain('<created_by desc="Nightly">exl_api</created_by>')
  expect(xml.body).toContain(`<number_of_members link="${link}/members">2</number_of_members>`)
  const made = await call(server, 'POST /almaws/v1/conf/sets', {
    key,
    headers: { 'content-type': 'application/xml' },
    payload: `<set link=""><name>In XML</name><type desc="x">ITEMIZED</type><content>USER</content><private>false</private>
      <members><member link=""><id>seth</id></member></members></set>`,
  })
  expect(made.body).toContain('<name>In XML</name>')
  expect(made.body).toMatch(/<number_of_members link="[^"]+">1<\/number_of_members>/)
})

test('members are told with names and addresses, page by page, in JSON and in XML', async () => {
  const { id } = await make({ members: membersOf('seth', 'abel', 'a/b?c') })
  const link = (rest: string) => `http://localhost:80/almaws/v1/users/${rest}`
  expect((await send(`GET /${id}/members`)).json()).toEqual({
    member: [
      { id: 'abel', description: 'Jo Q. Abel', link: link('abel') },
      { id: 'seth', description: 'Jo Seth', link: link('seth') },
      { id: 'a/b?c', description: 'Jo Slash', link: link('a%2Fb%3Fc') },
    ],
    total_record_count: 3,
  })
  expect((await send(`GET /${id}/members?limit=1&offset=1`)).json()).toMatchObject({
    member: [{ id: 'seth' }],
    total_record_count: 3,
  })
  expect((await send(`GET /${id}/members?offset=9`)).json()).toEqual({ total_record_count: 3 })
  expect(await codeOf(`GET /${id}/members?limit=x`)).toBe('40166410')
  const xml = await call(server, `GET /almaws/v1/conf/sets/${id}/members?limit=1`, { key: reader })
  expect(xml.body).toContain(
    `<members total_record_count="3"><member link="${link('abel')}"><id>abel</id><description>Jo Q. Abel</description></member></members>`,
  )
})

test('members are added, deleted and replaced, by any type of identifier', async () => {
  const { id } = await make({ members: membersOf('abel') })
  const op = (name: string, ids: string[], query = '') =>
    send(`POST /${id}?op=${name}_members${query}`, { members: membersOf(...ids) })
  expect((await op('add', ['b-CAIN'], '&id_type=BARCODE')).json().number_of_members.value).toBe('2')
  expect(await idsIn(id)).toEqual(['abel', 'cain'])
  expect((await op('delete', ['ABEL'])).json().number_of_members.value).toBe('1')
  expect((await op('replace', ['cain', 'seth'])).json().number_of_members.value).toBe('2')
  expect(await idsIn(id)).toEqual(['cain', 'seth'])
  const xml = await send(
    `POST /${id}?op=add_members`,
    '<set><members><member><id>abel</id></member></members></set>',
  )
  expect(xml.statusCode).toBe(200)
  expect(await idsIn(id)).toEqual(['abel', 'cain', 'seth'])
})

test('one member that does not fit keeps all as it is, unless fail_on_invalid_id says otherwise', async () => {
  const { id } = await make({ members: membersOf('abel') })
  const code = (op: string, ids: string[], query = '') =>
    codeOf(`POST /${id}?op=${op}_members${query}`, { members: membersOf(...ids) })
  expect(await code('add', ['cain', 'nobody'])).toBe('60116')
  expect(await code('add', ['B-cain', 'cain'], '&id_type=BARCODE')).toBe('60120')
  expect(await code('add', ['cain', 'abel'])).toBe('60115')
  expect(await code('delete', ['abel', 'cain'])).toBe('60117')
  expect(await code('replace', ['cain', 'nobody'])).toBe('60116')
  expect(await code('add', ['cain', 'CAIN'])).toBe('60119')
  expect(await code('add', [''])).toBe('60114')
  expect(await code('add', [])).toBe('60113')
  expect(await code('add', ['abel'], '&id_type=NOTHING')).toBe('60176')
  expect(
    await code(
      'add',
      Array.from({ length: 1001 }, (_, index) => `m${index}`),
    ),
  ).toBe('60118')
  expect(await codeOf(`POST /${id}?op=empty`, {})).toBe('60111')
  expect(await codeOf(`POST /${id}`)).toBe('60111')
  expect(await idsIn(id)).toEqual(['abel'])
  const lax = '&fail_on_invalid_id=false'
  const add = await send(`POST /${id}?op=add_members${lax}`, { members: membersOf('cain', 'nobody', 'abel') })
  expect(add.json().number_of_members.value).toBe('2')
  const removed = await send(`POST /${id}?op=delete_members${lax}`, {
    members: membersOf('abel', 'seth', 'x'),
  })
  expect(removed.json().number_of_members.value).toBe('1')
  expect(await idsIn(id)).toEqual(['cain'])
})

test('a logical set has a query and no list of members to change', async () => {
  const query = 'USER where USER ((user_group EQUAL "STUDENT") AND (NOT (last_name CONTAIN "ain")))'
  const set = await make(logical(query))
  expect(set).toMatchObject({
    type: { value: 'LOGICAL', desc: 'Logical' },
    query: { value: query, desc: query },
    number_of_members: { value: '1' },
  })
  expect(await idsIn(set.id)).toEqual(['abel'])
  expect(await codeOf(`POST /${set.id}?op=add_members`, { members: membersOf('seth') })).toBe('60112')
  const items = await make({}, `?from_logical_set=${set.id}`)
  expect([items.type.value, await idsIn(items.id)]).toEqual(['ITEMIZED', ['abel']])
})

test.each([
  ['', ['abel']],
  ['combine=AND&', ['abel']],
  ['combine=OR&', ['abel', 'cain', 'seth']],
  ['combine=NOT&', ['cain']],
])('two sets combined with %j', async (combine, expected) => {
  const first = await make({ members: membersOf('abel', 'cain') })
  const second = await make({ members: membersOf('abel', 'seth') })
  const set = await make({}, `?${combine}set1=${first.id}&set2=${second.id}`)
  expect(await idsIn(set.id)).toEqual(expected)
})

test.each<[string, object, string?]>([
  ['402228', { name: '' }],
  ['402228', { name: null }],
  ['402262', { type: { value: 'OTHER' } }],
  ['402262', { type: {} }],
  ['402265', { content: { value: 'BIB_MMS' } }],
  ['402266', { type: { value: 'LOGICAL' } }],
  ['402269', logical('BIB_MMS where BIB_MMS ((all CONTAIN "x"))')],
  ['402270', logical('USER where USER ((shoe_size EQUAL "x"))')],
  ['402270', logical('USER where USER ((birth_date EQUAL "soon"))')],
  ['402270', logical('last_name = x')],
  ['402267', { name: 'x'.repeat(256) }],
  ['60116', { members: { member: [{ id: 'abel' }, { id: 'nobody' }] } }],
  ['60119', { members: { member: [{ id: 'abel' }, { id: 'Abel' }] } }],
  ['60209', { private: { value: 'maybe' } }],
  ['60210', { status: { value: 'INACTIVE' } }],
  ['60204', {}, 'combine=XOR&set1=1&set2=2'],
  ['60206', {}, 'combine=AND&set1=1'],
  ['60107', {}, 'set1=999999&set2=999998'],
  ['60107', {}, 'from_logical_set=x'],
  ['60107', {}, 'from_logical_set=999999'],
  ['60311', {}, 'population=x&job_instance_id=1'],
  ['60334', {}, 'nz_set_from_iz_set=1'],
  ['60335', {}, 'filter_set=1&indication_rule=2'],
])('making a set is refused with %s for %j %s', async (code, more, query = '') => {
  expect(await codeOf(`POST ?${query}`, aSet(more))).toBe(code)
})

test('no two sets share a name', async () => {
  const { name } = await make()
  const other = await make()
  expect(await codeOf('POST ', aSet({ name }))).toBe('402263')
  expect(await codeOf(`PUT /${other.id}`, { ...other, name })).toBe('402263')
})

test('a set is changed; what is told and sent back changes nothing', async () => {
  const set = await make(logical('USER where USER ((user_group EQUAL "STUDENT"))', { note: 'N' }))
  const changed = await send(`PUT /${set.id}`, {
    ...set,
    name: 'Renamed',
    description: 'New',
    note: '',
    private: { value: 'true' },
    query: { value: 'USER where USER (last_name CONTAIN "set" OR first_name EQUAL "Jo")' },
  })
  expect(changed.json()).toMatchObject({
    name: 'Renamed',
    description: 'New',
    note: '',
    private: { value: 'true', desc: 'Yes' },
    query: { value: 'USER where USER ((last_name CONTAIN "set") OR (first_name EQUAL "Jo"))' },
    number_of_members: { value: '4' },
  })
  const xml = (await call(server, `GET /almaws/v1/conf/sets/${set.id}`, { key })).body
  expect((await send(`PUT /${set.id}`, xml)).json()).toEqual(changed.json())
  const { query: _, ...withoutQuery } = changed.json()
  expect((await send(`PUT /${set.id}`, withoutQuery)).json()).toEqual(changed.json())
  const items = await make()
  expect(await codeOf(`PUT /${items.id}`, { ...items, query: set.query })).toBe('40166408')
  expect(await codeOf(`PUT /${items.id}`, { ...items, name: '' })).toBe('402228')
  const loop = {
    value: `USER where USER (filter EQUAL ${JSON.stringify(JSON.stringify({ set: Number(set.id) }))})`,
  }
  expect(await codeOf(`PUT /${set.id}`, { ...set, query: loop })).toBe('402270')
})

test('sets are deleted, unless another one is built on them', async () => {
  const base = await make()
  const ofBase = JSON.stringify(JSON.stringify({ set: Number(base.id) }))
  const built = await make(logical(`USER where USER (filter EQUAL ${ofBase})`))
  expect(await codeOf(`DELETE /${base.id}`)).toBe('402282')
  for (const { id } of [built, base]) {
    expect((await send(`DELETE /${id}`)).statusCode).toBe(204)
    expect(await codeOf(`GET /${id}`)).toBe('60107')
  }
})

test.each(['x', '0', '99999999999999999999', '1e3', '-1', "1'or'1", '%00', '1234567'])(
  '%s is no set',
  async id => {
    expect(await codeOf(`GET /${id}`)).toBe('60107')
    expect(await codeOf(`DELETE /${id}`)).toBe('60107')
    expect(await codeOf(`PUT /${id}`, aSet())).toBe('60107')
    expect(await codeOf(`POST /${id}?op=add_members`, { members: membersOf('abel') })).toBe('60107')
    expect(await codeOf(`GET /${id}/members`)).toBe('60107')
  },
)

describe('whose a set is', () => {
  const filter = { field: 'user_group', op: 'eq', value: 'STUDENT' }
  const staffSet = async (isPrivate: boolean) => {
    names += 1
    const answer = await manager('POST /api/sets', {
      name: `Staff set ${names}`,
      kind: 'logical',
      filter,
      isPrivate,
    })
    return answer.json()
  }

  test('programs read public sets of staff, and change only what programs made', async () => {
    const { setId } = await staffSet(false)
    const set = (await send(`GET /${setId}`)).json()
    expect(set).toMatchObject({
      created_by: { value: 'manager', desc: 'Quackenbush, Wilhelmina' },
      query: { value: 'USER where USER ((user_group EQUAL "STUDENT"))' },
    })
    expect(await codeOf(`PUT /${setId}`, set)).toBe('402261')
    expect(await codeOf(`DELETE /${setId}`)).toBe('402264')
    const hidden = await staffSet(true)
    expect(await codeOf(`GET /${hidden.setId}`)).toBe('60107')
    expect(await codeOf(`DELETE /${hidden.setId}`)).toBe('60107')
  })

  test('a set is private unless told otherwise, and then for all programs and for nobody else', async () => {
    const { private: _, ...draft } = aSet({ members: membersOf('abel') })
    const set = (await send('POST ', draft)).json()
    expect(set.private.value).toBe('true')
    expect((await send(`GET /${set.id}`, undefined, reader)).json()).toEqual(set)
    expect((await manager(`GET /api/sets/${set.id}`)).statusCode).toBe(404)
    const shared = await make()
    expect((await manager(`GET /api/sets/${shared.id}`)).json()).toMatchObject({
      isOwn: false,
      origin: 'api',
    })
    expect((await manager(`DELETE /api/sets/${shared.id}`)).statusCode).toBe(403)
  })

  test('a key that reads changes nothing', async () => {
    const { id } = await make()
    for (const line of ['POST ', `PUT /${id}`, `DELETE /${id}`, `POST /${id}?op=add_members`])
      expect((await send(line, aSet(), reader)).body).toContain('UNAUTHORIZED')
    expect((await send(`GET /${id}`, undefined, reader)).statusCode).toBe(200)
  })
})

describe('the list', () => {
  const listed = async (query: string): Promise<string[]> =>
    ((await send(`GET ?limit=100&${query}`)).json().set ?? []).map((one: { name: string }) => one.name)

  test('is found by name, maker, type, contents and origin', async () => {
    await make({ name: 'Zebra one' })
    await make(logical('USER where USER (ALL CONTAIN "x")', { name: 'Zebra_two' }))
    await manager('POST /api/sets', {
      name: 'Zebra three',
      kind: 'logical',
      filter: { or: [] },
      isPrivate: false,
    })
    expect(await listed('q=name~zebra')).toEqual(['Zebra three', 'Zebra_two', 'Zebra one'])
    expect(await listed('q=name~zebra_t')).toEqual(['Zebra three', 'Zebra_two'])
    expect(await listed('q=name~zebra%20AND%20created_by~exl_api')).toEqual(['Zebra_two', 'Zebra one'])
    expect(await listed('q=name~zebra%20AND%20created_by~nightly')).toEqual(['Zebra_two', 'Zebra one'])
    expect(await listed('q=name~zebra_AND_created_by~manager')).toEqual(['Zebra three'])
    expect(await listed('q=name~zebra&set_type=LOGICAL')).toEqual(['Zebra three', 'Zebra_two'])
    expect(await listed('q=name~zebra&set_type=ITEMIZED&content_type=USER')).toEqual(['Zebra one'])
    expect(await listed('q=name~zebra&content_type=BIB_MMS')).toEqual([])
    expect(await listed('q=name~zebra&set_origin=UI_CZ')).toEqual([])
    expect(await listed('q=name~zebra&set_origin=UI')).toHaveLength(3)
    expect((await send('GET ?q=name~zebra&limit=1&offset=1')).json()).toMatchObject({
      set: [{ name: 'Zebra_two' }],
      total_record_count: 3,
    })
    expect((await send('GET ?q=name~zebra&offset=7')).json()).toEqual({ total_record_count: 3 })
    expect((await send('GET ?q=name~zebra&limit=0')).json()).toEqual({ total_record_count: 3 })
    const xml = await call(server, 'GET /almaws/v1/conf/sets?q=name~zebra&limit=1', { key: reader })
    expect(xml.body).toMatch(/<sets total_record_count="3"><set link="[^"]+"><id>\d+<\/id><name>Zebra three/)
  })

  test.each([
    ['60106', 'q=zebra'],
    ['60106', 'q=title~x'],
    ['60106', 'q=name~'],
    ['40166410', 'set_type=BOTH'],
    ['40166410', 'set_origin=CZ'],
    ['40166410', 'content_type=a%20b'],
    ['40166410', 'limit=-1'],
    ['402119', 'q=name~%00'],
  ])('is refused with %s for %s', async (code, query) => {
    expect(await codeOf(`GET ?${query}`)).toBe(code)
  })
})

describe('queries', () => {
  test.each<[string, Filter]>([
    ['primary_id EQUAL "a"', { field: 'primary_id', op: 'eq', value: 'a' }],
    ['first_name CONTAIN "a"', { field: 'first_name', op: 'contains', value: 'a' }],
    ['email EQUAL "a@b"', { some: 'email', where: { field: 'address', op: 'eq', value: 'a@b' } }],
    ['phone_number CONTAIN "1"', { some: 'phone', where: { field: 'number', op: 'contains', value: '1' } }],
    ['job_category EQUAL "X"', { field: 'job_category', op: 'eq', value: 'X' }],
    ['campus_code EQUAL "X"', { field: 'campus_code', op: 'eq', value: 'X' }],
    [
      'identifiers EQUAL "B"',
      {
        or: [
          { field: 'primary_id', op: 'eq', value: 'B' },
          { some: 'identifier', where: { field: 'value', op: 'eq', value: 'B' } },
        ],
      },
    ],
    ['birth_date GREATER_EQUAL "2000-01-31"', { field: 'birth_date', op: 'gte', value: '2000-01-31' }],
    ['block_type EQUAL "X"', { some: 'block', where: { field: 'block_type', op: 'eq', value: 'X' } }],
    ['id_type EQUAL "X"', { some: 'identifier', where: { field: 'id_type', op: 'eq', value: 'X' } }],
    ['note_text CONTAIN "X"', { some: 'note', where: { field: 'text', op: 'contains', value: 'X' } }],
    ['note_type EQUAL "X"', { some: 'note', where: { field: 'note_type', op: 'eq', value: 'X' } }],
    [
      'statistic_category EQUAL "X"',
      { some: 'statistic', where: { field: 'category', op: 'eq', value: 'X' } },
    ],
    ['fines_fees_sum LESS_THAN "5.50"', { field: 'balance', op: 'lt', value: '5.50' }],
    ['ALL CONTAIN "a \\"b\\" \\\\"', { search: 'a "b" \\', in: 'all' }],
  ])('%s', (condition, filter) => {
    expect(readQuery(`USER where USER ((${condition}))`)).toEqual({ filter })
    expect(queryOf(filter)).toBe(`USER where USER ((${condition}))`)
  })

  test('general_info looks at everything but addresses of e-mail, birthdays and identifiers', () => {
    const read = readQuery('USER where USER (general_info CONTAIN "x")') as { filter: Filter }
    expect(JSON.stringify(read.filter)).not.toMatch(/email|birth|identifier|"all"/)
    expect(queryOf(read.filter)).toBe('USER where USER ((general_info CONTAIN "x"))')
  })

  test('AND binds closer than OR, words come in any case, and the outer equal is an equal', () => {
    const eq = (value: string) => ({ field: 'last_name', op: 'eq', value })
    expect(
      readQuery(
        'user WHERE user(last_name EQUAL "a" or last_name OUTER_EQUAL "b" and not last_name EQUAL "c")',
      ),
    ).toEqual({ filter: { or: [eq('a'), { and: [eq('b'), { not: eq('c') }] }] } })
  })

  test.each([
    '',
    'USER where USER',
    'USER where USER (',
    'USER where USER ()',
    'USER where USER (last_name)',
    'USER where USER (last_name EQUAL x)',
    'USER where USER (last_name EQUAL "x)',
    'USER where USER (last_name LIKE "x")',
    'USER where USER (last_name EQUAL "x") extra',
    'USER where USER (constructor EQUAL "x")',
    'USER where USER (last_name LESS_THAN "x")',
    'USER where USER (last_name EQUAL "\\u0000")',
    'USER where USER (filter EQUAL "{}")',
    'USER where USER (filter EQUAL "nonsense")',
    `USER where USER (filter EQUAL ${JSON.stringify('{"field":"pin_number","op":"eq","value":"1"}')})`,
    `USER where USER ${'('.repeat(90_000)}`,
    `USER where USER (${'NOT '.repeat(20_000)}last_name EQUAL "x")`,
    `USER where USER (${'last_name EQUAL "x" AND '.repeat(600)}last_name EQUAL "x")`,
  ])('%s is no query', query => {
    expect(readQuery(query)).toMatchObject({ problem: 'syntax' })
  })

  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter(one => !one.includes('\0'))
  const odd = fc.oneof(
    text,
    fc.constantFrom('"', '\\', ' AND ', ')', '\u0001', '\ufffe', '\u0085', 'a\r\nb', "'"),
  )
  const leaf: fc.Arbitrary<Filter> = fc.oneof(
    odd.map(value => ({ field: 'last_name', op: 'contains' as const, value })),
    odd.map(value => ({ field: 'user_group', op: 'in' as const, value: [value] })),
    odd.map(search => ({ search, in: 'all' as const })),
    odd.map(value => ({ some: 'note', where: { field: 'text', op: 'eq' as const, value } })),
    fc.constantFrom<Filter>(
      { set: 7 },
      { some: 'note' },
      { field: 'balance', op: 'gt', value: 5 },
      { field: 'balance', op: 'lt', value: 5 },
      { field: 'expiry_date', op: 'lt', value: { daysFromToday: 3 } },
      { field: 'birth_date', op: 'empty' },
    ),
  )
  const { filter } = fc.letrec<{ filter: Filter }>(tie => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('filter'), { maxLength: 3 }).map(and => ({ and })),
      fc.array(tie('filter'), { maxLength: 3 }).map(or => ({ or })),
      tie('filter').map(not => ({ not })),
    ),
  }))

  test('every filter is told so that what is read back is the same filter', () => {
    fc.assert(
      fc.property(filter, one => {
        const parsed = parseFilter(one)
        const told = queryOf(parsed)
        expect(readQuery(told)).toEqual({ filter: parsed })
        // XML loses nothing of it.
        expect(fromAlmaXml(Buffer.from(toAlmaXml('set', { query: told })), 'set')).toEqual({ query: told })
      }),
      { numRuns: 500 },
    )
  })

  test('a query goes through XML and the database as it is', async () => {
    const value = 'a<b>&"c"\r\n\u0001\u0085\\ é'
    const quoted = JSON.stringify(value).replace('\u0085', '\\u0085')
    const set = await make(logical(`USER where USER (last_name CONTAIN ${quoted})`))
    const before = await stored(set.id)
    expect(before).toEqual({ field: 'last_name', op: 'contains', value })
    const xml = (await call(server, `GET /almaws/v1/conf/sets/${set.id}`, { key })).body
    expect((await send(`PUT /${set.id}`, xml)).statusCode).toBe(200)
    expect(await stored(set.id)).toEqual(before)
  })

  const stored = async (id: string): Promise<unknown> => {
    const { rows } = await sql<{
      filter: unknown
    }>`select filter from user_set where set_id = ${Number(id)}`.execute(server.db)
    return rows[0]!.filter
  }
})

test.each([
  ['a list', []],
  ['a text', 'x'],
  ['names of wrong kinds', { name: { value: ['x'] } }],
  ['members of wrong kinds', { members: [1, null] }],
  ['members that are none', { members: { member: [1, null, { id: {} }] } }],
  ['NUL', { name: 'a\0b', description: '\0' }],
])('a body with %s is no server error', async (_what, body) => {
  const payload = Array.isArray(body) || typeof body === 'string' ? JSON.stringify(body) : aSet(body)
  expect([200, 400]).toContain((await send('POST ', payload)).statusCode)
})

test('two programs that give the same name at once: one of them is told', async () => {
  const draft = aSet()
  const answers = await Promise.all([send('POST ', draft), send('POST ', draft)])
  expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([200, 400])
})
