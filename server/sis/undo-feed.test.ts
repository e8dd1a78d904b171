import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskDefinitions } from '../task-definitions.ts'
import { undoTask } from '../undo/undo.ts'
import { editUser } from '../users/edit-user.ts'
import { feedXml, identifiersXml, notesXml, userXml, type XmlUser } from './testing/feed-xml.ts'
import {
  addUsers,
  confirm,
  fates,
  findUser,
  loadFeed,
  openSisWorld,
  type Ran,
  readRecord,
  readRecords,
  runOn,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

const undo = async ({ taskId }: Ran) =>
  confirm(world, await runOn(world, await undoTask(world.ctx, { definitions: taskDefinitions, taskId })))

const rich = (primary_id: string, version: string, more: XmlUser = {}) =>
  userXml({
    primary_id,
    first_name: version,
    user_group: version === 'one' ? 'STUDENT' : 'GUEST',
    expiry_date: version === 'one' ? '2030-01-01' : '',
    library_notices: { LoanLetter: version === 'one' },
    inner: `${identifiersXml(['BARCODE', `${primary_id}-${version}`])}${notesXml(`note ${version}`, 'same')}
      <contact_info><emails><email><email_address>${version}@example.edu</email_address></email></emails></contact_info>`,
    ...more,
  })

test('undoing a feed restores updated people exactly and removes those that it created', async () => {
  await addUsers(world, [
    {
      primary_id: 'undo3',
      account_type: 'EXTERNAL',
      external_id: 'SIS_temp',
      'identifier/mine': { id_type: 'BARCODE', value: 'undo3-two', note: 'internal' },
    },
  ])
  await loadFeed(world, feedXml(rich('undo1', 'one'), rich('undo2', 'one')))
  await editUser(world.ctx, { ...(await findUser(world, 'undo2')), values: { user_group: 'FACULTY' } })
  const before = await readRecords(world)
  const feed = feedXml(...['undo1', 'undo2', 'undo3', 'undo4'].map(id => rich(id, 'two')))
  const loaded = await loadFeed(world, feed)
  expect(loaded.report.task).toMatchObject({ done: 4, canUndo: true })
  expect((await undo(loaded)).report.task).toMatchObject({ done: 4, skipped: 0 })
  expect(await readRecords(world)).toEqual(before)
})

test('after an undo the same feed is read again and loads again', async () => {
  const first = feedXml(rich('again1', 'one'))
  const second = feedXml(rich('again1', 'two'), rich('again2', 'two'))
  await loadFeed(world, first)
  const loaded = await loadFeed(world, second)
  const after = await readRecords(world)
  await undo(loaded)
  const ran = await loadFeed(world, second)
  expect(fates(ran)).toEqual({ again1: 'change updated', again2: 'change created' })
  expect(await readRecords(world)).toEqual(after)
})

test('an undo is undone by undoing it', async () => {
  await loadFeed(world, feedXml(rich('redo', 'one')))
  const loaded = await loadFeed(world, feedXml(rich('redo', 'two')))
  const after = await readRecord(world, 'redo')
  await undo(await undo(loaded))
  expect(await readRecord(world, 'redo')).toEqual(after)
})

test('what was changed since the feed stays and is reported', async () => {
  await loadFeed(world, feedXml(rich('since1', 'one'), rich('since2', 'one')))
  const loaded = await loadFeed(
    world,
    feedXml(...['since1', 'since2', 'since3', 'since4', 'since5'].map(id => rich(id, 'two'))),
  )
  const edit = async (id: string, values: Record<string, unknown>) =>
    editUser(world.ctx, { ...(await findUser(world, id)), values })
  await edit('since1', { user_group: 'FACULTY' })
  await edit('since3', { job_category: 'CATALOGER' })
  const { userId } = await findUser(world, 'since5')
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at)
    values (1, ${userId}, 'b1', now(), now())`.execute(world.ctx.db)
  const undone = await undo(loaded)
  const reports = undone.outcomes.map(one => [
    one.subject,
    one.outcome,
    one.details?.['changedSince'] ?? one.reasons,
  ])
  expect(reports).toEqual([
    ['since1', 'change', ['user_group']],
    ['since2', 'change', []],
    ['since3', 'keep', ['changed_since']],
    ['since4', 'change', []],
    ['since5', 'keep', expect.anything()],
  ])
  const records = await readRecords(world)
  expect(records['since1']).toMatchObject({
    first_name: 'one',
    user_group: 'FACULTY',
    expiry_date: '2030-01-01',
  })
  expect(records['since2']).toMatchObject({ first_name: 'one', user_group: 'STUDENT' })
  expect(Object.keys(records).filter(id => id.startsWith('since'))).toEqual(
    expect.not.arrayContaining(['since4']),
  )
  expect(records['since3']).toMatchObject({ job_category: 'CATALOGER' })
})

test('a field that staff took over after the feed stays theirs through the undo and the next feed', async () => {
  await loadFeed(world, feedXml(rich('lock', 'one')))
  const loaded = await loadFeed(world, feedXml(rich('lock', 'two')))
  await editUser(world.ctx, { ...(await findUser(world, 'lock')), values: { user_group: 'FACULTY' } })
  await undo(loaded)
  await loadFeed(world, feedXml(rich('lock', 'two', { user_group: 'STAFF' })))
  expect(await readRecord(world, 'lock')).toMatchObject({ first_name: 'two', user_group: 'FACULTY' })
})

test('an identifier that somebody else got since is not taken back', async () => {
  await loadFeed(world, feedXml(rich('card1', 'one')))
  const loaded = await loadFeed(world, feedXml(rich('card1', 'two')))
  await loadFeed(
    world,
    feedXml(userXml({ primary_id: 'card2', inner: identifiersXml(['BARCODE', 'card1-one']) })),
  )
  const after = await readRecord(world, 'card1')
  const undone = await undo(loaded)
  expect(undone.outcomes).toMatchObject([{ result: 'skipped', resultReasons: ['identifier_taken'] }])
  expect(await readRecord(world, 'card1')).toEqual(after)
})
