import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context, Institution } from '../context.ts'
import type { Json } from '../fields/document.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { foundInstitution } from '../institutions/found-institution.ts'
import { readInstitutions } from '../institutions/read-institution.ts'
import { codeTables } from '../rules/testing/rules-scope.ts'
import { readDocument } from '../testing/read-document.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { copyConsortialBlocks } from './consortial-blocks.ts'

let server: TestServer
let boss: Ask
let institutions: Institution[]
let homeId: number

const consortial = { code: 'CONSORTIA', label: 'Suspended everywhere', details: { block_type: 'CONSORTIAL' } }
const partnersOf: Record<string, string[]> = {
  INSTITUTION: ['NORTH', 'SOUTH', 'ALIEN'],
  NORTH: ['INSTITUTION'],
  SOUTH: ['INSTITUTION'],
  // Nobody asked it.
  ALIEN: [],
}

beforeAll(async () => {
  server = await openTestServer()
  for (const code of ['NORTH', 'SOUTH', 'ALIEN']) await foundInstitution(server.db, code)
  for (const { institutionId, code } of await readInstitutions(server.db)) {
    const blocks = [...codeTables['UserBlockDescription']!, ...(code === 'SOUTH' ? [] : [consortial])]
    await installCodeTables(server.db, institutionId, { ...codeTables, UserBlockDescription: blocks })
    await sql`update institution set name = initcap(code), settings = ${JSON.stringify({ partnerInstitutions: partnersOf[code] })}::jsonb
      where institution_id = ${institutionId}`.execute(server.db)
  }
  institutions = await readInstitutions(server.db)
  boss = (await staffMember(server, 'boss', ['50'])).ask
})
afterAll(() => server.close())

const at = (code: string): Context => contextOf(server, institutions.find(one => one.code === code)!)
const ada = 'ada'
let round = 0

beforeEach(async () => {
  round += 1
  ;[homeId] = (await createPeople(at('INSTITUTION'), [
    { primary_id: `${ada}${round}`, last_name: 'Lovelace' },
  ])) as [number]
  const guest = {
    primary_id: `${ada}${round}`,
    last_name: 'Lovelace',
    source_institution_code: 'INSTITUTION',
    source_link_id: String(homeId),
  }
  for (const code of ['NORTH', 'SOUTH', 'ALIEN']) await createPeople(at(code), [guest])
})

const given = {
  block_type: 'CONSORTIAL',
  block_description: 'CONSORTIA',
  status: 'ACTIVE',
  note: 'books',
  external: false,
}

/** Gives, changes (`change` into SQL) or lifts a block, as somebody there does. */
async function give(
  code: string,
  more: { elementId?: string; description?: string; owner?: string } = {},
): Promise<void> {
  const { elementId = 'b1', description = 'CONSORTIA', owner = null } = more
  await sql`insert into user_block (institution_id, user_id, element_id, block_type, block_description, status, note,
      expiry_date, owner, external, created_by, created_at)
    select institution_id, user_id, ${elementId}, 'CONSORTIAL', ${description}, 'ACTIVE', 'books', '2027-01-31', ${owner},
      false, 'Warden', '2026-11-20T10:00:00Z'
    from user_account where institution_id = ${at(code).institution.institutionId} and primary_id = ${`${ada}${round}`}`.execute(
    server.db,
  )
}

const inBlocks = (code: string) =>
  sql`institution_id = ${at(code).institution.institutionId} and element_id = 'b1' and user_id = (select user_id
    from user_account where institution_id = ${at(code).institution.institutionId} and primary_id = ${`${ada}${round}`})`

async function everywhere(): Promise<void> {
  for (const code of Object.keys(partnersOf)) await copyConsortialBlocks(at(code))
}

async function blocksAt(code: string): Promise<Record<string, Json>> {
  const record = (await readDocument(at(code), `${ada}${round}`))!
  return Object.fromEntries(Object.entries(record).filter(([path]) => path.startsWith('block/'))) as Record<
    string,
    Json
  >
}

