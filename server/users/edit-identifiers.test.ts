import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let manager: Ask
let desk: Ask
let viewer: Ask

beforeAll(async () => {
  server = await openTestServer()
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

async function person(document: PersonDocument = {}): Promise<number> {
  return (
    await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'Lovelace', ...document }])
  )[0]!
}

async function edit(userId: number, values: object, revision = 1) {
  const response = await desk(`PATCH /api/users/${userId}`, { revision, values })
  return { status: response.statusCode, body: response.json() }
}

const read = async (userId: number): Promise<UserRecord> => (await desk(`GET /api/users/${userId}`)).json()
const barcode = (value: string) => ({ id_type: 'BARCODE', value })

test('an additional identifier is nobody else’s, neither additional nor primary, whatever the type and the case', async () => {
  await person({ primary_id: 'First.One', 'identifier/a': barcode('Card-7') })
  const userId = await person()
  for (const value of ['card-7', 'CARD-7', ' Card-7 ', 'first.one', 'FIRST.ONE']) {
    const { status, body } = await edit(userId, { 'identifier/x': { id_type: 'UNIV_ID', value } })
    const problems = [{ field: 'identifier/x/value', rule: 'identifier_taken' }]
    expect([value, status, body.code, body.problems]).toEqual([value, 409, 'identifier_taken', problems])
  }
  expect((await read(userId)).segments['identifier']).toEqual([])
})

test('an inactive identifier is held like an active one; a removed one is free', async () => {
  const holder = await person({ 'identifier/a': { ...barcode('Card-8'), status: 'INACTIVE' } })
  const userId = await person()
  expect((await edit(userId, { 'identifier/x': barcode('Card-8') })).status).toBe(409)
  expect((await edit(holder, { 'identifier/a': null })).status).toBe(200)
  expect((await edit(userId, { 'identifier/x': barcode('Card-8') })).status).toBe(200)
})

describe('of editors who give the same identifiers at the same moment', () => {
  test('exactly one wins, and the others are told that it is taken', async () => {
    for (let round = 0; round < 6; round += 1) {
      const people = [await person(), await person(), await person(), await person()]
      const edits = [
        { 'identifier/a': barcode(`A${round}`), 'identifier/b': barcode(`B${round}`) },
        { 'identifier/a': barcode(`b${round}`), 'identifier/b': barcode(`a${round}`) },
        { primary_id: `A${round}`, 'identifier/a': barcode(`B${round}`) },
        { primary_id: `B${round}`, 'identifier/a': barcode(`A${round}`) },
      ]
      const answers = await Promise.all(people.map((userId, index) => edit(userId, edits[index]!)))
      const told = answers.map(({ status, body }) => [status, body.code])
      expect(told.filter(([status]) => status === 200)).toHaveLength(1)
      for (const answer of told.filter(([status]) => status !== 200))
        expect(answer).toEqual([409, 'identifier_taken'])
    }
  })

  test('or the same new user twice, exactly one comes to be', async () => {
    const values = {
      ...{ primary_id: 'twin', first_name: 'A', last_name: 'B', user_group: 'STUDENT' },
      'email/a': { address: 'a@b.example', types: ['work'] },
    }
    const answers = await Promise.all(
      [1, 2, 3].map(() => manager('POST /api/users', { recordType: 'PUBLIC', values })),
    )
    expect(answers.map(answer => answer.json().code ?? 'created').sort()).toEqual([
      'created',
      'identifier_taken',
      'identifier_taken',
    ])
  })
})

