import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import { send } from '../attachments/testing/files.ts'
import { documentsOf, write } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import {
  addUser,
  openTestServer,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../http/testing/test-server.ts'
import { removeEndedFeeds } from '../sis/remove-ended-feeds.ts'
import { makeWorkbook } from '../spreadsheets/testing/make-workbook.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { completed, confirmed, finished, inChunksOf, outcomesOf, planned } from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { readHistory } from '../users/read-history.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'

const password = 'correct horse battery'
let dataFolder: string
let server: TestServer
let ctx: Context
const visitors = new Map<string, SignedIn>()
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'carrel-courses-'))
  server = await openTestServer({ dataFolder })
  ctx = contextOf(server)
  for (const [name, role] of Object.entries({ reserves: '231', manager: '21', desk: '32' })) {
    await addUser(server, { primaryId: name, password, roles: [role] })
    visitors.set(name, await signInAs(server, name, password))
  }
})
afterAll(async () => {
  await server.close()
  await rm(dataFolder, { recursive: true })
})

let people: number[]
let round = 0
/** The names of the three people of a test. */
let ada: string
let bo: string
let cy: string
beforeEach(async () => {
  round += 1
  ada = `ada${round}`
  bo = `bo${round}`
  cy = `cy${round}`
  people = await createPeople(ctx, [
    { primary_id: ada, 'identifier/b': { id_type: 'BARCODE', value: `B00${round}` } },
    { primary_id: bo },
    { primary_id: cy },
  ])
})

const header = 'Identifier,Course code,Course name,Section,Term,Start date,End date'
const csv = (...lines: string[]) => Buffer.from([header, ...lines].join('\n'))

async function upload(content: Buffer, { as = 'reserves', name = 'courses.csv' } = {}) {
  return send(server, visitors.get(as)!, { line: 'POST /api/tasks/courses', file: { name, content } })
}

async function taskOf(content: Buffer, name?: string): Promise<number> {
  const answer = await upload(content, name === undefined ? {} : { name })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<TaskReport>().task.taskId
}

const load = async (...lines: string[]) => completed(ctx, await taskOf(csv(...lines)))

/** The courses of somebody as `code section term`, in their order. */
async function coursesOf(userId: number): Promise<string[]> {
  const document = (await documentsOf(ctx, [userId])).get(userId)!
  return Object.entries(document)
    .filter(([path]) => path.startsWith('enrolment/'))
    .map(([, value]) => value as Record<string, string>)
    .map(one => [one['course_code'], one['section'], one['term']].filter(Boolean).join(' '))
    .sort()
}

test('every row enrols its user, found by any identifier, with all that the row says', async () => {
  const report = await load(
    `${ada.toUpperCase()},BIO-1,Lake Ecology,A,2026 Fall,2026-09-01,2026-12-18`,
    `B00${round},BIO-2,,,,,`,
    `${bo},BIO-1,Lake Ecology,B,2026 Fall,,`,
  )
  expect(report.task).toMatchObject({ planned: { total: 2, change: 2 }, done: 2, canUndo: true })
  const document = (await documentsOf(ctx, people)).get(people[0]!)!
  expect(Object.values(document)).toContainEqual({
    course_code: 'BIO-1',
    course_name: 'Lake Ecology',
    section: 'A',
    term: '2026 Fall',
    start_date: '2026-09-01',
    end_date: '2026-12-18',
    from_file: true,
    created_by: 'Wilhelmina Quackenbush',
    created_at: '2026-11-20T15:00:00+00:00',
  })
  expect(await coursesOf(people[0]!)).toEqual(['BIO-1 A 2026 Fall', 'BIO-2'])
  expect(await coursesOf(people[1]!)).toEqual(['BIO-1 B 2026 Fall'])
  const { items } = await readHistory(ctx, { userId: people[1]! })
  expect(items[0]).toMatchObject({ source: 'task', taskId: report.task.taskId })
})

