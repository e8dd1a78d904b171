import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toAlmaXml } from '../../alma-user/to-alma-xml.ts'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'
import { tables } from './table-catalogue.ts'

let server: TestServer
let administrator: Ask
let key: string
let reader: string

beforeAll(async () => {
  server = await openTestServer()
  await sql`insert into library (institution_id, code, name)
    values (${server.institution.institutionId}, 'LAW', 'Law Library')`.execute(server.db)
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  key = (await makeKey(administrator, { name: 'Nightly', areas: { configuration: 'write' } })).key
  reader = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
})
afterAll(() => server.close())

const send = (line: string, payload?: object | string, as = key) => {
  const type = typeof payload === 'string' ? 'application/xml' : 'application/json'
  const headers = {
    accept: 'application/json',
    ...(payload === undefined ? {} : { 'content-type': type }),
  }
  const [method, path] = line.split(' ')
  const body = payload === undefined ? {} : { payload }
  return call(server, `${method} /almaws/v1/conf${path}`, { key: as, headers, ...body })
}
const codeOf = async (line: string, payload?: object | string): Promise<string> => {
  const answer = await send(line, payload)
  expect(answer.statusCode, answer.body).toBe(400)
  const [error] = answer.json().errorList.error
  expect(error.errorMessage).not.toMatch(/[{}]|undefined/)
  return error.errorCode
}
const xmlOf = async (path: string): Promise<string> =>
  (await call(server, `GET /almaws/v1/conf${path}`, { key: reader })).body
type Row = { code: string; description: string; enabled: boolean; default: boolean }
const rowsOf = async (table: string): Promise<Row[]> =>
  (await send(`GET /code-tables/${table}`, undefined, reader)).json().row
const historyOf = async (table: string) =>
  (await administrator(`GET /api/settings/history?key=codeTable.${table}`)).json().items

