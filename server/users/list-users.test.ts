import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../contract/page.ts'
import type { UserRow } from '../../contract/users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask

const people: PersonDocument[] = [
  {
    primary_id: 'zoe',
    first_name: 'Zoë',
    middle_name: 'Ana',
    last_name: "O'Neil-García",
    user_group: 'STUDENT',
    expiry_date: '2027-01-31',
    'email/a': { address: 'zoe.oneil@example.edu' },
    'identifier/a': { id_type: 'BARCODE', value: '00031415' },
    'phone/a': { number: '(312) 555-0142' },
    'note/a': { note_type: 'LIBRARY', text: 'Prefers the café entrance; call before noon' },
  },
  {
    primary_id: 'lw',
    first_name: '小明',
    last_name: '王',
    pref_first_name: 'Leo',
    pref_last_name: 'Wang',
    user_group: 'FACULTY',
    job_category: 'REFERENCE',
    expiry_date: '2026-12-24',
    purge_date: '2028-01-01',
    is_researcher: true,
    record_type: 'STAFF',
    'identifier/a': { id_type: 'UNIV_ID', value: 'U-77/1%' },
    'block/a': { block_description: '02-GLOBAL', expiry_date: '2026-11-20' },
  },
  {
    primary_id: 'o_1',
    first_name: 'Bo',
    last_name: 'Åkesson',
    user_group: 'FACULTY',
    'email/a': { address: 'bo@other.example.org' },
    'block/a': { block_description: '02-GLOBAL', status: 'INACTIVE' },
    'block/b': { block_description: '02-GLOBAL', expiry_date: '2026-11-19' },
  },
  {
    primary_id: 'vendor',
    first_name: 'Elbow',
    last_name: 'Books & Co.',
    record_type: 'CONTACT',
    status: 'INACTIVE',
    account_type: 'EXTERNAL',
    expiry_date: '2020-01-01',
  },
  { primary_id: 'anna', first_name: 'Анна', last_name: 'Смирнова', purge_date: '2027-06-30' },
]

