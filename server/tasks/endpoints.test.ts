import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from '../../contract/page.ts'
import type { Task, TaskOutcome, TaskReport } from '../../contract/tasks.ts'
import { write } from '../changes/testing/world.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { listTasks, readTask } from './read-task.ts'
import { countTasks } from './select-tasks.ts'
import {
  confirmBy,
  createPurgeable,
  type Door,
  openDoor,
  outcomesBy,
  planBy,
  type Visitor,
  work,
} from './testing/door.ts'

let door: Door
let userIds: number[]
/** A finished update: 3 done, 1 skipped, 2 kept for different reasons. */
let report: TaskReport
const population = { field: 'job_category', op: 'eq', value: 'SYSTEMS' }
const change = { field: 'user_group', value: 'GUEST', condition: 'always' }
const update = { name: 'Guests; "all"', population, changes: [change] }

beforeAll(async () => {
  door = await openDoor()
  const group = { job_category: 'SYSTEMS', user_group: 'STUDENT' }
  userIds = await createPurgeable(door.ctx, [
    { ...group, primary_id: '=cmd|1', last_name: 'Müller', first_name: '@SUM(A1)' },
    { ...group, primary_id: 'sys2' },
    { ...group, primary_id: 'exl_sys3' },
    { ...group, primary_id: 'sys4', user_group: 'GUEST' },
    { ...group, primary_id: 'sys5' },
    { ...group, primary_id: 'sys6' },
  ])
  const planned = await planBy(door, 'POST /api/tasks/update-users', update)
  await write(door.ctx, userIds[1]!, { user_group: 'FACULTY' })
  report = await confirmBy(door, planned)
})
afterAll(() => door.close())

const taskId = () => report.task.taskId
const codeOf = async (line: string, payload?: object, visitor?: Visitor) => {
  const answer = await door.send(line, payload, visitor)
  return [answer.statusCode, answer.json<{ code: string }>().code]
}

test('the report of a task says what was asked, who asked, what the plan was and what happened', async () => {
  expect((await door.send(`GET /api/tasks/${taskId()}`, undefined, 'systems')).json()).toEqual({
    task: {
      taskId: taskId(),
      kind: 'update_users',
      name: 'Guests; "all"',
      status: 'completed',
      isStopRequested: false,
      parameters: { population, changes: [change] },
      createdBy: 'Wilhelmina Quackenbush',
      createdAt: '2026-11-20T15:00:00.000Z',
      confirmedBy: 'Wilhelmina Quackenbush',
      startedAt: '2026-11-20T15:00:00.000Z',
      endedAt: '2026-11-20T15:00:00.000Z',
      planned: { total: 6, change: 4, keep: 2, reject: 0 },
      done: 3,
      skipped: 1,
      canUndo: true,
      facts: {},
    },
    outcomes: [
      { outcome: 'change', count: 4 },
      { outcome: 'keep', count: 2 },
      { outcome: 'reject', count: 0 },
    ],
    reasons: [
      { outcome: 'keep', reason: 'protected', count: 1 },
      { outcome: 'keep', reason: 'unchanged', count: 1 },
    ],
    results: [
      { outcome: 'done', count: 3 },
      { outcome: 'skipped', count: 1 },
      { outcome: 'skipped', reason: 'changed_since_plan', count: 1 },
    ],
  })
})

test('tasks are listed newest first, by kind, in pages', async () => {
  for (const name of ['one', 'two', 'three']) {
    await door.send('POST /api/tasks/update-users', { ...update, name })
  }
  await door.send('POST /api/tasks/purge', { criteria: {} })
  const read = async (query: string) => (await door.send(`GET /api/tasks${query}`)).json<Page<Task>>()
  const kinds = (await read('')).items.map(task => task.kind)
  expect(kinds).toEqual(['purge', 'update_users', 'update_users', 'update_users', 'update_users'])
  const first = await read('?kind=update_users&limit=3')
  expect(first.items.map(task => task.name)).toEqual(['three', 'two', 'one'])
  const second = await read(`?kind=update_users&limit=3&after=${first.next}`)
  expect(second.items.map(task => task.taskId)).toEqual([taskId()])
  expect(second).not.toHaveProperty('next')
  expect((await read('?kind=nothing')).items).toEqual([])
})

