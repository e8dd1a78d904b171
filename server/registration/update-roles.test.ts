import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import type { Json } from '../fields/document.ts'
import { confirmBy, type Door, openDoor, outcomesBy, planBy, work } from '../tasks/testing/door.ts'
import { createPeople } from '../users/testing/people.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

let count = 0
async function person(document: Record<string, Json>): Promise<number> {
  const [userId] = await createPeople(door.ctx, [{ primary_id: `held${++count}`, ...document }])
  return userId!
}

const profile = (code: string, roles: object[]) =>
  door.send('POST /api/role-profiles', { code, name: code, roles })
const replace = (code: string, roles: object[]) =>
  door.send(`PUT /api/role-profiles/${code}`, { name: code, roles })
const patron = { role_type: '200', status: 'ACTIVE' }
const viewer = { role_type: '38', status: 'ACTIVE' }
const plan = (payload: object) => planBy(door, 'POST /api/tasks/update-roles', payload)

async function rolesOf(userId: number): Promise<Record<string, Json>[]> {
  const { segments } = (await door.send(`GET /api/users/${userId}`)).json()
  const roles: Record<string, Json>[] = segments.role.map((one: { values: object }) => one.values)
  return roles.toSorted((one, other) => (String(one['role_type']) < String(other['role_type']) ? -1 : 1))
}
const typesOf = async (userId: number) => (await rolesOf(userId)).map(role => role['role_type']).toSorted()

/** Somebody who got the roles of a profile as new users do. */
async function newcomer(code: string): Promise<number> {
  await door.send('POST /api/assignment-rules/roles', {
    name: code,
    isEnabled: true,
    conditions: { recordTypes: [], userGroups: ['GUEST'], jobCategories: [], accountTypes: [] },
    chosen: [code],
  })
  const answer = await door.send('POST /api/users', {
    recordType: 'PUBLIC',
    values: {
      primary_id: `new${++count}`,
      first_name: 'Ada',
      last_name: 'Lovelace',
      user_group: 'GUEST',
      'email/a': { address: 'ada@example.org', types: ['work'] },
    },
  })
  const { items } = (await door.send('GET /api/assignment-rules/roles')).json()
  const rule = items.find((one: { name: string }) => one.name === code)
  await door.send(`DELETE /api/assignment-rules/roles/${rule.ruleId}`)
  return answer.json<{ userId: number }>().userId
}

test('an edited profile reaches those who have its roles: planned, applied and undone', async () => {
  await profile('LINKED', [patron, { role_type: '38', status: 'ACTIVE', expiry_days: 10 }])
  const holder = await newcomer('LINKED')
  const other = await person({ 'role/x': { role_type: '200', profile: 'OTHER' } })
  await replace('LINKED', [patron, { role_type: '58', status: 'ACTIVE' }])
  const planned = await plan({ profile: 'LINKED' })
  expect(planned.task.planned).toMatchObject({ total: 1, change: 1 })
  const [outcome] = await outcomesBy(door, planned.task.taskId)
  expect(outcome).toMatchObject({ userId: holder, changes: [{}, {}] })
  expect(await typesOf(holder)).toEqual(['200', '38'])
  const done = await confirmBy(door, planned)
  expect(done.task).toMatchObject({ done: 1, skipped: 0, canUndo: true })
  expect([await typesOf(holder), await typesOf(other)]).toEqual([['200', '58'], ['200']])
  const { items } = (await door.send(`GET /api/users/${holder}/history`)).json()
  expect(items[0]).toMatchObject({ source: 'task', taskId: done.task.taskId })
  const undo = await door.send(`POST /api/tasks/${done.task.taskId}/undo`, {})
  const undone = await confirmBy(door, await work(door, undo.json<TaskReport>().task.taskId))
  expect(undone.task.done).toBe(1)
  expect(await rolesOf(holder)).toMatchObject([
    { role_type: '200' },
    { role_type: '38', expiry_date: '2026-11-30', profile: 'LINKED' },
  ])
})

