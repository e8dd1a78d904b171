import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentNow } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../http/testing/test-server.ts'
import { planPurgeTask } from '../purge/purge.ts'
import { planRestoreTask } from '../purge/restore.ts'
import { removeOrphanedFiles } from '../storage/remove-orphaned-files.ts'
import { createPatchTask, withPatchTask } from '../tasks/testing/patch-task.ts'
import { completed, outcomesOf } from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { upkeep } from '../upkeep.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { destroyExpiredKeys } from '../vault/keys.ts'
import { attach, jpeg, pdf, png, send } from './testing/files.ts'

let server: TestServer
let ctx: Context
let signedIn: SignedIn
const password = 'correct horse battery'

beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
  await addUser(server, { primaryId: 'ada', password, roles: ['50'] })
  signedIn = await signInAs(server, 'ada', password)
})
afterAll(() => server.close())

type Owner = { userId: number; attachmentId: string }

/** Somebody with a file and a picture, who can be purged. */
async function owner(): Promise<Owner> {
  const past = { purge_date: '2026-01-01', expiry_date: '2026-01-01', user_group: 'GUEST' }
  const [userId] = await createPeople(ctx, [{ first_name: 'Ada', last_name: 'L', ...past }])
  const { id } = await attach(server, signedIn, { name: 'a.pdf', content: pdf, userId: userId! })
  await putPicture(userId!, png)
  return { userId: userId!, attachmentId: id }
}

const putPicture = (userId: number, content: Buffer) =>
  send(server, signedIn, { line: `PUT /api/users/${userId}/picture`, file: { name: 'p', content } })

async function bytesOf({ userId, attachmentId }: Owner): Promise<(string | null)[]> {
  const paths = [`attachments/${attachmentId}`, 'picture']
  const answers = await Promise.all(
    paths.map(path => request(server, `GET /api/users/${userId}/${path}`, signedIn)),
  )
  return answers.map(answer => (answer.statusCode === 200 ? answer.rawPayload.toString('latin1') : null))
}
const text = (bytes: Buffer) => bytes.toString('latin1')
const whole = [text(pdf), text(png)]

async function filesOf({ userId }: Owner): Promise<number> {
  const { rows } = await sql<{
    n: string
  }>`select count(*) as n from stored_file where user_id = ${userId}`.execute(server.db)
  return Number(rows[0]!.n)
}

const anyoneOf = ({ userId }: Owner) => ({ field: 'primary_id', op: 'eq', value: `person${userId}` }) as const

async function purge(person: Owner): Promise<void> {
  const taskId = await planPurgeTask(ctx, { criteria: { filter: anyoneOf(person), restoreDays: 30 } })
  const report = await completed(ctx, taskId)
  if (report.task.planned.change !== 1) throw new Error(JSON.stringify(report.task))
}

/** Time passes, longer than any session lasts. */
async function pass({ hours = 0, days = 0 }): Promise<void> {
  server.clock.now = new Date(server.clock.now.getTime() + (hours + 24 * days) * 3_600_000)
  signedIn = await signInAs(server, 'ada', password)
}

/** Nothing of the person is left in a column that could be read, whatever the upkeep has not yet removed. */
async function isReadable(fileKey: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select
    exists (select from user_history where position(${fileKey} in concat(old::text, new::text)) > 0)
    or exists (select from task_outcome where position(${fileKey} in concat(old::text, new::text)) > 0)
    or exists (select from user_attachment where file_key = ${fileKey}) as found`.execute(server.db)
  return rows[0]!.found
}

async function keyOf({ userId }: Owner): Promise<string> {
  const { rows } = await sql<{ file_key: string }>`
    select file_key from user_attachment where user_id = ${userId}`.execute(server.db)
  return rows[0]!.file_key
}

test('who is purged takes the key along, and who is restored has the same bytes again', async () => {
  const person = await owner()
  const fileKey = await keyOf(person)
  expect(await isReadable(fileKey)).toBe(true)
  await purge(person)
  expect(await isReadable(fileKey)).toBe(false)
  expect(await bytesOf(person)).toEqual([null, null])
  await pass({ days: 20 })
  expect(await removeOrphanedFiles(ctx)).toBe(0)
  await completed(ctx, await planRestoreTask(ctx, [person.userId]))
  expect(await bytesOf(person)).toEqual(whole)
})

test('once the key of a purge is destroyed the files go, too, and those of others stay', async () => {
  const [gone, stays] = [await owner(), await owner()]
  await purge(gone)
  await pass({ days: 29 })
  await upkeep(ctx, { dataFolder: '/nonexistent', wake: async () => undefined })
  expect(await filesOf(gone)).toBe(2)
  await pass({ days: 2 })
  expect(await destroyExpiredKeys(ctx)).toBeGreaterThan(0)
  expect(await filesOf(gone)).toBe(2)
  await upkeep(ctx, { dataFolder: '/nonexistent', wake: async () => undefined })
  expect([await filesOf(gone), await filesOf(stays)]).toEqual([0, 2])
  expect(await bytesOf(stays)).toEqual(whole)
})

test('a removal that is undone brings back the same bytes, even after a long time', async () => {
  const person = await owner()
  const before = await documentNow(ctx, person.userId)
  const patch = { [`attachment/${person.attachmentId}`]: null, 'picture/own': null }
  const taskId = await createPatchTask(ctx, { patches: [{ userId: person.userId, patch }] })
  await completed(ctx, taskId, withPatchTask)
  expect(await bytesOf(person)).toEqual([null, null])
  await pass({ days: 3 })
  expect(await removeOrphanedFiles(ctx)).toBe(0)
  const undoId = await undoTask(ctx, { definitions: withPatchTask, taskId })
  await completed(ctx, undoId, withPatchTask)
  expect(await bytesOf(person)).toEqual(whole)
  expect(await documentNow(ctx, person.userId)).toEqual(before)
  for (const id of [taskId, undoId])
    expect(JSON.stringify(await outcomesOf(ctx, id))).not.toMatch(/file_(id|key)/)
})

test('a picture that was replaced stays as long as the history knows it', async () => {
  const person = await owner()
  await putPicture(person.userId, jpeg)
  await pass({ days: 2 })
  await removeOrphanedFiles(ctx)
  expect(await filesOf(person)).toBe(3)
  await sql`delete from user_history where user_id = ${person.userId}`.execute(server.db)
  await pass({ days: 2 })
  await removeOrphanedFiles(ctx)
  expect(await filesOf(person)).toBe(2)
  expect(await bytesOf(person)).toEqual([text(pdf), text(jpeg)])
})

test('a file without a name is removed after a day, not before, and each is looked at once a day', async () => {
  const person = await owner()
  await sql`delete from user_attachment where user_id = ${person.userId}`.execute(server.db)
  await sql`update user_history set old = '{}', new = '{"attachment/x": {"file_id": "another"}}'
    where user_id = ${person.userId}`.execute(server.db)
  await pass({ hours: 23 })
  expect(await removeOrphanedFiles(ctx)).toBe(0)
  await pass({ hours: 1 })
  expect(await removeOrphanedFiles(ctx)).toBe(1)
  expect(await filesOf(person)).toBe(1)
  await sql`delete from user_picture where user_id = ${person.userId}`.execute(server.db)
  await pass({ hours: 23 })
  expect(await removeOrphanedFiles(ctx)).toBe(0)
  await pass({ hours: 1 })
  expect(await removeOrphanedFiles(ctx)).toBe(1)
})