test('what an earlier file said is replaced for users of the file, and for nobody else', async () => {
  await write(ctx, people[0]!, { 'enrolment/hand': { course_code: 'ART-9' } })
  await load(`${ada},BIO-1,,,,,`, `${ada},BIO-2,,,,,`, `${bo},BIO-1,,,,,`)
  await load(`${ada},BIO-2,,,,,`, `${ada},BIO-3,,,,,`)
  expect(await coursesOf(people[0]!)).toEqual(['ART-9', 'BIO-2', 'BIO-3'])
  expect(await coursesOf(people[1]!)).toEqual(['BIO-1'])
})

test('the same file again changes nobody, and who loaded a course first stays named', async () => {
  const lines = [`${ada},BIO-1,Ecology,,,2026-09-01,`, `${bo},BIO-1,Ecology,,,2026-09-01,`]
  await load(...lines)
  server.clock.now = new Date(server.clock.now.getTime() + 60_000)
  await sql`update user_enrolment set created_by = 'Somebody before'`.execute(ctx.db)
  const again = await planned(ctx, await taskOf(csv(...lines)))
  expect(again.task.planned).toEqual({ total: 2, change: 0, keep: 2, reject: 0 })
  expect(again.reasons).toEqual([{ outcome: 'keep', reason: 'unchanged', count: 2 }])
})

test('unknown users are rejected once each, with the first of their rows', async () => {
  const taskId = await taskOf(
    csv('nobody,BIO-1,,,,,', `${ada},BIO-1,,,,,`, 'NOBODY,BIO-2,,,,,', 'stranger,X,,,,,'),
  )
  await planned(ctx, taskId)
  const rejected = (await outcomesOf(ctx, taskId)).filter(one => one.outcome === 'reject')
  expect(rejected.map(one => [one.reasons, one.details?.['line']])).toEqual([
    [['unknown_user'], 2],
    [['unknown_user'], 5],
  ])
  expect(rejected[1]!.subject).toBe('stranger')
})

test.each([
  ['no course code', ',,,,,', { field: 'enrolment.course_code', rule: 'required' }],
  ['no date', 'BIO-1,,,,01.09.2026,', { field: 'enrolment.start_date', rule: 'not_a_date' }],
  [
    'an end before the start',
    'BIO-1,,,,2026-09-02,2026-09-01',
    { field: 'enrolment.end_date', rule: 'ends_before_start' },
  ],
  [
    'too long a name',
    `BIO-1,${'x'.repeat(256)},,,,`,
    { field: 'enrolment.course_name', rule: 'too_long', limit: 255 },
  ],
])('a user with a wrong row (%s) keeps everything', async (_what, wrong, problem) => {
  await load(`${ada},OLD-1,,,,,`)
  const taskId = await taskOf(csv(`${ada},BIO-7,,,,,`, `${ada},${wrong}`, `${bo},BIO-7,,,,,`))
  await completed(ctx, taskId)
  expect(await coursesOf(people[0]!)).toEqual(['OLD-1'])
  expect(await coursesOf(people[1]!)).toEqual(['BIO-7'])
  const [first] = await outcomesOf(ctx, taskId)
  expect(first).toMatchObject({ outcome: 'reject', changes: [], details: { line: 3, problems: [problem] } })
})

test('the same course twice is one if the rows agree, and a mistake if they do not', async () => {
  const taskId = await taskOf(
    csv(
      `${ada},BIO-1,Ecology,,,,`,
      `${ada},BIO-1,Ecology,,,,`,
      `${bo},BIO-1,Ecology,,,,`,
      `${bo},BIO-1,Other,,,,`,
    ),
  )
  await planned(ctx, taskId)
  const outcomes = await outcomesOf(ctx, taskId)
  expect(outcomes.map(one => [one.outcome, one.reasons])).toEqual([
    ['change', ['updated']],
    ['reject', ['course_contradicted']],
  ])
})

test('protected accounts are left alone', async () => {
  await createPeople(ctx, [{ primary_id: `exl_${round}` }])
  const taskId = await taskOf(csv(`exl_${round},BIO-1,,,,,`))
  await planned(ctx, taskId)
  expect((await outcomesOf(ctx, taskId)).map(one => [one.outcome, one.reasons])).toEqual([
    ['keep', ['protected']],
  ])
})