test('twice in a row changes nobody the second time', async () => {
  await profile('TWICE', [patron])
  await newcomer('TWICE')
  await replace('TWICE', [patron, viewer])
  expect((await confirmBy(door, await plan({ profile: 'TWICE' }))).task.done).toBe(1)
  expect((await plan({ profile: 'TWICE' })).task.planned).toMatchObject({ change: 0, keep: 1 })
})

test('a role that stays keeps its status, its end and its beginning', async () => {
  await profile('KEEP', [{ ...patron, expiry_days: 10 }])
  const holder = await newcomer('KEEP')
  const { revision, segments } = (await door.send(`GET /api/users/${holder}`)).json()
  const [role] = segments.role
  const values = {
    [`role/${role.id}`]: {
      role_type: '200',
      scope: 'INSTITUTION',
      status: 'INACTIVE',
      expiry_date: '2027-03-01',
    },
  }
  const edited = await door.send(`PATCH /api/users/${holder}`, { revision, values })
  expect(edited.statusCode).toBe(200)
  await replace('KEEP', [{ ...patron, expiry_days: 99 }, viewer])
  await confirmBy(door, await plan({ profile: 'KEEP' }))
  expect(await rolesOf(holder)).toMatchObject([
    { role_type: '200', status: 'INACTIVE', expiry_date: '2027-03-01', profile: 'KEEP' },
    { role_type: '38', status: 'ACTIVE' },
  ])
})

test('roles that a person gave are neither taken nor given twice, and inactive ones of the profile not at all', async () => {
  await profile('HANDS', [patron, viewer, { role_type: '58', status: 'INACTIVE' }])
  const holder = await person({
    'role/hand': { role_type: '38', scope: 'INSTITUTION' },
    'role/desk': { role_type: '32', scope: 'MAIN' },
    'role/p': { role_type: '200', scope: 'INSTITUTION', profile: 'HANDS' },
  })
  await confirmBy(door, await plan({ profile: 'HANDS' }))
  expect(await typesOf(holder)).toEqual(['200', '32', '38'])
})

test('protected accounts are left alone', async () => {
  await profile('SAFE', [viewer])
  const held = { 'role/p': { role_type: '200', scope: 'INSTITUTION', profile: 'SAFE' } }
  await createPeople(door.ctx, [{ primary_id: 'exl_support', ...held }])
  const { task } = await plan({ profile: 'SAFE' })
  expect(await outcomesBy(door, task.taskId)).toMatchObject([
    { subject: 'exl_support', outcome: 'keep', reasons: ['protected'] },
  ])
})

test('a population gets the roles that the rules would give it today', async () => {
  await profile('GUESTS', [viewer])
  const gained = await person({ user_group: 'GUEST', job_category: 'CATALOGER' })
  const moved = await person({
    user_group: 'STUDENT',
    job_category: 'CATALOGER',
    'role/g': { role_type: '38', scope: 'INSTITUTION', profile: 'GUESTS' },
  })
  await door.send('POST /api/assignment-rules/roles', {
    name: 'Guests',
    isEnabled: true,
    conditions: { recordTypes: [], userGroups: ['GUEST'], jobCategories: [], accountTypes: [] },
    chosen: ['GUESTS'],
  })
  const population = { field: 'job_category', op: 'eq', value: 'CATALOGER' }
  const done = await confirmBy(door, await plan({ population, reason: 'new rules' }))
  expect(done.task).toMatchObject({ done: 2, parameters: { reason: 'new rules' } })
  expect([await typesOf(gained), await typesOf(moved)]).toEqual([['38'], ['200']])
})

test('it is for administrators, of a profile or a population, and of a profile that there is', async () => {
  const code = async (payload: object, visitor?: 'manager') =>
    (await door.send('POST /api/tasks/update-roles', payload, visitor)).json().code
  expect(await code({ profile: 'PATRON' }, 'manager')).toBe('forbidden')
  expect(await code({})).toBe('invalid_input')
  expect(await code({ profile: 'PATRON', population: { and: [] } })).toBe('invalid_input')
  expect(await code({ profile: 'NONE' })).toBe('not_found')
  expect(await code({ population: { field: 'nonsense', op: 'eq', value: 1 } })).toBe('invalid_filter')
})