test('tasks of another institution are neither listed, counted nor read', async () => {
  const { institution } = door.ctx
  const elsewhere = {
    ...door.ctx,
    institution: { ...institution, institutionId: institution.institutionId + 1 },
  }
  const all = sql`true`
  expect(await countTasks(door.ctx, all)).toBeGreaterThan(0)
  expect(await countTasks(elsewhere, all)).toBe(0)
  expect((await listTasks(elsewhere, taskDefinitions, {})).items).toEqual([])
  const told = readTask(elsewhere, taskDefinitions, taskId())
  await expect(told).rejects.toMatchObject({ code: 'not_found' })
})

test.each([
  ['', [0, 1, 2, 3, 4, 5]],
  ['?outcome=change', [0, 1, 4, 5]],
  ['?outcome=keep', [2, 3]],
  ['?outcome=reject', []],
  ['?reason=protected', [2]],
  ['?reason=changed_since_plan', [1]],
  ['?result=done', [0, 4, 5]],
  ['?result=skipped&reason=changed_since_plan&outcome=change', [1]],
  ['?result=done&reason=protected', []],
  ['?reason=nothing', []],
])('outcomes %s are those and no others', async (query, expected) => {
  const found = await outcomesBy(door, taskId(), query)
  expect(found.map(one => one.userId)).toEqual(expected.map(index => userIds[index]))
})

test('outcomes come in pages that leave nobody out and repeat nobody', async () => {
  const seen: (number | undefined)[] = []
  for (let after = ''; ; ) {
    const line = `GET /api/tasks/${taskId()}/outcomes?outcome=change&limit=3${after}`
    const page = (await door.send(line)).json<Page<TaskOutcome>>()
    seen.push(...page.items.map(one => one.userId))
    if (!page.next) break
    after = `&after=${page.next}`
  }
  expect(seen).toEqual([0, 1, 4, 5].map(index => userIds[index]))
})

test('an outcome shows name, old and new value, and what became of it', async () => {
  const [first, second, third] = await outcomesBy(door, taskId())
  expect(first).toEqual({
    position: 1,
    userId: userIds[0],
    subject: '=cmd|1',
    name: 'Müller, @SUM(A1)',
    outcome: 'change',
    reasons: [],
    changes: [{ path: 'user_group', old: 'STUDENT', new: 'GUEST' }],
    result: 'done',
  })
  expect(second).toMatchObject({ result: 'skipped', resultReasons: ['changed_since_plan'] })
  expect(third).toMatchObject({ outcome: 'keep', reasons: ['protected'], changes: [] })
})

