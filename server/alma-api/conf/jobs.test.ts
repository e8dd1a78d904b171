import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { defaultSisProfile, saveSisProfile } from '../../sis/profiles.ts'
import { feedXml, userXml } from '../../sis/testing/feed-xml.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { runTask } from '../../tasks/run-task.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'
import { profileNumber } from './jobs.ts'

let server: TestServer
let administrator: Ask
let dataFolder: string
let key: string
let reader: string
let setId: string
const json = { accept: 'application/json' }

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'carrel-jobs-'))
  server = await openTestServer({ dataFolder })
  const { institutionId } = server.institution
  await sql`update institution set time_zone = 'America/Chicago'`.execute(server.db)
  await saveSisProfile(server.db, institutionId, { ...defaultSisProfile, code: 'SIS', dropFolder: 'in' })
  await saveSisProfile(server.db, institutionId, {
    ...defaultSisProfile,
    code: 'STAFF_SIS',
    name: 'Staff',
    action: 'import',
  })
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  key = (await makeKey(administrator, { name: 'Nightly', areas: { configuration: 'write' } })).key
  reader = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
})
beforeEach(async () => {
  await sql`truncate task, task_outcome, user_set, user_set_member cascade`.execute(server.db)
  for (const table of ['identifier', 'note', 'block', 'role', 'statistic', 'account'])
    await sql`delete from ${sql.table(`user_${table}`)} where user_id in (
      select user_id from user_account where primary_id like 'p%')`.execute(server.db)
  await createPeople(
    contextOf(server),
    ['p1', 'p2', 'p3'].map(primary_id => ({
      primary_id,
      last_name: primary_id,
      user_group: 'STUDENT',
      'note/1': { note_type: 'POPUP', text: 'x' },
      'block/1': { block_description: '01-LOST', block_type: 'GENERAL' },
      'role/1': { role_type: '200' },
      'statistic/1': { category: 'A' },
    })),
  )
  const set = await send('POST /sets', {
    name: 'The three',
    type: { value: 'LOGICAL' },
    query: { value: 'USER where USER (user_group EQUAL "STUDENT")' },
  })
  setId = set.json().id
})
afterAll(async () => {
  await server.close()
  await rm(dataFolder, { recursive: true })
})

const send = (line: string, payload?: object | string, as = key) => {
  const type = typeof payload === 'string' ? 'application/xml' : 'application/json'
  const headers = { ...json, ...(payload === undefined ? {} : { 'content-type': type }) }
  const [method, path] = line.split(' ')
  return call(server, `${method} /almaws/v1/conf${path}`, {
    key: as,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
}
const codeOf = async (line: string, payload?: object | string, as = key): Promise<string> => {
  const answer = await send(line, payload, as)
  expect(answer.statusCode, answer.body).toBe(400)
  const [error] = answer.json().errorList.error
  expect(error.errorMessage).not.toMatch(/[{}]|undefined/)
  return error.errorCode
}

const prefix = 'UPDATE_User_Information_'
const bodyOf = (parameters: Record<string, string>) => ({
  parameter: Object.entries({ set_id: setId, ...parameters }).map(([name, value]) => ({
    name: { value: name },
    value,
  })),
})
/** Switches one field on: `on('UserGroup', { Value: 'FACULTY' })`. */
const on = (name: string, parts: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ Active: 'true', ...parts }).map(([part, value]) => [`${prefix}${name}_${part}`, value]),
  )
const run = (parameters: Record<string, string>) => send('POST /jobs/M148?op=run', bodyOf(parameters))
const started = async (parameters: Record<string, string>): Promise<number> => {
  const answer = await run(parameters)
  expect(answer.statusCode, answer.body).toBe(200)
  return Number(answer.json().additional_info.link.split('/').at(-1))
}
const work = (taskId: number) => runTask(contextOf(server), taskDefinitions, taskId)
const instance = async (taskId: number, job = 'M148') =>
  (await send(`GET /jobs/${job}/instances/${taskId}`, undefined, reader)).json()
