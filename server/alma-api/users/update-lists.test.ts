import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code, openWritingDoor, refusalIn, userIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
let id: string
let made = 0
beforeAll(async () => {
  door = await openWritingDoor()
})
afterAll(() => door.server.close())
beforeEach(() => {
  made += 1
  id = `person${made}`
})

const create = (document: object) =>
  createPeople(contextOf(door.server), [
    { primary_id: id, first_name: 'Ada', last_name: 'Lovelace', ...document },
  ])
const put = async (change: (tree: AlmaTree) => AlmaTree, query = '') => {
  const tree = userIn(await door.send(`GET /users/${id}`))
  return userIn(await door.send(`PUT /users/${id}${query}`, change(tree)))
}
const elements = async (kind: string): Promise<RecordDocument> =>
  Object.fromEntries(
    Object.entries((await door.document(id))!).filter(([path]) => path.startsWith(`${kind}/`)),
  )

const external = { account_type: 'EXTERNAL', external_id: 'SIS' }
const mail = (address: string, isExternal: boolean, others: object = {}) => ({
  address,
  types: ['work'],
  external: isExternal,
  created_by: 'Sue',
  created_at: '2020-01-01T00:00:00+00:00',
  ...others,
})
const mailTree = (address: string, segment: string, others: object = {}) => ({
  email_address: address,
  segment_type: segment,
  email_type: [code('work')],
  ...others,
})
const withMail = (email: AlmaTree[]) => (tree: AlmaTree) => ({
  ...tree,
  contact_info: { ...(tree['contact_info'] as AlmaTree), email },
})

const trees = (...list: AlmaTree[]): AlmaTree[] => list

test('external elements replace external ones, internal ones internal ones; what is not sent of a list goes', async () => {
  await create({
    ...external,
    'email/x': mail('x@example.edu', true),
    'email/y': mail('y@example.edu', true),
    'email/n': mail('n@example.edu', false),
  })
  await put(withMail([mailTree('z@example.edu', 'External'), mailTree('x@example.edu', 'External')]))
  const after = await elements('email')
  expect(Object.values(after).map(one => (one as { address: string }).address)).toEqual(
    expect.arrayContaining(['x@example.edu', 'n@example.edu', 'z@example.edu']),
  )
  expect(Object.keys(after)).toHaveLength(3)
  expect(after['email/x']).toEqual({ preferred: false, ...mail('x@example.edu', true) })
  await put(withMail([mailTree('x@example.edu', 'External'), mailTree('m@example.edu', 'Internal')]))
  expect(Object.values(await elements('email')).map(one => (one as { address: string }).address)).toEqual(
    expect.arrayContaining(['x@example.edu', 'm@example.edu']),
  )
  expect(Object.keys(await elements('email'))).toHaveLength(2)
})

test.each([
  ['an empty list', withMail([])],
  ['no list', ({ contact_info: _contact, ...tree }: AlmaTree): AlmaTree => tree],
  ['null', (tree: AlmaTree): AlmaTree => ({ ...tree, contact_info: null })],
])('%s removes the elements of both origins', async (_what, change) => {
  await create({
    ...external,
    'email/x': mail('x@example.edu', true),
    'email/n': mail('n@example.edu', false),
  })
  await put(change)
  expect(await elements('email')).toEqual({})
})

test('an illegal or missing origin is external on an external account, and everything is internal on an internal one', async () => {
  await create(external)
  const list = ['', 'Nonsense', 'internal'].map((segment, at) => mailTree(`${at}@example.edu`, segment))
  const { segment_type: _none, ...bare } = mailTree('3@example.edu', '')
  const told = (tree: AlmaTree) =>
    ((tree['contact_info'] as AlmaTree)['email'] as AlmaTree[])
      .map(one => `${one['email_address']} ${one['segment_type']}`)
      .sort()
  expect(told(await put(withMail([...list, bare])))).toEqual([
    '0@example.edu External',
    '1@example.edu External',
    '2@example.edu Internal',
    '3@example.edu External',
  ])
  id = `${id}b`
  await create({})
  expect(told(await put(withMail([mailTree('0@example.edu', 'External'), bare])))).toEqual([
    '0@example.edu Internal',
    '3@example.edu Internal',
  ])
})

test('an element that is sent as it is keeps its identity, and the history names only what differs', async () => {
  const [userId] = await create({
    'note/a': {
      note_type: 'OTHER',
      text: 'Old',
      pinned: true,
      created_by: 'Sue',
      created_at: '2020-01-01T00:00:00+00:00',
    },
    'note/b': { note_type: 'OTHER', text: 'Stays', pinned: true },
    'identifier/i': { id_type: 'BARCODE', value: `B${made}`, note: 'was lost' },
  })
  const change = (tree: AlmaTree): AlmaTree => ({
    ...tree,
    user_note: (tree['user_note'] as AlmaTree[])
      .toReversed()
      .map(one => (one['note_text'] === 'Old' ? { ...one, popup_note: 'true', note_text: 'New' } : one)),
    user_identifier: [{ id_type: code('BARCODE'), value: `B${made}`, status: 'active' }],
  })
  await put(change)
  const after = (await door.document(id))!
  expect(after['note/a']).toMatchObject({ text: 'New', popup: true, pinned: true, created_by: 'Sue' })
  expect(after['identifier/i']).not.toHaveProperty('note')
  const history = (await door.administrator(`GET /api/users/${userId}/history`)).json()
  const [entry] = history.items
  expect([entry.source, entry.actor]).toEqual(['api', expect.stringContaining('Program')])
  const { rows } = await sql<{ actor_kind: string; source: string }>`select actor_kind, source from change_set
    order by change_set_id desc limit 1`.execute(door.server.db)
  expect(rows).toEqual([{ actor_kind: 'key', source: 'api' }])
  expect(new Set(entry.changes.map(({ path }: { path: string }) => path))).toEqual(
    new Set(['note/a', 'identifier/i']),
  )
})

