import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { call, makeKey } from '../api-keys/testing/keys.ts'
import { noteActivity } from '../changes/activity.ts'
import { patchRelation } from '../changes/patches.ts'
import { changing, write } from '../changes/testing/world.ts'
import { writePatches } from '../changes/write-patches.ts'
import { feedXml, userXml } from '../sis/testing/feed-xml.ts'
import { loadFeed, type SisWorld } from '../sis/testing/sis-world.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { stopTask } from '../tasks/control-task.ts'
import { runTask } from '../tasks/run-task.ts'
import { confirmBy, createPurgeable, planBy, work } from '../tasks/testing/door.ts'
import { addPeople, type Hooks, openHooks } from './testing/hooks.ts'

let hooks: Hooks
beforeAll(async () => {
  hooks = await openHooks()
})
afterEach(async () => {
  const { items } = (await hooks.send('GET /api/webhooks')).json()
  for (const { webhookId } of items) await hooks.send(`DELETE /api/webhooks/${webhookId}`)
})
afterAll(() => hooks.close())

/** What the listener hears: `CREATE ada`, `JOB_END COMPLETED_SUCCESS`. */
const told = async (): Promise<string[]> =>
  (await hooks.tell()).map(body => {
    const { action, webhook_user: told, job_instance: job } = JSON.parse(body)
    return told ? `${told.method} ${told.user.primary_id}` : `${action} ${job.status.value}`
  })