const valuesOf = async (column: string): Promise<unknown[]> => {
  const { rows } = await sql<{ value: unknown }>`
    select ${sql.ref(column)} as value from user_account where primary_id like 'p_' order by primary_id`.execute(
    server.db,
  )
  return rows.map(row => row.value)
}
const sisJob = `S${profileNumber('SIS')}`
const uploadJob = `M${profileNumber('STAFF_SIS')}`

describe('jobs', () => {
  const listed = async (query: string): Promise<string[]> =>
    ((await send(`GET /jobs?limit=100&${query}`, undefined, reader)).json().job ?? []).map(
      (one: { id: string }) => one.id,
    )

  test('are all kinds of tasks, feeds by their profiles, each with an id of its own', async () => {
    const ids = await listed('')
    expect(ids.slice(0, 4)).toEqual(['M148', 'M149', sisJob, uploadJob])
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(taskDefinitions.size + 1)
    expect(await listed('type=SCHEDULED')).toEqual([sisJob])
    expect(await listed('type=MANUAL')).toEqual(['M148', 'M149', uploadJob])
    expect((await listed('type=OTHER')).every(id => id.startsWith('O'))).toBe(true)
    expect(await listed('category=FULFILLMENT')).toEqual(['O306', 'O307', 'O308', 'O309'])
    expect(await listed('category=NOTHING')).toEqual([])
    expect(await listed(`profile_id=${profileNumber('STAFF_SIS')}`)).toEqual([uploadJob])
    expect((await send('GET /jobs?limit=1&offset=2')).json()).toMatchObject({
      job: [{ id: sisJob }],
      total_record_count: ids.length,
    })
    expect(await codeOf('GET /jobs?type=NIGHTLY')).toBe('402219')
    expect(await codeOf('GET /jobs?offset=x')).toBe('40166410')
  })

  test('one job, in JSON and in XML', async () => {
    const link = (rest: string) => `http://localhost:80/almaws/v1/conf/${rest}`
    const job = (await send(`GET /jobs/${sisJob}`, undefined, reader)).json()
    expect(job).toEqual({
      link: link(`jobs/${sisJob}`),
      id: sisJob,
      name: 'Users SYNCHRONIZE using profile Student information system',
      description: 'Loads users of the student information system',
      type: { value: 'SCHEDULED', desc: 'Scheduled' },
      category: { value: 'USERS', desc: 'Users' },
      content: { value: 'USER', desc: 'Users' },
      schedule: { value: 'EVERY_MINUTE', desc: 'Every minute' },
      creator: '',
      parameter: [],
      related_profile: {
        value: profileNumber('SIS'),
        link: link(`integration-profiles/${profileNumber('SIS')}`),
      },
    })
    expect((await send(`GET /jobs/${uploadJob}`)).json().name).toBe('Users IMPORT using Staff')
    const xml = await call(server, 'GET /almaws/v1/conf/jobs/M148', { key: reader })
    expect(xml.body).toContain(
      `<job link="${link('jobs/M148')}"><id>M148</id><name>Update/Notify Users</name>`,
    )
    expect(xml.body).toContain('<parameters><parameter><name desc="set_id">set_id</name><value/></parameter>')
  })

  test.each([
    ['402215', 'x'],
    ['402215', '148'],
    ['402215', 'M'],
    ['402215', 'ALL'],
    ['402216', 'M147'],
    ['402216', 'S1'],
  ])('%s for %s', async (code, id) => {
    expect(await codeOf(`GET /jobs/${id}`)).toBe(code)
    expect(await codeOf(`POST /jobs/${id}?op=run`, {})).toBe(code)
    expect(await codeOf(`GET /jobs/${id}/instances`)).toBe(code)
    if (id !== 'ALL') expect(await codeOf(`GET /jobs/${id}/instances/1`)).toBe(code)
  })
})

