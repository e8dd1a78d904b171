import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryEntry } from '../../contract/history.ts'
import type { Page } from '../../contract/page.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask
let userId: number

beforeAll(async () => {
  server = await openTestServer()
  ask = (await staffMember(server, 'desk', ['21'])).ask
  server.clock.now = new Date('2026-10-01T08:00:00Z')
  const note = { note_type: 'LIBRARY', text: 'Hello' }
  const document = {
    first_name: 'Ada',
    last_name: 'Lovelace',
    pin_number: '7391',
    locked_fields: {},
    'note/a': note,
  }
  userId = (await createPeople(contextOf(server), [document]))[0]!
  await save('2026-10-21T15:00:00Z', { first_name: 'Augusta', pin_number: '8264' })
  await save('2026-11-20T14:00:00Z', { first_name: null }, 422)
  await save('2026-11-20T14:30:00Z', { status: 'INACTIVE', pin_number: null })
  server.clock.now = new Date('2026-11-20T15:00:00Z')
})
afterAll(() => server.close())

async function save(moment: string, values: object, status = 200): Promise<void> {
  const { revision } = (await ask(`GET /api/users/${userId}`)).json()
  server.clock.now = new Date(moment)
  const response = await ask(`PATCH /api/users/${userId}`, { revision, values })
  expect(response.statusCode).toBe(status)
}

async function history(query = ''): Promise<Page<HistoryEntry>> {
  const response = await ask(`GET /api/users/${userId}/history?${query}`)
  expect(response.statusCode).toBe(200)
  return response.json()
}

const moments = (page: Page<HistoryEntry>) => page.items.map(entry => entry.at.slice(0, 10))

test('the history says field by field what was written, by whom, when and from where, newest first', async () => {
  expect(await history()).toEqual({
    items: [
      {
        at: '2026-11-20T14:30:00.000Z',
        actor: 'Wilhelmina Quackenbush',
        source: 'screen',
        kind: 'changed',
        changes: [
          { path: 'pin_number' },
          { path: 'status', old: 'ACTIVE', new: 'INACTIVE' },
          { path: 'status_date', new: '2026-11-20' },
        ],
      },
      {
        at: '2026-10-21T15:00:00.000Z',
        actor: 'Wilhelmina Quackenbush',
        source: 'screen',
        kind: 'changed',
        changes: [{ path: 'first_name', old: 'Ada', new: 'Augusta' }, { path: 'pin_number' }],
      },
      {
        at: '2026-10-01T08:00:00.000Z',
        actor: 'Registrar',
        source: 'system',
        kind: 'created',
        changes: [
          { path: 'account_type', new: 'INTERNAL' },
          { path: 'first_name', new: 'Ada' },
          { path: 'last_name', new: 'Lovelace' },
          {
            path: 'note/a',
            new: { note_type: 'LIBRARY', text: 'Hello', user_viewable: false, popup: false, external: false },
          },
          { path: 'pin_number' },
          { path: 'preferred_language', new: 'en' },
          { path: 'primary_id', new: `person${userId}` },
          { path: 'record_type', new: 'PUBLIC' },
          { path: 'status', new: 'ACTIVE' },
        ],
      },
    ],
  })
})

test('no answer but the record itself ever holds a PIN', async () => {
  const lines = ['history', 'history?limit=1'].map(end => `GET /api/users/${userId}/${end}`)
  const searches = ['7391', '8264'].flatMap(pin => [
    `GET /api/users?q=${pin}`,
    `GET /api/users/count?q=${pin}`,
  ])
  for (const line of [...lines, ...searches, 'GET /api/users', 'GET /api/users/facets']) {
    const { body } = await ask(line)
    expect(body).not.toMatch(/7391|8264/)
  }
  expect((await ask('GET /api/users/count?q=7391')).json()).toEqual({ total: 0 })
})

test.each([
  ['7', ['2026-11-20']],
  ['30', ['2026-11-20', '2026-10-21']],
  ['month', ['2026-10-21', '2026-10-01']],
  ['365', ['2026-11-20', '2026-10-21', '2026-10-01']],
  ['all', ['2026-11-20', '2026-10-21', '2026-10-01']],
])('of the period %s', async (period, expected) => {
  expect(moments(await history(`period=${period}`))).toEqual(expected)
})

test('page by page it is all there, once', async () => {
  const first = await history('limit=2')
  expect(moments(first)).toEqual(['2026-11-20', '2026-10-21'])
  const second = await history(`limit=2&after=${first.next}`)
  expect(moments(second)).toEqual(['2026-10-01'])
  expect(second.next).toBeUndefined()
})

test('somebody who is not there has none', async () => {
  expect((await ask('GET /api/users/1000000/history')).json()).toEqual({ items: [] })
})

test.each(['period=0', 'days=7', 'after=abc', 'limit=0', 'source=x', 'field=nothing', 'field=sis_values'])(
  '%s is refused',
  async query => {
    const response = await ask(`GET /api/users/${userId}/history?${query}`)
    expect([response.statusCode, response.json().code]).toEqual([422, 'invalid_input'])
  },
)
