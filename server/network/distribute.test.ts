import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Task, TaskReport } from '../../contract/tasks.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { changing } from '../changes/testing/world.ts'
import type { Context, Institution } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { foundInstitution } from '../institutions/found-institution.ts'
import { readInstitutions } from '../institutions/read-institution.ts'
import { codeTables } from '../rules/testing/rules-scope.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { applyNextChunk } from '../tasks/apply-task.ts'
import { resumeTask, stopTask } from '../tasks/control-task.ts'
import { readTask } from '../tasks/read-task.ts'
import { runTask, unfinishedTasks } from '../tasks/run-task.ts'
import { completed, confirmed, finished, inChunksOf, planned } from '../tasks/testing/run.ts'
import { readDocument } from '../testing/read-document.ts'
import { undoTask } from '../undo/undo.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'
import { createVaultKey } from '../vault/keys.ts'
import { planDistributionTask } from './distribute.ts'

let server: TestServer
let zone: Context
let members: Institution[]

const anybody = { field: 'primary_id', op: 'starts', value: 'net.' }

beforeAll(async () => {
  server = await openTestServer()
  zone = contextOf(server)
  for (const [code, settings] of [
    ['NORTH', { networkZone: zone.institution.code }],
    ['SOUTH', { networkZone: zone.institution.code }],
    ['ALIEN', { networkZone: 'SOMEBODY_ELSE' }],
  ] as const) {
    const { institutionId } = await foundInstitution(server.db, code)
    await installCodeTables(server.db, institutionId, codeTables)
    await sql`update institution set settings = ${JSON.stringify(settings)}::jsonb
      where institution_id = ${institutionId}`.execute(server.db)
  }
  members = (await readInstitutions(server.db)).filter(
    one => one.institutionId !== zone.institution.institutionId,
  )
  await createPeople(zone, [
    {
      primary_id: 'net.ada',
      first_name: 'Ada',
      last_name: 'Lovelace <&>',
      user_group: 'FACULTY',
      expiry_date: '2027-05-31',
      'identifier/a': { id_type: 'BARCODE', value: 'B-1' },
      'email/a': { address: 'ada@example.edu', types: ['personal'], preferred: true },
      'block/a': { block_description: 'LOST', note: 'owes a book' },
      'note/a': { note_type: 'LIBRARY', text: 'likes engines' },
      'statistic/a': { category: 'HISTORY' },
      'role/a': { role_type: '200' },
    },
    {
      primary_id: 'net.bob',
      first_name: 'Bob',
      last_name: 'Babbage',
      record_type: 'STAFF',
      'role/a': { role_type: '21' },
    },
    { primary_id: 'net.con', last_name: 'Vendor', record_type: 'CONTACT' },
  ])
})
afterAll(() => server.close())

const inMember = (code: string): Context => contextOf(server, members.find(one => one.code === code)!)

/** Distributes, and lets the workers of the members do their part. */
async function distribute(more: { onlyExisting?: boolean } = {}): Promise<TaskReport> {
  const report = await completed(zone, await planDistributionTask(zone, { population: anybody, ...more }))
  await membersWork()
  return report
}

async function membersWork(): Promise<Task[]> {
  const done: Task[] = []
  for (const { code } of members) {
    const member = inMember(code)
    for (const taskId of await unfinishedTasks(member)) {
      await runTask(member, taskDefinitions, taskId)
      done.push((await readTask(member, taskDefinitions, taskId)).task)
    }
  }
  return done
}

const copyOf = (code: string, primaryId: string) => readDocument(inMember(code), primaryId)

test('everybody who is sent has an external copy in each member, and nobody elsewhere', async () => {
  const { task } = await distribute()
  expect(task.planned).toMatchObject({ total: 3, change: 2, keep: 1 })
  expect(task).toMatchObject({ status: 'completed', done: 2, skipped: 0 })
  for (const code of ['NORTH', 'SOUTH']) {
    const ada = await copyOf(code, 'net.ada')
    expect(ada).toMatchObject({
      account_type: 'EXTERNAL',
      external_id: zone.institution.code,
      record_type: 'PUBLIC',
      last_name: 'Lovelace <&>',
      user_group: 'FACULTY',
      expiry_date: '2027-05-31',
    })
    const kinds = Object.keys(ada!).flatMap(path => (path.includes('/') ? [path.split('/')[0]] : []))
    expect([...new Set(kinds)].sort()).toEqual(['block', 'email', 'identifier', 'note', 'role'])
    expect((await copyOf(code, 'net.bob'))!['record_type']).toBe('STAFF')
    expect(await copyOf(code, 'net.con')).toBeUndefined()
  }
  expect(await copyOf('ALIEN', 'net.ada')).toBeUndefined()
})

test('roles stay at home: a copy has those of the member’s own rules', async () => {
  const bob = await copyOf('NORTH', 'net.bob')
  const roles = Object.entries(bob!).flatMap(([path, value]) =>
    path.startsWith('role/') ? [(value as { role_type: string }).role_type] : [],
  )
  expect(roles).toEqual(['200'])
})

