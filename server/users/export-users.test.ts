import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { readRows } from '../spreadsheets/read-rows.ts'
import { type Cell, defaultSheetLimits } from '../spreadsheets/sheet-row.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask
let userIds: number[]

beforeAll(async () => {
  server = await openTestServer()
  await sql`insert into library (institution_id, code, name)
    values (${server.institution.institutionId}, 'MAIN', 'Main Library'), (${server.institution.institutionId}, 'LAW', 'Law')`.execute(
    server.db,
  )
  userIds = await createPeople(contextOf(server), [
    {
      primary_id: '000123',
      first_name: '=HYPERLINK("http://evil")',
      last_name: 'Zoë "Z", the 王',
      user_group: 'STUDENT',
      expiry_date: '2026-11-20',
      purge_date: '2026-11-10',
      is_researcher: true,
      rs_libraries: ['LAW', 'MAIN', 'GONE'],
      pin_number: '7391',
      'role/a': { role_type: '50' },
    },
    {
      primary_id: '@sum',
      first_name: '-1+1',
      last_name: '+49 30',
      user_group: 'GONE',
      'role/a': { role_type: '200' },
    },
  ])
  ask = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

const columns = [
  ...['primary_id', 'first_name', 'last_name', 'user_group', 'expiry_date', 'is_researcher', 'rs_libraries'],
  ...['record_type', 'status', 'user_id', 'days_after_purge_date', 'has_staff_role'],
]
const people = 'filter={"not":{"field":"primary_id","op":"eq","value":"viewer"}}'

const download = (query: string) => ask(`GET /api/users/export?${query}`)

test('as CSV codes are labels, leading zeros stay, and no cell is a formula', async () => {
  const response = await download(`${people}&format=csv&columns=${columns}`)
  expect(response.statusCode).toBe(200)
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="users-2026-11-20.csv"; filename*=UTF-8''users-2026-11-20.csv`,
    'cache-control': 'no-store',
  })
  const [headings, ...lines] = response.body.split('\r\n')
  expect(headings).toBe(
    '\uFEFFPrimary Identifier,First name,Last name,User group,Expiry date,Is researcher,Rs libraries,' +
      'Record type,Status,User ID,Days between Today and Purge Date,Has Role other than Patron and Instructor',
  )
  expect(lines).toEqual([
    `000123,"'=HYPERLINK(""http://evil"")","Zoë ""Z"", the 王",Student,2026-11-20,true,"Law; Main Library; GONE",Public,Active,${userIds[0]},10,Yes`,
    `'@sum,'-1+1,'+49 30,GONE,,,,Public,Active,${userIds[1]},,No`,
    '',
  ])
})

test('as XLSX texts are texts and numbers are numbers', async () => {
  const response = await download(`${people}&format=xlsx&columns=${columns}`)
  expect(response.headers['content-disposition']).toContain('users-2026-11-20.xlsx')
  const rows: Cell[][] = []
  const hints = { fileName: 'users.xlsx', isKnownName: () => false }
  for await (const row of readRows(response.rawPayload, hints, defaultSheetLimits)) rows.push(row.cells)
  expect(rows).toHaveLength(3)
  expect(rows[1]).toEqual([
    ...['000123', '=HYPERLINK("http://evil")', 'Zoë "Z", the 王', 'Student', '2026-11-20', 'true'],
    ...['Law; Main Library; GONE', 'Public', 'Active', { kind: 'number', text: String(userIds[0]) }],
    ...[{ kind: 'number', text: '10' }, 'Yes'],
  ])
})

test('what is exported is what is listed: tab, search and filter count', async () => {
  const exported = async (query: string) =>
    (await download(`${query}&format=csv&columns=primary_id`)).body.split('\r\n').slice(1, -1)
  expect(await exported('tab=PUBLIC')).toEqual(['000123', "'@sum"])
  expect(await exported('tab=STAFF')).toEqual(['viewer'])
  expect(await exported('q=zoe')).toEqual(['000123'])
  expect(await exported('q=nobody')).toEqual([])
})

test('more people than one batch are all in the file, once', async () => {
  const ctx = contextOf(server)
  await createPeople(
    ctx,
    Array.from({ length: 4100 }, () => ({ last_name: 'Many' })),
  )
  const { body } = await download('q=many&format=csv&columns=user_id')
  const ids = body.split('\r\n').slice(1, -1)
  expect(ids).toHaveLength(4100)
  expect(new Set(ids).size).toBe(4100)
})

test.each([
  ['format=csv&columns=', { field: 'columns', rule: 'unknown_field', limit: '' }],
  ['format=csv&columns=primary_id,shoe', { field: 'columns', rule: 'unknown_field', limit: 'shoe' }],
  ['format=csv&columns=pin_number', { field: 'columns', rule: 'unknown_field', limit: 'pin_number' }],
  ['format=csv&columns=search_text', { field: 'columns', rule: 'unknown_field', limit: 'search_text' }],
  ['format=csv&columns=sis_values', { field: 'columns', rule: 'unknown_field', limit: 'sis_values' }],
  ['format=csv&columns=constructor', { field: 'columns', rule: 'unknown_field', limit: 'constructor' }],
  ['format=csv&columns=u.first_name', { field: 'columns', rule: 'unknown_field', limit: 'u.first_name' }],
  ['format=pdf&columns=primary_id', { field: 'format', rule: 'one_of' }],
  ['columns=primary_id', { field: 'format', rule: 'required' }],
])('%s is refused before a file begins', async (query, problem) => {
  const response = await download(query)
  expect(response.statusCode).toBe(422)
  expect(response.headers['content-disposition']).toBeUndefined()
  expect(response.json()).toMatchObject({ code: 'invalid_input', problems: [problem] })
})

test('a role that may not see users exports none', async () => {
  const patron = await staffMember(server, 'patron', ['200'])
  const response = await patron.ask('GET /api/users/export?format=csv&columns=primary_id')
  expect(response.json().code).toBe('forbidden')
})