describe('changing the account type', () => {
  const toggle = async (ask: Ask, userId: number, accountType: string, revision = 1) => {
    const response = await ask(`POST /api/users/${userId}/account-type`, { revision, accountType })
    return { status: response.statusCode, body: response.json() }
  }

  test('to external marks the account for the next feed and makes internal identifiers external', async () => {
    const userId = await person({
      'identifier/a': barcode('Card-9'),
      'identifier/g': { id_type: 'GOOGLE', value: 'g-9' },
      'email/a': { address: 'a@b.example' },
    })
    const { status, body } = await toggle(manager, userId, 'EXTERNAL')
    expect([status, body.values]).toMatchObject([200, { account_type: 'EXTERNAL', external_id: 'SIS_temp' }])
    expect(body.segments.identifier).toMatchObject([{ values: { value: 'Card-9', external: true } }])
    expect(body.segments.email).toMatchObject([{ values: { external: false } }])
    const back = await toggle(manager, userId, 'INTERNAL', 2)
    expect(back.body.values).not.toHaveProperty('external_id')
    expect(back.body.segments.identifier).toMatchObject([{ values: { external: false } }])
  })

  test('is for managers and administrators, of accounts that are not protected and as they were read', async () => {
    const userId = await person()
    for (const ask of [desk, viewer])
      expect((await toggle(ask, userId, 'EXTERNAL')).body.details).toEqual({ permission: 'users.toggle' })
    expect((await toggle(manager, userId, 'ROBOT')).body.code).toBe('invalid_input')
    expect((await toggle(manager, 999_999, 'EXTERNAL')).body.code).toBe('not_found')
    expect((await toggle(manager, await person({ primary_id: 'exl_x' }), 'EXTERNAL')).body.code).toBe(
      'protected_account',
    )
    await edit(userId, { middle_name: 'x' })
    expect((await toggle(manager, userId, 'EXTERNAL')).body.code).toBe('conflict')
    expect((await read(userId)).values['account_type']).toBe('INTERNAL')
  })
})

describe('a login of a social network', () => {
  const logins = {
    'identifier/a': barcode('Card-10'),
    'identifier/g': { id_type: 'GOOGLE', value: 'google-10' },
    'identifier/f': { id_type: 'FACEBOOK', value: 'facebook-10' },
  }
  const detach = async (ask: Ask, userId: number, revision = 1) => {
    const response = await ask(`POST /api/users/${userId}/detach-social`, { revision })
    return { status: response.statusCode, body: response.json() }
  }

  test('is not among the identifiers, but named, found, and left alone by edits', async () => {
    const userId = await person(logins)
    const { body } = await edit(userId, { first_name: 'Augusta' })
    expect(body.segments.identifier).toMatchObject([{ id: 'a' }])
    expect(body.summary.socialLogins.toSorted()).toEqual(['FACEBOOK', 'GOOGLE'])
    const found = await desk('GET /api/users?q=google-10&index=identifier')
    expect(found.json().items).toMatchObject([{ userId }])
    const taken = await edit(await person(), { 'identifier/x': barcode('GOOGLE-10') })
    expect(taken.body.code).toBe('identifier_taken')
    const { body: refused } = await edit(userId, { 'identifier/g': null }, 2)
    expect(refused.problems).toEqual([{ field: 'identifier/g', rule: 'not_editable' }])
    await sql`update code_value set is_enabled = false where code = 'GOOGLE'`.execute(server.db)
    expect((await read(userId)).segments['identifier']).toMatchObject([{ id: 'a' }])
    await sql`update code_value set is_enabled = true where code = 'GOOGLE'`.execute(server.db)
  })

  test('is taken away by detaching, all of them and nothing else, and free then', async () => {
    const userId = await person({
      'identifier/a': barcode('Card-11'),
      'identifier/g': { id_type: 'GOOGLE', value: 'google-11' },
      'identifier/t': { id_type: 'TWITTER', value: 'twitter-11', external: true },
    })
    const { status, body } = await detach(desk, userId)
    expect([status, body.summary.socialLogins, body.revision]).toEqual([200, [], 2])
    expect(body.segments.identifier).toMatchObject([{ values: { value: 'Card-11' } }])
    expect((await detach(desk, userId, 2)).body.revision).toBe(2)
    expect((await edit(await person(), { 'identifier/x': barcode('google-11') })).status).toBe(200)
  })

  test('is taken away only by those who may edit, of the record as they read it', async () => {
    const userId = await person({ 'identifier/g': { id_type: 'GOOGLE', value: 'google-12' } })
    expect((await detach(viewer, userId)).body.details).toEqual({ permission: 'users.edit' })
    expect((await detach(desk, userId, 7)).body.code).toBe('conflict')
    expect((await detach(desk, 999_999)).body.code).toBe('not_found')
    expect((await read(userId)).summary.socialLogins).toEqual(['GOOGLE'])
  })
})
