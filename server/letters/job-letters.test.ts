import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { runTask } from '../tasks/run-task.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { queueJobLetters } from './queue-job-letters.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let ctx: Context
let post: MailServer
let planner: { ask: Ask; userId: number }
let confirmer: { ask: Ask; userId: number }

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  ctx = contextOf(server)
  planner = await staffMember(server, 'planner', ['50'])
  confirmer = await staffMember(server, 'confirmer', ['50'])
  for (const [{ userId }, name] of [
    [planner, 'planner'],
    [confirmer, 'confirmer'],
  ] as const) {
    const email = { address: `${name}@example.edu`, types: ['work'], preferred: true }
    await sql`update user_account set contact = ${JSON.stringify({ 'email/a': email })}::jsonb
      where user_id = ${userId}`.execute(server.db)
  }
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(() => post.close())

const run = (taskId: number) => runTask(ctx, taskDefinitions, taskId)

/** A job of one person that another confirms. */
async function job(name: string): Promise<number> {
  await createPeople(ctx, [{ last_name: name, user_group: 'UG' }])
  const { task } = (
    await planner.ask('POST /api/tasks/update-users', {
      name,
      population: { field: 'last_name', op: 'eq', value: name },
      changes: [{ field: 'job_description', value: name, condition: 'always' }],
    })
  ).json()
  await run(task.taskId)
  return task.taskId
}
async function completed(name: string): Promise<number> {
  const taskId = await job(name)
  await confirmer.ask(`POST /api/tasks/${taskId}/confirm`, { count: 1 })
  await run(taskId)
  return taskId
}
const tell = async (settings: Partial<Context['institution']['settings']> = {}, publicOrigin?: string) => {
  const institution = { ...ctx.institution, settings: { ...ctx.institution.settings, ...settings } }
  await queueJobLetters({ ...ctx, institution }, publicOrigin === undefined ? {} : { publicOrigin })
  await sendDueLetters(ctx, { mail: post.mail })
}
const readers = () => post.arrived.map(one => one.to.join()).toSorted()

test('who created and who confirmed a job hear of its end once, with numbers and a way to it', async () => {
  const taskId = await completed('Ned')
  await tell({}, 'https://carrel.example.edu')
  expect(readers()).toEqual(['confirmer@example.edu', 'planner@example.edu'])
  const { mail } = post.arrived[0]!
  expect(mail.subject).toBe('Job completed: \u2068Ned\u2069')
  for (const part of [
    `number \u2068${taskId}\u2069`,
    'Status: completed',
    'Created by: \u2068Wilhelmina Quackenbush\u2069',
    'Run time: \u20680:00:00\u2069',
    'looked at: 1',
    'done: 1',
    'rejected: 0',
    `https://carrel.example.edu/tasks/${taskId}`,
  ])
    expect(mail.text).toContain(part)
  expect(mail.text).not.toMatch(/Reasons|went wrong/)
  expect(mail.html).toContain(`<a href="https://carrel.example.edu/tasks/${taskId}">`)
  await tell()
  expect(post.arrived).toHaveLength(2)
})

test('a job that fails says why; a plan that waits and a job that is put aside say nothing', async () => {
  const waiting = await job('Wil')
  await planner.ask(`POST /api/tasks/${waiting}/cancel`)
  const failed = await job('Fay')
  await job('Plan')
  await sql`update task set status = 'failed', ended_at = ${server.clock.now}, error_code = 'internal',
    error_message = 'It broke.' where task_id = ${failed}`.execute(server.db)
  await tell()
  expect(readers()).toEqual(['planner@example.edu'])
  expect(post.arrived[0]!.mail.subject).toContain('failed')
  expect(post.arrived[0]!.mail.text).toContain('\u2068It broke.\u2069')
  expect(post.arrived[0]!.mail.text).not.toContain('Details')
})

test('the institution names others, as users or as addresses, and can leave the starters out', async () => {
  await completed('Oli')
  const jobMailRecipients = ['PLANNER', 'it@example.org', 'nobody']
  await tell({ jobMailToStarter: false, jobMailRecipients })
  expect(readers()).toEqual(['it@example.org', 'planner@example.edu'])
  await completed('Pia')
  await tell({ jobMailToStarter: true, jobMailRecipients: ['planner'] })
  const everybody = ['confirmer@example.edu', 'it@example.org', 'planner@example.edu', 'planner@example.edu']
  expect(readers()).toEqual(everybody)
})

test('a job that goes on after it failed is told of again at its end', async () => {
  const taskId = await completed('Que')
  await tell()
  const later = new Date(server.clock.now.getTime() + 60_000)
  await sql`update task set ended_at = ${later} where task_id = ${taskId}`.execute(server.db)
  await tell()
  expect(readers()).toEqual(['confirmer', 'confirmer', 'planner', 'planner'].map(one => `${one}@example.edu`))
})

test('two workers at once tell of every job once', async () => {
  for (const name of ['Ray', 'Sue', 'Tim']) await completed(name)
  await Promise.all([tell(), tell()])
  await tell()
  expect(post.arrived).toHaveLength(6)
})
