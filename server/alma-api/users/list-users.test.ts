import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPeople } from '../../users/testing/people.ts'
import { openReadingDoor, type ReadingDoor } from './testing/reading-door.ts'

let door: ReadingDoor

const people = [
  {
    primary_id: 'jdoe',
    first_name: 'Jane',
    middle_name: 'Maria',
    last_name: 'Doe',
    gender: 'FEMALE',
    user_group: 'UNDER_GRAD',
    job_category: 'CATALOGER',
    campus_code: 'NORTH',
    birth_date: '1990-05-17',
    'email/e': { address: 'Jane.Doe@example.org', types: [], preferred: true },
    'phone/p': { number: '+49 30 1234', types: [], preferred: true },
    'identifier/b': { id_type: 'BARCODE', value: 'AB_12_3' },
    'block/x': { block_type: 'LOAN', block_description: '01-LOST' },
    'note/n': { note_type: 'POPUP', text: 'Feeds the cat' },
    'statistic/s': { category: 'ARTS' },
  },
  {
    primary_id: 'abc def',
    first_name: 'Janet',
    last_name: 'Doering',
    'note/n': { note_type: 'OTHER', text: 'x' },
  },
  {
    primary_id: 'zed',
    first_name: 'Åsa',
    last_name: 'Åberg',
    'identifier/b': { id_type: 'UNIV_ID', value: 'AB' },
    'identifier/c': { id_type: 'UNIV_ID', value: 'UNI 7 X' },
  },
  { primary_id: 'aaa', first_name: 'Rock', last_name: 'AND Roll' },
]

beforeAll(async () => {
  door = await openReadingDoor()
  const ids = await createPeople(door.ctx, people)
  const { institutionId } = door.server.institution
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${institutionId}, ${ids[0]}, 'OTHER', 'ACTIVE', 12.5, 12.5, now(), now())`.execute(door.server.db)
  await sql`insert into code_value (institution_id, table_name, code, label)
    values (${institutionId}, 'UserGroups', 'UNDER_GRAD', 'Undergraduates')`.execute(door.server.db)
})
afterAll(() => door.server.close())

type List = { user?: { primary_id: string }[]; total_record_count: number }
const list = (query: string) => door.tell(`GET /users${query && '?'}${query}`)
const ids = async (query: string) => {
  const told = await list(query)
  return typeof told === 'string' ? told : ((told as List).user ?? []).map(user => user.primary_id)
}

test('a list has short rows, in JSON and XML, key by key', async () => {
  const { body } = await door.ask('GET /users?q=primary_id~jdoe')
  expect(body).toBe(
    `{"user":[{"primary_id":"jdoe","first_name":"Jane","last_name":"Doe","gender":{"value":"FEMALE","desc":"Female"},` +
      `"password":"","status":{"value":"ACTIVE","desc":"Active"},"requests":null,"loans":null,"fees":null,` +
      `"is_researcher":false,"link":"http://alma.example/almaws/v1/users/jdoe"}],"total_record_count":1}`,
  )
  const xml = await door.ask('GET /users?q=primary_id~abc_def&format=xml')
  expect(xml.body).toBe(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<users total_record_count="1">` +
      `<user link="http://alma.example/almaws/v1/users/abc%20def"><primary_id>abc def</primary_id>` +
      `<first_name>Janet</first_name><last_name>Doering</last_name><gender desc=""/><password/>` +
      `<status desc="Active">ACTIVE</status><is_researcher>false</is_researcher></user></users>\n`,
  )
})

test('a list of nobody has no list', async () => {
  expect(await list('q=last_name~Nobody')).toEqual({ total_record_count: 0 })
  expect(await list('limit=0')).toEqual({ total_record_count: 5 })
  expect(await list('offset=5')).toEqual({ total_record_count: 5 })
  expect(await list('offset=999999999999')).toEqual({ total_record_count: 5 })
  expect(await list('offset=999999999999&order_by=first_name')).toEqual({ total_record_count: 5 })
})

test('everything about everybody, if it is asked for', async () => {
  const { user } = (await list('expand=full&q=primary_id~jdoe')) as { user: Record<string, unknown>[] }
  const one = (await door.tell('GET /users/jdoe')) as object
  expect(user).toEqual([{ ...one, link: 'http://alma.example/almaws/v1/users/jdoe' }])
})

