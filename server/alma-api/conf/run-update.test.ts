import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { documentsOf } from '../../changes/testing/world.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { inviteAfterJobs } from '../../sso/invite-after-jobs.ts'
import { addProfile } from '../../sso/testing/profiles.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { runTask } from '../../tasks/run-task.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'

let server: TestServer
let administrator: Ask
let key: string
let userIds: number[]
let setId: string

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name)
    values (${institutionId}, 'MAIN', 'Main Library'), (${institutionId}, 'LAW', 'Law')`.execute(server.db)
  await sql`insert into code_value (institution_id, table_name, code, label)
    select ${institutionId}, name, code, code from (values ('LibraryNoticesOptInDisplay', 'NewBooks'),
      ('LibraryNoticesOptInDisplay', 'Reminders'), ('UserStatCategories', 'ARTS'), ('UserStatCategories', 'LAW'))
      c(name, code)`.execute(server.db)
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  const areas = { configuration: 'write', users: 'write' }
  key = (await makeKey(administrator, { name: 'Nightly', areas })).key
})
afterAll(() => server.close())

/** A person with something of everything, one whom the student system owns, and a contact. */
beforeEach(async () => {
  await sql`truncate task, task_outcome, user_set, user_set_member, letter_outbox cascade`.execute(server.db)
  const old = await sql<{
    user_id: number
  }>`select user_id from user_account where primary_id like 'p_'`.execute(server.db)
  const gone = old.rows.map(row => row.user_id)
  for (const table of [
    'user_identifier',
    'user_note',
    'user_block',
    'user_role',
    'user_statistic',
    'user_account',
  ])
    await sql`delete from ${sql.table(table)} where user_id = any (${gone}::bigint[])`.execute(server.db)
  userIds = await createPeople(contextOf(server), [
    {
      ...person('p1'),
      rs_libraries: ['MAIN'],
      library_notices: { NewBooks: false },
      'block/1': { block_description: '01-LOST', owner: 'MAIN' },
      'block/2': { block_description: '02-GLOBAL' },
      'statistic/1': { category: 'ARTS' },
      'role/1': { role_type: '200' },
      'role/2': { role_type: '29', scope: 'LAW' },
    },
    { ...person('p2'), ...ofStudentSystem },
    { ...person('p3'), record_type: 'CONTACT' },
  ])
  const filter = JSON.stringify({ field: 'job_description', op: 'eq', value: 'three' })
  const { rows } = await sql<{ set_id: number }>`
    insert into user_set (institution_id, name, kind, filter, is_private, origin, created_by, created_at, updated_at)
    values (${server.institution.institutionId}, 'The three', 'logical', ${filter}::jsonb, false, 'list', 'test', now(), now())
    returning set_id`.execute(server.db)
  setId = String(rows[0]!.set_id)
})

const person = (id: string) => ({
  ...{ primary_id: id, last_name: id, job_description: 'three' },
  'identifier/1': { id_type: 'BARCODE', value: `card-${id}` },
  'email/1': { address: `${id}@example.edu`, types: ['personal'], preferred: true },
  'phone/1': { number: '1', types: ['mobile'], preferred_sms: true },
})
const ofStudentSystem = {
  account_type: 'EXTERNAL',
  external_id: 'SIS',
  user_group: 'STUDENT',
  sis_values: { user_group: 'STUDENT', campus_code: 'A' },
  locked_fields: { campus_code: 'A' },
  'identifier/2': { id_type: 'UNIV_ID', value: 'univ-2', external: true },
  'block/1': { block_description: '01-LOST', external: true },
  'note/1': { note_type: 'POPUP', text: 'x', external: true },
  'phone/2': { number: '2', types: ['mobile'], preferred_sms: true, external: true },
}

const send = (line: string, payload: object, as = key) => {
  const [method, path] = line.split(' ')
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return call(server, `${method} /almaws/v1/conf${path}`, { key: as, headers, payload })
}
const prefix = 'UPDATE_User_Information_'
const on = (name: string, parts: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ Active: 'true', ...parts }).map(([part, value]) => [`${prefix}${name}_${part}`, value]),
  )
const notice = (value: string) => ({
  SEND_Notification_To_User_Active: 'true',
  SEND_Notification_To_User_Value: value,
})
const run = (parameters: Record<string, string>, as = key) => {
  const entries = Object.entries({ set_id: setId, PRODUCT: 'alma', ...parameters })
  const parameter = entries.map(([name, value]) => ({ name: { value: name }, value }))
  return send('POST /jobs/M148?op=run', { parameter }, as)
}
const work = (taskId: number) => runTask(contextOf(server), taskDefinitions, taskId)
async function done(parameters: Record<string, string>): Promise<number> {
  await sql`update task set created_at = created_at - interval '2 hours'`.execute(server.db)
  const answer = await run(parameters)
  expect(answer.statusCode, answer.body).toBe(200)
  const taskId = Number(answer.json().additional_info.link.split('/').at(-1))
  await work(taskId)
  expect((await taskOf(taskId)).status).toBe('completed')
  return taskId
}
const taskOf = async (taskId: number) => (await administrator(`GET /api/tasks/${taskId}`)).json().task
const documents = async (): Promise<RecordDocument[]> => {
  const all = await documentsOf(contextOf(server), userIds)
  return userIds.map(userId => all.get(userId)!)
}
async function undo(taskId: number): Promise<void> {
  const undone = (await administrator(`POST /api/tasks/${taskId}/undo`, {})).json().task.taskId
  await work(undone)
  const { planned } = await taskOf(undone)
  await administrator(`POST /api/tasks/${undone}/confirm`, { count: planned.change })
  await work(undone)
}

/** What is new or different in each of the three, null for what is gone; new elements are called `new`. */
async function changed(before: RecordDocument[]): Promise<object[]> {
  return (await documents()).map((after, index) => {
    const paths = new Set([...Object.keys(before[index]!), ...Object.keys(after)])
    const different = [...paths].filter(
      path => JSON.stringify(after[path]) !== JSON.stringify(before[index]![path]),
    )
    return Object.fromEntries(
      different.map(path => [path.replace(/\/[0-9a-f]{32}$/, '/new'), after[path] ?? null]),
    )
  })
}

const made = { created_by: 'Nightly', created_at: expect.stringMatching(/^2026-11-20T/) }
const added = (values: object) => expect.objectContaining({ ...values, ...made })
const phone = (number: string, external: boolean) => ({
  ...{ number, types: ['mobile'], preferred: false, preferred_sms: false, external },
})
const roleOf = (values: object) => added({ status: 'ACTIVE', status_date: '2026-11-20', ...values })
const block = (values: object) => added({ status: 'ACTIVE', external: false, ...values })
const element = (values: Json) => expect.objectContaining(values)
const nothing = {}

type Row = [string, Record<string, string>, object[]]
test.each<Row>([
  [
    'AddBlock',
    { Value: '02-GLOBAL' },
    [nothing, { 'block/new': block({ block_description: '02-GLOBAL' }) }, nothing],
  ],
  [
    'AddBlock',
    { Value: '02-GLOBAL', Scope: 'LIBRARY', Scope_Name: 'main library' },
    [1, 2]
      .map(() => ({ 'block/new': block({ block_description: '02-GLOBAL', owner: 'MAIN' }) }))
      .concat(nothing as never),
  ],
  [
    'AddBlock',
    { Value: '01-LOST', Scope: 'MAIN' },
    [nothing, { 'block/new': block({ owner: 'MAIN' }) }, nothing],
  ],
  [
    'DisableBlock',
    { Value: '01-LOST', Scope: 'Null', Scope_Name: 'Null' },
    [{ 'block/1': element({ status: 'INACTIVE', owner: 'MAIN' }) }, nothing, nothing],
  ],
  ['DisableBlock', { Value: '01-LOST', Scope: 'LAW' }, [nothing, nothing, nothing]],
  [
    'DisableBlock',
    { Value: '01-LOST,02-GLOBAL', Scope: 'INSTITUTION' },
    [{ 'block/2': element({ status: 'INACTIVE' }) }, nothing, nothing],
  ],
  [
    'AddNote',
    { Value: 'Moved, see letter', Scope_Name: 'LAW' },
    [1, 2, 3].map(() => ({
      'note/new': added({ note_type: 'POPUP', text: 'Moved, see letter', owner: 'LAW' }),
    })),
  ],
  [
    'AddStatistics',
    { Value: 'ARTS,LAW' },
    [
      { 'statistic/new': added({ category: 'LAW' }) },
      { 'statistic/new': expect.anything() },
      expect.anything(),
    ],
  ],
  ['RemoveStatistics', { Value: 'ARTS' }, [{ 'statistic/1': null }, nothing, nothing]],
  ['RemoveStatistics', { Value: 'ARTS', Scope: 'MAIN' }, [nothing, nothing, nothing]],
  [
    'AddRole',
    { Value: '29', Scope_Name: 'Law' },
    [nothing, ...[1, 2].map(() => ({ 'role/new': roleOf({ role_type: '29', scope: 'LAW' }) }))],
  ],
  ['RemoveRole', { Value: '29', Scope: 'LAW' }, [{ 'role/2': null }, nothing, nothing]],
  ['RemoveRole', { Value: '29', Scope: 'MAIN' }, [nothing, nothing, nothing]],
  [
    'RSL',
    { Value: 'LAW' },
    [{ rs_libraries: ['MAIN', 'LAW'] }, { rs_libraries: ['LAW'] }, { rs_libraries: ['LAW'] }],
  ],
  ['RSL', { Value: 'MAIN' }, [nothing, { rs_libraries: ['MAIN'] }, { rs_libraries: ['MAIN'] }]],
  ['RemoveRSL', { Value: 'MAIN' }, [{ rs_libraries: null }, nothing, nothing]],
  [
    'Opt_In_Patron_Letters',
    { Value: 'NewBooks' },
    [1, 2, 3].map(() => ({ library_notices: { NewBooks: true } })),
  ],
  [
    'Opt_Out_Patron_Letters',
    { Value: 'Reminders' },
    [{ library_notices: { NewBooks: false, Reminders: false } }, expect.anything(), expect.anything()],
  ],
  [
    'DisableSMS',
    { Value: 'true' },
    [
      { 'phone/1': phone('1', false) },
      { 'phone/1': phone('1', false), 'phone/2': phone('2', true) },
      { 'phone/1': phone('1', false) },
    ],
  ],
])('%s %j, and back', async (name, parts, expected) => {
  const before = await documents()
  const taskId = await done(on(name, parts))
  expect(withoutLocks(await changed(before))).toEqual(expected)
  if (expected.every(one => one === nothing)) return
  const after = await documents()
  await done(on(name, parts))
  expect(await documents()).toEqual(after)
  await undo(taskId)
  expect(await documents()).toEqual(before)
})

/** What staff take over from the student system by the job is tested elsewhere. */
const withoutLocks = (all: object[]): object[] =>
  all.map(one => Object.fromEntries(Object.entries(one).filter(([path]) => path !== 'locked_fields')))

test('a role is for the whole institution where no library is named, and given once', async () => {
  const before = await documents()
  await done(on('AddRole', { Value: '200' }))
  const scope = server.institution.code
  const role = { 'role/new': roleOf({ role_type: '200', scope }) }
  expect(await changed(before)).toEqual([nothing, role, role])
})

test('an account becomes external under a temporary owner, and internal with all that it has', async () => {
  const before = await documents()
  const first = await done(on('SetAccountTo', { Value: 'external' }))
  const external = {
    account_type: 'EXTERNAL',
    external_id: 'SIS_temp',
    'identifier/1': element({ external: true }),
  }
  expect(await changed(before)).toEqual([external, nothing, external])
  await undo(first)
  expect(await documents()).toEqual(before)
  const second = await done({ ...on('SetAccountTo', { Value: 'INTERNAL' }), ...on('DisableSMS') })
  const [, freed] = await changed(before)
  expect(freed).toEqual({
    ...{ account_type: 'INTERNAL', external_id: null, sis_values: null, locked_fields: null },
    'identifier/2': element({ external: false }),
    'block/1': element({ external: false, status: 'ACTIVE' }),
    'note/1': element({ external: false }),
    'phone/1': phone('1', false),
    'phone/2': phone('2', false),
  })
  await undo(second)
  expect(await documents()).toEqual(before)
})

test('elements and codes come and go in one job', async () => {
  const before = await documents()
  const taskId = await done({
    ...on('AddRole', { Value: '29', Scope: 'MAIN' }),
    ...on('RemoveRole', { Value: '29' }),
    ...on('AddBlock', { Value: '01-LOST', Scope: 'LAW' }),
    ...on('DisableBlock', { Value: '01-LOST' }),
    ...on('RSL', { Value: 'LAW' }),
    ...on('RemoveRSL', { Value: 'MAIN' }),
    ...on('Opt_In_Patron_Letters', { Value: 'NewBooks' }),
    ...on('Opt_Out_Patron_Letters', { Value: 'Reminders' }),
    ...on('UserGroup', { Value: 'FACULTY' }),
  })
  expect((await changed(before))[0]).toEqual({
    'role/2': null,
    'role/new': roleOf({ role_type: '29', scope: 'MAIN' }),
    'block/1': element({ status: 'INACTIVE' }),
    'block/new': block({ block_description: '01-LOST', owner: 'LAW' }),
    rs_libraries: ['LAW'],
    library_notices: { NewBooks: true, Reminders: false },
    user_group: 'FACULTY',
  })
  await undo(taskId)
  expect(await documents()).toEqual(before)
})

test('parameters that are named by nobody’s use do no harm', async () => {
  const off = ['AddRole', 'SetAccountTo', 'ExportToCloudIdP', 'AddNote'].map(name => ({
    [`${prefix}${name}_Active`]: 'false',
    [`${prefix}${name}_Value`]: '56',
  }))
  await done({
    ...on('JobDescription', { Value: 'three' }),
    ...on('DontGeneratePassword', { Value: 'true' }),
    ...Object.assign({}, ...off),
    [`${prefix}FieldType_Value`]: 'BY_USER_ACCOUNT_TYPE',
    SEND_Notification_To_User_Active: 'false',
    SEND_Notification_To_User_Value: 'SOCIAL_LOGIN_INVITAION',
  })
})

const something = on('Status', { Value: 'INACTIVE' })
test.each<[string, Record<string, string>, RegExp]>([
  ['402119', on('AddBlock', { Value: '99-NONE' }), /block\/block_description unknown code/],
  ['402119', on('AddBlock', { Value: '01-LOST', Scope: 'NORTH' }), /no library NORTH/],
  ['402119', on('AddBlock', { Value: '01-LOST', Scope: 'MAIN', Scope_Name: 'Law' }), /two libraries/],
  ['402228', on('AddBlock'), /AddBlock_Value/],
  ['402229', on('AddBlock', { Value: ' , ' }), /AddBlock_Value/],
  ['402229', on('AddNote', { Value: '' }), /AddNote_Value/],
  ['402119', on('AddNote', { Value: 'x'.repeat(2001) }), /note\/text too long/],
  ['402119', on('AddNote', { Value: 'a\u0007b' }), /note\/text control characters/],
  ['402119', on('AddStatistics', { Value: 'NONE' }), /category unknown code/],
  ['402119', on('AddRole', { Value: '32', Scope: 'MAIN' }), /without CirculationDesk/],
  ['402119', on('AddRole', { Value: '200', Scope: 'MAIN' }), /without scope/],
  ['402119', on('AddRole', { Value: '50' }), /role_type role not yours/],
  ['402119', on('AddRole', { Value: 'x' }), /role_type unknown code/],
  ['402119', on('RemoveRole', { Value: '29', Scope: 'x' }), /no library x/],
  ['402119', on('RSL', { Value: 'NONE' }), /rs_libraries unknown code/],
  ['402119', on('RSL', { Value: 'MAIN', Scope: 'MAIN' }), /limited to a scope/],
  ['402119', on('Opt_In_Patron_Letters', { Value: 'NONE' }), /library_notices unknown code/],
  ['402119', on('DisableSMS', { Value: 'false' }), /DisableSMS_Value/],
  ['402119', on('SetAccountTo', { Value: 'GUEST' }), /account_type unknown code/],
  ['402119', on('ExportToCloudIdP', { Value: 'true' }), /ExportToCloudIdP/],
  ['402119', { ...something, [`${prefix}FieldType_Value`]: 'EXTERNAL' }, /FieldType_Value/],
  ['402119', { ...something, ...notice('FANCY_LETTER') }, /FANCY_LETTER/],
  ['402119', { ...something, ...notice('SOCIAL_LOGIN_INVITAION') }, /social network/],
  ['402228', { ...something, SEND_Notification_To_User_Active: 'true' }, /SEND_Notification_To_User_Value/],
  [
    '402119',
    {
      ...on('Opt_In_Patron_Letters', { Value: 'NewBooks' }),
      ...on('Opt_Out_Patron_Letters', { Value: 'NewBooks' }),
    },
    /repeated/,
  ],
])('%s for %j: %s', async (code, parameters, words) => {
  const answer = await run(parameters)
  expect(answer.statusCode, answer.body).toBe(400)
  const [error] = answer.json().errorList.error
  expect(error).toMatchObject({ errorCode: code, errorMessage: expect.stringMatching(words) })
  expect(await sql`select from task`.execute(server.db)).toMatchObject({ rows: [] })
})

test('what is about access needs a key that is for users, too', async () => {
  const limited = (await makeKey(administrator, { areas: { configuration: 'write' } })).key
  for (const parameters of [on('AddRole', { Value: '200' }), on('SetAccountTo', { Value: 'EXTERNAL' })]) {
    const answer = await run(parameters, limited)
    expect(answer.body).toContain('The API-key may not do this')
  }
})

test('whoever was changed is invited to sign in by a social network, once, and nobody who may do more', async () => {
  const settings = { issuer: 'https://accounts.example.org', clientId: 'c', clientSecret: 's' }
  await addProfile(administrator, { code: 'google', kind: 'SOCIAL', settings, matchBy: 'GOOGLE' })
  const letters = async () =>
    (
      await sql<{ recipient: string; text: string }>`select recipient, text from letter_outbox
        where letter = 'social_login_invite' order by letter_id`.execute(server.db)
    ).rows
  const entrance = 'https://library.example.edu'
  const round = () => inviteAfterJobs(contextOf(server), { entrance })
  await createPeople(contextOf(server), [{ ...person('p4'), 'role/1': { role_type: '50' } }, person('p5')])
  const taskId = await done({ ...on('Title', { Value: 'DR' }), ...notice('SOCIAL_LOGIN_INVITAION') })
  expect(await letters()).toEqual([])
  await round()
  const sent = await letters()
  expect(sent.map(one => one.recipient)).toEqual(['p1@example.edu', 'p2@example.edu', 'p5@example.edu'])
  expect(sent[0]!.text).toMatch(/https:\/\/library\.example\.edu\/attach-account#[\w-]{43}/)
  expect((await taskOf(taskId)).facts.invited).toEqual({ to: 5, sent: 3, refused: 2 })
  await round()
  expect(await letters()).toHaveLength(3)

  await sql`truncate letter_outbox cascade`.execute(server.db)
  const onlyNotice = await done(notice('SOCIAL_LOGIN_INVITATION'))
  expect((await taskOf(onlyNotice)).planned).toMatchObject({ total: 5, change: 4, keep: 1 })
  await round()
  expect(await letters()).toHaveLength(3)
})