describe('running Update/Notify Users', () => {
  test('plans and applies in one go, in the name of the key, and can be undone', async () => {
    const answer = await run({
      ...on('UserGroup', { Value: 'FACULTY', Condition: 'Null' }),
      job_name: 'Promotion',
    })
    const { additional_info: info, ...job } = answer.json()
    expect(job).toMatchObject({ id: 'M148', type: { value: 'MANUAL' } })
    expect(job.parameter).toContainEqual({
      name: { value: 'job_name', desc: 'job_name' },
      value: 'Promotion',
    })
    expect(info.value).toMatch(/^Job no\. \d+ triggered$/)
    const taskId = Number(info.link.split('/').at(-1))
    expect(await instance(taskId)).toMatchObject({
      status: { value: 'QUEUED' },
      progress: 0,
      alert: [],
      counter: expect.anything(),
    })
    await work(taskId)
    expect(await valuesOf('user_group')).toEqual(['FACULTY', 'FACULTY', 'FACULTY'])
    const { task } = (await administrator(`GET /api/tasks/${taskId}`)).json()
    expect(task).toMatchObject({
      name: 'Promotion',
      createdBy: 'Nightly',
      confirmedBy: 'Nightly',
      status: 'completed',
      done: 3,
      canUndo: true,
    })
    const undone = (await administrator(`POST /api/tasks/${taskId}/undo`, {})).json().task.taskId
    await work(undone)
    expect((await administrator(`GET /api/tasks/${undone}`)).json().task.status).toBe('planned')
    await administrator(`POST /api/tasks/${undone}/confirm`, { count: 3 })
    await work(undone)
    expect(await valuesOf('user_group')).toEqual(['STUDENT', 'STUDENT', 'STUDENT'])
  })

  test('the link leads to the instance, in JSON and in XML', async () => {
    const taskId = await started({ ...on('Status', { Value: 'INACTIVE' }) })
    await work(taskId)
    const link = `http://localhost:80/almaws/v1/conf/jobs/M148`
    const told = await instance(taskId)
    expect(told).toEqual({
      link: `${link}/instances/${taskId}`,
      id: String(taskId),
      external_id: '',
      name: expect.stringMatching(/^Update\/Notify Users - via API - 2026-/),
      submitted_by: { value: 'API', desc: 'Nightly' },
      submit_time: expect.stringMatching(/^2026-11-20T15:.*Z$/),
      start_time: expect.stringMatching(/^2026-11-20T15:.*Z$/),
      end_time: expect.stringMatching(/^2026-11-20T15:.*Z$/),
      progress: 100,
      status: { value: 'COMPLETED_SUCCESS', desc: 'Completed Successfully' },
      status_date: '2026-11-20Z',
      alert: [{ value: 'alert_general_success', desc: 'The job completed successfully.' }],
      counter: [
        { type: { value: 'label.users.processed', desc: 'Total users processed' }, value: '3' },
        { type: { value: 'label.users.rejected', desc: 'Total users rejected' }, value: '0' },
        { type: { value: 'label.users.changed', desc: 'Total users changed successfully' }, value: '3' },
        { type: { value: 'label.users.unchanged', desc: 'Total users unchanged' }, value: '0' },
      ],
      action: [],
      job_info: {
        link,
        id: 'M148',
        name: 'Update/Notify Users',
        description: 'Changes fields of users',
        type: { value: 'MANUAL', desc: 'Manual' },
        category: { value: 'USERS', desc: 'Users' },
      },
    })
    expect(await instance(taskId, 'ALL')).toEqual(told)
    const xml = (await call(server, `GET /almaws/v1/conf/jobs/ALL/instances/${taskId}`, { key: reader })).body
    expect(xml).toContain('<status desc="Completed Successfully">COMPLETED_SUCCESS</status>')
    expect(xml).toContain(
      '<counters><counter><type desc="Total users processed">label.users.processed</type><value>3</value></counter>',
    )
  })

  test.each<[string, Record<string, string>, string, unknown]>([
    ['UserGroup', { Value: 'FACULTY' }, 'user_group', 'FACULTY'],
    ['Status', { Value: 'INACTIVE' }, 'status', 'INACTIVE'],
    ['Title', { Value: 'DR', Condition: 'IF_EMPTY' }, 'user_title', 'DR'],
    ['Title', { Value: 'DR', Condition: 'NOT_EMPTY' }, 'user_title', null],
    ['JobDescription', { Value: 'Shelves' }, 'job_description', 'Shelves'],
    ['CatalogerLevel', { Value: '00' }, 'cataloger_level', '00'],
    // Midnight in UTC; midnight and the last second of the day in Chicago.
    ['Expiry_Date', { Value: String(Date.UTC(2030, 0, 16)) }, 'expiry_date', '2030-01-16'],
    ['Expiry_Date', { Value: String(Date.UTC(2030, 0, 16, 6)) }, 'expiry_date', '2030-01-16'],
    ['Purge_Date', { Value: String(Date.UTC(2030, 0, 17, 5, 59, 59)) }, 'purge_date', '2030-01-16'],
  ])('%s %j', async (name, parts, column, expected) => {
    await work(await started(on(name, parts)))
    expect(await valuesOf(column)).toEqual([expected, expected, expected])
  })

  test('several fields at once, in XML, with what is not used as Null', async () => {
    const parameters = {
      PRODUCT: 'alma',
      set_id: setId,
      job_name: 'Many',
      ...on('UserGroup', { Value: 'GUEST', Condition: 'Null' }),
      ...on('DisableBlock', { Value: '01-LOST', Scope: 'Null', Scope_Name: 'Null' }),
      ...on('RemoveStatistics', { Value: 'A', Scope: 'Null' }),
      [`${prefix}FieldType_Value`]: 'BY_USER_ACCOUNT_TYPE',
      [`${prefix}AddNote_Active`]: 'false',
      [`${prefix}AddNote_Value`]: 'Null',
      [`${prefix}Purge_Date_Active`]: 'false',
      [`${prefix}Purge_Date_Value`]: '0',
      [`${prefix}DontGeneratePassword_Active`]: 'true',
      SEND_Notification_To_User_Active: 'false',
      SEND_Notification_To_User_Value: 'Null',
    }
    const elements = Object.entries(parameters).map(
      ([name, value]) => `<parameter><name>${name}</name><value>${value}</value></parameter>`,
    )
    const answer = await call(server, 'POST /almaws/v1/conf/jobs/M148?op=run', {
      key,
      headers: { 'content-type': 'application/xml' },
      payload: `<job><parameters>${elements.join('')}</parameters></job>`,
    })
    const taskId = Number(/instances\/(\d+)"/.exec(answer.body)?.[1])
    await work(taskId)
    expect(await instance(taskId)).toMatchObject({ status: { value: 'COMPLETED_SUCCESS' }, name: 'Many' })
    expect(await valuesOf('user_group')).toEqual(['GUEST', 'GUEST', 'GUEST'])
    const blocks = await sql<{ status: string }>`select status from user_block`.execute(server.db)
    expect(blocks.rows.map(row => row.status)).toEqual(['INACTIVE', 'INACTIVE', 'INACTIVE'])
    const { rows } = await sql`select from user_statistic`.execute(server.db)
    expect(rows).toEqual([])
  })

  test('taking roles away needs a key that is for users, too', async () => {
    const roles = async () =>
      (await sql`select from user_role where role_type = '200'`.execute(server.db)).rows.length
    const body = bodyOf(on('RemoveRole', { Value: '200' }))
    expect(await codeOf('POST /jobs/M148?op=run', body)).toBe('402119')
    expect(await roles()).toBe(3)
    const areas = { configuration: 'write', users: 'write' }
    const both = (await makeKey(administrator, { areas })).key
    const answer = await send('POST /jobs/M148?op=run', body, both)
    await work(Number(answer.json().additional_info.link.split('/').at(-1)))
    expect(await roles()).toBe(0)
  })

  test.each<[string, Record<string, string>]>([
    ['402228', { set_id: 'Null', ...on('Status', { Value: 'INACTIVE' }) }],
    ['402229', { set_id: '', ...on('Status', { Value: 'INACTIVE' }) }],
    ['402119', { set_id: '999999', ...on('Status', { Value: 'INACTIVE' }) }],
    ['402119', { set_id: 'x', ...on('Status', { Value: 'INACTIVE' }) }],
    ['402228', {}],
    ['402228', { [`${prefix}Status_Active`]: 'false', [`${prefix}Status_Value`]: 'INACTIVE' }],
    ['402228', on('Status')],
    ['402228', on('Status', { Value: 'Null' })],
    ['402229', on('Status', { Value: '' })],
    ['402119', on('Status', { Value: 'ASLEEP' })],
    ['402119', on('UserGroup', { Value: 'NOBODY' })],
    ['402119', on('Status', { Value: 'INACTIVE', Condition: 'ON_SUNDAYS' })],
    ['402119', on('Expiry_Date', { Value: '2030-01-16' })],
    ['402119', on('Expiry_Date', { Value: '0' })],
    ['402119', on('Expiry_Date', { Value: '999999999999999' })],
    ['402119', { ...on('Status', { Value: 'INACTIVE' }), NEW_Parameter: 'x' }],
  ])('is refused with %s for %j', async (code, parameters) => {
    expect(await codeOf('POST /jobs/M148?op=run', bodyOf(parameters))).toBe(code)
    expect(await sql`select from task`.execute(server.db)).toMatchObject({ rows: [] })
  })

  test.each([
    ['402220', ''],
    ['402221', '?op=stop'],
  ])('%s for %j', async (code, query) => {
    expect(await codeOf(`POST /jobs/M148${query}`, bodyOf({}))).toBe(code)
  })

  test('three jobs of programs at once, and five starts of one in an hour', async () => {
    const change = on('Title', { Value: 'DR' })
    const first = [await started(change), await started(change), await started(change)]
    expect(await codeOf('POST /jobs/M148?op=run', bodyOf(change))).toBe('402222')
    expect(await codeOf('POST /jobs/M149?op=run', bodyOf({}))).toBe('402222')
    for (const taskId of first) await work(taskId)
    for (const _ of [4, 5]) await work(await started(change))
    expect(await codeOf('POST /jobs/M148?op=run', bodyOf(change))).toBe('402223')
    expect((await send('POST /jobs/M149?op=run', bodyOf({}))).statusCode).toBe(200)
    const before = server.clock.now
    server.clock.now = new Date(before.getTime() + 3_600_000)
    await started(change)
    server.clock.now = before
  })

  test('of many starts at the same moment three get in', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => run(on('Title', { Value: 'DR' }))))
    expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([200, 200, 200, 400, 400])
  })

  test('tasks of people do not count, and are not confirmed by themselves', async () => {
    const plan = {
      population: { field: 'user_group', op: 'eq', value: 'STUDENT' },
      changes: [{ field: 'user_title', value: 'DR', condition: 'always' }],
    }
    const ids: number[] = []
    for (const _ of [1, 2, 3, 4, 5, 6])
      ids.push((await administrator('POST /api/tasks/update-users', plan)).json().task.taskId)
    await work(ids[0]!)
    expect(await instance(ids[0]!)).toMatchObject({
      status: { value: 'MANUAL_HANDLING_REQUIRED' },
      submitted_by: { value: 'administrator', desc: 'Quackenbush, Wilhelmina' },
    })
    await started(on('Title', { Value: 'DR' }))
  })

  test('a key that reads starts nothing', async () => {
    const body = bodyOf(on('Status', { Value: 'INACTIVE' }))
    expect((await send('POST /jobs/M148?op=run', body, reader)).body).toContain('UNAUTHORIZED')
  })
})

