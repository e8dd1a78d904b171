import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { editUser } from '../users/edit-user.ts'
import { readHistory } from '../users/read-history.ts'
import { buildZip } from './feed/testing/build-zip.ts'
import { feedXml, notesXml, userXml } from './testing/feed-xml.ts'
import {
  addUsers,
  confirm,
  fates,
  findUser,
  loadFeed,
  openSisWorld,
  planFeedOf,
  readRecord,
  readRecords,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

const counts = (ran: Awaited<ReturnType<typeof loadFeed>>) => {
  const { planned, done, skipped } = ran.report.task
  return { ...planned, done, skipped }
}

test('a first load creates external people of the profile with the Patron role and nothing else', async () => {
  const person = userXml({ primary_id: 'new1', first_name: 'Zoë', user_group: 'STUDENT' })
  expect(fates(await loadFeed(world, feedXml(person)))).toEqual({ new1: 'change created' })
  expect(await readRecord(world, 'new1')).toEqual({
    primary_id: 'new1',
    first_name: 'Zoë',
    last_name: 'Nobody',
    user_group: 'STUDENT',
    record_type: 'PUBLIC',
    account_type: 'EXTERNAL',
    external_id: 'SIS',
    status: 'ACTIVE',
    status_date: '2026-11-20',
    preferred_language: 'en',
    sis_values: { user_group: 'STUDENT', preferred_language: 'en' },
    'role/p8cf9dc821512399': {
      role_type: '200',
      scope: 'INSTITUTION',
      status: 'ACTIVE',
      status_date: '2026-11-20',
      profile: 'PATRON',
      created_by: 'SIS',
      created_at: '2026-11-20T15:00:00+00:00',
    },
  })
})

test('each person of a load is created, updated, unchanged or rejected, with the reason', async () => {
  const people = (name: string) => ['mix1', 'mix2'].map(id => userXml({ primary_id: id, last_name: name }))
  await loadFeed(world, feedXml(...people('Old')))
  const [changed] = people('New')
  const [, same] = people('Old')
  const wrong = userXml({ primary_id: 'mix3', user_group: 'NO_SUCH_GROUP' })
  const ran = await loadFeed(world, feedXml(changed!, same!, userXml({ primary_id: 'mix4' }), wrong))
  expect(fates(ran)).toEqual({
    mix1: 'change updated',
    mix2: 'keep unchanged',
    mix3: 'reject unknown_code',
    mix4: 'change created',
  })
  expect(counts(ran)).toEqual({ total: 4, change: 2, keep: 1, reject: 1, done: 2, skipped: 0 })
  expect(ran.outcomes.find(one => one.subject === 'mix3')!.details).toMatchObject({
    line: 6,
    problems: [{ field: 'user_group', rule: 'unknown_code' }],
  })
  expect(ran.outcomes.find(one => one.subject === 'mix1')!.changes).toEqual([
    { path: 'last_name', old: 'Old', new: 'New' },
  ])
})

test('the history says of each change of a load that the student system made it, and by which load', async () => {
  const named = (name: string) => loadFeed(world, feedXml(userXml({ primary_id: 'told1', last_name: name })))
  const loads = [await named('Old'), await named('New')]
  const { userId } = await findUser(world, 'told1')
  const { items } = await readHistory(world.ctx, { userId, period: 'all' })
  expect(items).toMatchObject([
    { source: 'sis', kind: 'changed', taskId: loads[1]!.taskId, changes: [{ path: 'last_name' }] },
    { source: 'sis', kind: 'created', taskId: loads[0]!.taskId },
  ])
})

/** Loads the feed while the code STUDENT is switched off: whoever is read again is rejected for it. */
async function whoIsRead(feed: string | Buffer): Promise<string[]> {
  await sql`update code_value set is_enabled = false where code = 'STUDENT'`.execute(world.ctx.db)
  const ran = await loadFeed(world, feed)
  await sql`update code_value set is_enabled = true where code = 'STUDENT'`.execute(world.ctx.db)
  return ran.outcomes.filter(one => one.reasons.includes('unknown_code')).map(one => one.subject)
}

const student = (primaryId: string) =>
  userXml({ primary_id: primaryId, user_group: 'STUDENT', inner: notesXml('hello') })

test('a second import of the same file changes nothing and reads nobody again', async () => {
  const feed = await buildZip({
    'a.xml': feedXml(student('again1'), student('again2')),
    'b.xml': feedXml(student('again3')),
  })
  const rows = async () => {
    const { rows } =
      await sql`select user_id, revision, sis_fingerprint from user_account order by 1`.execute(world.ctx.db)
    return rows
  }
  await loadFeed(world, feed)
  const before = await rows()
  const history = await sql`select * from user_history`.execute(world.ctx.db)
  const ran = await loadFeed(world, feed)
  expect(fates(ran)).toEqual({ again1: 'keep unchanged', again2: 'keep unchanged', again3: 'keep unchanged' })
  expect(await whoIsRead(feed)).toEqual([])
  expect(await rows()).toEqual(before)
  expect((await sql`select * from user_history`.execute(world.ctx.db)).rows.length).toBe(history.rows.length)
})

test('after a change by staff the next load reads that person again, and only once', async () => {
  const feed = feedXml(student('touched1'), student('touched2'))
  await loadFeed(world, feed)
  await editUser(world.ctx, { ...(await findUser(world, 'touched1')), values: { job_category: 'CATALOGER' } })
  expect(await whoIsRead(feed)).toEqual(['touched1'])
  const ran = await loadFeed(world, feed)
  expect(fates(ran)).toEqual({ touched1: 'keep unchanged', touched2: 'keep unchanged' })
  expect(await whoIsRead(feed)).toEqual([])
})

test('with other settings of the profile everybody is read again', async () => {
  const feed = feedXml(student('settings'))
  await loadFeed(world, feed)
  await loadFeed(world, feed, { emptySticky: 'keep' })
  expect(await whoIsRead(feed)).toEqual(['settings'])
})

test('an import creates people and never updates anybody', async () => {
  await loadFeed(world, feedXml(userXml({ primary_id: 'imp1', last_name: 'Old' })))
  await addUsers(world, [{ primary_id: 'imp-internal' }])
  const feed = feedXml(
    userXml({ primary_id: 'imp1', last_name: 'New' }),
    userXml({ primary_id: 'imp-internal', last_name: 'New' }),
    userXml({ primary_id: 'imp2' }),
  )
  const ran = await loadFeed(world, feed, { action: 'import' })
  expect(fates(ran)).toEqual({
    imp1: 'keep already_exists',
    'imp-internal': 'keep already_exists',
    imp2: 'change created',
  })
  expect((await readRecord(world, 'imp1'))['last_name']).toBe('Old')
})

test('people who are not there yet are passed over when the profile says so', async () => {
  await loadFeed(world, feedXml(userXml({ primary_id: 'known', last_name: 'Old' })))
  const feed = feedXml(
    userXml({ primary_id: 'known', last_name: 'New' }),
    userXml({ primary_id: 'stranger' }),
  )
  const ran = await loadFeed(world, feed, { addUnmatched: false })
  expect(fates(ran)).toEqual({ known: 'change updated', stranger: 'keep unmatched' })
  expect(await readRecords(world)).not.toHaveProperty('stranger')
})

test('internal users and those of another owner are rejected and untouched; SIS_temp becomes the profile’s', async () => {
  await addUsers(world, [
    { primary_id: 'own-internal' },
    { primary_id: 'own-both', account_type: 'INTEXTAUTH' },
    { primary_id: 'own-other', account_type: 'EXTERNAL', external_id: 'PARTNER' },
    { primary_id: 'own-none', account_type: 'EXTERNAL' },
    { primary_id: 'own-toggled', account_type: 'EXTERNAL', external_id: 'SIS_temp' },
  ])
  const before = await readRecords(world)
  const ids = ['own-internal', 'own-both', 'own-other', 'own-none', 'own-toggled']
  const ran = await loadFeed(
    world,
    feedXml(...ids.map(id => userXml({ primary_id: id, last_name: 'Taken' }))),
  )
  expect(fates(ran)).toEqual({
    'own-internal': 'reject internal_user',
    'own-both': 'reject internal_user',
    'own-other': 'reject owned_by_other_system',
    'own-none': 'reject owned_by_other_system',
    'own-toggled': 'change updated',
  })
  const { 'own-toggled': toggled, ...others } = await readRecords(world)
  const { 'own-toggled': _, ...othersBefore } = before
  expect(others).toEqual(othersBefore)
  expect(toggled).toMatchObject({ last_name: 'Taken', external_id: 'SIS', account_type: 'EXTERNAL' })
})

test('a core field that the file leaves out or sends empty is emptied; status goes back to active', async () => {
  const full = {
    primary_id: 'core',
    first_name: 'F',
    middle_name: 'M',
    job_description: 'J',
    gender: 'OTHER',
    web_site_url: 'https://example.org',
    birth_date: '2000-01-02',
    status: 'INACTIVE',
    expiry_date: '2030-01-01',
    purge_date: '2031-01-01',
    is_researcher: true,
  }
  await loadFeed(world, feedXml(userXml(full)))
  expect(await readRecord(world, 'core')).toMatchObject(full)
  const ran = await loadFeed(world, feedXml(userXml({ primary_id: 'core', first_name: '', gender: '' })))
  expect(ran.outcomes[0]!.changes.filter(change => change.new !== undefined)).toEqual([
    { path: 'status', old: 'INACTIVE', new: 'ACTIVE' },
  ])
  const { primary_id: _id, status: _status, ...emptied } = full
  for (const name of Object.keys(emptied)) expect(await readRecord(world, 'core')).not.toHaveProperty(name)
})

test('a new status brings a new status date', async () => {
  world.clock.now = new Date('2026-11-20T15:00:00Z')
  await loadFeed(world, feedXml(userXml({ primary_id: 'status' })))
  world.clock.now = new Date('2026-12-01T15:00:00Z')
  await loadFeed(world, feedXml(userXml({ primary_id: 'status', first_name: 'same status' })))
  expect(await readRecord(world, 'status')).toMatchObject({ status_date: '2026-11-20' })
  await loadFeed(world, feedXml(userXml({ primary_id: 'status', status: 'INACTIVE' })))
  expect(await readRecord(world, 'status')).toMatchObject({ status: 'INACTIVE', status_date: '2026-12-01' })
})

test('roles of the file are ignored: new people are patrons, roles of existing people stay', async () => {
  const roles = `<user_roles><user_role><role_type>50</role_type><status>ACTIVE</status></user_role></user_roles>`
  await addUsers(world, [
    {
      primary_id: 'roles-old',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'role/desk': { role_type: '32', scope: 'MAIN' },
    },
  ])
  const feed = feedXml(...['roles-old', 'roles-new'].map(id => userXml({ primary_id: id, inner: roles })))
  await loadFeed(world, feed)
  const rolesOf = async (id: string) =>
    Object.entries(await readRecord(world, id)).filter(([path]) => path.startsWith('role/'))
  expect(await rolesOf('roles-old')).toEqual([
    ['role/desk', { role_type: '32', scope: 'MAIN', status: 'ACTIVE' }],
  ])
  expect(await rolesOf('roles-new')).toMatchObject([[expect.any(String), { role_type: '200' }]])
})

test('somebody who was edited between plan and confirmation is left alone and reported', async () => {
  const people = (name: string) =>
    feedXml(
      ...['late1', 'late2'].map(id => userXml({ primary_id: id, first_name: name, user_group: 'STUDENT' })),
    )
  await loadFeed(world, people('Old'))
  const plan = await planFeedOf(world, people('New').replaceAll('STUDENT', 'GUEST'))
  await editUser(world.ctx, { ...(await findUser(world, 'late1')), values: { user_group: 'FACULTY' } })
  const ran = await confirm(world, plan)
  expect(ran.outcomes.map(one => [one.subject, one.result, one.resultReasons])).toEqual([
    ['late1', 'skipped', ['changed_since_plan']],
    ['late2', 'done', undefined],
  ])
  expect(await readRecord(world, 'late1')).toMatchObject({ first_name: 'Old', user_group: 'FACULTY' })
})
