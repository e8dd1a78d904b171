import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { segments as allSegments } from '../fields/segments.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask

beforeAll(async () => {
  server = await openTestServer()
  ask = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

async function person(document: PersonDocument): Promise<number> {
  return (await createPeople(contextOf(server), [document]))[0]!
}

const read = async (userId: number) => (await ask(`GET /api/users/${userId}`)).json()

test('the record has its values, every kind of element, and who made it when', async () => {
  const moment = (day: number) => `2026-10-0${day}T00:00:00+00:00`
  const userId = await person({
    primary_id: 'zoe',
    first_name: 'Zoë',
    last_name: 'Regular',
    pref_last_name: 'Preferred',
    locked_fields: { user_group: 'STUDENT' },
    sis_values: { user_group: 'STUDENT' },
    'note/b': { note_type: 'ERP', text: 'first', created_at: moment(1) },
    'note/a': { note_type: 'ERP', text: 'second', created_at: moment(2) },
    'note/c': { note_type: 'ERP', text: 'of old' },
    'email/x': { address: 'zoe@example.edu', types: ['work'], preferred: true },
  })
  expect(await read(userId)).toMatchObject({
    userId,
    revision: 1,
    name: 'Preferred, Zoë',
    originalValues: { user_group: 'STUDENT' },
    origin: {
      createdBy: 'Registrar',
      createdAt: '2026-11-20T15:00:00.000Z',
      updatedBy: 'Registrar',
      updatedAt: '2026-11-20T15:00:00.000Z',
    },
  })
  const { values, segments } = await read(userId)
  expect(values).toEqual({
    ...{ primary_id: 'zoe', first_name: 'Zoë', last_name: 'Regular', pref_last_name: 'Preferred' },
    ...{ record_type: 'PUBLIC', account_type: 'INTERNAL', status: 'ACTIVE', preferred_language: 'en' },
  })
  expect(Object.keys(segments).toSorted()).toEqual(allSegments.map(segment => segment.kind).toSorted())
  expect(segments.note.map((note: { id: string }) => note.id)).toEqual(['c', 'b', 'a'])
  expect(segments.email).toEqual([
    { id: 'x', values: { address: 'zoe@example.edu', types: ['work'], preferred: true, external: false } },
  ])
  expect(segments.identifier).toEqual([])
})

test('the summary counts what is open now, and nothing that is over', async () => {
  const block = { block_description: '02-GLOBAL' }
  const userId = await person({
    primary_id: 'EXL_old',
    expiry_date: '2026-11-19',
    'block/a': block,
    'block/b': { ...block, expiry_date: '2026-11-20' },
    'block/c': { ...block, expiry_date: '2026-11-19' },
    'block/d': { ...block, status: 'INACTIVE' },
  })
  const { institutionId } = server.institution
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    select ${institutionId}, ${userId}, 'FINE', status, 10, balance, now(), now()
    from (values ('ACTIVE', 0.1), ('ACTIVE', 0.2), ('ACTIVE', -1.05), ('CLOSED', 5)) f(status, balance)`.execute(
    server.db,
  )
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at, returned_at)
    values (${institutionId}, ${userId}, 'a', now(), now(), null), (${institutionId}, ${userId}, 'b', now(), now(), now())`.execute(
    server.db,
  )
  await sql`insert into request (institution_id, user_id, kind, status, created_at)
    select ${institutionId}, ${userId}, 'HOLD', status, now() from unnest(array['ON_HOLD_SHELF', 'IN_PROCESS', 'COMPLETED',
      'CANCELLED', 'REJECTED', 'EXPIRED']) status`.execute(server.db)
  const blocks = ['a', 'b'].map(elementId => ({ kind: 'block', code: '02-GLOBAL', elementId }))
  expect((await read(userId)).summary).toEqual({
    balance: '-0.75',
    activeLoans: 1,
    openRequests: 2,
    activeBlocks: 2,
    isProtected: true,
    isRestricted: false,
    socialLogins: [],
    isExpired: true,
    forbidden: [
      { action: 'LOGIN', because: [{ kind: 'expired' }] },
      { action: 'LOAN', because: [{ kind: 'expired' }, ...blocks] },
      { action: 'RENEW', because: blocks },
      { action: 'HOLD', because: blocks },
    ],
  })
  expect((await read(await person({ expiry_date: '2026-11-20' }))).summary).toEqual({
    balance: '0',
    activeLoans: 0,
    openRequests: 0,
    activeBlocks: 0,
    isProtected: false,
    isRestricted: false,
    socialLogins: [],
    isExpired: false,
    forbidden: [],
  })
})

test.each([
  ['1000000', 404, 'not_found'],
  ['0', 422, 'invalid_input'],
  ['zoe', 422, 'invalid_input'],
  ['1.5', 422, 'invalid_input'],
  ['99999999999999999999', 422, 'invalid_input'],
])('user %s is %i', async (userId, status, code) => {
  const response = await ask(`GET /api/users/${userId}`)
  expect([response.statusCode, response.json().code]).toEqual([status, code])
})

test('the PIN is shown to those who may change it, and to nobody else', async () => {
  const userId = await person({
    primary_id: 'pin',
    first_name: 'Pin',
    last_name: 'Owner',
    pin_number: '7391',
  })
  const desk = (await staffMember(server, 'desk', ['32'])).ask
  expect((await desk(`GET /api/users/${userId}`)).json().values.pin_number).toBe('7391')
  expect((await read(userId)).values).not.toHaveProperty('pin_number')
})

test('what is told again is told anew as soon as anything in it is otherwise', async () => {
  const { institutionId } = server.institution
  const userId = await person({ 'block/a': { block_description: '02-GLOBAL' } })
  const first = await read(userId)
  expect(await read(userId)).toEqual(first)
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${institutionId}, ${userId}, 'FINE', 'ACTIVE', 10, 2.5, now(), now())`.execute(server.db)
  expect((await read(userId)).summary).toEqual({ ...first.summary, balance: '2.50' })
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at)
    values (${institutionId}, ${userId}, 'again', now(), now())`.execute(server.db)
  expect((await read(userId)).summary).toMatchObject({ balance: '2.50', activeLoans: 1 })
  await sql`update user_account set expiry_date = '2026-11-19' where user_id = ${userId}`.execute(server.db)
  expect((await read(userId)).summary.isExpired).toBe(true)
})

test('what is told again is told anew on the next day', async () => {
  const userId = await person({ expiry_date: '2026-11-20' })
  expect((await read(userId)).summary.isExpired).toBe(false)
  const { now } = server.clock
  server.clock.now = new Date(now.getTime() + 24 * 3600 * 1000)
  const tomorrow = await staffMember(server, 'tomorrow', ['38'])
  const answer = await tomorrow.ask(`GET /api/users/${userId}`)
  server.clock.now = now
  expect(answer.json().summary.isExpired).toBe(true)
})
