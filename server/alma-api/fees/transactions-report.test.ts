import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { type FeesWorld, openFeesWorld } from '../../fees/testing/fees-world.ts'

const report = '/almaws/v1/conf/utilities/fee-transactions'
let world: FeesWorld
let key: string
let usersKey: string
let inMain: number
let inLaw: number
let nobodys: number

beforeAll(async () => {
  world = await openFeesWorld()
  const { db, institution } = world.server
  await sql`update institution set time_zone = 'America/Chicago'`.execute(db)
  // What is known of the institution is read again.
  await world.admin('PATCH /api/settings', { values: { waivingFeesLimit: 99 } })
  key = (await makeKey(world.admin, { areas: { configuration: 'read' } })).key
  usersKey = (await makeKey(world.admin, { areas: { users: 'write' } })).key
  const userId = await world.patron({ primary_id: 'debtor' })
  inMain = await world.owe(userId, { owner: 'MAIN', balance: '5.00', at: '2026-10-01T00:00:00Z' })
  inLaw = await world.owe(userId, { owner: 'LAW', balance: '6.00', at: '2026-10-02T00:00:00Z' })
  nobodys = await world.owe(userId, { balance: '7.00', at: '2026-10-03T00:00:00Z' })
  await sql`update fee set user_id = null where fee_id = ${nobodys}`.execute(db)
  const entries = [
    { fee: inMain, kind: 'PAYMENT', at: '2026-11-10T18:00:00Z', desk: 'MAIN_CIRC' },
    // Half past eleven at night of the ninth, in Chicago.
    { fee: inMain, kind: 'WAIVE', at: '2026-11-10T05:30:00Z' },
    { fee: inMain, kind: 'DISPUTE', at: '2026-11-10T18:00:00Z' },
    { fee: inLaw, kind: 'WAIVE', at: '2026-11-11T18:00:00Z', desk: 'LAW_CIRC' },
    { fee: nobodys, kind: 'PAYMENT', at: '2026-11-17T18:00:00Z' },
    { fee: inLaw, kind: 'PAYMENT', at: '2026-11-20T15:30:00Z', desk: 'LAW_CIRC' },
  ]
  for (const { fee, kind, at, desk } of entries)
    await sql`insert into fee_transaction (institution_id, fee_id, kind, amount, desk, created_by, created_at)
      values (${institution.institutionId}, ${fee}, ${kind}, 1, ${desk ?? null}, 'x', ${at})`.execute(db)
})
afterAll(() => world.server.close())

async function ask(query: string) {
  const headers = { accept: 'application/json', host: 'alma.example' }
  const { statusCode, body } = await call(world.server, `GET ${report}?${query}`, { key, headers })
  const answer = JSON.parse(body)
  return statusCode === 200 ? answer : { code: answer.errorList.error[0].errorCode }
}

/** The fees, each with what was done. */
const told = async (query: string) =>
  ((await ask(query)).fee ?? []).map((fee: { id: string; transaction: { type: { value: string } }[] }) => [
    Number(fee.id),
    ...fee.transaction.map(one => one.type.value),
  ])

const week = 'transaction_from_date=2026-11-09&transaction_to_date=2026-11-16'

test('is of today unless told, and of one day unless there is another', async () => {
  expect(await told('')).toEqual([[inLaw, 'PAYMENT']])
  expect(await told('transaction_from_date=2026-11-10')).toEqual([[inMain, 'PAYMENT']])
  expect(await told('transaction_from_date=2026-11-09Z')).toEqual([[inMain, 'WAIVE']])
  expect(await told(week)).toEqual([
    [inMain, 'PAYMENT', 'WAIVE'],
    [inLaw, 'WAIVE'],
  ])
})

test('tells fees as everywhere; whoever was removed has no name', async () => {
  const { fee, ...sums } = await ask(week)
  expect(sums).toEqual({ total_record_count: 2, total_sum: 11, currency: 'USD' })
  expect(fee[0]).toMatchObject({
    user_primary_id: { value: 'debtor', link: 'http://alma.example/almaws/v1/users/debtor' },
    link: `http://alma.example/almaws/v1/users/debtor/fees/${inMain}`,
    transaction: [
      { received_by: { value: 'Main desk', desc: 'Main' } },
      { received_by: { value: 'Not at desk' } },
    ],
  })
  const removed = await ask('transaction_from_date=2026-11-17')
  expect(removed.fee).toMatchObject([{ id: String(nobodys), user_primary_id: null, link: null }])
  const { body } = await call(world.server, `GET ${report}?transaction_from_date=2026-11-17`, { key })
  expect(body).toContain(`<fees total_record_count="1" total_sum="7" currency="USD"><fee><id>${nobodys}</id>`)
  expect(await ask('transaction_from_date=2020-01-01')).toEqual({
    total_record_count: 0,
    total_sum: 0,
    currency: null,
  })
})

test('is narrowed by type, owner, library and desk', async () => {
  expect(await told(`${week}&transaction_type=WAIVE`)).toEqual([
    [inMain, 'WAIVE'],
    [inLaw, 'WAIVE'],
  ])
  expect(await told(`${week}&transaction_type=PAYMENT`)).toEqual([[inMain, 'PAYMENT']])
  expect(await told(`${week}&owner=LAW`)).toEqual([[inLaw, 'WAIVE']])
  expect(await told('transaction_from_date=2026-11-17&owner=INSTITUTION')).toEqual([[nobodys, 'PAYMENT']])
  expect(await told(`${week}&received_by_circ_library=MAIN`)).toEqual([[inMain, 'PAYMENT']])
  expect(await told(`${week}&received_by_circ_library=LAW&received_by_circ_desk=LAW_CIRC`)).toEqual([
    [inLaw, 'WAIVE'],
  ])
})

test('comes in pages of fees, whose sums are those of all', async () => {
  expect(await told(`${week}&limit=1&offset=1`)).toEqual([[inLaw, 'WAIVE']])
  expect(await ask(`${week}&limit=0`)).toEqual({ total_record_count: 2, total_sum: 11, currency: 'USD' })
  expect(await ask(`${week}&limit=x`)).toEqual({ code: '40166410' })
})

test.each([
  ['transaction_from_date=2026-11-09&transaction_to_date=2026-11-17', '40166411'],
  ['transaction_from_date=2026-11-09&transaction_to_date=2026-11-08', '40166411'],
  ['transaction_from_date=2026-02-30', '40166411'],
  ['transaction_from_date=9999-12-31', '40166411'],
  ['transaction_from_date=%00', '40166411'],
  ['transaction_to_date=tomorrow', '40166411'],
  ['transaction_type=DISPUTE', '40166419'],
  ['transaction_type=constructor', '40166419'],
  ['received_by_circ_library=ZOO', '40166410'],
  ['received_by_circ_desk=MAIN_CIRC', '40166410'],
  ['received_by_circ_library=LAW&received_by_circ_desk=MAIN_CIRC', '40166410'],
  ['owner=%00', '402119'],
])('%s is refused', async (query, code) => {
  expect(await ask(query)).toEqual({ code })
})

test('is for keys of the configuration', async () => {
  expect((await call(world.server, `GET ${report}`, { key: usersKey })).body).toContain('UNAUTHORIZED')
})
