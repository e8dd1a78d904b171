import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Setting, Settings } from '../../contract/settings.ts'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../http/testing/test-server.ts'
import { defaultSettings, settingDefinitions } from '../institutions/setting-definitions.ts'
import { settingsOf, valueAt } from '../institutions/settings.ts'

const password = 'correct horse battery'
let server: TestServer
const roles = { system: '26', manager: '21', desk: '32', administrator: '50' }
const staff: Record<string, SignedIn> = {}

beforeAll(async () => {
  server = await openTestServer()
  for (const [primaryId, role] of Object.entries(roles)) {
    await addUser(server, { primaryId, password, roles: [role] })
    staff[primaryId] = await signInAs(server, primaryId, password)
  }
})
afterAll(() => server.close())

const ask = (who: string, line: string, payload?: object) =>
  request(server, line, { ...staff[who], ...(payload ? { payload } : {}) })

const edit = (values: object, who = 'system') => ask(who, 'PATCH /api/settings', { values })

async function settings(): Promise<Map<string, Setting>> {
  const answer = await ask('manager', 'GET /api/settings')
  return new Map(answer.json<Settings>().settings.map(setting => [setting.key, setting]))
}

async function problemsOf(values: object): Promise<FieldProblem[]> {
  const answer = await edit(values)
  expect(answer.json()).toMatchObject({ status: 422, code: 'invalid_values' })
  return answer.json<{ problems: FieldProblem[] }>().problems
}

async function stored(): Promise<unknown> {
  const { rows } = await sql<{ settings: unknown }>`select settings from institution`.execute(server.db)
  return rows[0]!.settings
}

test('every setting is shown with its name in Alma, its default and what may be chosen', async () => {
  const all = await settings()
  expect([...all.keys()]).toEqual(settingDefinitions.map(one => one.key))
  expect(all.get('formats.email')).toEqual({
    key: 'formats.email',
    section: 'formats',
    kind: 'format',
    almaName: 'email_regex',
    value: { pattern: '[^\\s@]+@[^\\s@]+' },
    default: { pattern: '[^\\s@]+@[^\\s@]+' },
  })
  expect(all.get('formats.phone')).toMatchObject({ almaName: 'phone_regex', value: { pattern: '' } })
  expect(all.get('protectedPatterns')!.value).toEqual(['exl_*', 'rialto_*', 'carli_*', 'leganto_guest'])
  expect(all.get('photoIdentifierType')!.choices).toEqual(expect.arrayContaining(['USERNAME', 'BARCODE']))
  expect(all.get('mandatory.CONTACT')!.choices).toEqual(expect.arrayContaining(['gender', 'phone']))
  expect(all.get('mandatory.CONTACT')!.choices).not.toEqual(expect.arrayContaining(['user_group']))
})

test('settings of the program and what is declared about them are the same', () => {
  expect(settingsOf({})).toEqual(defaultSettings)
  const declared = settingDefinitions.map(one => one.key.split('.')[0]!)
  // Addresses have a page of their own, because a wrong one locks people out.
  expect(new Set([...declared, 'loginRestrictions'])).toEqual(new Set(Object.keys(defaultSettings)))
})

test('who may see them may not change them, and a desk operator sees none', async () => {
  expect((await edit({ lockMinutes: 10 }, 'manager')).json()).toMatchObject({ status: 403 })
  expect((await ask('desk', 'GET /api/settings')).json()).toMatchObject({ status: 403 })
  expect(await stored()).toEqual({})
})

test('saving keeps what it does not name, says who did it, and holds at once', async () => {
  await sql`update institution set settings = '{"formats": {"postal_code": {"pattern": "[0-9]+"}}, "foreign": 1}'`.execute(
    server.db,
  )
  await edit({ lockMinutes: 15 })
  const answer = await edit({
    'formats.phone': { pattern: '\\+[0-9 ]+', message: 'Begin with +.' },
    'mandatory.STAFF': ['user_group', 'job_category', 'identifier'],
    protectedPatterns: ['vip_*', 'a?'],
    libraryIndependence: true,
  })
  expect(answer.statusCode).toBe(200)
  expect(await stored()).toEqual({
    foreign: 1,
    lockMinutes: 15,
    libraryIndependence: true,
    protectedPatterns: ['vip\\_%', 'a_'],
    mandatory: { STAFF: ['user_group', 'job_category', 'identifier'] },
    formats: {
      postal_code: { pattern: '[0-9]+' },
      phone: { pattern: '\\+[0-9 ]+', message: 'Begin with +.' },
    },
  })
  const { json } = await ask('manager', 'GET /api/configuration')
  expect(json()).toMatchObject({
    libraryIndependence: true,
    mandatory: { PUBLIC: ['user_group'], STAFF: ['user_group', 'job_category', 'identifier'] },
  })
  const by = { by: expect.stringContaining('Quackenbush'), at: server.clock.now.toISOString() }
  expect((await settings()).get('libraryIndependence')).toMatchObject({ value: true, changed: by })
})

