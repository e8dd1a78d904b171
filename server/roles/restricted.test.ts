import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { runTask } from '../tasks/run-task.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
/** A User Manager whose role says that restricted users are left alone, and one whose does not. */
let marked: { ask: Ask; userId: number }
let manager: Ask
let restricted: number
let ordinary: number

const settings = {
  restrictedUserGroups: ['FACULTY'],
  restrictedRoles: ['26'],
  mailAllowedRecipients: [],
}

beforeAll(async () => {
  server = await openTestServer()
  await sql`update institution set settings = ${JSON.stringify(settings)}::jsonb`.execute(server.db)
  const own = await openTestServer({}, server)
  server.app = own.app
  marked = await staffMember(server, 'marked', ['21'])
  await mark(marked.userId, 'r21')
  manager = (await staffMember(server, 'manager', ['21'])).ask
  restricted = await person({ user_group: 'FACULTY' })
  ordinary = await person({ user_group: 'STUDENT' })
})
afterAll(() => server.close())

const mark = (userId: number, element: string, value = 'true') =>
  sql`update user_role set parameters = ${JSON.stringify([{ type: 'CantEditRestrictedUsers', value }])}::jsonb
    where user_id = ${userId} and element_id = ${element}`.execute(server.db)

const email = { address: 'ada@example.edu', types: ['work'], preferred: true }
const person = async (document: PersonDocument): Promise<number> => {
  const people = [
    { first_name: 'Ada', last_name: 'Lovelace', pin_number: '4711', 'email/a': email, ...document },
  ]
  return (await createPeople({ ...contextOf(server), institution: server.institution }, people))[0]!
}

/** The code of a problem; an empty answer has none. */
const codeOf = (answer: { body: string }) =>
  answer.body === '' ? undefined : (JSON.parse(answer.body) as { code?: string }).code

const acts: [string, (userId: number) => [line: string, body?: object]][] = [
  ['edited', id => [`PATCH /api/users/${id}`, { revision: 1, values: { middle_name: 'A' } }]],
  ['deactivated', id => [`PATCH /api/users/${id}`, { revision: 1, values: { status: 'INACTIVE' } }]],
  [
    'given a role',
    id => [`PATCH /api/users/${id}`, { revision: 1, values: { 'role/a': { role_type: '200' } } }],
  ],
  ['made external', id => [`POST /api/users/${id}/account-type`, { revision: 1, accountType: 'EXTERNAL' }]],
  ['detached', id => [`POST /api/users/${id}/detach-social`, { revision: 1 }]],
  ['given a password', id => [`PUT /api/users/${id}/password`, { password: 'a long enough secret 17' }]],
  [
    'sent a letter',
    id => [`POST /api/users/${id}/letters`, { letter: 'general_mail', subject: 'A', text: 'B' }],
  ],
  ['sent the PIN', id => [`POST /api/users/${id}/letters`, { letter: 'pin_number' }]],
  ['sent a letter again', id => [`POST /api/users/${id}/letters/1/resend`]],
  ['without a picture', id => [`DELETE /api/users/${id}/picture`]],
]

test.each(acts)(
  'a restricted user is not %s by somebody who leaves such people alone',
  async (_act, requestFor) => {
    const [line, body] = requestFor(restricted)
    const answer = await marked.ask(line, body)
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'restricted_account'])
    const [other, same] = requestFor(await person({ user_group: 'STUDENT' }))
    expect(codeOf(await marked.ask(other, same))).not.toBe('restricted_account')
    const [again, given] = requestFor(await person({ user_group: 'FACULTY' }))
    expect(codeOf(await manager(again, given))).not.toBe('restricted_account')
  },
)

test('a restricted user is not deleted by somebody who leaves such people alone', async () => {
  const check = await marked.ask(`GET /api/users/${restricted}/deletion`)
  expect(check.json().reasons).toEqual(['restricted'])
  const answer = await marked.ask(`DELETE /api/users/${restricted}`)
  expect([answer.statusCode, answer.json().details.reasons]).toEqual([409, ['restricted']])
  expect((await manager(`GET /api/users/${restricted}/deletion`)).json().reasons).toEqual([])
})

test('the record says so to those who may not edit it, and keeps the PIN from them', async () => {
  const read = async (ask: Ask, userId: number): Promise<UserRecord> =>
    (await ask(`GET /api/users/${userId}`)).json()
  const theirs = await read(marked.ask, restricted)
  expect([theirs.summary.isRestricted, theirs.values['pin_number']]).toEqual([true, undefined])
  const other = await read(marked.ask, ordinary)
  expect([other.summary.isRestricted, other.values['pin_number']]).toEqual([false, '4711'])
  const managers = await read(manager, restricted)
  expect([managers.summary.isRestricted, managers.values['pin_number']]).toEqual([false, '4711'])
})

test.each([
  ['is active', {}, true],
  ['is switched off', { status: 'INACTIVE' }, false],
  ['ended yesterday', { expiry_date: '2026-11-19' }, false],
  ['ends today', { expiry_date: '2026-11-20' }, true],
])('a role restricts whoever holds it while it %s', async (_how, role, expected) => {
  const userId = await person({ user_group: 'STUDENT', 'role/a': { role_type: '26', ...role } })
  const values = { middle_name: 'A' }
  const answer = await marked.ask(`PATCH /api/users/${userId}`, { revision: 1, values })
  expect(answer.json().code === 'restricted_account').toBe(expected)
})

