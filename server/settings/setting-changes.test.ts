import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SettingChange } from '../../contract/settings-history.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let administrator: Ask
let manager: Ask
let desk: Ask
beforeAll(async () => {
  server = await openTestServer()
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

const set = async (values: object) => {
  const answer = await administrator('PATCH /api/settings', { values })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}
const page = async (query = '') =>
  (await manager(`GET /api/settings/history${query}`)).json<{ items: SettingChange[]; next?: string }>()

test('every change says who, when, and from what to what, as people enter it; the default has no value', async () => {
  await set({ protectedPatterns: ['boss_*', 'a?'] })
  await set({ protectedPatterns: null, lockMinutes: 45 })
  const { items } = await page()
  expect(items.map(({ changeId: _id, ...rest }) => rest)).toEqual(
    expect.arrayContaining([
      { at: '2026-11-20T15:00:00.000Z', by: 'Wilhelmina Quackenbush', key: 'lockMinutes', new: 45 },
      expect.objectContaining({ key: 'protectedPatterns', old: ['boss_*', 'a?'] }),
    ]),
  )
  expect(items.at(-1)).toMatchObject({ key: 'protectedPatterns', new: ['boss_*', 'a?'] })
})

test('one setting can be asked for, and pages go on where the last one ended', async () => {
  for (const lockMinutes of [10, 20, 30, 40]) await set({ lockMinutes, sessionHours: lockMinutes })
  const first = await page('?key=lockMinutes&limit=2')
  const second = await page(`?key=lockMinutes&limit=2&after=${first.next}`)
  expect([...first.items, ...second.items].map(one => [one.old, one.new])).toEqual([
    [30, 40],
    [20, 30],
    [10, 20],
    [45, 10],
  ])
})

test('what is saved as it was leaves no trace', async () => {
  const before = (await page()).items.length
  await set({ lockMinutes: 40 })
  expect((await page()).items.length).toBe(before)
})

test('only those who see the configuration see its history, and a page that is none is refused', async () => {
  const answers = [
    await desk('GET /api/settings/history'),
    await manager('GET /api/settings/history?after=x'),
  ]
  expect(answers.map(answer => answer.statusCode)).toEqual([403, 422])
})