test('a refresh changes the copies that there are, makes none, and leaves what the member added', async () => {
  const north = inMember('NORTH')
  await sql`delete from user_role where institution_id = ${inMember('SOUTH').institution.institutionId}`.execute(
    server.db,
  )
  await sql`insert into user_note (institution_id, user_id, element_id, note_type, text)
    select institution_id, user_id, 'own', 'OTHER', 'ours' from user_account
    where institution_id = ${north.institution.institutionId} and primary_id = 'net.ada'`.execute(server.db)
  await createPeople(zone, [{ primary_id: 'net.new', last_name: 'New' }])
  await sql`update user_account set last_name = 'King' where primary_id = 'net.ada'
    and institution_id = ${zone.institution.institutionId}`.execute(server.db)
  await distribute({ onlyExisting: true })
  const ada = await copyOf('NORTH', 'net.ada')
  expect(ada!['last_name']).toBe('King')
  expect(ada!['note/own']).toMatchObject({ text: 'ours', external: false })
  expect(await copyOf('NORTH', 'net.new')).toBeUndefined()
})

test('the history of the copy says that the network zone did it, and who', async () => {
  const { rows } = await sql`select distinct c.source, c.actor_name from change_set c
    where c.institution_id = ${inMember('NORTH').institution.institutionId}`.execute(server.db)
  expect(rows).toEqual([{ source: 'network', actor_name: `Registrar (${zone.institution.name})` }])
})

test('whoever goes or becomes a contact after the plan is not sent; a run that is stopped sends nobody anything', async () => {
  const definitions = inChunksOf(1)
  const [, gone, con] = await createPeople(
    zone,
    ['net.p1', 'net.p2', 'net.p3'].map(primary_id => ({ primary_id, last_name: 'Late' })),
  )
  const population = { field: 'last_name', op: 'eq', value: 'Late' }
  const taskId = await planDistributionTask(zone, { population })
  await planned(zone, taskId, definitions)
  await changing(zone, { source: 'screen' }, async (ctx, changeSet) =>
    removeUsers(ctx, changeSet, {
      userIds: [gone!],
      vaultKey: await createVaultKey(ctx, 1, 30),
      policy: 'remove_fully',
    }),
  )
  await sql`update user_account set record_type = 'CONTACT' where user_id = ${con}`.execute(server.db)
  await confirmed(zone, taskId, definitions)
  await applyNextChunk(zone, definitions.get('distribution')!, taskId)
  expect(await membersWork()).toEqual([])
  await stopTask(zone, { definitions, taskId })
  await runTask(zone, definitions, taskId)
  expect(await membersWork()).toEqual([])
  await resumeTask(zone, { definitions, taskId })
  const { task, results } = await finished(zone, taskId, definitions)
  expect(task).toMatchObject({ done: 1, skipped: 2 })
  const skipped = results.flatMap(one => (one.outcome === 'skipped' && one.reason ? [one.reason] : []))
  expect(skipped.sort()).toEqual(['contact_stays', 'user_gone'])
  const tasks = await membersWork()
  expect(tasks.map(one => [one.kind, one.status, one.done])).toEqual([
    ['network', 'completed', 1],
    ['network', 'completed', 1],
  ])
  expect(await copyOf('NORTH', 'net.p1')).toBeDefined()
  expect(await copyOf('NORTH', 'net.p2')).toBeUndefined()
  expect(await copyOf('NORTH', 'net.p3')).toBeUndefined()
})

test('a member undoes its own load, and one that has left meanwhile loads nothing', async () => {
  await createPeople(zone, [{ primary_id: 'net.last', last_name: 'Last' }])
  const population = { field: 'primary_id', op: 'eq', value: 'net.last' }
  await completed(zone, await planDistributionTask(zone, { population }))
  const north = inMember('NORTH')
  await runTask(
    { ...north, institution: { ...north.institution, settings: zone.institution.settings } },
    taskDefinitions,
    (await unfinishedTasks(north))[0]!,
  )
  const [south] = await membersWork()
  expect(await copyOf('NORTH', 'net.last')).toBeUndefined()
  expect(await copyOf('SOUTH', 'net.last')).toBeDefined()
  await completed(
    inMember('SOUTH'),
    await undoTask(inMember('SOUTH'), { definitions: taskDefinitions, taskId: south!.taskId }),
  )
  expect(await copyOf('SOUTH', 'net.last')).toBeUndefined()
  expect(await readDocument(zone, 'net.last')).toBeDefined()
})

test('an institution without members, and whoever may not, distribute nothing', async () => {
  const { ask } = await staffMember(server, 'desk', ['32'])
  const refused = await ask('POST /api/tasks/distribution', { population: anybody })
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'forbidden'])
  const { ask: boss } = await staffMember(server, 'boss', ['50'])
  const invalid = await boss('POST /api/tasks/distribution', {
    population: { field: 'no_such_field', op: 'eq', value: 1 },
  })
  expect(invalid.statusCode).toBe(422)
  await sql`update institution set settings = '{}' where code <> ${zone.institution.code}`.execute(server.db)
  const alone = await boss('POST /api/tasks/distribution', { population: anybody })
  expect([alone.statusCode, alone.json().code]).toEqual([409, 'no_members'])
  expect((await boss('GET /api/network/members')).json()).toEqual({ items: [] })
})
