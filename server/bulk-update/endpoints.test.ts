import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import { documentsOf, write } from '../changes/testing/world.ts'
import { confirmBy, createPurgeable, type Door, openDoor, outcomesBy, planBy } from '../tasks/testing/door.ts'

let door: Door
let userIds: number[]
beforeAll(async () => {
  door = await openDoor()
  userIds = await createPurgeable(door.ctx, [
    { job_category: 'SYSTEMS', user_group: 'STUDENT' },
    { job_category: 'SYSTEMS', record_type: 'CONTACT' },
  ])
})
afterAll(() => door.close())

const line = 'POST /api/tasks/update-users'
const population = { field: 'job_category', op: 'eq', value: 'SYSTEMS' }
const always = 'always'

test('several fields change over a filter, also into the past, with a reason in the history', async () => {
  const changes = [
    { field: 'expiry_date', value: '2020-02-29', condition: always },
    { field: 'job_description', value: 'left', condition: 'if_empty' },
    { field: 'never_purge_reason', value: null, condition: always },
  ]
  const plan = await planBy(door, line, { population, changes, reason: 'closed' })
  expect(plan.task).toMatchObject({ status: 'planned', planned: { total: 2, change: 2 } })
  expect(plan.task.name).toBe('Update users, 2026-11-20 15:00')
  await confirmBy(door, plan)
  const documents = await documentsOf(door.ctx, userIds)
  for (const document of documents.values()) {
    expect(document).toMatchObject({ expiry_date: '2020-02-29', job_description: 'left' })
  }
  const history = await door.send(`GET /api/users/${userIds[0]}/history`)
  expect(history.json<{ items: object[] }>().items[0]).toMatchObject({
    actor: 'Wilhelmina Quackenbush',
    source: 'task',
    reason: 'closed',
    taskId: plan.task.taskId,
  })
})

test('what contacts do not have is not given to them', async () => {
  const changes = [{ field: 'user_group', value: 'FACULTY', condition: always }]
  const { task } = await planBy(door, line, { population, changes })
  const [, contact] = await outcomesBy(door, task.taskId)
  expect(contact).toMatchObject({ outcome: 'keep', reasons: ['not_for_contacts'] })
})

test('who has left the choice between plan and run keeps everything, also what the change is about', async () => {
  const [leaver, stayer] = (await createPurgeable(door.ctx, [
    { job_category: 'CATALOGER' },
    { job_category: 'CATALOGER' },
  ])) as [number, number]
  const payload = {
    population: { field: 'job_category', op: 'eq', value: 'CATALOGER' },
    changes: [{ field: 'job_description', value: 'moved', condition: always }],
  }
  const plan = await planBy(door, line, payload)
  await write(door.ctx, leaver, { job_category: 'REFERENCE' })
  const { results } = await confirmBy(door, plan)
  expect(results).toContainEqual({ outcome: 'skipped', reason: 'no_longer_matches', count: 1 })
  const documents = await documentsOf(door.ctx, [leaver, stayer])
  expect(documents.get(leaver)).not.toHaveProperty('job_description')
  expect(documents.get(stayer)).toMatchObject({ job_description: 'moved' })
})

test('an account that has become protected since the plan is left alone', async () => {
  const [userId] = await createPurgeable(door.ctx, [{ job_category: 'ACQUISITIONS' }])
  const plan = await planBy(door, line, {
    population: { field: 'job_category', op: 'eq', value: 'ACQUISITIONS' },
    changes: [{ field: 'job_description', value: 'moved', condition: always }],
  })
  await write(door.ctx, userId!, { primary_id: 'exl_support' })
  const { results } = await confirmBy(door, plan)
  expect(results).toContainEqual({ outcome: 'skipped', reason: 'protected', count: 1 })
})

test('an empty choice is a plan for nobody, and can be confirmed as such', async () => {
  const changes = [{ field: 'user_group', value: 'FACULTY', condition: always }]
  const plan = await planBy(door, line, { population: { or: [] }, changes })
  expect(plan.task.planned.total).toBe(0)
  expect((await confirmBy(door, plan)).task).toMatchObject({ status: 'completed', done: 0, canUndo: false })
})

