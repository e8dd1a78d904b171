import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { permissions } from '../../contract/permissions.ts'
import { type TaskStatus, taskStatuses } from '../../contract/tasks.ts'
import { planUpdateTask } from '../bulk-update/update-users.ts'
import { documentsOf, openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { planPurgeTask } from '../purge/purge.ts'
import { planRestoreTask } from '../purge/restore.ts'
import { taskDefinitions as definitions } from '../task-definitions.ts'
import { undoTask } from '../undo/undo.ts'
import { applyNextChunk } from './apply-task.ts'
import { claimTask } from './claim-task.ts'
import { cancelTask, confirmTask, resumeTask, stopTask } from './control-task.ts'
import type { TaskDefinition } from './definition.ts'
import { readTask } from './read-task.ts'
import { readTaskRow } from './read-task-row.ts'
import { runTask, unfinishedTasks } from './run-task.ts'
import { dump } from './testing/dump.ts'
import { plainPerson, settle } from './testing/population.ts'
import { completed, confirmed, crashing, finished, inChunksOf, outcomesOf, planned } from './testing/run.ts'

let world: World
let ctx: Context
let userIds: number[]
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
beforeEach(async () => {
  userIds = await settle(
    ctx,
    Array.from({ length: 5 }, () => plainPerson),
  )
})
afterAll(() => world.close())

const toGuests = {
  population: { and: [] },
  changes: [{ field: 'user_group', value: 'GUEST', condition: 'always' as const }],
  reason: 'the end of studies',
}
const update = () => planUpdateTask(ctx, toGuests)

async function guests(): Promise<number[]> {
  const documents = await documentsOf(ctx, userIds)
  return userIds.filter(userId => documents.get(userId)!['user_group'] === 'GUEST')
}

const setStatus = (taskId: number, status: TaskStatus) =>
  sql`update task set status = ${status} where task_id = ${taskId}`.execute(ctx.db)

test.each([0, 4, 6])('a plan for 5 is not confirmed by naming %i, and nothing changes', async count => {
  const { task } = await planned(ctx, await update())
  const before = await dump(ctx)
  const confirmation = confirmTask(ctx, { definitions, taskId: task.taskId, count })
  await expect(confirmation).rejects.toMatchObject({
    code: 'count_mismatch',
    details: { planned: 5, count },
  })
  await runTask(ctx, definitions, task.taskId)
  expect(await dump(ctx)).toEqual(before)
})

const verbs = {
  confirm: (taskId: number) => confirmTask(ctx, { definitions, taskId, count: 5 }),
  stop: (taskId: number) => stopTask(ctx, { definitions, taskId }),
  resume: (taskId: number) => resumeTask(ctx, { definitions, taskId }),
  cancel: (taskId: number) => cancelTask(ctx, { definitions, taskId }),
  undo: (taskId: number) => undoTask(ctx, { definitions, taskId }),
}
const allowedIn: Record<keyof typeof verbs, readonly TaskStatus[]> = {
  confirm: ['planned'],
  stop: ['applying'],
  resume: ['stopped', 'failed'],
  cancel: ['planning', 'planned'],
  undo: ['completed', 'stopped', 'failed'],
}

test.each(Object.keys(verbs) as (keyof typeof verbs)[])('%s is for certain statuses only', async verb => {
  const { task } = await completed(ctx, await update())
  for (const status of taskStatuses) {
    await setStatus(task.taskId, status)
    const before = await dump(ctx)
    const answer = await verbs[verb](task.taskId).then(
      () => 'allowed',
      error => error.code,
    )
    const isAllowed = allowedIn[verb].includes(status)
    expect([status, answer]).toEqual([status, isAllowed ? 'allowed' : 'wrong_task_status'])
    if (!isAllowed) expect(await dump(ctx)).toEqual(before)
  }
})

test('a task that has applied nothing has nothing to undo', async () => {
  const taskId = await update()
  await setStatus(taskId, 'failed')
  await expect(verbs.undo(taskId)).rejects.toMatchObject({ code: 'wrong_task_status' })
})

test.each(Object.keys(verbs) as (keyof typeof verbs)[])(
  '%s of a task that is not there says so',
  async verb => {
    await expect(verbs[verb](12345)).rejects.toMatchObject({ code: 'not_found' })
  },
)

const kinds = {
  'tasks.update_users': update,
  'purge.run': () => planPurgeTask(ctx, { criteria: {} }),
  'purge.restore': () => planRestoreTask(ctx, [1]),
} as const

test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  'without %s nobody plans or controls such a task, whatever else is allowed',
  async permission => {
    const taskId = await kinds[permission]()
    const others = new Set(permissions.filter(one => one !== permission))
    const allowed = ctx
    ctx = { ...ctx, actor: { ...ctx.actor, permissions: others } }
    const before = await dump(ctx)
    for (const verb of ['confirm', 'stop', 'resume', 'cancel'] as const) {
      await expect(verbs[verb](taskId)).rejects.toMatchObject({ code: 'forbidden', details: { permission } })
    }
    await expect(kinds[permission]()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await dump(ctx)).toEqual(before)
    ctx = allowed
  },
)

