import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import { dateIn } from '../calendar.ts'
import type { DemoUser } from '../demo/demo-user.ts'
import { institution } from '../demo/institution.ts'
import { demoPassword } from '../demo/load/load-accounts.ts'
import { writeSisZip } from '../demo/sis.ts'
import { demoUsers } from '../demo/users.ts'
import {
  type ChildProgram,
  killAllPrograms,
  killProgram,
  spawnProgram,
  stopProgram,
} from './testing/child-program.ts'
import { type Client, signIn } from './testing/client.ts'
import { countHalves, differences, readState } from './testing/final-state.ts'
import { openPlace, type Place } from './testing/place.ts'

const people = 1800
let base: Place
let feed: string

beforeAll(async () => {
  base = await openPlace()
  feed = join(base.folder, 'next-night.zip')
  const today = dateIn(institution.time_zone, new Date())
  await writeSisZip(feed, nextNight(demoUsers({ seed: 1, today }, { from: 300, count: people })))
  const demo = spawnProgram('server/main.ts', {
    environment: { ...base.environment, CARREL_DEMO_USERS: String(people) },
    parameters: ['--demo'],
  })
  await demo.origin()
  expect(await stopProgram(demo)).toBe(0)
}, 240_000)

afterAll(async () => {
  killAllPrograms()
  await base.remove()
})

/** Some people are new, some have changed, some are as they were, and those who left are not in the file. */
function* nextNight(users: Iterable<DemoUser>): Generator<DemoUser> {
  let number = 0
  for (const user of users) {
    number += 1
    if (number % 2 === 0) yield user
    else yield { ...user, last_name: `${user.last_name} II`, user_note: [], expiry_date: '2031-01-31' }
  }
}

/** The program in a place, and somebody signed in. After a kill both are new. */
type Running = { program: ChildProgram; client: Client }

async function start(place: Place): Promise<Running> {
  const program = spawnProgram('server/story/testing/small-chunks.ts', { environment: place.environment })
  return { program, client: await signIn(await program.origin(), 'mreyes', demoPassword) }
}

const read = ({ client }: Running, taskId: number) => client.get<TaskReport>(`/api/tasks/${taskId}`)

async function until(
  running: Running,
  taskId: number,
  reached: (report: TaskReport) => boolean,
): Promise<TaskReport> {
  for (;;) {
    const report = await read(running, taskId)
    if (report.task.status === 'failed') throw new Error(JSON.stringify(report.task.error))
    if (reached(report)) return report
    await wait(25)
  }
}

const isIn =
  (...statuses: string[]) =>
  (report: TaskReport) =>
    statuses.includes(report.task.status)

/** How a task is asked for, one after the other: a feed, an update of many, a purge. */
const steps: Record<string, (client: Client) => Promise<TaskReport>> = {
  feed: async client => {
    const form = new FormData()
    form.set('profile', 'SIS')
    form.set('file', await openAsBlob(feed), 'next-night.zip')
    return client.post('/api/tasks/sis', form)
  },
  update: client =>
    client.post('/api/tasks/update-users', {
      name: 'Leavers',
      population: { field: 'user_group', op: 'eq', value: 'UNDERGRAD' },
      changes: [
        { field: 'expiry_date', value: '2020-01-01', condition: 'always' },
        { field: 'purge_date', value: '2020-06-01', condition: 'always' },
      ],
    }),
  purge: client =>
    client.post('/api/tasks/purge', {
      name: 'Purge',
      criteria: { policy: 'keep_statistics', waiveThreshold: '5.00', ignoreReasons: ['open_requests'] },
    }),
}

const confirm = ({ client }: Running, { task }: TaskReport) =>
  client.post<TaskReport>(`/api/tasks/${task.taskId}/confirm`, { count: task.planned.change })

type Durations = Record<string, { plan: number; apply: number }>

/** All steps without any disturbance, and how many milliseconds they take. */
async function undisturbed(place: Place): Promise<Durations> {
  const running = await start(place)
  const durations: Durations = {}
  for (const [name, ask] of Object.entries(steps)) {
    const asked = performance.now()
    const { task } = await ask(running.client)
    const planned = await until(running, task.taskId, isIn('planned'))
    expect(planned.task.planned.change).toBeGreaterThan(300)
    const confirmed = performance.now()
    await confirm(running, planned)
    await until(running, task.taskId, isIn('completed'))
    durations[name] = { plan: confirmed - asked, apply: performance.now() - confirmed }
  }
  expect(await stopProgram(running.program)).toBe(0)
  return durations
}

/** Kills the program, looks whether anything is half there, and starts it again. */
async function crash(place: Place, { program }: Running): Promise<Running> {
  await killProgram(program)
  expect(await place.look(countHalves)).toEqual({})
  return start(place)
}

const upTo = (milliseconds: number) => wait(Math.random() * milliseconds)

const mostKills: Record<string, number> = { feed: 2, update: 1, purge: 2 }

/** The same steps with kills at random moments; tells in which of them the program was killed how often. */
async function disturbed(place: Place, durations: Durations): Promise<Record<string, number>> {
  let running = await start(place)
  const kills: Record<string, number> = { planning: 0, feed: 0, update: 0, purge: 0 }
  for (const [name, ask] of Object.entries(steps)) {
    const { task } = await ask(running.client)
    if (name === 'feed') {
      await upTo(durations[name]!.plan * 0.8)
      running = await crash(place, running)
      kills['planning'] = 1
    }
    await confirm(running, await until(running, task.taskId, isIn('planned')))
    for (let done = 0; kills[name]! < mostKills[name]!; kills[name]! += 1) {
      const more = (report: TaskReport) => report.task.done > done || report.task.status === 'completed'
      const { task: now } = await until(running, task.taskId, more)
      await upTo(durations[name]!.apply * 0.25)
      if (now.status === 'completed') break
      done = now.done
      running = await crash(place, running)
    }
    await until(running, task.taskId, isIn('completed'))
  }
  expect(await stopProgram(running.program)).toBe(0)
  return kills
}

test('killed while planning and while applying, everything ends as if nothing had happened', async () => {
  const [calm, rough] = [await base.copy(), await base.copy()]
  const durations = await undisturbed(calm)
  const kills = await disturbed(rough, durations)
  expect(Math.min(...Object.values(kills))).toBeGreaterThan(0)
  const [wanted, found] = await Promise.all(
    [calm, rough].map(place => place.look(db => readState(db, place.masterKey))),
  )
  expect(differences(wanted!, found!)).toEqual([])
  expect(await rough.look(countHalves)).toEqual({})
  await Promise.all([calm.remove(), rough.remove()])
}, 300_000)