beforeAll(async () => {
  server = await openTestServer()
  await createPeople(contextOf(server), people)
  ask = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

async function list(query: Record<string, string | number>): Promise<Page<UserRow>> {
  const text = new URLSearchParams(query as Record<string, string>)
  const response = await ask(`GET /api/users?${text}`)
  expect([response.statusCode, response.json().problems]).toEqual([200, undefined])
  return response.json()
}

const ids = async (query: Record<string, string | number>) =>
  (await list(query)).items.map(item => item.primaryId)

/** Whom the search box finds, but for the person who searches. */
const find = async (q: string, index?: string) =>
  (await ids({ q, ...(index ? { index } : {}) })).filter(id => id !== 'desk').toSorted()

test('a row has codes, dates and marks, and leaves out what the person lacks', async () => {
  const rows = (await list({})).items
  const userId = expect.any(Number)
  expect(rows.find(row => row.primaryId === 'lw')).toEqual({
    userId,
    primaryId: 'lw',
    name: 'Wang, Leo',
    status: 'ACTIVE',
    accountType: 'INTERNAL',
    recordType: 'STAFF',
    jobCategory: 'REFERENCE',
    userGroup: 'FACULTY',
    expiryDate: '2026-12-24',
    purgeDate: '2028-01-01',
    isResearcher: true,
    hasActiveBlocks: true,
    hasNotes: false,
  })
  expect(rows.find(row => row.primaryId === 'o_1')).toEqual({
    userId,
    primaryId: 'o_1',
    name: 'Åkesson, Bo',
    status: 'ACTIVE',
    accountType: 'INTERNAL',
    recordType: 'PUBLIC',
    userGroup: 'FACULTY',
    isResearcher: false,
    hasActiveBlocks: false,
    hasNotes: false,
  })
  expect(rows.find(row => row.primaryId === 'zoe')).toMatchObject({ hasNotes: true })
  const vendor = {
    status: 'INACTIVE',
    accountType: 'EXTERNAL',
    recordType: 'CONTACT',
    expiryDate: '2020-01-01',
  }
  expect(rows.find(row => row.primaryId === 'vendor')).toMatchObject(vendor)
})

test.each([
  ['ALL', ['anna', 'desk', 'lw', 'o_1', 'vendor', 'zoe']],
  ['STAFF', ['desk', 'lw']],
  ['PUBLIC', ['anna', 'o_1', 'zoe']],
  ['CONTACT', ['vendor']],
])('the tab %s shows its record type', async (tab, expected) => {
  expect((await ids({ tab })).toSorted()).toEqual(expected)
})

describe('the search box', () => {
  const finds: [what: string, q: string, found: string[]][] = [
    ['a name', 'Zoë', ['zoe']],
    ['a name without its accent', 'zoe', ['zoe']],
    ['a name with accents that it does not have', 'Bó Akéssön', ['o_1']],
    ['a name in capitals', 'GARCIA', ['zoe']],
    ['names in any order', 'garcía zoë', ['zoe']],
    ['a middle name between others', 'ana oneil', ['zoe']],
    ['a name without its punctuation', 'oneil garcia', ['zoe']],
    ['a name with another apostrophe', 'O’Neil', ['zoe']],
    ['a double name in one word', 'oneilgarcia', ['zoe']],
    ['a fragment from the middle', 'arcí', ['zoe']],
    ['a regular name', '王', ['lw']],
    ['a preferred name', 'wang leo', ['lw']],
    ['regular and preferred name together', 'wang 小明', ['lw']],
    ['two Chinese characters', '小明', ['lw']],
    ['one Chinese character from the middle of a word', '明', ['lw']],
    ['Cyrillic, by fragment', 'мирн', ['anna']],
    ['two letters at the beginning of a word only', 'bo', ['o_1', 'vendor']],
    ['one letter at the beginning of a word', 'b å', ['o_1']],
    ['three letters anywhere', 'lbo', ['vendor']],
    ['a primary identifier', 'o_1', ['o_1']],
    ['a barcode with its zeros', '00031415', ['zoe']],
    ['a barcode without its zeros', '31415', ['zoe']],
    ['an identifier without its punctuation', 'u771', ['lw']],
    ['an e-mail address', 'zoe.oneil@example.edu', ['zoe']],
    ['an e-mail address in capitals', 'BO@OTHER.EXAMPLE.ORG', ['o_1']],
    ['a fragment of an e-mail address', 'oneil@exam', ['zoe']],
    ['the domain', 'example', ['o_1', 'zoe']],
    ['words of which one is nowhere', 'zoe smith', []],
    ['words of two people', 'zoe bo', []],
    ['nothing but spaces', '   ', ['anna', 'lw', 'o_1', 'vendor', 'zoe']],
    ['spaces around and between', '  garcía\u00a0 \t zoë ', ['zoe']],
  ]
  test.each(finds)('finds %s', async (_, q, found) => {
    expect(await find(q)).toEqual(found)
  })

  const literal: [q: string, found: string[]][] = [
    ['%', ['lw']],
    ['1%', ['lw']],
    ['z%e', []],
    ['o\\_1', []],
    ['&', ['vendor']],
    ["' or true --", []],
    ['$1', []],
    ["'; delete from user_account; --", []],
    ['\\', []],
    ['*', []],
    ['(z|w)', []],
  ]
  test.each(literal)('takes %j literally', async (q, found) => {
    expect(await find(q)).toEqual(found)
    expect(await ids({})).toHaveLength(6)
  })

  const indexes: [index: string, q: string, found: string[]][] = [
    ['name', 'ana', ['zoe']],
    ['name', 'example', []],
    ['first_name', 'leo', ['lw']],
    ['first_name', 'wang', []],
    ['last_name', 'wang', ['lw']],
    ['last_name', 'zoe', []],
    ['primary_id', 'zoe', ['zoe']],
    ['primary_id', '31415', []],
    ['identifier', '31415', ['zoe']],
    ['identifier', 'anna', ['anna']],
    ['identifier', 'garcia', []],
    ['email', 'example', ['o_1', 'zoe']],
    ['email', 'garcia', []],
    ['phone', '312 555', ['zoe']],
    ['phone', '3125550142', ['zoe']],
    ['phone', '555-0142', ['zoe']],
    ['phone', '999', []],
    ['note', 'cafe noon', ['zoe']],
    ['note', 'zoe', []],
    ['user_group', 'faculty', ['lw', 'o_1']],
    ['user_group', 'stud', ['zoe']],
    ['job_category', 'librarian', ['lw']],
    ['job_category', 'REFERENCE', ['lw']],
    ['job_category', 'faculty', []],
  ]
  test.each(indexes)('finds in %s: %s', async (index, q, found) => {
    expect(await find(q, index)).toEqual(found)
  })

  test('is joined with tab and filter by "and"', async () => {
    const filter = JSON.stringify({ field: 'user_group', op: 'eq', value: 'FACULTY' })
    expect(await ids({ filter, q: 'bo' })).toEqual(['o_1'])
    expect(await ids({ filter, tab: 'STAFF' })).toEqual(['lw'])
    expect(await ids({ filter, tab: 'STAFF', q: 'bo' })).toEqual([])
  })
})

const sorted: [sort: string, expected: string[]][] = [
  ['name', ['o_1', 'vendor', 'zoe', 'desk', 'lw', 'anna']],
  ['-name', ['anna', 'lw', 'desk', 'zoe', 'vendor', 'o_1']],
  ['expiryDate', ['vendor', 'lw', 'zoe', 'o_1', 'anna', 'desk']],
  ['-expiryDate', ['zoe', 'lw', 'vendor', 'desk', 'anna', 'o_1']],
  ['purgeDate', ['anna', 'lw', 'zoe', 'o_1', 'vendor', 'desk']],
  ['-purgeDate', ['lw', 'anna', 'desk', 'vendor', 'o_1', 'zoe']],
  ['userGroup', ['vendor', 'anna', 'desk', 'lw', 'o_1', 'zoe']],
  ['-userGroup', ['zoe', 'o_1', 'lw', 'desk', 'anna', 'vendor']],
]

test.each(sorted)(
  'by %s everybody has a place, whoever lacks the value comes at its end, in pages of any size',
  async (sort, expected) => {
    expect(await ids({ sort })).toEqual(expected)
    for (const limit of [1, 2, 5]) {
      const listed: string[] = []
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: Page<UserRow> = await list({ sort, limit, ...(after ? { after } : {}) })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        listed.push(...page.items.map(item => item.primaryId))
        after = page.next
      }
      expect(listed).toEqual(expected)
    }
  },
)

test('pages go on behind the last row though rows come, go and move in between', async () => {
  const ctx = contextOf(server)
  const names = Array.from({ length: 30 }, (_, index) => `Page${String(index).padStart(2, '0')}`)
  const userIds = await createPeople(
    ctx,
    names.map(name => ({ primary_id: name, last_name: name })),
  )
  const first = await list({ q: 'page', index: 'last_name', limit: 10 })
  // The last row of the page moves away, one goes on each side, one comes on each side.
  await sql`update user_account set last_name = 'Page99' where user_id = ${userIds[9]}`.execute(server.db)
  await sql`update user_account set last_name = 'Gone' where user_id in (${userIds[2]}, ${userIds[20]})`.execute(
    server.db,
  )
  await createPeople(ctx, [{ last_name: 'Page05a' }, { last_name: 'Page15a' }])
  const rest: string[] = []
  for (let after = first.next; after !== undefined; ) {
    const page: Page<UserRow> = await list({ q: 'page', index: 'last_name', limit: 10, after })
    rest.push(...page.items.map(item => item.name))
    after = page.next
  }
  const untouched = names.slice(10).filter(name => name !== 'Page20')
  expect(first.items.map(item => item.name)).toEqual(names.slice(0, 10))
  expect(rest).toEqual([...untouched.slice(0, 6), 'Page15a', ...untouched.slice(6), 'Page99'])
})

describe('of more people than are sorted at once', () => {
  const names = Array.from({ length: 10_004 }, (_, index) => `Crowd${String(index).padStart(5, '0')}`)
  const late = 5001
  beforeAll(async () => {
    const people = names.map((last_name, index) => ({
      last_name,
      first_name: index < late ? 'Ealy' : 'Laet',
      ...(index % 700 === 0 ? { middle_name: 'Raro' } : {}),
    }))
    await createPeople(contextOf(server), people.toReversed())
  })
  const shown = (page: Page<UserRow>) => page.items.map(item => item.name.split(',')[0])

  test('all come in the same order, page behind page', async () => {
    const query = { q: 'rowd', index: 'last_name', limit: 3 }
    const first: Page<UserRow> = await list(query)
    expect(shown(first)).toEqual(names.slice(0, 3))
    expect(shown(await list({ ...query, after: first.next ?? '' }))).toEqual(names.slice(3, 6))
    expect(shown(await list({ ...query, sort: '-name' }))).toEqual(names.slice(-3).reverse())
  })

  test('those who stand far apart come in the same order, too', async () => {
    const query = { q: 'Raro', index: 'name', limit: 3 }
    const first: Page<UserRow> = await list(query)
    expect(shown(first)).toEqual([0, 700, 1400].map(index => names[index]))
    const next: Page<UserRow> = await list({ ...query, after: first.next ?? '' })
    expect(shown(next)).toEqual([2100, 2800, 3500].map(index => names[index]))
  })

  test('those who stand together at the end are found behind all others', async () => {
    const query = { q: 'Laet', index: 'first_name', limit: 3 }
    const first: Page<UserRow> = await list(query)
    expect(shown(first)).toEqual(names.slice(late, late + 3))
    expect(shown(await list({ ...query, after: first.next ?? '' }))).toEqual(names.slice(late + 3, late + 6))
    const others: Page<UserRow> = await list({ q: 'Ealy', index: 'first_name', limit: 3, sort: '-name' })
    expect(shown(others)).toEqual(names.slice(late - 3, late).reverse())
  })
})

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

const refused: [what: string, query: string, problem: object][] = [
  ['an unknown column to sort by', 'sort=balance', { field: 'sort', rule: 'one_of' }],
  ['a page of nobody', 'limit=0', { field: 'limit', rule: 'too_small', limit: 1 }],
  ['a page of too many', 'limit=501', { field: 'limit', rule: 'too_large', limit: 500 }],
  ['an unknown tab', 'tab=EVERYBODY', { field: 'tab', rule: 'one_of' }],
  ['an unknown parameter', 'page=2', { field: 'page', rule: 'unknown_field' }],
  ['a search too long', `q=${'a'.repeat(201)}`, { field: 'q', rule: 'too_long', limit: 200 }],
  ['a cursor that is none', 'after=abc', { field: 'after', rule: 'format' }],
  ['a cursor of another form', `after=${cursor(1, 'a')}`, { field: 'after', rule: 'format' }],
  ['a cursor with half an id', `after=${cursor('a', 1.5)}`, { field: 'after', rule: 'format' }],
  ['a cursor with NUL', `after=${cursor('a\u0000', 1)}`, { field: 'after', rule: 'format' }],
  [
    'a cursor of another order',
    `sort=expiryDate&after=${cursor('garcia', 1)}`,
    { field: 'after', rule: 'format' },
  ],
]

test.each(refused)('%s is refused by name', async (_, query, problem) => {
  const response = await ask(`GET /api/users?${query}`)
  expect([response.statusCode, response.json().code]).toEqual([422, 'invalid_input'])
  expect(response.json().problems).toEqual([expect.objectContaining(problem)])
})

test.each([
  ['filter={', { path: 'filter', rule: 'not_json' }],
  ['filter={"not":{"field":"shoe","op":"empty"}}', { path: 'filter.not.field', rule: 'unknown_field' }],
  ['q=a&index=shoe', { path: 'filter.in', rule: 'unknown_index' }],
  ['q=a%00b', { path: 'filter.search', rule: 'wrong_type' }],
])('a filter that cannot be read is refused with its place: %s', async (query, details) => {
  for (const path of ['/api/users', '/api/users/count', '/api/users/facets']) {
    const response = await ask(`GET ${path}?${query}`)
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ code: 'invalid_filter', details })
  }
})

test('a role that may not see users sees none', async () => {
  const patron = await staffMember(server, 'patron', ['200'])
  for (const path of ['users', 'users/count', 'users/facets', 'users/1', 'users/1/history']) {
    const response = await patron.ask(`GET /api/${path}`)
    expect([path, response.json().code]).toEqual([path, 'forbidden'])
  }
})