test('a purge goes by its parameters, and can be taken back from the vault', async () => {
  await sql`update user_account set purge_date = '2026-01-01', expiry_date = '2026-01-01' where primary_id in ('p1', 'p2')`.execute(
    server.db,
  )
  await sql`update user_account set record_type = 'STAFF' where primary_id = 'p2'`.execute(server.db)
  const start = (parameters: Record<string, string>) => send('POST /jobs/M149?op=run', bodyOf(parameters))
  const answer = await start({ user_record_type: 'PUBLIC', days_after_purge_date: '30', user_group: 'Null' })
  const taskId = Number(answer.json().additional_info.link.split('/').at(-1))
  await work(taskId)
  expect(await instance(taskId, 'M149')).toMatchObject({ status: { value: 'COMPLETED_SUCCESS' } })
  expect(await valuesOf('primary_id')).toEqual(['p2', 'p3'])
  const { task } = (await administrator(`GET /api/tasks/${taskId}`)).json()
  expect([task.confirmedBy, task.canUndo]).toEqual(['Nightly', true])
  const refused: Record<string, string>[] = [
    { user_record_type: 'OTHER' },
    { days_after_purge_date: '-1' },
    { days_after_purge_date: '99999' },
    { waive_threshold: '1e9' },
    { user_group: 'NOBODY' },
    { set_id: 'x' },
    { other: 'x' },
  ]
  for (const parameters of refused)
    expect(await codeOf('POST /jobs/M149?op=run', bodyOf(parameters)), JSON.stringify(parameters)).toBe(
      '402119',
    )
})