test('the plan downloads as CSV and as XLSX, everybody in it, formulas neutralised', async () => {
  const csv = await door.send(`GET /api/tasks/${taskId()}/download?format=csv`)
  expect(csv.headers['content-disposition']).toContain('filename="Guests; _all_.csv"')
  const lines = csv.body.replace('\uFEFF', '').trim().split(/\r?\n/)
  expect(lines).toHaveLength(7)
  expect(lines[0]).toContain('Primary Identifier')
  expect(lines[1]).toContain("'=cmd|1")
  expect(lines[1]).not.toMatch(/(^|,)"?=cmd/)
  expect(lines[2]).toContain('changed_since_plan')
  const xlsx = await door.send(`GET /api/tasks/${taskId()}/download?format=xlsx`)
  expect(xlsx.statusCode).toBe(200)
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
})

const reads = ['', '/outcomes', '/download?format=csv']

test('a task that is not there is not found; a wrong question is refused', async () => {
  for (const path of reads) {
    expect(await codeOf(`GET /api/tasks/987654${path}`)).toEqual([404, 'not_found'])
    expect(await codeOf(`GET /api/tasks/abc${path}`)).toEqual([422, 'invalid_input'])
    expect(await codeOf(`GET /api/tasks/0${path}`)).toEqual([422, 'invalid_input'])
  }
  const wrong = ['/outcomes?limit=0', '/outcomes?limit=501', '/outcomes?after=x', '/outcomes?name=x']
  for (const path of [...wrong, '/download', '/download?format=pdf']) {
    expect([path, ...(await codeOf(`GET /api/tasks/${taskId()}${path}`))]).toEqual([
      path,
      422,
      'invalid_input',
    ])
  }
  expect(await codeOf('GET /api/tasks?after=WzFd!')).not.toEqual([500, 'internal'])
})

test('the desk sees no tasks and moves none', async () => {
  for (const path of ['', ...reads.map(one => `/${taskId()}${one}`)]) {
    expect(await codeOf(`GET /api/tasks${path}`, undefined, 'desk')).toEqual([403, 'forbidden'])
  }
  for (const [verb, payload] of moves) {
    expect(await codeOf(`POST /api/tasks/${taskId()}/${verb}`, payload, 'desk')).toEqual([403, 'forbidden'])
  }
})

const moves: [string, object?][] = [['confirm', { count: 4 }], ['stop'], ['resume'], ['cancel'], ['undo', {}]]

test.each(moves)(
  '%s is refused to who may only look at tasks, and for a finished task',
  async (verb, payload) => {
    const line = `POST /api/tasks/${taskId()}/${verb}`
    expect(await codeOf(line, payload, 'systems')).toEqual([403, 'forbidden'])
    if (verb !== 'undo') expect(await codeOf(line, payload)).toEqual([409, 'wrong_task_status'])
    expect(await codeOf(`POST /api/tasks/987654/${verb}`, payload)).toEqual([404, 'not_found'])
    expect(await codeOf(line, { ...payload, more: 1 })).toEqual([422, 'invalid_input'])
  },
)

test.each([[undefined], [{}], [{ count: -1 }], [{ count: 1.5 }], [{ count: '4' }], [{ count: null }]])(
  'confirming with %j is not naming a count',
  async payload => {
    expect((await codeOf(`POST /api/tasks/${taskId()}/confirm`, payload))[0]).toBe(422)
  },
)

test('a plan is confirmed by its count only, and can be stopped, resumed and put aside', async () => {
  const { task } = await planBy(door, 'POST /api/tasks/update-users', {
    ...update,
    changes: [{ ...change, value: 'FACULTY' }],
  })
  const line = `POST /api/tasks/${task.taskId}`
  const wrong = await door.send(`${line}/confirm`, { count: 6 })
  expect(wrong.json()).toMatchObject({
    status: 409,
    code: 'count_mismatch',
    details: { planned: 4, count: 6 },
  })
  const confirmed = await door.send(`${line}/confirm`, { count: 4 }, 'manager')
  expect(confirmed.json<TaskReport>().task.status).toBe('applying')
  const stopping = await door.send(`${line}/stop`, undefined, 'manager')
  expect(stopping.json<TaskReport>().task).toMatchObject({ status: 'applying', isStopRequested: true })
  expect((await work(door, task.taskId)).task).toMatchObject({ status: 'stopped', done: 0 })
  const resumed = await door.send(`${line}/resume`, undefined, 'manager')
  expect(resumed.json<TaskReport>().task).toMatchObject({ status: 'applying', isStopRequested: false })
  expect((await work(door, task.taskId)).task).toMatchObject({ status: 'completed', done: 4 })

  const other = await planBy(door, 'POST /api/tasks/update-users', update)
  const cancelled = await door.send(`POST /api/tasks/${other.task.taskId}/cancel`, undefined, 'manager')
  expect(cancelled.json<TaskReport>().task).toMatchObject({ status: 'cancelled', done: 0 })
  expect(await codeOf(`POST /api/tasks/${other.task.taskId}/confirm`, { count: 4 })).toEqual([
    409,
    'wrong_task_status',
  ])
})

test('a task is undone whole or for some users, through a plan of its own', async () => {
  const value = 'STAFF'
  const done = await confirmBy(
    door,
    await planBy(door, 'POST /api/tasks/update-users', { population, changes: [{ ...change, value }] }),
  )
  expect(done.task.done).toBe(5)
  const line = `POST /api/tasks/${done.task.taskId}/undo`
  const some = await planBy(door, line, { userIds: [userIds[0], userIds[4]] })
  expect(some.task).toMatchObject({
    kind: 'undo',
    undoesTaskId: done.task.taskId,
    planned: { total: 2, change: 2 },
  })
  expect((await confirmBy(door, some)).task.done).toBe(2)
  const rest = await confirmBy(door, await planBy(door, line, {}))
  expect(rest.task).toMatchObject({ done: 3, planned: { total: 5, change: 3, keep: 2 } })
  const undone = await door.send(`GET /api/tasks/${done.task.taskId}`)
  expect(undone.json<TaskReport>().task.undoneByTaskId).toBe(rest.task.taskId)
  for (const payload of [{ userIds: [0] }, { userIds: ['x'] }, { userIds: userIds[0] }, { users: [1] }]) {
    expect(await codeOf(line, payload)).toEqual([422, 'invalid_input'])
  }
  const planned = await planBy(door, 'POST /api/tasks/update-users', update)
  expect(await codeOf(`POST /api/tasks/${planned.task.taskId}/undo`, {})).toEqual([409, 'wrong_task_status'])
})