describe('code tables', () => {
  test('the list names all of them, in JSON and in XML, whatever page is asked for', async () => {
    const list = (await send('GET /code-tables?limit=1&offset=5', undefined, reader)).json()
    expect(list.total_record_count).toBe(tables.size)
    expect(list.code_table.map((one: { name: string }) => one.name)).toEqual([...tables.keys()])
    expect(list.code_table).toContainEqual({
      name: 'UserGroups',
      description: 'User groups',
      sub_system: { value: 'USER_MANAGEMENT', desc: 'User Management' },
      patron_facing: false,
    })
    expect(await xmlOf('/code-tables')).toContain(
      `<code_tables total_record_count="${tables.size}"><code_table><name>AddNewUserOptions</name>`,
    )
  })

  test('every table of the list can be read, as can each row', async () => {
    for (const name of tables.keys()) {
      const answer = await send(`GET /code-tables/${name}`, undefined, reader)
      expect([answer.statusCode, answer.json().name]).toEqual([200, name])
    }
    expect(await rowsOf('SetType')).toMatchObject([{ code: 'ITEMIZED' }, { code: 'LOGICAL' }])
    expect((await rowsOf('HFrUserRoles.roleType')).length).toBeGreaterThan(60)
  })

  test.each([
    [
      'FineFeeTransactionType',
      'PAYMENT Payment, WAIVE Waive, DISPUTE Dispute, RESTORE Restore, TRANSFER Transfer',
    ],
    ['ExternalSystemTypes', 'OTHER Other'],
    [
      'WebhookEvents',
      'USER_CREATED User created, USER_UPDATED User updated, USER_DELETED User deleted, JOB_END Job ended',
    ],
    ['WebhooksActionType', 'USER Users, JOB_END Ends of jobs'],
    ['LetterChannelFilter', 'EMAIL Email'],
  ])('%s has the codes that are told elsewhere', async (table, codes) => {
    const told = (await rowsOf(table)).map(({ code, description }) => `${code} ${description}`)
    expect(told.join(', ')).toBe(codes)
  })

  test('a table whose codes are the program’s own is read and never written, not even as it is', async () => {
    const own = [...tables].filter(([, table]) => 'codes' in table).map(([name]) => name)
    expect(own).toEqual(expect.arrayContaining(['FineFeeTransactionType', 'WebhookEvents', 'SetType']))
    for (const name of own) {
      const before = (await send(`GET /code-tables/${name}`)).json()
      expect(await codeOf(`PUT /code-tables/${name}`, before), name).toBe('90123')
      expect((await send(`GET /code-tables/${name}`)).json()).toEqual(before)
    }
  })

  test('one table, in JSON and in XML', async () => {
    const table = (await send('GET /code-tables/Genders?lang=en&limit=5', undefined, reader)).json()
    expect(table).toMatchObject({
      name: 'Genders',
      description: 'Genders',
      updated_by: 'System',
      language: { value: 'en', desc: 'English' },
      scope: { institution_id: { value: 'INSTITUTION' }, library_id: { value: '', desc: '' } },
    })
    expect(table.row[0]).toEqual({
      code: 'FEMALE',
      description: 'Female',
      default: false,
      enabled: true,
      updated_by: 'System',
    })
    expect(await xmlOf('/code-tables/Genders')).toContain(
      '<rows><row><code>FEMALE</code><description>Female</description><default>false</default><enabled>true</enabled>',
    )
  })

  test.each([
    ['90101', 'GET /code-tables/UserUserTitle'],
    ['90101', 'GET /code-tables/CircDesks'],
    ['90101', 'GET /code-tables/constructor'],
    ['90101', 'GET /code-tables/%00'],
    ['90101', 'PUT /code-tables/Nothing'],
    ['90121', 'GET /code-tables/Genders?scope=NOWHERE'],
    ['90121', 'PUT /code-tables/Genders?scope=LAW'],
    ['90123', 'PUT /code-tables/UserUserType'],
    ['90123', 'PUT /code-tables/HFrUserRoles.roleType'],
    ['90123', 'PUT /code-tables/SetType'],
    ['40166410', 'GET /code-tables/Genders?lang=english'],
    ['40166410', 'PUT /code-tables/Genders?lang=de'],
    ['90100', 'PUT /code-tables/Genders'],
  ])('%s for %s', async (code, line) => {
    expect(await codeOf(line, line.startsWith('PUT') ? {} : undefined)).toBe(code)
  })

  test('a library has the tables of its institution', async () => {
    expect((await send('GET /code-tables/Genders?scope=LAW')).statusCode).toBe(200)
    expect((await send('GET /code-tables/Genders?scope=INSTITUTION')).statusCode).toBe(200)
  })

  test('a table that is sent back as it was told stays as it was, in JSON and in XML', async () => {
    const before = (await send('GET /code-tables/UserGroups')).json()
    expect((await send('PUT /code-tables/UserGroups?lang=en', before)).json()).toEqual(before)
    expect(
      (await send('PUT /code-tables/UserGroups', await xmlOf('/code-tables/UserGroups'))).json(),
    ).toEqual(before)
    expect(await historyOf('UserGroups')).toEqual([])
  })

  test('a table of thousands of rows is written in XML as in JSON', async () => {
    const row = Array.from({ length: 3000 }, (_, at) => ({
      ...{
        code: `M${at}`,
        description: `Major ${at}`,
        default: false,
        enabled: true,
        updated_by: 'Somebody',
      },
    }))
    const xml = toAlmaXml('code_table', { name: 'UserStatisticalTypes', row })
    expect((await send('PUT /code-tables/UserStatisticalTypes', xml)).statusCode).toBe(200)
    const written = await rowsOf('UserStatisticalTypes')
    expect(written.slice(0, 3000)).toMatchObject(row.map(({ code, description }) => ({ code, description })))
    const before = (await send('GET /code-tables/UserStatisticalTypes')).json()
    expect((await send('PUT /code-tables/UserStatisticalTypes', { row })).json()).toEqual(before)
  })

  test('codes are added, renamed, ordered, enabled and made the default; who did it is remembered', async () => {
    const table = (await send('GET /code-tables/UserTitles')).json()
    const [mr, ms, ...others] = table.row as Row[]
    const written = await send('PUT /code-tables/UserTitles', {
      ...table,
      row: [
        { code: 'REV', description: 'Reverend', default: 'true', enabled: 'true' },
        { ...ms, description: 'Ms' },
        { ...mr, enabled: false },
        ...others,
      ],
    })
    expect(written.json()).toMatchObject({ updated_by: 'Nightly', update_date: '2026-11-20Z' })
    expect((await rowsOf('UserTitles')).slice(0, 3)).toMatchObject([
      { code: 'REV', description: 'Reverend', default: true, enabled: true, updated_by: 'Nightly' },
      { code: 'MS', description: 'Ms', default: false, enabled: true },
      { code: 'MR', description: 'Mr.', enabled: false },
    ])
    const [change] = await historyOf('UserTitles')
    expect(change.by).toBe('Nightly')
    expect(Object.keys(change.new).toSorted()).toEqual(['MR', 'MS', 'REV'])
    expect(change.old.MS.label).toBe('Ms.')
    const { codeTables } = (await administrator('GET /api/configuration')).json()
    expect(codeTables.UserTitles[0]).toMatchObject({ code: 'REV', label: 'Reverend' })
  })

  test('what the program keeps with a code stays; a code that is not named is switched off and not lost', async () => {
    const detailsOf = async () => {
      const { codeTables } = (await administrator('GET /api/configuration')).json()
      return codeTables.UserBlockDescription.map(
        (one: { code: string; details: object; isEnabled: boolean }) => [
          one.code,
          one.isEnabled,
          one.details,
        ],
      )
    }
    const before = await detailsOf()
    const { row } = (await send('GET /code-tables/UserBlockDescription')).json()
    await send('PUT /code-tables/UserBlockDescription', { row: row.slice(1) })
    const [gone, ...kept] = before
    expect(await detailsOf()).toEqual([...kept, [gone[0], false, gone[2]]])
  })

  test.each<[string, object[]]>([
    [
      '90122',
      [
        { code: 'A', default: true },
        { code: 'B', default: true },
      ],
    ],
    ['90100', []],
    ['90100', [{ code: '' }]],
    ['90100', [{ description: 'x' }]],
    ['90100', [{ code: 'A' }, { code: 'A' }]],
    ['90100', [{ code: 'A\n' + 'B' }]],
    ['90100', [{ code: 'x'.repeat(256) }]],
    ['90100', [{ code: 'A', description: 'x'.repeat(2001) }]],
  ])('is refused with %s for %j, and nothing is written', async (code, row) => {
    const before = await rowsOf('Genders')
    expect(await codeOf('PUT /code-tables/Genders', { row })).toBe(code)
    expect(await rowsOf('Genders')).toEqual(before)
  })

  test('another table is not written under this name', async () => {
    const table = (await send('GET /code-tables/JobTitles')).json()
    expect(await codeOf('PUT /code-tables/Genders', table)).toBe('90100')
  })

  test('a key that reads writes nothing', async () => {
    for (const path of ['code-tables/Genders', 'mapping-tables/UserRecordTypeUserGroup'])
      expect((await send(`PUT /${path}`, { row: [] }, reader)).body).toContain('UNAUTHORIZED')
  })
})

