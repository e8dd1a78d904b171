import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SisProfile } from '../../contract/sis.ts'
import { takeDroppedFeeds } from './drop-folder.ts'
import { defaultSisProfile, saveSisProfile } from './profiles.ts'
import { feedXml, userXml } from './testing/feed-xml.ts'
import { openSisWorld, planFeedOf, readRecords, runOn, type SisWorld } from './testing/sis-world.ts'

let world: SisWorld
let dataFolder: string
beforeAll(async () => {
  world = await openSisWorld()
})
beforeEach(async () => {
  await sql`delete from task`.execute(world.ctx.db)
  await sql`delete from sis_profile`.execute(world.ctx.db)
  dataFolder = await mkdtemp(join(world.folder, 'data-'))
})
afterAll(() => world.close())

const useProfile = (settings: Partial<SisProfile>) =>
  saveSisProfile(world.ctx.db, world.ctx.institution.institutionId, { ...defaultSisProfile, ...settings })

/** A file that arrived so many seconds before the clock of the test. */
async function drop(path: string, content: string | Buffer, secondsAgo = 60): Promise<string> {
  const place = join(dataFolder, 'sis', path)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(place, content)
  const moment = new Date(world.clock.now.getTime() - secondsAgo * 1000)
  await utimes(place, moment, moment)
  return place
}

const woken: number[] = []
async function take(): Promise<number[]> {
  woken.length = 0
  const wake = async (taskId: number) => void woken.push(taskId)
  await takeDroppedFeeds(world.ctx, { dataFolder, wake })
  return [...woken]
}

const feedOf = (...ids: string[]) => feedXml(...ids.map(id => userXml({ primary_id: id })))
const filesIn = async (folder: string) => (await readdir(join(dataFolder, 'sis', folder))).sort()

test('a feed in the folder is taken once, renamed, planned, and waits for a person', async () => {
  await useProfile({ dropFolder: 'in' })
  await drop('in/night.xml', feedOf('d1'))
  const taken = await take()
  expect(taken).toHaveLength(1)
  expect(await filesIn('in')).toEqual(['night.xml.handled'])
  expect(await take()).toEqual([])
  const { report } = await runOn(world, taken[0]!)
  expect(report.task).toMatchObject({
    name: 'Users SYNCHRONIZE using profile Student information system: night.xml',
    status: 'planned',
    planned: { change: 1 },
  })
  expect(await readRecords(world)).toEqual({})
})

test('it is applied by itself only where the profile says so, and only from the folder', async () => {
  await useProfile({ dropFolder: 'in', confirmation: 'automatic' })
  await drop('in/night.xml', feedOf('d1'))
  const [taskId] = await take()
  const { report } = await runOn(world, taskId!)
  expect(report.task).toMatchObject({ status: 'completed', done: 1, confirmedBy: 'Ada Admin' })
  expect(Object.keys(await readRecords(world))).toEqual(['d1'])
  const uploaded = await planFeedOf(world, feedOf('d2'), { dropFolder: 'in', confirmation: 'automatic' })
  expect(uploaded.report.task.status).toBe('planned')
})

test('several feeds are taken in the order of their names, for every profile its own', async () => {
  await useProfile({ dropFolder: 'students' })
  await useProfile({ code: 'HR', name: 'Personnel', dropFolder: 'staff/new', action: 'import' })
  await useProfile({ code: 'NONE', name: 'No folder' })
  for (const path of ['students/2.zip', 'students/1.XML', 'staff/new/a.xml']) await drop(path, feedOf('x'))
  const names = await sql<{
    name: string
  }>`select name from task where task_id = any (${await take()}::bigint[])
    order by task_id`.execute(world.ctx.db)
  expect(names.rows.map(row => row.name)).toEqual([
    'Users IMPORT using profile Personnel: a.xml',
    'Users SYNCHRONIZE using profile Student information system: 1.XML',
    'Users SYNCHRONIZE using profile Student information system: 2.zip',
  ])
})

test('files still on their way, under other names, folders and links are left alone', async () => {
  await useProfile({ dropFolder: 'in' })
  await drop('in/growing.zip', 'PK', 5)
  await drop('in/early.xml.part', feedOf('d1'))
  await drop('in/readme.txt', 'hello')
  await drop('in/old.xml.handled', feedOf('d1'))
  await mkdir(join(dataFolder, 'sis/in/folder.zip'))
  const outside = join(dataFolder, 'outside.xml')
  await writeFile(outside, feedOf('d1'))
  await symlink(outside, join(dataFolder, 'sis/in/link.xml'))
  for (const path of [outside, join(dataFolder, 'sis/in/folder.zip')]) await utimes(path, 0, 0)
  const before = await filesIn('in')
  expect(await take()).toEqual([])
  expect(await filesIn('in')).toEqual(before)
  world.clock.now = new Date(world.clock.now.getTime() + 60_000)
  expect(await take()).toHaveLength(1)
  expect(await filesIn('in')).toContain('growing.zip.handled')
})

test('a feed of the same name as an earlier one leaves the earlier file as it was', async () => {
  await useProfile({ dropFolder: 'in' })
  await drop('in/night.xml', feedOf('monday'))
  const [monday] = await take()
  await drop('in/night.xml', feedOf('tuesday'))
  const [tuesday] = await take()
  expect(await filesIn('in')).toHaveLength(2)
  expect(await readFile(join(dataFolder, 'sis/in/night.xml.handled'), 'utf8')).toContain('monday')
  expect((await runOn(world, monday!)).outcomes[0]!.subject).toBe('monday')
  expect((await runOn(world, tuesday!)).outcomes[0]!.subject).toBe('tuesday')
})

test('two processes at the same folder take a feed once', async () => {
  await useProfile({ dropFolder: 'in' })
  for (const name of ['1', '2', '3']) await drop(`in/${name}.xml`, feedOf(name))
  await Promise.all([take(), take(), take()])
  const { rows } = await sql`select task_id from task`.execute(world.ctx.db)
  expect(rows).toHaveLength(3)
  expect(await filesIn('in')).toEqual(['1.xml.handled', '2.xml.handled', '3.xml.handled'])
})

test.each(['..', '../outside', '/tmp', 'in/../../outside', '../sis-other'])(
  'the folder %s is outside the data folder and refused',
  async dropFolder => {
    await useProfile({ dropFolder })
    const outside = join(dataFolder, 'outside')
    for (const folder of [dataFolder, outside, `${dataFolder}/sis-other`]) {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'x.xml'), feedOf('d1'))
      await utimes(join(folder, 'x.xml'), 0, 0)
    }
    expect(await take()).toEqual([])
    expect(existsSync(join(outside, 'x.xml'))).toBe(true)
  },
)

test('the folder of a profile is made when it is not there yet', async () => {
  await useProfile({ dropFolder: 'deep/er' })
  expect(await take()).toEqual([])
  expect(await filesIn('deep')).toEqual(['er'])
})