test.each<[string, object, string]>([
  ['a field that nobody knows', { field: 'shoe_size', value: '42' }, 'unknown_field'],
  ['a field of the machine', { field: 'locked_fields', value: null }, 'unknown_field'],
  ['a name', { field: 'last_name', value: 'Smith' }, 'not_editable'],
  ['the primary identifier', { field: 'primary_id', value: 'x' }, 'not_editable'],
  ['a PIN', { field: 'pin_number', value: '1234' }, 'not_editable'],
  ['a field that is read only', { field: 'status_date', value: '2026-01-01' }, 'not_editable'],
  ['an account type that there is not', { field: 'account_type', value: 'FREE' }, 'unknown_code'],
  ['no account type', { field: 'account_type', value: null }, 'unknown_code'],
  ['no status', { field: 'status', value: null }, 'required'],
  ['an empty language', { field: 'preferred_language', value: '' }, 'required'],
  ['a code that is not in its table', { field: 'user_group', value: 'NOBODY' }, 'unknown_code'],
  ['a day that does not exist', { field: 'expiry_date', value: '2026-02-30' }, 'not_a_date'],
  ['text for a date', { field: 'purge_date', value: 'tomorrow' }, 'not_a_date'],
  ['text for yes or no', { field: 'is_researcher', value: 'yes' }, 'wrong_type'],
  ['yes for a text', { field: 'job_description', value: true }, 'wrong_type'],
  ['a text for a list', { field: 'rs_libraries', value: 'MAIN' }, 'wrong_type'],
  ['text that is too long', { field: 'never_purge_reason', value: 'x'.repeat(256) }, 'too_long'],
  ['control characters', { field: 'job_description', value: 'a\u0000b' }, 'control_characters'],
])('%s is refused with field and rule, and no task is made', async (_what, change, rule) => {
  const answer = await door.send(line, { population, changes: [{ ...change, condition: always }] })
  const { field } = change as { field: string }
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({ code: 'invalid_values', problems: [{ field, rule }] })
})

const one = { field: 'user_group', value: 'GUEST', condition: always }

test('the same field twice is refused', async () => {
  const answer = await door.send(line, { population, changes: [one, { ...one, value: 'STUDENT' }] })
  expect(answer.json()).toMatchObject({ problems: [{ field: 'user_group', rule: 'repeated' }] })
})

test.each<[string, object, string]>([
  ['no change', { population, changes: [] }, 'invalid_input'],
  ['no population', { changes: [one] }, 'invalid_input'],
  ['an unknown condition', { population, changes: [{ ...one, condition: 'sometimes' }] }, 'invalid_input'],
  ['no condition', { population, changes: [{ field: 'user_group', value: 'GUEST' }] }, 'invalid_input'],
  ['a number', { population, changes: [{ ...one, value: 1 }] }, 'invalid_input'],
  ['more than was asked for', { population, changes: [one], apply: true }, 'invalid_input'],
  ['a filter that is none', { population: { field: 'user_group' }, changes: [one] }, 'invalid_filter'],
  ['a set that is not there', { population: { set: 4711 }, changes: [one] }, 'not_found'],
])('%s is refused', async (_what, payload, code) => {
  expect((await door.send(line, payload)).json()).toMatchObject({ code })
})

test('who may not update users does not plan it either', async () => {
  const before = (await door.send('GET /api/tasks')).json<{ items: object[] }>().items.length
  for (const visitor of ['systems', 'desk'] as const) {
    const answer = await door.send(line, { population, changes: [one] }, visitor)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'forbidden'])
  }
  const allowed = await door.send(line, { population, changes: [one] }, 'manager')
  expect(allowed.json<TaskReport>().task.status).toBe('planning')
  const after = (await door.send('GET /api/tasks')).json<{ items: object[] }>().items.length
  expect(after).toBe(before + 1)
})
