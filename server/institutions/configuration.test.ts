import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Configuration } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'
import { userFields } from '../fields/user-fields.ts'
import { addUser, openTestServer, request, signInAs, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables, readCodeIndex } from './code-tables.ts'
import { defaultCodeTables } from './default-code-tables.ts'
import { foundInstitution } from './found-institution.ts'

const password = 'correct horse battery'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await addUser(server, { primaryId: 'viewer', password, roles: ['38'] })
  await addUser(server, { primaryId: 'patron', password, roles: ['200'] })
})
afterAll(() => server.close())

async function readAs(primaryId: string) {
  return request(server, 'GET /api/configuration', await signInAs(server, primaryId, password))
}

const context = () => ({ db: server.db, institution: server.institution }) as Partial<Context> as Context

test('whoever may see users gets the catalogue and the code tables, a patron does not', async () => {
  expect((await readAs('patron')).json()).toMatchObject({ status: 403, code: 'forbidden' })
  const { fields, segments, codeTables } = (await readAs('viewer')).json<Configuration>()
  expect(fields.find(field => field.name === 'user_group')).toEqual({
    name: 'user_group',
    type: 'code',
    section: 'general',
    codeTable: 'UserGroups',
    external: 'sticky',
    notForContacts: true,
  })
  expect(fields.find(field => field.name === 'balance')).toMatchObject({ derived: true, readOnly: true })
  expect(segments.map(segment => segment.kind)).toContain('block')
  expect(codeTables['UserEmailTypes']).toContainEqual({
    code: 'claim',
    label: 'Claim',
    isEnabled: true,
    recordTypes: ['CONTACT'],
  })
})

test('fields of the machine are not shown to clients', async () => {
  const { fields } = (await readAs('viewer')).json<Configuration>()
  const hidden = userFields.filter(field => field.section === 'internal').map(field => field.name)
  expect(hidden.length).toBeGreaterThan(0)
  expect(fields.map(field => field.name)).not.toEqual(expect.arrayContaining([hidden[0]]))
})

test('a question that the endpoint does not know is refused', async () => {
  const signedIn = await signInAs(server, 'viewer', password)
  const response = await request(server, 'GET /api/configuration?table=NoteTypes', signedIn)
  expect(response.json()).toMatchObject({
    status: 422,
    problems: [{ field: 'table', rule: 'unknown_field' }],
  })
})

test('a new institution has every code table that a fallback or a role needs', () => {
  const codesOf = (table: string) => defaultCodeTables[table]!.map(row => row.code)
  for (const field of userFields) {
    if (field.codeTable && field.fallback) expect(codesOf(field.codeTable)).toContain(field.fallback)
  }
  expect(codesOf('HFrUserRoles.roleType')).toEqual(expect.arrayContaining(['50', '21', '200', 'INSTRUCTOR']))
  expect(codesOf('HFrUserRoles.roleType')).toHaveLength(82)
})

test('no default code table names a code twice', () => {
  for (const [table, rows] of Object.entries(defaultCodeTables)) {
    expect([table, new Set(rows.map(row => row.code)).size]).toEqual([table, rows.length])
  }
})

test('installing touches only rows that differ, and founding a second time changes nothing', async () => {
  const { db, institution } = server
  expect(await installCodeTables(db, institution.institutionId, defaultCodeTables)).toBe(0)
  const tables = {
    JobTitles: [
      { code: 'CATALOGER', label: 'Cataloguer' },
      { code: 'NEW', label: 'New' },
    ],
  }
  expect(await installCodeTables(db, institution.institutionId, tables)).toBe(2)
  expect((await foundInstitution(db)).institutionId).toBe(institution.institutionId)
  const { codeTables } = (await readAs('viewer')).json<Configuration>()
  expect(codeTables['JobTitles']).toContainEqual({ code: 'CATALOGER', label: 'Cataloguer', isEnabled: true })
})

test('the codes that may be given are the enabled ones; libraries are a table too', async () => {
  await sql`update code_value set is_enabled = false where code = 'GUEST'`.execute(server.db)
  expect((await readCodeIndex(context())).has('Libraries')).toBe(false)
  await sql`insert into library (institution_id, code, name) values (1, 'MAIN', 'Main library')`.execute(
    server.db,
  )
  const index = await readCodeIndex(context())
  expect(index.get('UserGroups')?.has('STUDENT')).toBe(true)
  expect(index.get('UserGroups')?.has('GUEST')).toBe(false)
  expect([...index.get('Libraries')!]).toEqual(['MAIN'])
  const { codeTables } = (await readAs('viewer')).json<Configuration>()
  expect(codeTables['Libraries']).toEqual([{ code: 'MAIN', label: 'Main library', isEnabled: true }])
})