test('the institution’s own words reach whoever enters a value of the wrong form', async () => {
  await edit({
    'formats.primary_identifier': { pattern: '[A-Z]\\d+', message: 'A letter and digits, please.' },
  })
  const values = { primary_id: 'x', first_name: 'A', last_name: 'B', user_group: 'STUDENT' }
  const answer = await ask('manager', 'POST /api/users', { recordType: 'PUBLIC', values })
  expect(answer.json<{ problems: FieldProblem[] }>().problems).toContainEqual({
    field: 'primary_id',
    rule: 'format',
    message: 'A letter and digits, please.',
  })
})

test('the history of settings has one row for each that changed, and none for those that did not', async () => {
  const before = await historyRows()
  await edit({ lockMinutes: 15, sessionHours: 8 })
  await edit({ lockMinutes: null, sessionHours: null, lockAfterFailures: null })
  expect((await historyRows()).slice(before.length)).toEqual([
    { key: 'sessionHours', old: null, new: 8, actor_kind: 'staff', has_id: true },
    { key: 'lockMinutes', old: 15, new: null, actor_kind: 'staff', has_id: true },
    { key: 'sessionHours', old: 8, new: null, actor_kind: 'staff', has_id: true },
  ])
  expect((await settings()).get('lockMinutes')!.value).toBe(30)
})

async function historyRows(): Promise<object[]> {
  const { rows } = await sql<object>`select key, old, new, actor_kind, actor_id is not null as has_id
    from settings_history order by settings_history_id`.execute(server.db)
  return rows
}

const refused: [key: string, value: unknown, rule: string, limit?: string | number][] = [
  ['nothing', 1, 'unknown_field'],
  ['formats', {}, 'unknown_field'],
  ['formats.email', { pattern: '(' }, 'not_a_pattern'],
  ['formats.email', { pattern: '(a)\\1' }, 'not_a_pattern'],
  ['formats.email', 'x', 'wrong_type'],
  ['formats.email', { pattern: 'x', more: 1 }, 'wrong_type'],
  ['mandatory.STAFF', ['user_group', 'nose'], 'not_a_field', 'nose'],
  ['mandatory.STAFF', ['status_date'], 'not_a_field', 'status_date'],
  ['mandatory.STAFF', ['role'], 'not_a_field', 'role'],
  ['mandatory.CONTACT', ['user_group'], 'not_for_record_type', 'user_group'],
  ['mandatory.CONTACT', ['identifier'], 'not_for_record_type', 'identifier'],
  ['mandatory.PUBLIC', ['gender', 'gender'], 'repeated'],
  ['lockMinutes', -1, 'too_small', 1],
  ['lockMinutes', 1.5, 'not_a_number'],
  ['lockMinutes', '5', 'not_a_number'],
  ['historyRetentionDays', -1, 'too_small', 0],
  ['pinNumberMethod', 'sixDigit', 'one_of', 'fourDigit, none'],
  ['photoIdentifierType', 'NONE', 'one_of'],
  ['photoServerUrl', 'ftp://pictures.example.edu/', 'not_a_web_address'],
  ['photoServerUrl', 'https://user@pictures.example.edu/', 'not_a_web_address'],
  ['photoServerUrl', 'https://pictures.example.edu/faces', 'no_final_slash'],
  ['photoServerUrl', 'http://pictures.example.edu/', 'not_https'],
  ['photoServerUrl', 'http://127.0.0.1.example.edu/', 'not_https'],
  ['photoSuffix', '', 'required'],
  ['photoSuffix', '../x', 'wrong_form'],
  ['libraryIndependence', 'yes', 'wrong_type'],
  ['protectedPatterns', [''], 'wrong_form', ''],
  ['primaryIdGeneration.digits', 0, 'too_small', 1],
]

test.each(refused)('%s = %j is refused by name as %s', async (key, value, rule, limit) => {
  const before = await stored()
  const problems = await problemsOf({ sessionHours: 9, [key]: value })
  expect(problems).toMatchObject([{ field: key, rule, ...(limit === undefined ? {} : { limit }) }])
  expect(await stored()).toEqual(before)
})

test('all that is wrong is named at once', async () => {
  const problems = await problemsOf({ lockMinutes: 0, photoServerUrl: 'x', 'mandatory.STAFF': 3 })
  expect(problems.map(problem => problem.field)).toEqual(['lockMinutes', 'photoServerUrl', 'mandatory.STAFF'])
})

test('a value of the wrong kind in the database counts as not set', () => {
  const settings = settingsOf({
    lockMinutes: 'x',
    formats: { email: { pattern: '(' }, phone: { pattern: '' } },
    mandatory: { STAFF: ['nose'], CONTACT: ['gender'] },
  })
  expect(settings.lockMinutes).toBe(30)
  expect(settings.formats).toEqual(defaultSettings.formats)
  expect(settings.mandatory).toEqual({ ...defaultSettings.mandatory, CONTACT: ['gender'] })
  expect(settingsOf({ formats: { email: { pattern: '' } } }).formats).toEqual({})
  expect(valueAt(settings, 'primaryIdGeneration.digits')).toBe(6)
})

test('two people who change different settings at the same moment both get their change', async () => {
  await Promise.all([edit({ lockMinutes: 7 }), edit({ sessionHours: 7 }, 'administrator')])
  expect(await stored()).toMatchObject({ lockMinutes: 7, sessionHours: 7 })
})