const idOf = (code: string, element = 'b1') => `block/from-${at(code).institution.institutionId}-${element}`
const copy = {
  ...given,
  expiry_date: '2027-01-31',
  created_by: 'Warden',
  created_at: '2026-11-20T10:00:00+00:00',
}

test('a block where the patron is a guest comes home under the name of that institution, and goes no further', async () => {
  await give('NORTH', { owner: 'MAIN' })
  await everywhere()
  await everywhere()
  expect(await blocksAt('INSTITUTION')).toEqual({ [idOf('NORTH')]: { ...copy, external_owner: 'North' } })
  expect(Object.keys(await blocksAt('NORTH'))).toEqual(['block/b1'])
  expect([await blocksAt('SOUTH'), await blocksAt('ALIEN')]).toEqual([{}, {}])
})

test('a block of the home institution comes to the guest’s account without an external owner', async () => {
  await give('INSTITUTION')
  await everywhere()
  expect(await blocksAt('NORTH')).toEqual({ [idOf('INSTITUTION')]: copy })
})

test('only what both institutions call consortial is copied, and only between those that agreed', async () => {
  await give('NORTH', { elementId: 'b2', description: 'LOST' })
  await give('SOUTH')
  await give('ALIEN')
  await everywhere()
  expect(await blocksAt('INSTITUTION')).toEqual({})
})

test('a copy follows its original: changed, inactive, gone', async () => {
  await give('NORTH')
  await everywhere()
  const home = async () => (await blocksAt('INSTITUTION'))[idOf('NORTH')]
  await sql`update user_block set note = 'paid half', status = 'INACTIVE' where ${inBlocks('NORTH')}`.execute(
    server.db,
  )
  await everywhere()
  expect(await home()).toMatchObject({ note: 'paid half', status: 'INACTIVE' })
  await sql`delete from user_block where ${inBlocks('NORTH')}`.execute(server.db)
  await everywhere()
  expect(await home()).toBeUndefined()
})

test('copies go when the institutions are partners no more', async () => {
  await give('NORTH')
  await everywhere()
  const { institution } = at('INSTITUTION')
  const alone = { ...institution, settings: { ...institution.settings, partnerInstitutions: [] } }
  await copyConsortialBlocks(contextOf(server, alone))
  expect(await blocksAt('INSTITUTION')).toEqual({})
})

test('nothing is written when nothing changed, and many are written piece by piece', async () => {
  await everywhere()
  await give('NORTH')
  expect(await copyConsortialBlocks(at('INSTITUTION'))).toBe(1)
  expect(await copyConsortialBlocks(at('INSTITUTION'))).toBe(0)
  const people = Array.from({ length: 1201 }, (_, index) => ({
    primary_id: `many${index}`,
    last_name: 'Many',
  }))
  const ids = await createPeople(at('INSTITUTION'), people)
  await createPeople(
    at('NORTH'),
    people.map((one, index) => ({
      ...one,
      source_institution_code: 'INSTITUTION',
      source_link_id: String(ids[index]),
      'block/b1': { ...given, created_by: 'Warden' },
    })),
  )
  expect(await copyConsortialBlocks(at('INSTITUTION'))).toBe(1201)
  expect(await copyConsortialBlocks(at('INSTITUTION'))).toBe(0)
})

test('the history says that it came over the network; nobody changes a copy where it is', async () => {
  await give('NORTH')
  await everywhere()
  const { items } = (await boss(`GET /api/users/${homeId}/history`)).json<{ items: { source: string }[] }>()
  expect(items[0]!.source).toBe('network')
  const { revision } = (await boss(`GET /api/users/${homeId}`)).json<{ revision: number }>()
  const edits = [
    [idOf('NORTH'), null],
    [idOf('NORTH'), { block_description: 'LOST' }],
    ['block/from-9-x', { block_description: 'LOST' }],
  ] as const
  for (const [field, value] of edits) {
    const answer = await boss(`PATCH /api/users/${homeId}`, { revision, values: { [field]: value } })
    expect([answer.statusCode, answer.json().problems]).toEqual([
      422,
      expect.arrayContaining([{ field, rule: 'copied_block' }]),
    ])
  }
})