test('undoing a purge needs the permission to restore', async () => {
  const { task } = await completed(ctx, await planPurgeTask(ctx, { criteria: {} }))
  const others = new Set(permissions.filter(one => one !== 'purge.restore'))
  const inner = { ...ctx, actor: { ...ctx.actor, permissions: others } }
  const call = { definitions, taskId: task.taskId }
  await expect(undoTask(inner, call)).rejects.toMatchObject({ code: 'forbidden' })
})

test('who may not do what a task did may not undo it, nor confirm the undo that others planned', async () => {
  const { task } = await completed(ctx, await update())
  const undoId = await undoTask(ctx, { definitions, taskId: task.taskId })
  await planned(ctx, undoId)
  const others = new Set(permissions.filter(one => one !== 'tasks.update_users'))
  const inner = { ...ctx, actor: { ...ctx.actor, permissions: others } }
  const forbidden = { code: 'forbidden', details: { permission: 'tasks.update_users' } }
  await expect(undoTask(inner, { definitions, taskId: task.taskId })).rejects.toMatchObject(forbidden)
  await expect(confirmTask(inner, { definitions, taskId: undoId, count: 1 })).rejects.toMatchObject(forbidden)
})

test('of two people who confirm at once one does', async () => {
  const { task } = await planned(ctx, await update())
  const answers = await Promise.allSettled([verbs.confirm(task.taskId), verbs.confirm(task.taskId)])
  const refused = answers.filter(answer => answer.status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'wrong_task_status' } }])
})

test('a task counts as undone when its undo has applied something, not before', async () => {
  const { task } = await completed(ctx, await update())
  const undoneBy = async () => (await readTask(ctx, definitions, task.taskId)).task.undoneByTaskId
  const undoId = await verbs.undo(task.taskId)
  await runTask(ctx, brokenPlan(new Error('broken')), undoId)
  expect(await undoneBy()).toBeUndefined()
  await resumeTask(ctx, { definitions, taskId: undoId })
  await planned(ctx, undoId)
  expect(await undoneBy()).toBeUndefined()
  await confirmed(ctx, undoId)
  await finished(ctx, undoId)
  expect(await undoneBy()).toBe(undoId)
})

test('every change of a task is in one change set, in the name of who confirmed it, with task and reason', async () => {
  const { task } = await planned(ctx, await update(), inChunksOf(2))
  const confirming = { ...ctx, actor: { ...ctx.actor, name: 'Carl Confirms' } }
  await confirmed(confirming, task.taskId, inChunksOf(2))
  await finished(ctx, task.taskId, inChunksOf(2))
  const { rows } = await sql`
    select c.actor_kind, c.actor_id, c.actor_name, c.source, c.reason, c.task_id, count(*) as users
    from user_history h join change_set c using (institution_id, change_set_id)
    where h.revision = 2 group by c.change_set_id, 1, 2, 3, 4, 5, 6`.execute(ctx.db)
  expect(rows).toEqual([
    {
      actor_kind: 'task',
      actor_id: String(task.taskId),
      actor_name: 'Carl Confirms',
      source: 'task',
      reason: 'the end of studies',
      task_id: task.taskId,
      users: 5,
    },
  ])
  const after = await readTask(ctx, definitions, task.taskId)
  expect(after.task).toMatchObject({ createdBy: 'Ada Admin', confirmedBy: 'Carl Confirms', canUndo: true })
})