test('a purge that says nothing of whom to purge, or of an empty set, purges nobody', async () => {
  const tasks = async () => (await administrator('GET /api/tasks')).json().total
  const before = await tasks()
  const wrong: [string, object][] = [
    ['402228', {}],
    ['402228', bodyOf({ set_id: 'Null' })],
    ['402228', bodyOf({ job_name: 'X', waive_threshold: '5', set_id: 'Null' })],
    ['402228', { parameters: bodyOf({ user_group: 'STUDENT' }) }],
    ['402229', bodyOf({ set_id: '' })],
    ['402229', bodyOf({ set_id: '', user_group: 'STUDENT' })],
  ]
  for (const [code, body] of wrong)
    expect(await codeOf('POST /jobs/M149?op=run', body), JSON.stringify(body)).toBe(code)
  expect(await tasks()).toBe(before)
})

describe('feeds', () => {
  const folder = () => join(dataFolder, 'sis', 'in')
  const drop = async (name: string, ...ids: string[]) => {
    await mkdir(folder(), { recursive: true })
    await writeFile(
      join(folder(), name),
      feedXml(...ids.map(id => userXml({ primary_id: id, last_name: id }))),
    )
  }
  const start = () => send(`POST /jobs/${sisJob}?op=run`, '<job/>')

  test('are loaded by a run, whose instance counts who came', async () => {
    await drop('a.xml', 'p1', 'pn1', 'pn2', 'pn2')
    const answer = await start()
    expect(answer.statusCode, answer.body).toBe(200)
    const taskId = Number(answer.json().additional_info.link.split('/').at(-1))
    expect(await codeOf(`POST /jobs/${sisJob}?op=run`)).toBe('60347')
    await work(taskId)
    const told = await instance(taskId, sisJob)
    expect(told.status).toEqual({ value: 'COMPLETED_WARNING', desc: 'Completed with Warnings' })
    expect(told.alert[0].value).toBe('alert_general_warning')
    expect(
      told.counter.map((one: { type: { desc: string }; value: string }) => [one.type.desc, one.value]),
    ).toEqual([
      ['Total users processed', '4'],
      ['Total users rejected', '2'],
      ['Total users updated successfully', '0'],
      ['Total users created successfully', '2'],
      ['Total users unchanged', '0'],
    ])
    const events = (await send(`GET /jobs/${sisJob}/instances/${taskId}/events`, undefined, reader)).json()
    expect(events.total_record_count).toBe(2)
    expect(events.event[0]).toEqual({
      event_id: expect.stringMatching(/^\d+-\d+$/),
      event_key: [
        { code: 'primary_id', value: expect.stringMatching(/^p/) },
        { code: 'reason', value: expect.any(String) },
      ],
    })
    expect((await send(`GET /jobs/ALL/instances/${taskId}/events?limit=1&offset=1`)).json().event).toEqual([
      events.event[1],
    ])
    const xml = (
      await call(server, `GET /almaws/v1/conf/jobs/ALL/instances/${taskId}/events`, { key: reader })
    ).body
    expect(xml).toMatch(
      /<events total_record_count="2"><event><event_id>[\d-]+<\/event_id><event_keys><event_key><code>primary_id<\/code>/,
    )
  })

  test('there must be one, in a folder of the profile', async () => {
    expect(await codeOf(`POST /jobs/${sisJob}?op=run`, {})).toBe('402248')
    expect(await codeOf(`POST /jobs/${uploadJob}?op=run`, {})).toBe('402248')
    expect(await codeOf('POST /jobs/O301?op=run', {})).toBe('402221')
  })

  test('other jobs have no events', async () => {
    const taskId = await started(on('Title', { Value: 'DR' }))
    expect(await codeOf(`GET /jobs/M148/instances/${taskId}/events`)).toBe('60332')
  })
})

