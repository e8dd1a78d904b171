import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserSet } from '../../contract/sets.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { makeWorkbook } from '../spreadsheets/testing/make-workbook.ts'
import { contextOf, createPeople, foundSecond } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'
import { uploadSet } from './testing/upload.ts'

let server: TestServer
let staff: Awaited<ReturnType<typeof staffMember>>
let dataFolder: string

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'carrel-sets-'))
  server = await openTestServer({ dataFolder })
  await createPeople(contextOf(server), [
    { primary_id: '00123', 'identifier/a': { id_type: 'BARCODE', value: '0900' } },
    { primary_id: '123', 'identifier/a': { id_type: 'UNIV_ID', value: 'U-1' } },
    { primary_id: 'Ada.Lovelace@example.edu', 'identifier/a': { id_type: 'BARCODE', value: '=1+1' } },
  ])
  const second = contextOf(server, await foundSecond(server))
  await createPeople(second, [
    { primary_id: 'neighbour', 'identifier/a': { id_type: 'BARCODE', value: '777' } },
  ])
  staff = await staffMember(server, 'boss', ['50'])
})
afterAll(async () => {
  await server.close()
  rmSync(dataFolder, { recursive: true })
})

let names = 0
async function upload(content: string | Buffer, fields: object = {}) {
  names += 1
  const response = await uploadSet(server, staff.signedIn, { name: `file ${names}`, content, ...fields })
  // Whatever became of it, the file with people's identifiers is gone.
  expect(readdirSync(join(dataFolder, 'uploads'))).toEqual([])
  return { status: response.statusCode, body: response.json() }
}

async function made(content: string | Buffer, fields: object = {}): Promise<UserSet> {
  const { status, body } = await upload(content, fields)
  expect([status, body.code]).toEqual([200, undefined])
  return body
}

const membersOf = async ({ setId }: UserSet): Promise<string[]> =>
  (await staff.ask(`GET /api/users?filter={"set":${setId}}`))
    .json()
    .items.map((one: { primaryId: string }) => one.primaryId)
    .toSorted()

const unmatched = async ({ setId }: UserSet): Promise<string[]> => {
  const response = await staff.ask(`GET /api/sets/${setId}/unmatched`)
  return response.body.replace('\uFEFF', '').split('\r\n').slice(1, -1)
}

const all = ['00123', '123', 'Ada.Lovelace@example.edu']

describe('whoever the file names becomes a member', () => {
  const files: [what: string, content: string, expected: string[]][] = [
    ['a list without header', '00123\nada.lovelace@example.edu\n', ['00123', all[2]!]],
    ['the header USERNAME', 'USERNAME\r\n00123\r\n123\r\n', ['00123', '123']],
    ['the header User name', 'Name;User name\nX;123', ['123']],
    ['the header Primary ID', 'Primary ID\tNote\n123\thi\n', ['123']],
    ['the heading of our own export', '\uFEFFPrimary Identifier,First name\r\n00123,Ada\r\n', ['00123']],
    ['the code of an identifier type', 'BARCODE\n0900\n', ['00123']],
    ['the label of an identifier type', 'Name,University ID\nX,u-1\n', ['123']],
    ['another column order', 'Group,primary_id\nSTUDENT,123\n', ['123']],
    [
      'the same person twice',
      'Primary ID\n123\n123\nADA.LOVELACE@EXAMPLE.EDU\nada.lovelace@example.edu',
      all.slice(1),
    ],
    ['what an export made harmless', "BARCODE\n'=1+1\n", [all[2]!]],
  ]
  test.each(files)('by %s', async (_, content, expected) => {
    const set = await made(content)
    expect(set).toMatchObject({
      kind: 'itemised',
      origin: 'file',
      memberCount: expected.length,
      unmatchedCount: 0,
    })
    expect(await membersOf(set)).toEqual(expected)
  })

  test('from XLSX, whether the cells are texts or numbers', async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
    const rows = `<row r="1">${cell('A1', 'Primary ID')}</row><row r="2">${cell('A2', '00123')}</row>
      <row r="3"><c r="A3"><v>123</v></c></row>`
    expect(await membersOf(await made(await makeWorkbook({ rows }), { fileName: 'people.xlsx' }))).toEqual([
      '00123',
      '123',
    ])
  })

  test('from our own export, in both formats', async () => {
    for (const format of ['csv', 'xlsx']) {
      const url = `GET /api/users/export?tab=PUBLIC&format=${format}&columns=last_name,primary_id,status`
      const file = await staff.ask(url)
      const set = await made(file.rawPayload, { fileName: `people.${format}` })
      expect([await membersOf(set), set.unmatchedCount]).toEqual([all, 0])
    }
  })
})