const waiting = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from webhook_event`.execute(
    hooks.ctx.db,
  )
  return rows[0]!.count
}

test('what staff do at the screen is told, and a change that changes nothing is not', async () => {
  await hooks.add()
  const values = {
    primary_id: 'screen1',
    first_name: 'Ada',
    last_name: 'Quill',
    user_group: 'STAFF',
    'email/new': { address: 'ada@example.edu', types: ['work'], preferred: true },
  }
  const created = await hooks.send('POST /api/users', { recordType: 'PUBLIC', values })
  expect(created.statusCode, created.body).toBe(200)
  const { userId, revision } = created.json()
  expect(await told()).toEqual(['CREATE screen1'])
  const edit = (at: number) =>
    hooks.send(`PATCH /api/users/${userId}`, { revision: at, values: { job_description: 'Reads' } })
  const edited = await edit(revision)
  await edit(edited.json().revision)
  expect(await told()).toEqual(['UPDATE screen1'])
  await hooks.send(`DELETE /api/users/${userId}`)
  expect(await told()).toEqual(['DELETE screen1'])
})

test('what programs do is not told, except by the jobs that they start', async () => {
  await hooks.add({ actions: ['USER', 'JOB_END'] })
  const [userId] = await addPeople(hooks.ctx, [
    { primary_id: 'api1', last_name: 'Quill', user_group: 'STAFF' },
  ])
  await hooks.tell()
  const ask = (line: string, body?: object) => hooks.send(line, body)
  const { key } = await makeKey(ask, { areas: { users: 'write', configuration: 'write' } })
  const user = {
    record_type: { value: 'PUBLIC' },
    account_type: { value: 'INTERNAL' },
    status: { value: 'ACTIVE' },
    last_name: 'Program',
    user_group: { value: 'STAFF' },
  }
  const options = { key, headers: { accept: 'application/json' } }
  const answers = [
    await call(hooks.server, 'POST /almaws/v1/users', {
      ...options,
      payload: { ...user, primary_id: 'api2' },
    }),
    await call(hooks.server, 'PUT /almaws/v1/users/api2', {
      ...options,
      payload: { ...user, primary_id: 'api2', first_name: 'New' },
    }),
    await call(hooks.server, 'DELETE /almaws/v1/users/api2', options),
  ]
  expect(
    answers.map(one => one.statusCode),
    answers.map(one => one.body).join('\n'),
  ).toEqual([200, 200, 204])
  const { rows } = await sql<{
    source: string
  }>`select distinct source from change_set where actor_kind = 'key'`.execute(hooks.ctx.db)
  expect(rows).toEqual([{ source: 'api' }])
  expect(await told()).toEqual([])
  expect(await waiting()).toBe(1)
  expect(await write(hooks.ctx, userId!, { job_description: 'later' }, { source: 'api' })).toBe(true)
  expect(await told()).toEqual([])
})

test('bulk jobs and their undoing are told, with the end of each job', async () => {
  await hooks.add({ actions: ['USER', 'JOB_END'] })
  const ids = await addPeople(
    hooks.ctx,
    ['bulk1', 'bulk2', 'bulk3'].map(primary_id => ({ primary_id, last_name: 'Bulk', user_group: 'STAFF' })),
  )
  expect(await told()).toHaveLength(3)
  const update = {
    name: 'Guests',
    population: { field: 'last_name', op: 'eq', value: 'Bulk' },
    changes: [{ field: 'job_description', value: 'bulk', condition: 'always' }],
  }
  const done = await confirmBy(hooks, await planBy(hooks, 'POST /api/tasks/update-users', update))
  expect((await told()).toSorted()).toEqual([
    'JOB_END COMPLETED_SUCCESS',
    'UPDATE bulk1',
    'UPDATE bulk2',
    'UPDATE bulk3',
  ])
  await confirmBy(
    hooks,
    await planBy(hooks, `POST /api/tasks/${done.task.taskId}/undo`, { userIds: [ids[0]] }),
  )
  expect((await told()).toSorted()).toEqual(['JOB_END COMPLETED_SUCCESS', 'UPDATE bulk1'])
})

test('whoever is purged is deleted, and whoever comes back is created', async () => {
  await hooks.add()
  const userIds = await createPurgeable(hooks.ctx, [{ primary_id: 'purge1' }, { primary_id: 'purge2' }])
  // The source is set-up, which is told as well.
  expect((await told()).toSorted()).toEqual(['CREATE purge1', 'CREATE purge2'])
  const purging = { name: 'Purge', criteria: { policy: 'remove_fully' } }
  await confirmBy(hooks, await planBy(hooks, 'POST /api/tasks/purge', purging))
  expect((await told()).toSorted()).toEqual(['DELETE purge1', 'DELETE purge2'])
  await confirmBy(hooks, await planBy(hooks, 'POST /api/tasks/restore', { userIds: [userIds[0]] }))
  expect(await told()).toEqual(['CREATE purge1'])
})

test('of somebody who goes before an update is told only the deletion is', async () => {
  await hooks.add()
  const [userId] = await addPeople(hooks.ctx, [{ primary_id: 'brief1', last_name: 'Quill' }])
  await write(hooks.ctx, userId!, { job_description: 'short' })
  await hooks.send(`DELETE /api/users/${userId}`)
  expect(await told()).toEqual(['DELETE brief1'])
  expect(await waiting()).toBe(1)
})

test('a feed of the student system is told, for those whom it changes', async () => {
  await hooks.add()
  const folder = await mkdtemp(join(tmpdir(), 'carrel-hooks-'))
  const world: SisWorld = { ...hooks, clock: hooks.server.clock, folder, connection: {} }
  const feed = (...jobs: string[]) =>
    feedXml(
      ...jobs.map((job_description, at) =>
        userXml({ primary_id: `sis${at}`, job_description, user_group: 'STAFF' }),
      ),
    )
  await loadFeed(world, feed('a', 'b'))
  expect((await told()).toSorted()).toEqual(['CREATE sis0', 'CREATE sis1'])
  await loadFeed(world, feed('a', 'c'))
  expect(await told()).toEqual(['UPDATE sis1'])
  await rm(folder, { recursive: true })
})

test('a webhook for some groups hears of those who are in one of them', async () => {
  await hooks.add({ userGroups: ['STAFF', 'FACULTY'] })
  const [inside, outside] = await addPeople(hooks.ctx, [
    { primary_id: 'in1', last_name: 'Quill', user_group: 'STAFF' },
    { primary_id: 'out1', last_name: 'Quill', user_group: 'STUDENT' },
    { primary_id: 'none1', last_name: 'Quill' },
  ])
  expect(await told()).toEqual(['CREATE in1'])
  await write(hooks.ctx, outside!, { user_group: 'FACULTY' })
  expect(await told()).toEqual(['UPDATE out1'])
  await write(hooks.ctx, inside!, { user_group: 'STUDENT' })
  expect(await waiting()).toBe(2)
  await write(hooks.ctx, outside!, { job_description: 'was in' })
  await write(hooks.ctx, outside!, { user_group: 'STUDENT' })
  expect(await told()).toEqual([])
  await hooks.send(`DELETE /api/users/${outside}`)
  expect(await told()).toEqual([])
})

test('only webhooks that are on and want it get a row, and only of changes that a history shows', async () => {
  const users = await hooks.add()
  const jobs = await hooks.add({ actions: ['JOB_END'] })
  const off = await hooks.add()
  await hooks.edit(off.webhook, { isActive: false })
  const [userId] = await addPeople(hooks.ctx, [{ primary_id: 'row1', last_name: 'Quill' }])
  await changing(hooks.ctx, { source: 'system' }, inner =>
    noteActivity(inner, { userIds: [userId!], isKept: true }),
  )
  const { rows } = await sql<{
    webhook_id: number
    remains: unknown
  }>`select webhook_id, remains from webhook_event`.execute(hooks.ctx.db)
  expect(rows).toEqual([{ webhook_id: users.webhook.webhookId, remains: null }])
  expect(jobs.webhook.webhookId).toBeGreaterThan(0)
})

test('a change that is rolled back is not told', async () => {
  await hooks.add()
  const [userId] = await addPeople(hooks.ctx, [{ primary_id: 'back1', last_name: 'Quill' }])
  await hooks.tell()
  const changed = changing(hooks.ctx, { source: 'screen' }, async (inner, changeSet) => {
    const patch = { job_description: 'never' }
    expect(await writePatches(inner, changeSet, patchRelation([{ userId: userId!, patch }]))).toHaveLength(1)
    throw new Error('changed my mind')
  })
  await expect(changed).rejects.toThrow('changed my mind')
  expect(await waiting()).toBe(1)
})

test('jobs that fail and jobs that are stopped are told', async () => {
  await hooks.add({ actions: ['JOB_END'] })
  await addPeople(hooks.ctx, [{ primary_id: 'stop1', last_name: 'Stopped', user_group: 'STAFF' }])
  const update = {
    name: 'Stopped',
    population: { field: 'last_name', op: 'eq', value: 'Stopped' },
    changes: [{ field: 'job_description', value: 'stop', condition: 'always' }],
  }
  const { task } = await planBy(hooks, 'POST /api/tasks/update-users', update)
  const { taskId } = task
  await hooks.send(`POST /api/tasks/${taskId}/confirm`, { count: 1 })
  await stopTask(hooks.ctx, { definitions: taskDefinitions, taskId })
  await work(hooks, taskId)
  expect(await told()).toEqual(['JOB_END USER_ABORTED'])
  const broken = new Map(taskDefinitions).set('update_users', {
    ...taskDefinitions.get('update_users')!,
    plan: () => Promise.reject(new Error('broken')),
  })
  const other = (await hooks.send('POST /api/tasks/update-users', update)).json().task
  await runTask(hooks.ctx, broken, other.taskId)
  expect(await told()).toEqual(['JOB_END COMPLETED_FAILED'])
  await hooks.send(`POST /api/tasks/${taskId}/resume`, {})
  await work(hooks, taskId)
  expect(await told()).toEqual(['JOB_END COMPLETED_SUCCESS'])
})