describe('mapping tables', () => {
  const path = '/mapping-tables/UserRecordTypeUserGroup'
  const pairs = async (): Promise<string[]> =>
    (await send(`GET ${path}`, undefined, reader))
      .json()
      .row.map((one: { column0: string; column1: string }) => `${one.column0} ${one.column1}`)

  test('which user groups record types may have, in JSON and in XML', async () => {
    expect((await send('GET /mapping-tables')).json()).toMatchObject({
      mapping_table: [{ name: 'UserRecordTypeUserGroup' }],
      total_record_count: 1,
    })
    const table = (await send(`GET ${path}`)).json()
    expect(table.header[1]).toMatchObject({ number: 'column1', name: 'User group' })
    expect(table.row[0]).toMatchObject({
      column0: 'PUBLIC',
      column1: 'STUDENT',
      enabled: true,
      managed_in_network: false,
    })
    expect(await pairs()).toEqual([
      'PUBLIC STUDENT',
      'PUBLIC FACULTY',
      'STAFF FACULTY',
      'PUBLIC STAFF',
      'STAFF STAFF',
      'PUBLIC GUEST',
    ])
    expect(await xmlOf(path)).toContain('<rows><row><column0>PUBLIC</column0><column1>STUDENT</column1>')
  })

  test('rows are written; what is sent back as it was changes nothing', async () => {
    const table = (await send(`GET ${path}`)).json()
    await send(`PUT ${path}`, table)
    await send(`PUT ${path}`, await xmlOf(path))
    expect(await historyOf('UserGroups')).toEqual([])
    // A group that says nothing is for all record types, and goes on saying nothing.
    const groups = (await send('GET /code-tables/UserGroups')).json().row
    await send('PUT /code-tables/UserGroups', { row: [...groups, { code: 'NEW', description: 'New' }] })
    await send(`PUT ${path}`, (await send(`GET ${path}`)).json())
    expect(await historyOf('UserGroups')).toHaveLength(1)
    const [, , ...rest] = table.row
    const row = [
      ...rest,
      { column0: 'STAFF', column1: 'STUDENT', enabled: true },
      { ...table.row[1], enabled: false },
    ]
    expect((await send(`PUT ${path}`, { row })).statusCode).toBe(200)
    expect((await pairs()).slice(0, 2)).toEqual(['STAFF STUDENT', 'STAFF FACULTY'])
    const [change] = await historyOf('UserGroups')
    expect(Object.keys(change.new).toSorted()).toEqual(['FACULTY', 'NEW', 'STUDENT'])
    expect(
      JSON.stringify((await administrator('GET /api/configuration')).json().codeTables.UserGroups),
    ).toContain('"recordTypes":["STAFF"]')
  })

  test.each<[string, string, object]>([
    ['90101', '/mapping-tables/Other', {}],
    ['90121', `${path}?scope=LAW`, {}],
    ['90125', path, {}],
    ['90125', path, { row: [] }],
    ['90126', path, { row: [{ column0: 'CONTACT', column1: 'STUDENT' }] }],
    ['90126', path, { row: [{ column0: 'PUBLIC', column1: 'NOBODY' }] }],
    ['90126', path, { row: [{ column0: 'PUBLIC', column1: 'a\0' }] }],
  ])('%s for %s %j', async (code, line, body) => {
    expect(await codeOf(`PUT ${line}`, body)).toBe(code)
  })
})

test.each([
  ['a list', []],
  ['rows that are none', { row: [1, 'x', null] }],
  ['one row', { row: { code: 'A' } }],
  ['odd values', { row: [{ code: {}, description: [], enabled: 'perhaps', default: 7 }] }],
  ['NUL', { row: [{ code: 'a\0b', description: '\0' }] }],
])('a body with %s is no server error', async (_what, body) => {
  expect((await send('PUT /code-tables/FineFeeTransactionReason', body)).statusCode).toBeLessThan(500)
})

test('two programs that write the same table at once leave one of the two versions', async () => {
  const versions = ['One', 'Two'].map(description => ({
    row: [{ code: 'X', description }, { code: description }],
  }))
  const answers = await Promise.all(versions.map(body => send('PUT /code-tables/UserStatCategories', body)))
  expect(answers.map(answer => answer.statusCode)).toEqual([200, 200])
  const [first, second] = await rowsOf('UserStatCategories')
  expect([first!.description, second!.code]).toSatisfy(([one, two]) => one === two)
})