describe('instances', () => {
  const listed = async (query: string, job = 'M148'): Promise<number[]> =>
    ((await send(`GET /jobs/${job}/instances?${query}`, undefined, reader)).json().job_instance ?? []).map(
      (one: { id: string }) => Number(one.id),
    )

  test('are found by job, state and day of the institution, newest first', async () => {
    const first = await started(on('Title', { Value: 'DR' }))
    await work(first)
    const before = server.clock.now
    // Early on the 23rd in UTC, still the 22nd in Chicago.
    server.clock.now = new Date('2026-11-23T03:00:00Z')
    const second = await started(on('Title', { Value: 'DR' }))
    expect(await listed('')).toEqual([second, first])
    expect(await listed('status=QUEUED')).toEqual([second])
    expect(await listed('status=COMPLETED_SUCCESS')).toEqual([first])
    expect(await listed('submit_date_from=2026-11-22&submit_date_to=2026-11-22')).toEqual([second])
    expect(await listed('submit_date_to=2026-11-21Z')).toEqual([first])
    expect(await listed('submit_date_from=2026-11-23')).toEqual([])
    expect(await listed('', 'M149')).toEqual([])
    expect(await listed('', sisJob)).toEqual([])
    expect((await send('GET /jobs/M148/instances?limit=1&offset=1')).json()).toMatchObject({
      job_instance: [{ id: String(first) }],
      total_record_count: 2,
    })
    expect((await send('GET /jobs/M148/instances?offset=5')).json()).toEqual({ total_record_count: 2 })
    const xml = await call(server, 'GET /almaws/v1/conf/jobs/M148/instances?limit=1', { key: reader })
    expect(xml.body).toMatch(/<job_instances total_record_count="2"><job_instance link="[^"]+"><id>/)
    server.clock.now = before
  })

  test.each([
    ['402217', 'M148/instances?status=DONE'],
    ['402217', 'M148/instances?status=constructor'],
    ['40166410', 'M148/instances?submit_date_from=soon'],
    ['40166410', 'M148/instances?submit_date_to=2026-02-30'],
    ['40166410', 'M148/instances?limit=many'],
    ['402218', 'M148/instances/999999'],
    ['402218', 'ALL/instances/x'],
    ['402218', 'ALL/instances/99999999999999999999'],
  ])('%s for %s', async (code, path) => {
    expect(await codeOf(`GET /jobs/${path}`)).toBe(code)
  })

  test('belong to one job', async () => {
    const taskId = await started(on('Title', { Value: 'DR' }))
    expect(await codeOf(`GET /jobs/M149/instances/${taskId}`)).toBe('402218')
    expect(await codeOf(`GET /jobs/${sisJob}/instances/${taskId}`)).toBe('402218')
    expect((await instance(taskId, 'ALL')).job_info.id).toBe('M148')
  })

  test.each([
    ['failed', 'COMPLETED_FAILED'],
    ['cancelled', 'USER_ABORTED'],
    ['stopped', 'USER_ABORTED'],
    ['applying', 'RUNNING'],
  ])('%s is told as %s', async (status, expected) => {
    const taskId = await started(on('Title', { Value: 'DR' }))
    await sql`update task set status = ${status}, planned_total = 4, planned_change = 4, done_count = 1,
      error_message = 'The task ended.' where task_id = ${taskId}`.execute(server.db)
    const told = await instance(taskId)
    expect([told.status.value, told.progress]).toEqual([expected, 25])
    expect(told.alert).toEqual(
      status === 'failed' ? [{ value: 'alert_general_error', desc: 'The task ended.' }] : [],
    )
  })

  test('of a set of nobody say so', async () => {
    await sql`update user_account set user_group = 'GUEST'`.execute(server.db)
    const taskId = await started(on('Title', { Value: 'DR' }))
    await work(taskId)
    expect((await instance(taskId)).status.value).toBe('COMPLETED_NO_BULKS')
  })
})

test.each([
  ['a list of texts', { parameter: ['x'] }],
  ['no list', { parameter: { name: 'set_id', value: 7 } }],
  ['odd values', { parameter: [{ name: { value: {} }, value: [] }] }],
  ['NUL', { parameter: [{ name: 'set_id', value: '1\0' }] }],
])('a body with %s is no server error', async (_what, body) => {
  expect((await send('POST /jobs/M148?op=run', body)).statusCode).toBe(400)
})
