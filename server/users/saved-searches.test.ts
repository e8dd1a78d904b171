import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SavedSearch } from '../../contract/saved-searches.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { restoreUsers } from '../changes/restore-users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { createVaultKey } from '../vault/keys.ts'
import { contextOf } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ada: { ask: Ask; userId: number }
let ben: { ask: Ask; userId: number }
let desk: Ask

beforeAll(async () => {
  server = await openTestServer()
  ada = await staffMember(server, 'ada', ['21'])
  ben = await staffMember(server, 'ben', ['21'])
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

const search = {
  tab: 'PUBLIC',
  q: 'wal',
  index: 'last_name',
  userGroup: 'GRAD',
  status: 'lapsed',
  filter: '{"set":4}',
  sort: '-expiryDate',
}
const content = (name: string) => ({ name, isShared: false, search, columns: ['name', 'userGroup'] })

async function save(ask: Ask, change: object): Promise<SavedSearch> {
  const response = await ask('POST /api/saved-searches', { ...content('Search'), ...change })
  expect([response.statusCode, response.json().problems]).toEqual([200, undefined])
  return response.json()
}

const listed = async (ask: Ask): Promise<SavedSearch[]> => (await ask('GET /api/saved-searches')).json().items
const names = async (ask: Ask) => (await listed(ask)).map(one => one.name)
const code = async (ask: Ask, line: string, body?: object) => {
  const response = await ask(line, body)
  return response.statusCode === 204 ? 204 : (response.json().code ?? response.statusCode)
}

test('a search is kept as it was asked, with its order and columns', async () => {
  const saved = await save(ada.ask, { name: ' Graduates ' })
  expect(saved).toEqual({
    searchId: expect.any(Number),
    name: 'Graduates',
    isShared: false,
    isOwn: true,
    canEdit: true,
    createdBy: 'Wilhelmina Quackenbush',
    search,
    columns: ['name', 'userGroup'],
  })
  expect(await listed(ada.ask)).toEqual([saved])
})

test('a private one is its owner’s alone; a shared one everybody sees and the owner edits', async () => {
  const own = await save(ada.ask, { name: 'Private' })
  const shared = await save(ada.ask, { name: 'Shared', isShared: true })
  expect(await names(ben.ask)).toEqual(['Shared'])
  expect(await names(desk)).toEqual(['Shared'])
  expect((await listed(ben.ask))[0]).toMatchObject({ isOwn: false, canEdit: false })
  const line = (verb: string, one: SavedSearch) => `${verb} /api/saved-searches/${one.searchId}`
  expect(await code(ben.ask, line('PATCH', shared), { name: 'Mine' })).toBe('forbidden')
  expect(await code(ben.ask, line('DELETE', shared))).toBe('forbidden')
  expect(await code(ben.ask, line('PATCH', own), { name: 'Mine' })).toBe('not_found')
  expect(await code(ben.ask, line('DELETE', own))).toBe('not_found')
  const renamed = await ada.ask(line('PATCH', shared), { name: 'Zebra', isShared: false })
  expect(renamed.json()).toEqual({ ...shared, name: 'Zebra', isShared: false })
  expect(await names(ben.ask)).toEqual([])
  const other = { search: { q: 'li' }, columns: [] }
  expect((await ada.ask(line('PATCH', own), other)).json()).toEqual({ ...own, ...other })
  expect(await code(ada.ask, line('DELETE', own))).toBe(204)
  expect(await names(ada.ask)).toEqual(['Graduates', 'Zebra'])
})

test('sharing is for those who manage sets; a desk keeps its own', async () => {
  expect(await code(desk, 'POST /api/saved-searches', { ...content('Desk'), isShared: true })).toBe(
    'forbidden',
  )
  const own = await save(desk, { name: 'Desk' })
  expect(await code(desk, `PATCH /api/saved-searches/${own.searchId}`, { isShared: true })).toBe('forbidden')
})

test('a name is one’s own: twice by one person is refused, by two people is not', async () => {
  await save(ada.ask, { name: 'Twice' })
  await save(ben.ask, { name: 'Twice' })
  expect(await code(ada.ask, 'POST /api/saved-searches', content('Twice'))).toBe('name_taken')
})

test.each([
  ['a name of spaces', { name: '  ' }, 'invalid_input'],
  ['an order that there is not', { search: { sort: 'shoe' } }, 'invalid_input'],
  ['a part that there is not', { search: { shoe: 'x' } }, 'invalid_input'],
  ['a filter that cannot be read', { search: { filter: '{"and":' } }, 'invalid_filter'],
  ['an index that there is not', { search: { q: 'a', index: 'shoe' } }, 'invalid_filter'],
])('%s is not kept', async (_, change, expected) => {
  expect(await code(ada.ask, 'POST /api/saved-searches', { ...content('Wrong'), ...change })).toBe(expected)
})

test('what somebody shared outlives them without their name, and is theirs again after a restore', async () => {
  const cleo = await staffMember(server, 'cleo', ['21'])
  const shared = await save(cleo.ask, { name: 'Left behind', isShared: true })
  const ctx = contextOf(server)
  await ctx.db.transaction().execute(async trx => {
    const inner = { ...ctx, db: trx }
    await removeUsers(inner, await openChangeSet(inner, { source: 'system' }), {
      userIds: [cleo.userId],
      vaultKey: await createVaultKey(inner, null, 30),
      policy: 'remove_fully',
    })
  })
  const [left] = (await listed(ada.ask)).filter(one => one.name === 'Left behind')
  expect(left).toMatchObject({ isOwn: false, canEdit: true })
  expect(left).not.toHaveProperty('createdBy')
  expect((await listed(desk)).find(one => one.name === 'Left behind')?.canEdit).toBe(false)
  await ctx.db.transaction().execute(async trx => {
    const inner = { ...ctx, db: trx }
    await restoreUsers(inner, await openChangeSet(inner, { source: 'system' }), [cleo.userId])
  })
  expect((await listed(ada.ask)).find(one => one.name === 'Left behind')).toEqual({
    ...shared,
    isOwn: false,
    canEdit: false,
  })
})

test('a patron sees none', async () => {
  const patron = (await staffMember(server, 'patron', ['200'])).ask
  expect(await code(patron, 'GET /api/saved-searches')).toBe('forbidden')
  expect(await code(patron, 'POST /api/saved-searches', content('Mine'))).toBe('forbidden')
})