test('whoever has another role by which they edit users without the mark edits everybody', async () => {
  const two = await staffMember(server, 'two-roles', ['21', '32@LAW'])
  await mark(two.userId, 'r21')
  const code = async () => {
    const userId = await person({ user_group: 'FACULTY' })
    return (await two.ask(`PATCH /api/users/${userId}`, { revision: 1, values: { middle_name: 'A' } })).json()
      .code
  }
  expect(await code()).toBeUndefined()
  await sql`update user_role set status = 'INACTIVE' where user_id = ${two.userId} and role_type = '32'`.execute(
    server.db,
  )
  expect(await code()).toBe('restricted_account')
  await mark(two.userId, 'r21', 'false')
  expect(await code()).toBeUndefined()
})

test('nobody takes the mark from oneself or gives roles without it', async () => {
  const { ask, userId } = await staffMember(server, 'freeing', ['21'])
  await mark(userId, 'r21')
  for (const values of [{ 'role/r21': { role_type: '21' } }, { 'role/b': { role_type: '21' } }]) {
    const answer = await ask(`PATCH /api/users/${userId}`, { revision: 1, values })
    expect(answer.json().problems).toMatchObject([{ rule: 'role_not_yours' }])
  }
})

test('everybody may change their own address, also a restricted person', async () => {
  const own = await staffMember(server, 'own', ['21'])
  await mark(own.userId, 'r21')
  await sql`update user_account set user_group = 'FACULTY' where user_id = ${own.userId}`.execute(server.db)
  const answer = await own.ask('PUT /api/session/address', { line1: 'Hauptstr. 1' })
  expect(answer.statusCode).toBe(204)
  const edit = { revision: 1, values: { middle_name: 'A' } }
  expect((await own.ask(`PATCH /api/users/${own.userId}`, edit)).json().code).toBe('restricted_account')
})

test('a job that such a person starts leaves restricted users alone, whoever confirms it', async () => {
  const [faculty, student] = [
    await person({ user_group: 'FACULTY', job_category: 'SYSTEMS' }),
    await person({ user_group: 'STUDENT', job_category: 'SYSTEMS' }),
  ]
  const population = { field: 'job_category', op: 'eq', value: 'SYSTEMS' }
  const changes = [{ field: 'job_description', value: 'moved', condition: 'always' }]
  const plan = async (ask: Ask) => {
    const { task } = (await ask('POST /api/tasks/update-users', { population, changes })).json<TaskReport>()
    await runTask({ ...contextOf(server), institution: await institutionNow() }, taskDefinitions, task.taskId)
    const outcomes = (await ask(`GET /api/tasks/${task.taskId}/outcomes`)).json<{
      items: { userId: number }[]
    }>()
    return new Map(outcomes.items.map(one => [one.userId, one]))
  }
  const mine = await plan(marked.ask)
  expect(mine.get(faculty)).toMatchObject({ outcome: 'keep', reasons: ['restricted'] })
  expect(mine.get(student)).toMatchObject({ outcome: 'change', reasons: [] })
  const theirs = await plan(manager)
  expect(theirs.get(faculty)).toMatchObject({ outcome: 'change' })
})

const institutionNow = async () => ({
  ...server.institution,
  settings: { ...server.institution.settings, ...settings },
})

test('such a person does not undo a job that changed a restricted user, others do', async () => {
  const userId = await person({ user_group: 'FACULTY', job_category: 'CATALOGER' })
  const population = { field: 'job_category', op: 'eq', value: 'CATALOGER' }
  const changes = [{ field: 'job_description', value: 'moved', condition: 'always' }]
  const answer = await manager('POST /api/tasks/update-users', { population, changes })
  const { taskId } = answer.json<TaskReport>().task
  const run = async () =>
    runTask({ ...contextOf(server), institution: await institutionNow() }, taskDefinitions, taskId)
  await run()
  await manager(`POST /api/tasks/${taskId}/confirm`, { count: 1 })
  await run()
  const record = (await manager(`GET /api/users/${userId}`)).json<UserRecord>()
  expect(record.values['job_description']).toBe('moved')
  expect(codeOf(await marked.ask(`POST /api/tasks/${taskId}/undo`, {}))).toBe('restricted_account')
  expect((await manager(`POST /api/tasks/${taskId}/undo`, {})).statusCode).toBe(200)
})

test('roles that the institution names do not show histories, unless another role does', async () => {
  const line = `GET /api/users/${ordinary}/history`
  const viewer = await staffMember(server, 'viewer', ['38'])
  const both = await staffMember(server, 'viewer-and-desk', ['38', '32@LAW'])
  expect((await viewer.ask(line)).statusCode).toBe(200)
  await sql`update institution set settings = settings || '{"rolesWithoutHistory": ["38"]}'`.execute(
    server.db,
  )
  const own = await openTestServer({}, server)
  server.app = own.app
  expect((await viewer.ask(line)).json()).toMatchObject({
    status: 403,
    details: { permission: 'users.history' },
  })
  expect((await viewer.ask(`GET /api/users/${ordinary}`)).statusCode).toBe(200)
  expect((await both.ask(line)).statusCode).toBe(200)
})