describe('pages', () => {
  test.each(['', 'order_by=last_name, first_name, primary_id', 'order_by=last_name', 'order_by=LAST_NAME'])(
    '%j: by name, without accents and case',
    async query => {
      expect(await ids(query)).toEqual(['zed', 'aaa', 'jdoe', 'abc def', 'keeper'])
    },
  )
  test.each([
    ['order_by=first_name', ['zed', 'jdoe', 'abc def', 'aaa', 'keeper']],
    ['order_by=primary_id', ['aaa', 'abc def', 'jdoe', 'keeper', 'zed']],
    ['order_by=primary_id&q=ALL~a', ['aaa', 'abc def', 'jdoe', 'zed']],
  ])('%s', async (query, wanted) => {
    expect(await ids(query)).toEqual(wanted)
  })

  test('of those who have the same name, the identifier decides, across pages', async () => {
    await createPeople(
      door.ctx,
      ['m3', 'M1', 'm2', 'm5', 'm4'].map(primary_id => ({
        primary_id,
        first_name: 'Same',
        last_name: 'Doe',
      })),
    )
    const all = ['zed', 'aaa', 'jdoe', 'M1', 'm2', 'm3', 'm4', 'm5', 'abc def', 'keeper']
    for (const limit of [1, 2, 3]) {
      const pages = Array.from({ length: 10 / limit + 1 }, (_, page) =>
        ids(`limit=${limit}&offset=${page * limit}`),
      )
      expect((await Promise.all(pages)).flat()).toEqual(all)
    }
    await sql`delete from user_identifier where value in ('m3', 'M1', 'm2', 'm5', 'm4')`.execute(
      door.server.db,
    )
    await sql`delete from user_history where user_id in (select user_id from user_account where first_name = 'Same')`.execute(
      door.server.db,
    )
    await sql`delete from user_account where first_name = 'Same'`.execute(door.server.db)
  })

  test.each(['limit=x', 'limit=-1', 'offset=1.5', 'limit=1e9', 'order_by=status', 'order_by=last_name,x'])(
    '%s is refused',
    async query => {
      expect(await list(query)).toMatch(/^402119 General error: (limit|offset|order_by) /)
    },
  )

  test('a limit beyond a hundred is a hundred', async () => {
    expect(await ids('limit=1000')).toHaveLength(5)
  })
})