test('a workbook is read like a text file, dates as Excel keeps them', async () => {
  const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`
  const rows = `<row r="1">${['Primary ID', 'Code', 'Start'].map((name, index) => cell(`${'ABC'[index]}1`, name)).join('')}</row>
    <row r="2">${cell('A2', ada)}${cell('B2', 'BIO-1')}<c r="C2" s="1"><v>46266.5</v></c></row>`
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
  await completed(ctx, await taskOf(await makeWorkbook({ rows, styles }), 'courses.xlsx'))
  const document = (await documentsOf(ctx, people)).get(people[0]!)!
  expect(Object.values(document)).toContainEqual(
    expect.objectContaining({ course_code: 'BIO-1', start_date: '2026-09-01' }),
  )
})

test('stopped in the middle and gone on with, the end is the same; undone, everything is as before', async () => {
  await load(`${bo},OLD-1,,,,,`)
  const taskId = await taskOf(csv(`${ada},BIO-1,,,,,`, `${bo},BIO-1,,,,,`, `${cy},BIO-1,,,,,`))
  const definitions = inChunksOf(1)
  await planned(ctx, taskId, definitions)
  await confirmed(ctx, taskId, definitions)
  await finished(ctx, taskId, definitions)
  expect(await Promise.all(people.map(coursesOf))).toEqual([['BIO-1'], ['BIO-1'], ['BIO-1']])
  await completed(ctx, await undoTask(ctx, { definitions: taskDefinitions, taskId }))
  expect(await Promise.all(people.map(coursesOf))).toEqual([[], ['OLD-1'], []])
})

test('who has changed since the plan is skipped', async () => {
  await load(`${ada},OLD-1,,,,,`)
  const taskId = await taskOf(csv(`${ada},BIO-1,,,,,`, `${bo},BIO-1,,,,,`))
  await planned(ctx, taskId)
  const [path] = Object.keys((await documentsOf(ctx, people)).get(people[0]!)!).filter(one =>
    one.startsWith('enrolment/'),
  )
  await write(ctx, people[0]!, { [path!]: { course_code: 'OLD-1', course_name: 'Renamed', from_file: true } })
  await confirmed(ctx, taskId)
  const report = await finished(ctx, taskId)
  expect(report.results).toContainEqual({ outcome: 'skipped', reason: 'changed_since_plan', count: 1 })
  expect(await Promise.all(people.map(coursesOf))).toEqual([['OLD-1'], ['BIO-1'], []])
})

test('a file that is none of enrolments is refused at once, and nothing of it stays', async () => {
  const before = await readdir(join(dataFolder, 'feeds'))
  const refused = [csv(), Buffer.from('Name,Code\nx,y'), Buffer.from(`User,Name\n${ada},y`), Buffer.from('')]
  const answers = await Promise.all(refused.map(content => upload(content)))
  expect(answers.map(answer => answer.json<{ code: string }>().code)).toEqual([
    'file_empty',
    'column_not_found',
    'column_not_found',
    'file_empty',
  ])
  expect(await readdir(join(dataFolder, 'feeds'))).toEqual(before)
})

test('course reserves managers and user managers load courses, the desk does not', async () => {
  const content = csv(`${ada},BIO-1,,,,,`)
  const answers = await Promise.all(['reserves', 'manager', 'desk'].map(as => upload(content, { as })))
  expect(answers.map(answer => answer.statusCode)).toEqual([200, 200, 403])
})

test('the file is kept while its task can go on, and nothing of its rows longer than the plan', async () => {
  const folder = join(dataFolder, 'feeds')
  const taskId = await taskOf(csv(`${ada},BIO-1,,,,,`))
  await planned(ctx, taskId)
  expect((await sql`select from enrolment_row`.execute(ctx.db)).rows).toEqual([])
  const count = (await readdir(folder)).length
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  await removeEndedFeeds(ctx, folder)
  expect((await readdir(folder)).length).toBeLessThan(count)
})