test('stopped after any chunk a task has done whole chunks, reports them, and goes on from there', async () => {
  const two = inChunksOf(2)
  const { task } = await planned(ctx, await update(), two)
  const { taskId } = task
  await confirmed(ctx, taskId, two)
  for (const done of [0, 2, 4]) {
    await stopTask(ctx, { definitions: two, taskId })
    await runTask(ctx, two, taskId)
    const report = await readTask(ctx, two, taskId)
    expect(report.task).toMatchObject({ status: 'stopped', done, isStopRequested: false })
    expect(report.results).toContainEqual({ outcome: 'done', count: done })
    expect(await guests()).toEqual(userIds.slice(0, done))
    await runTask(ctx, two, taskId)
    expect(await guests()).toHaveLength(done)
    await resumeTask(ctx, { definitions: two, taskId })
    await applyNextChunk(ctx, two.get('update_users')!, taskId)
  }
  expect((await finished(ctx, taskId, two)).task).toMatchObject({ done: 5, skipped: 0 })
})

test('a chunk that breaks leaves nothing of itself, and the task says that it failed', async () => {
  const two = inChunksOf(2)
  const { task } = await planned(ctx, await update(), two)
  const { taskId } = task
  await confirmed(ctx, taskId, two)
  await applyNextChunk(ctx, two.get('update_users')!, taskId)
  const before = await dump(ctx)
  await expect(applyNextChunk(ctx, crashing(two).get('update_users')!, taskId)).rejects.toThrow('crash')
  expect(await dump(ctx)).toEqual(before)
  expect(await unfinishedTasks(ctx)).toEqual([taskId])
  await runTask(ctx, crashing(two), taskId)
  const report = await readTask(ctx, two, taskId)
  expect(report.task).toMatchObject({ status: 'failed', done: 2, error: { code: 'internal' } })
  expect(report.task.error!.message).not.toContain('crash')
  expect(await unfinishedTasks(ctx)).toEqual([])
  await resumeTask(ctx, { definitions: two, taskId })
  const { task: ended } = await finished(ctx, taskId, two)
  expect(ended.done).toBe(5)
  expect(ended).not.toHaveProperty('error')
})

const plan = definitions.get('update_users')!.plan
const brokenPlan = (error: Error): ReadonlyMap<string, TaskDefinition> =>
  new Map([...definitions].map(([kind, one]) => [kind, { ...one, plan: half(error) }]))
const half =
  (error: Error): TaskDefinition['plan'] =>
  async (inner, task) => {
    await plan(inner, task)
    await sql`delete from task_outcome where position > 2`.execute(inner.db)
    await sql`update task_outcome set reasons = array['half']`.execute(inner.db)
    throw error
  }

test('planned again after planning broke off, the plan is the same as without', async () => {
  const { task } = await planned(ctx, await update())
  const undisturbed = (await outcomesOf(ctx, task.taskId)).map(({ position, ...one }) => one)
  const taskId = await update()
  await runTask(ctx, brokenPlan(appError('not_found', { message: 'no set' })), taskId)
  const failed = await readTask(ctx, definitions, taskId)
  expect(failed.task).toMatchObject({ status: 'failed', error: { code: 'not_found', message: 'no set' } })
  await resumeTask(ctx, { definitions, taskId })
  await half(new Error('killed'))(ctx, await readTaskRow(ctx, taskId)).catch(() => undefined)
  const report = await planned(ctx, taskId)
  expect(report.task.planned).toEqual(task.planned)
  expect((await outcomesOf(ctx, taskId)).map(({ position, ...one }) => one)).toEqual(undisturbed)
})

test('a plan that is put aside while it is made stays put aside', async () => {
  const taskId = await update()
  const cancelling: TaskDefinition['plan'] = async (inner, task) => {
    await plan(inner, task)
    await cancelTask(ctx, { definitions, taskId })
  }
  const slow = new Map([...definitions].map(([kind, one]) => [kind, { ...one, plan: cancelling }]))
  await runTask(ctx, slow, taskId)
  expect((await readTask(ctx, definitions, taskId)).task.status).toBe('cancelled')
  await expect(verbs.confirm(taskId)).rejects.toMatchObject({ code: 'wrong_task_status' })
})

test('a task is claimed by one worker at a time, and free again after its work broke', async () => {
  let count = 0
  const work = async () => {
    count += 1
    await sql`select pg_sleep(0.05)`.execute(ctx.db)
  }
  await Promise.all([claimTask(ctx, 7, work), claimTask(ctx, 7, work), claimTask(ctx, 7, work)])
  expect(count).toBe(1)
  await expect(claimTask(ctx, 7, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await claimTask(ctx, 7, work)
  expect(count).toBe(2)
})
