import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { permissions } from '../contract/permissions.ts'
import type { Context } from './context.ts'
import { multipart } from './http/testing/mounted.ts'
import {
  addUser,
  openTestServer,
  type SignedIn,
  signInAs,
  type TestServer,
} from './http/testing/test-server.ts'
import { defaultSisProfile, saveSisProfile } from './sis/profiles.ts'
import { feedXml, userXml } from './sis/testing/feed-xml.ts'
import { taskDefinitions } from './task-definitions.ts'
import { cancelTask, confirmTask } from './tasks/control-task.ts'
import { runTask } from './tasks/run-task.ts'
import { upkeep } from './upkeep.ts'

let dataFolder: string
let server: TestServer
let signedIn: SignedIn
let ctx: Context
const errors: object[] = []

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'carrel-upkeep-'))
  server = await openTestServer({ dataFolder })
  await addUser(server, { primaryId: 'ada', password: 'correct horse', roles: ['50'] })
  signedIn = await signInAs(server, 'ada', 'correct horse')
  const actor = { kind: 'system', name: 'Carrel', permissions: new Set(permissions) } as const
  const log = { info: () => {}, warn: () => {}, error: (details: object) => void errors.push(details) }
  const { db, institution, clock } = server
  ctx = {
    db,
    institution,
    actor,
    log,
    now: () => clock.now,
    masterKey: Buffer.alloc(32, 7),
    requestId: 'test',
  }
})
afterAll(async () => {
  await server.close()
  await rm(dataFolder, { recursive: true })
})

const feeds = () => readdir(join(dataFolder, 'feeds')).catch(() => [])
const tidy = () => upkeep(ctx, { dataFolder, wake: async () => {} })

async function upload(content: string, profile = 'SIS') {
  const { headers, payload } = multipart([
    { name: 'file', fileName: 'night.xml', content },
    { name: 'profile', content: profile },
  ])
  return server.app.inject({
    method: 'POST',
    url: '/api/tasks/sis',
    cookies: signedIn.cookies,
    headers: { ...headers, ...signedIn.headers },
    payload,
  })
}

async function uploaded(id: string): Promise<number> {
  const response = await upload(feedXml(userXml({ primary_id: id })))
  expect(response.statusCode).toBe(200)
  return response.json<{ task: { taskId: number } }>().task.taskId
}

const run = (taskId: number) => runTask(ctx, taskDefinitions, taskId)
const confirm = (taskId: number) => confirmTask(ctx, { definitions: taskDefinitions, taskId, count: 1 })

test('an uploaded feed is kept until its task is completed, and then removed', async () => {
  const taskId = await uploaded('a1')
  for (const step of [() => run(taskId), () => confirm(taskId)]) {
    await tidy()
    expect(await feeds()).toHaveLength(1)
    await step()
  }
  await tidy()
  expect(await feeds()).toHaveLength(1)
  await run(taskId)
  await tidy()
  expect(await feeds()).toEqual([])
})

test('that of a cancelled task is removed; those of failed and stopped ones stay, because they can go on', async () => {
  const tasks = [await uploaded('b1'), await uploaded('b2'), await uploaded('b3')]
  await cancelTask(ctx, { definitions: taskDefinitions, taskId: tasks[0]! })
  await sql`update task set status = 'failed' where task_id = ${tasks[1]}`.execute(ctx.db)
  await sql`update task set status = 'stopped' where task_id = ${tasks[2]}`.execute(ctx.db)
  await tidy()
  expect(await feeds()).toHaveLength(2)
  await sql`update task set status = 'cancelled'`.execute(ctx.db)
  await tidy()
  expect(await feeds()).toEqual([])
})

test('only files in the folder of feeds are removed, wherever a task says that its feed lies', async () => {
  const places = ['sis/in/feed.xml.handled', 'feeds-old/feed.xml', 'feed.xml']
  for (const place of places) {
    await mkdir(join(dataFolder, place, '..'), { recursive: true })
    await writeFile(join(dataFolder, place), 'x')
    const parameters = JSON.stringify({ path: join(dataFolder, place) })
    await sql`insert into task (institution_id, kind, name, parameters, status, created_by, created_at)
      values (${ctx.institution.institutionId}, 'sis', 'x', ${parameters}::jsonb, 'completed', 'x', now())`.execute(
      ctx.db,
    )
  }
  await tidy()
  for (const place of places)
    expect(await readdir(join(dataFolder, place, '..'))).toContain(place.split('/').at(-1))
})

test('an upload that a crash left without a task is removed after a day', async () => {
  await mkdir(join(dataFolder, 'feeds'), { recursive: true })
  for (const [name, hours] of [
    ['fresh.upload', 23],
    ['old.upload', 25],
  ] as const) {
    await writeFile(join(dataFolder, 'feeds', name), 'x')
    const moment = new Date(server.clock.now.getTime() - hours * 3_600_000)
    await utimes(join(dataFolder, 'feeds', name), moment, moment)
  }
  await tidy()
  expect(await feeds()).toEqual(['fresh.upload'])
})

test('an upload for a profile that is not there is refused and leaves no file', async () => {
  const before = await feeds()
  const response = await upload(feedXml(userXml({ primary_id: 'c1' })), 'NO_SUCH_PROFILE')
  expect(response.statusCode).toBe(404)
  expect(await feeds()).toEqual(before)
})

test('a step that fails is logged and keeps nothing else from happening', async () => {
  const { institutionId } = ctx.institution
  await rm(join(dataFolder, 'sis'), { recursive: true, force: true })
  await writeFile(join(dataFolder, 'sis'), 'a file where a folder should be')
  await saveSisProfile(ctx.db, institutionId, { ...defaultSisProfile, dropFolder: 'in' })
  const taskId = await uploaded('d1')
  await run(taskId)
  await cancelTask(ctx, { definitions: taskDefinitions, taskId })
  const before = (await feeds()).length
  errors.length = 0
  await tidy()
  expect((await feeds()).length).toBe(before - 1)
  expect(errors).toMatchObject([{ step: 'dropped feeds', err: { code: 'ENOTDIR' } }])
})