describe('whoever it does not match', () => {
  test('is counted and can be downloaded with row and reason, harmless to a spreadsheet', async () => {
    const set = await made(
      ['Primary ID', '00123', 'nobody', '', '0123', '1,23E+15', '"=cmd|x"', 'x'.repeat(300), '"a;b"'].join(
        '\n',
      ),
      { fileName: 'a.txt' },
    )
    expect(set).toMatchObject({ memberCount: 1, unmatchedCount: 6 })
    const response = await staff.ask(`GET /api/sets/${set.setId}/unmatched`)
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining(`${set.name} - unmatched.csv`),
    })
    expect(response.body.split('\r\n')).toEqual([
      '\uFEFFRow,Value,Reason',
      '3,nobody,no_match',
      '5,0123,no_match',
      '6,"1,23E+15",number_too_long',
      "7,'=cmd|x,no_match",
      `8,${'x'.repeat(255)},not_an_identifier`,
      '9,"a;b",no_match',
      '',
    ])
  })

  test('has an identifier of another type', async () => {
    const set = await made('BARCODE\n0900\nU-1\n00123\n')
    expect(await unmatched(set)).toEqual(['3,U-1,no_match', '4,00123,no_match'])
  })

  test('is of another institution', async () => {
    const set = await made('BARCODE\n777\n')
    expect([set.memberCount, await unmatched(set)]).toEqual([0, ['2,777,no_match']])
  })

  test('may be very many', async () => {
    const rows = Array.from({ length: 6000 }, (_, index) => `n${index}`)
    const set = await made(`Primary ID\n${rows.join('\n')}\n123`)
    expect(set).toMatchObject({ memberCount: 1, unmatchedCount: 6000 })
    expect(await unmatched(set)).toEqual(rows.map((value, index) => `${index + 2},${value},no_match`))
  })
})

test('a file of SQL is a list of identifiers that match nobody', async () => {
  const set = await made("Primary ID\n' or true --\n%\n_____\n1'; delete from user_set; --\n\\\n$1\n")
  expect(set).toMatchObject({ memberCount: 0, unmatchedCount: 6 })
  expect((await staff.ask('GET /api/sets')).json().items).not.toEqual([])
})

test('a set from a file is private unless the form says otherwise, and has its description and note', async () => {
  expect(await made('123')).toMatchObject({ isPrivate: true, isOwn: true })
  const fields = { isPrivate: 'false', description: 'From the registrar', note: 'May' }
  expect(await made('123', fields)).toMatchObject({
    isPrivate: false,
    description: 'From the registrar',
    note: 'May',
  })
})

const refused: [what: string, content: string | Buffer, fields: object, status: number, expected: object][] =
  [
    ['no name', '123', { name: ' ' }, 422, { problems: [{ field: 'name', rule: 'required' }] }],
    [
      'a name too long',
      '123',
      { name: 'x'.repeat(256) },
      422,
      { problems: [{ field: 'name', rule: 'too_long', limit: 255 }] },
    ],
    [
      'a note too long',
      '123',
      { note: 'x'.repeat(2001) },
      422,
      { problems: [{ field: 'note', rule: 'too_long', limit: 2000 }] },
    ],
    ['nothing in the file', '', {}, 422, { code: 'file_empty' }],
    ['a header only', 'Primary ID\n', {}, 422, { code: 'file_empty' }],
    ['a web page', '<!doctype html><p>hi', {}, 422, { code: 'file_not_spreadsheet' }],
    ['something that says it is a workbook', 'PK\u0003\u0004 not', {}, 422, { code: 'file_not_spreadsheet' }],
    ['more than is allowed', 'x'.repeat(70_000), {}, 413, { code: 'file_too_large' }],
  ]

test.each(refused)('a file with %s makes no set', async (_, content, fields, status, expected) => {
  const count = async () => (await staff.ask('GET /api/sets?limit=500')).json().items.length
  const before = await count()
  const answer = await upload(content, fields)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject(expected)
  expect(await count()).toBe(before)
})

test('a name that is taken makes no second set', async () => {
  const { name } = await made('123')
  const { status, body } = await upload('00123', { name })
  expect([status, body.code]).toEqual([409, 'name_taken'])
})
