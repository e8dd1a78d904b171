import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { loadDemo } from '../../demo/load/load-demo.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { contextOf } from '../../users/testing/people.ts'
import { staffMember } from '../../users/testing/staff.ts'
import type { Told } from './testing/outside-world.ts'

let founding: TestServer
let server: TestServer
let folder: string
let key: string
beforeAll(async () => {
  founding = await openTestServer()
  folder = await mkdtemp(join(tmpdir(), 'carrel-demo-'))
  await loadDemo(contextOf(founding), { seed: 1, today: '2026-11-21', count: 60 }, folder)
  server = await openTestServer({}, founding)
  const { ask } = await staffMember(server, 'outsider', ['50'])
  key = (await makeKey(ask, { areas: { users: 'write', configuration: 'write' } })).key
})
afterAll(async () => {
  await server.close()
  await founding.close()
  await rm(folder, { recursive: true })
})

const ask = (line: string, format = 'json', payload?: string) =>
  call(server, line.replace(' ', ' /almaws/v1'), {
    key,
    headers: { accept: `application/${format}`, 'content-type': `application/${format}` },
    ...(payload === undefined ? {} : { payload }),
  })
const tell = async (line: string): Promise<Told> => {
  const answer = await ask(line)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const codesOf = async (table: string): Promise<string[]> =>
  (await tell(`GET /conf/code-tables/${table}`)).row.map((row: { code: string }) => row.code)

/** Codes of Alma's own, that scripts of every library have in them (facts: alma-api §§1 to 3). */
const usual: Readonly<Record<string, string>> = {
  AddNewUserOptions: 'PUBLIC STAFF CONTACT',
  UserUserType: 'INTERNAL EXTERNAL INTEXTAUTH',
  ContentStructureStatus: 'ACTIVE INACTIVE',
  UserRoleStatus: 'ACTIVE INACTIVE',
  UserGroups: 'UNDERGRAD GRAD FACULTY STAFF ALUMNI',
  UserTitles: 'MR PROF',
  Genders: 'MALE FEMALE',
  UserPreferredLanguage: 'en de',
  CatalogerLevel: '00',
  CountryCodes: 'USA DEU',
  UserIdentifierTypes: 'BARCODE UNIV_ID INST_ID NET_ID',
  UserAddressTypes: 'home work school alternative',
  UserEmailTypes: 'personal work school',
  UserPhoneTypes: 'home mobile office',
  UserBlockTypes: 'GENERAL LOAN',
  UserBlockDescription: '02-GLOBAL 06-LOCAL CONSORTIA OVERDUE',
  NoteTypes: 'ADDRESS BARCODE CIRCULATION ERP OTHER POPUP',
  LibraryNoticesOptInDisplay: 'FulUserBorrowingActivityLetter',
  'HFrUserFinesFees.fineFeeType': 'OVERDUEFINE LOSTITEMREPLACEMENTFEE RENEWFEE CREDIT OTHER',
  'HFrUserFinesFees.fineFeeStatus': 'ACTIVE INDISPUTE EXPORTED CLOSED',
  PaymentMethod: 'CASH CREDIT_CARD ONLINE',
  SetContentType: 'USER',
  SetType: 'ITEMIZED LOGICAL',
  JobsApiJobTypes: 'MANUAL SCHEDULED OTHER',
  systemJobStatus: 'QUEUED COMPLETED_SUCCESS COMPLETED_FAILED',
  'HFrUserRoles.roleType': `0 1 2 12 21 26 29 32 33 34 36 37 38 41 43 44 45 46 47 48 50 51 52 53 54 55 56 57 58 200 204 205
    206 208 209 210 214 215 217 220 221 222 223 224 225 226 227 228 229 231 232 233 234 235 236 238 239 243 244 247 248 250
    251 300 301 372 428 2200`,
}

test.each(Object.entries(usual))('%s has the codes that scripts ask for', async (table, codes) => {
  expect(await codesOf(table)).toEqual(expect.arrayContaining(codes.split(/\s+/)))
})

const tableOf: Readonly<Record<string, string>> = {
  record_type: 'AddNewUserOptions',
  user_group: 'UserGroups',
  account_type: 'UserUserType',
  job_category: 'JobTitles',
  user_title: 'UserTitles',
  gender: 'Genders',
  campus_code: 'Campuses',
  preferred_language: 'UserPreferredLanguage',
  cataloger_level: 'CatalogerLevel',
  country: 'CountryCodes',
  id_type: 'UserIdentifierTypes',
  address_type: 'UserAddressTypes',
  email_type: 'UserEmailTypes',
  phone_type: 'UserPhoneTypes',
  role_type: 'HFrUserRoles.roleType',
  block_type: 'UserBlockTypes',
  block_description: 'UserBlockDescription',
  note_type: 'NoteTypes',
  statistic_category: 'UserStatCategories',
  category_type: 'UserStatisticalTypes',
}

test('every code of everybody stands in its table, with the words of the table', async () => {
  const { user: users, total_record_count: total } = await tell('GET /users?expand=full&limit=100')
  expect(total).toBeGreaterThan(60)
  const said = new Map<string, Set<string>>()
  const look = (key: string, value: Told): void => {
    if (Array.isArray(value)) for (const one of value) look(key, one)
    else if (typeof value === 'object' && value !== null) {
      const table = tableOf[key]
      if (table && value.value)
        said.set(table, (said.get(table) ?? new Set()).add(`${value.value}|${value.desc}`))
      for (const [name, one] of Object.entries(value)) look(name, one)
    }
  }
  look('user', users)
  expect(said.size).toBeGreaterThan(15)
  for (const [table, pairs] of said) {
    const { row } = await tell(`GET /conf/code-tables/${table}`)
    const known = row.map((one: Told) => `${one.code}|${one.description}`)
    expect(
      [...pairs].filter(pair => !known.includes(pair)),
      table,
    ).toEqual([])
  }
})

test('everybody who is read in either format and put back stays who they are', async () => {
  const { user: users } = await tell('GET /users?limit=100&order_by=primary_id')
  const patrons = users.filter((one: Told) => one.primary_id !== 'outsider').slice(0, 40)
  for (const [at, { link }] of patrons.entries()) {
    const path = link.split('/almaws/v1')[1]
    const format = at % 2 === 0 ? 'json' : 'xml'
    const before = (await ask(`GET ${path}`)).body
    const answer = await ask(`PUT ${path}`, format, (await ask(`GET ${path}`, format)).body)
    // Some accounts are protected from everybody.
    if (answer.statusCode === 400) expect(answer.body).toMatch(/protected|estricted/)
    else expect(answer.statusCode, answer.body).toBe(200)
    expect((await ask(`GET ${path}`)).body).toBe(before)
  }
})