test('who made a note and when is kept as it is sent', async () => {
  await create({})
  const note = {
    note_type: code('OTHER'),
    note_text: 'Hello',
    created_by: 'System',
    created_date: '2013-11-05T14:48:07.930Z',
  }
  const tree = await put(one => ({
    ...one,
    user_note: [note, { note_type: code('OTHER'), note_text: 'Mine' }] as AlmaTree[],
  }))
  expect(tree['user_note']).toEqual([
    expect.objectContaining({
      created_by: 'System',
      created_date: '2013-11-05T14:48:07.930Z',
      user_viewable: false,
    }),
    expect.objectContaining({ created_by: expect.stringContaining('Program') }),
  ])
  const changes = await door.changes()
  await put(one => one)
  expect(await door.changes()).toBe(changes)
})

test('an internal identifier that is sent as external becomes external and stays the same one', async () => {
  await create({ ...external, 'identifier/i': { id_type: 'BARCODE', value: `B${made}`, external: false } })
  await put(tree => ({
    ...tree,
    user_identifier: [{ id_type: code('BARCODE'), value: `B${made}`, segment_type: 'External' }],
  }))
  expect(await elements('identifier')).toMatchObject({ 'identifier/i': { external: true } })
})

test('of two preferred addresses the one that became it wins', async () => {
  await create({
    'email/a': mail('a@example.edu', false, { preferred: true }),
    'email/b': mail('b@example.edu', false),
  })
  await put(
    withMail([
      mailTree('a@example.edu', 'Internal', { preferred: true }),
      mailTree('b@example.edu', 'Internal', { preferred: 'true' }),
    ]),
  )
  expect(await elements('email')).toMatchObject({
    'email/a': { preferred: false },
    'email/b': { preferred: true },
  })
})

test('the type of a statistical category follows from the category; a block without a type is a general one', async () => {
  await create({ 'statistic/s': { category: 'USA', category_type: 'DEPARTMENT' } })
  const tree = await put(one => ({
    ...one,
    user_statistic: trees(
      { statistic_category: code('USA'), category_type: code('NONSENSE'), statistic_note: 'New' },
      { statistic_category: code('HISTORY'), category_type: code('CITIZENSHIP') },
    ),
    user_block: trees(
      { block_description: code('LOST') },
      { block_description: code('DEBT'), block_type: code('CASH') },
    ),
  }))
  expect(await elements('statistic')).toMatchObject({
    'statistic/s': { category: 'USA', category_type: 'DEPARTMENT', note: 'New' },
  })
  expect((tree['user_statistic'] as AlmaTree[])[1]).toMatchObject({ category_type: { value: 'DEPARTMENT' } })
  expect(tree['user_block']).toMatchObject([
    { block_type: { value: 'LOAN' } },
    { block_type: { value: 'CASH' } },
  ])
})

test('proxies are named by primary identifiers; nobody is one for strangers', async () => {
  const patron = { 'role/p': { role_type: '200' } }
  const [mother] = await createPeople(contextOf(door.server), [
    { primary_id: `mother${made}`, last_name: 'Byron', ...patron },
    { primary_id: `stranger${made}`, last_name: 'Stranger' },
  ])
  await create({})
  const withProxies = (list: AlmaTree[]) => (tree: AlmaTree) => ({ ...tree, proxy_for_user: list })
  const tree = await put(withProxies([{ primary_id: `MOTHER${made}`, link: '' }, { link: '' }]))
  expect(tree['proxy_for_user']).toMatchObject([{ primary_id: `mother${made}`, full_name: 'Byron' }])
  const paths = Object.keys(await elements('proxy'))
  await put(withProxies([{ primary_id: `mother${made}`, full_name: 'ignored' }]))
  expect(await elements('proxy')).toMatchObject({ [paths[0]!]: { patron_id: mother } })
  const refused = async (primary_id: string) =>
    refusalIn(await door.send(`PUT /users/${id}`, { ...tree, proxy_for_user: [{ primary_id }] }))
  expect(await refused('no\u0000body')).toContain('401861 User with identifier no')
  expect(await refused(`stranger${made}`)).toBe('401860 Failed to update user. patron_id: not a patron')
  expect(await refused(id)).toBe('401860 Failed to update user. patron_id: proxy of oneself')
  await put(({ proxy_for_user: _proxies, ...others }) => others)
  expect(await elements('proxy')).toEqual({})
})

test('a block that was copied from another institution is changed there: programs neither lift nor change it', async () => {
  const copied = {
    block_type: 'GENERAL',
    block_description: 'LOST',
    status: 'ACTIVE',
    external_owner: 'North',
  }
  await create({ 'block/from-9-b1': copied, 'block/own': { block_description: 'DEBT' } })
  await put(tree => ({ ...tree, user_block: [] }))
  expect(Object.keys(await elements('block'))).toEqual(['block/from-9-b1'])
  const answer = await put(tree => ({
    ...tree,
    user_block: (tree['user_block'] as AlmaTree[]).map(one => ({ ...one, block_status: 'INACTIVE' })),
  }))
  expect(answer['user_block']).toMatchObject([{ block_status: 'ACTIVE' }])
})
