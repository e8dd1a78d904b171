import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { userFields } from '../fields/user-fields.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
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

/** What "all columns" asks for. */
const exportable = userFields.filter(
  field => !field.sensitive && field.section !== 'internal' && field.type !== 'notices',
)

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

test('no text of anybody, and no label of a code, is a formula in the file', async () => {
  const ctx = contextOf(server)
  const codes = exportable.filter(field => field.type === 'code' || field.type === 'codes')
  const tables = [...new Set(codes.flatMap(field => field.codeTable ?? []))].filter(
    one => one !== 'Libraries',
  )
  await installCodeTables(
    server.db,
    server.institution.institutionId,
    Object.fromEntries(tables.map(table => [table, [{ code: 'EVIL', label: '=1+1' }]])),
  )
  await sql`insert into library (institution_id, code, name)
    values (${server.institution.institutionId}, 'EVIL', '=1+1')`.execute(server.db)
  const evilValue = ({ name, type }: (typeof exportable)[number]) =>
    type === 'codes' ? ['EVIL'] : type === 'code' ? 'EVIL' : `=${name}`
  const evil = exportable.filter(field => ['text', 'code', 'codes'].includes(field.type))
  const fixed = ['record_type', 'account_type', 'status']
  await createPeople(ctx, [
    Object.fromEntries(
      evil.filter(({ name }) => !fixed.includes(name)).map(one => [one.name, evilValue(one)]),
    ),
  ])
  const names = exportable.map(field => field.name)
  const { body } = await download(`q=first_name&format=csv&columns=${names}`)
  const cells = body.split('\r\n')[1]!.split(',')
  const dangerous = evil.filter(({ name }) => !fixed.includes(name))
  expect(dangerous.length).toBeGreaterThan(15)
  for (const field of dangerous)
    expect([field.name, cells[names.indexOf(field.name)]]).toEqual([
      field.name,
      field.type === 'text' ? `'=${field.name}` : "'=1+1",
    ])
  expect(cells.filter(cell => /^[=+\-@]/.test(cell))).toEqual([])
})

test('blocks and notes are columns, in the order in which columns are asked for', async () => {
  await createPeople(contextOf(server), [
    {
      primary_id: 'marked',
      'note/a': { note_type: 'LIBRARY', text: 'x' },
      'block/a': { block_description: 'B' },
    },
    { primary_id: 'marked2', 'block/a': { block_description: 'B', status: 'INACTIVE' } },
  ])
  const { body } = await download('q=marked&format=csv&columns=has_notes,primary_id,has_blocks')
  expect(body.slice(1)).toBe('Notes,Primary Identifier,Blocks\r\nYes,marked,Yes\r\nNo,marked2,No\r\n')
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