describe('q', () => {
  test.each([
    ['primary_id~jdoe', ['jdoe']],
    ['primary_id~JDO', ['jdoe']],
    ['primary_id~abc_def', ['abc def']],
    ['first_name~jane', ['jdoe', 'abc def']],
    ['last_name~aberg', ['zed']],
    ['middle_name~mari', ['jdoe']],
    ['email~jane.doe@example.org', ['jdoe']],
    ['email~jane.doe@example', []],
    ['email~doe@example.org', []],
    ['phone_number~30_1234', ['jdoe']],
    ['phone_number~301234', ['jdoe']],
    ['job_category~cataloger', ['jdoe']],
    ['identifiers~AB', ['zed']],
    ['identifiers~ab_12_3', ['jdoe']],
    ['identifiers~Uni_7_x', ['zed']],
    ['identifiers~ab_12', []],
    ['identifiers~zed', ['zed']],
    ['birth_date~1990-05-17', ['jdoe']],
    ['birth_date~1990-05-17Z', ['jdoe']],
    ['birth_date~19900517', ['jdoe']],
    ['birth_date~1990-05-18', []],
    ['user_group~UNDER_GRAD', ['jdoe']],
    ['user_group~under_grad', ['jdoe']],
    ['user_group~undergrad', ['jdoe']],
    ['campus_code~NORTH', ['jdoe']],
    ['block_type~loan', ['jdoe']],
    ['id_type~UNIV_ID', ['zed']],
    ['note_text~feeds_cat', ['jdoe']],
    ['note_type~POPUP', ['jdoe']],
    ['statistic_category~arts', ['jdoe']],
    ['fines_fees_sum~12.5', ['jdoe']],
    ['fines_fees_sum~12.50', ['jdoe']],
    ['fines_fees_sum~12', []],
    ['general_info~feeds', ['jdoe']],
    ['general_info~jane_undergrad', ['jdoe']],
    ['general_info~example.org', []],
    ['ALL~example.org', ['jdoe']],
    ['ALL~*jane_doe*', ['jdoe', 'abc def']],
    ['ALL~jane*', ['jdoe', 'abc def']],
    ['all~jane_doe', ['jdoe', 'abc def']],
    ['last_name~doe AND first_name~janet', ['abc def']],
    ['last_name~doe_AND_first_name~janet', ['abc def']],
    ['last_name~doe AND first_name~jane AND note_type~OTHER', ['abc def']],
    ['last_name~and_roll', ['aaa']],
    ['last_name~AND_Roll', ['aaa']],
    ["last_name~' or 1=1 --", []],
    ['last_name~%', []],
    ['last_name~doe -', ['jdoe', 'abc def']],
    ['general_info~jane - undergrad', ['jdoe']],
    ['last_name~doe AND first_name~janet .', ['abc def']],
    [' last_name ~ doering ', ['abc def']],
  ])('%s', async (q, wanted) => {
    const found = await ids(`q=${encodeURIComponent(q)}`)
    expect(Array.isArray(found) ? [...found].sort() : found).toEqual([...wanted].sort())
  })

  test.each([
    ['doe', 'q is written as field~text: doe'],
    ['~doe', 'q is written as field~text: ~doe'],
    ['shoe_size~42', 'q does not know the field shoe_size'],
    ['last_name~', 'q has no text for last_name'],
    ['last_name~***', 'q has no text for last_name'],
    ['last_name~_', 'q has no text for last_name'],
    ['ALL~jane AND last_name~doe', 'ALL cannot be joined with AND'],
    ['last_name~doe AND ALL~jane', 'ALL cannot be joined with AND'],
    ['primary_id~-', 'q has no text, only signs: -'],
    ['last_name~. _“”', 'q has no text, only signs: . _“”'],
    ['ALL~()', 'q has no text, only signs: ()'],
    ['general_info~.', 'q has no text, only signs: .'],
    ['middle_name~-', 'q has no text, only signs: -'],
    ['user_group~.', 'q has no text, only signs: .'],
    ['last_name~doe AND first_name~.', 'q has no text, only signs: .'],
    ['birth_date~yesterday', 'q has a date that is none: yesterday'],
    ['birth_date~1990-02-30', 'q has a date that is none: 1990-02-30'],
    ['fines_fees_sum~much', 'q has an amount that is none: much'],
    [`last_name~${'x'.repeat(201)}`, 'q has more than 200 letters for last_name'],
    ['last_name~a\0b', 'q has too many words, or characters that no record has'],
    ['identifiers~\0', 'q has too many words, or characters that no record has'],
    ['user_group~\0', 'q has too many words, or characters that no record has'],
    [`general_info~${'a '.repeat(99)}`, 'q has too many words, or characters that no record has'],
    ['toString~x', 'q does not know the field toString'],
  ])('%j is refused', async (q, reason) => {
    expect(await list(`q=${encodeURIComponent(q)}`)).toBe(`402119 General error: ${reason}`)
  })

  test('many conditions at once are refused, not worked through', async () => {
    const q = Array.from({ length: 600 }, () => 'last_name~a').join(' AND ')
    expect(await list(`q=${encodeURIComponent(q)}`)).toBe(
      '402119 General error: q has too many words, or characters that no record has',
    )
  })
})

describe('those who changed', () => {
  test('from a day of the institution on', async () => {
    const { db } = door.server
    await sql`update user_account set updated_at = '2026-11-01T00:00:00Z'`.execute(db)
    await sql`update user_account set updated_at = '2026-11-10T00:00:00Z' where primary_id = 'zed'`.execute(
      db,
    )
    expect(await ids('modify_date_from=2026-11-10')).toEqual(['zed'])
    expect(await ids('modify_date_from=2026-11-10Z&limit=5')).toEqual(['zed'])
    expect(await ids('modify_date_from=2026-11-11')).toEqual([])
    expect(await list('modify_date_from=2026-11-01&limit=0')).toEqual({ total_record_count: 5 })
  })
  test('not together with q, and not from a day that is none', async () => {
    expect(await list('modify_date_from=2026-11-10&q=ALL~a')).toBe(
      '402119 General error: q and modify_date_from exclude each other',
    )
    for (const day of ['10.11.2026', '2026-13-01', '%00'])
      expect(await list(`modify_date_from=${day}`)).toMatch(
        /^402119 General error: modify_date_from is no date: /,
      )
  })
})
