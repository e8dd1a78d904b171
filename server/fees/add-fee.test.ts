import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fee } from '../../contract/fees.ts'
import { contextOf } from '../users/testing/people.ts'
import { addFee } from './add-fee.ts'
import { type FeesWorld, openFeesWorld } from './testing/fees-world.ts'

let world: FeesWorld
beforeAll(async () => {
  world = await openFeesWorld()
})
afterAll(() => world.server.close())

async function add(userId: number, body: object, ask = world.desk) {
  const response = await ask(`POST /api/users/${userId}/fees`, body)
  return { status: response.statusCode, body: response.json() }
}
const added = async (userId: number, body: object, ask = world.desk): Promise<Fee> =>
  (await add(userId, body, ask)).body
const problemsOf = async (userId: number, body: object, ask = world.desk) =>
  (await add(userId, body, ask)).body.problems
const activeOf = async (userId: number): Promise<string> =>
  (await world.desk(`GET /api/users/${userId}/fees/summary`)).json().active

async function lend(userId: number, barcode: string): Promise<void> {
  await sql`insert into loan (institution_id, user_id, item_barcode, title, library, loaned_at, due_at)
    values (${world.server.institution.institutionId}, ${userId}, ${barcode}, 'Moby Dick', 'MAIN',
      '2026-10-01', '2026-12-01')`.execute(world.server.db)
}

test('an added fee is owed at once, has who made it at which desk, and the user group of now', async () => {
  const userId = await world.patron()
  const fee = await added(userId, { type: 'OTHER', amount: '12.5', comment: ' Key ', desk: 'MAIN_CIRC' })
  expect(fee).toMatchObject({ type: 'OTHER', status: 'ACTIVE', originalAmount: '12.50', balance: '12.50' })
  expect(fee).toMatchObject({
    comment: 'Key',
    createdAt: '2026-11-20T15:00:00.000Z',
    refusals: { restore: 'not_in_dispute' },
  })
  expect(await activeOf(userId)).toBe('12.50')
  expect(await world.transactionsOf(fee.feeId)).toMatchObject([
    { kind: 'CREATE', amount: '12.50', desk: 'MAIN_CIRC', created_by: 'Wilhelmina Quackenbush' },
  ])
  await sql`update user_account set user_group = 'FACULTY' where user_id = ${userId}`.execute(world.server.db)
  const { rows } = await sql`select user_group from fee where fee_id = ${fee.feeId}`.execute(world.server.db)
  expect(rows).toEqual([{ user_group: 'STUDENT' }])
})

test('VAT of the type is added to the amount, to the cent', async () => {
  const userId = await world.patron()
  const fee = await added(userId, { type: 'SERVICE', amount: '9.99' })
  expect(fee).toMatchObject({
    originalAmount: '11.89',
    balance: '11.89',
    originalVat: '1.90',
    vatBalance: '1.90',
  })
  expect(await activeOf(userId)).toBe('11.89')
})

test('a credit is entered above 0, kept below it, lowers the balance, and needs a comment', async () => {
  const userId = await world.patron()
  await added(userId, { type: 'OTHER', amount: '20' })
  const refused = await problemsOf(userId, { type: 'CREDIT', amount: '5', comment: ' ' })
  expect(refused).toEqual([{ field: 'comment', rule: 'required' }])
  const credit = await added(userId, { type: 'CREDIT', amount: '5', comment: 'Paid twice' })
  expect(credit).toMatchObject({ originalAmount: '-5.00', balance: '-5.00' })
  expect(await activeOf(userId)).toBe('15.00')
})

test('a type that is not made by hand, or not at all, is refused', async () => {
  const userId = await world.patron()
  const place = { owner: 'MAIN', desk: 'MAIN_CIRC', amount: '1' }
  expect(await problemsOf(userId, { ...place, type: 'OVERDUEFINE' })).toEqual([
    { field: 'type', rule: 'not_by_hand' },
  ])
  expect(await problemsOf(userId, { type: 'GIFT', amount: '1' })).toEqual([
    { field: 'type', rule: 'unknown_code' },
  ])
})

test.each([
  ['-1', 'too_small'],
  ['0', 'too_small'],
  ['0.00', 'too_small'],
  ['', 'not_an_amount'],
  ['1.005', 'not_an_amount'],
  ['1,50', 'not_an_amount'],
  ['1e3', 'not_an_amount'],
  ['1234567890', 'not_an_amount'],
])('the amount %j is refused', async (amount, rule) => {
  expect(await problemsOf(await world.patron(), { type: 'OTHER', amount })).toMatchObject([
    { field: 'amount', rule },
  ])
})

describe('owner and desk', () => {
  const ofLibrary = { type: 'DAMAGEDITEMFINE', amount: '3' }
  test('a fee of a library is added at a desk of that library only', async () => {
    const userId = await world.patron()
    const refusal = (body: object) => problemsOf(userId, { ...ofLibrary, ...body }, world.admin)
    expect(await refusal({ owner: 'LAW' })).toEqual([{ field: 'desk', rule: 'desk_needed' }])
    expect(await refusal({ owner: 'LAW', desk: 'MAIN_CIRC' })).toEqual([
      { field: 'desk', rule: 'desk_of_other_library' },
    ])
    expect(await refusal({ desk: 'LAW_CIRC' })).toEqual([{ field: 'owner', rule: 'owner_must_be_library' }])
    expect(await refusal({ owner: 'ZOO', desk: 'LAW_CIRC' })).toEqual([
      { field: 'owner', rule: 'unknown_code' },
    ])
    expect(await refusal({ owner: 'LAW', desk: 'NOWHERE' })).toContainEqual({
      field: 'desk',
      rule: 'unknown_code',
    })
    const fee = await added(userId, { ...ofLibrary, owner: 'LAW', desk: 'LAW_CIRC' }, world.admin)
    expect(fee).toMatchObject({ owner: 'LAW', balance: '3.00' })
  })

  test('a fee of the institution has no library, and needs no desk', async () => {
    const userId = await world.patron()
    const card = { type: 'LIBRARYCARDREPLACEMENT', amount: '3', owner: 'MAIN' }
    expect(await problemsOf(userId, card)).toEqual([{ field: 'owner', rule: 'owner_must_be_institution' }])
    const fee = await added(userId, { type: 'OTHER', amount: '3', owner: world.server.institution.code })
    expect(fee.owner).toBeUndefined()
    expect(await world.transactionsOf(fee.feeId)).toMatchObject([{ desk: null }])
  })

  test('a fee of either kind is the institution’s unless a library is named, which is charged at its desk', async () => {
    const userId = await world.patron()
    const other = { type: 'OTHER', amount: '3', owner: 'MAIN' }
    expect(await problemsOf(userId, other)).toEqual([{ field: 'desk', rule: 'desk_needed' }])
    expect((await added(userId, { ...other, desk: 'MAIN_CIRC' })).owner).toBe('MAIN')
    expect((await added(userId, { type: 'OTHER', amount: '3' })).owner).toBeUndefined()
  })

  test('programs stand at no desk', async () => {
    const userId = await world.patron()
    const fee = await addFee(contextOf(world.server), { ...ofLibrary, userId, owner: 'LAW' })
    expect(fee.owner).toBe('LAW')
  })
})

describe('an item', () => {
  test('that the user has or had is linked with its title and the loan', async () => {
    const userId = await world.patron()
    await lend(userId, 'B-1')
    const fee = await added(userId, { type: 'OTHER', amount: '1', itemBarcode: ' B-1 ' })
    expect(fee).toMatchObject({ itemBarcode: 'B-1', title: 'Moby Dick', hasLoan: true })
    const loan = await world.viewer(`GET /api/users/${userId}/fees/${fee.feeId}/loan`)
    expect(loan.json()).toEqual({
      itemBarcode: 'B-1',
      title: 'Moby Dick',
      library: 'MAIN',
      loanedAt: '2026-10-01T00:00:00.000Z',
      dueAt: '2026-12-01T00:00:00.000Z',
    })
  })

  test('that somebody else has gives its title, never the loan', async () => {
    await lend(await world.patron(), 'B-2')
    const userId = await world.patron()
    const fee = await added(userId, { type: 'OTHER', amount: '1', itemBarcode: 'B-2' })
    expect(fee).toMatchObject({ itemBarcode: 'B-2', title: 'Moby Dick', hasLoan: false })
    expect((await world.viewer(`GET /api/users/${userId}/fees/${fee.feeId}/loan`)).statusCode).toBe(404)
  })

  test('that nobody knows is refused', async () => {
    const userId = await world.patron()
    expect(await problemsOf(userId, { type: 'OTHER', amount: '1', itemBarcode: 'B-3' })).toEqual([
      { field: 'itemBarcode', rule: 'unknown_item' },
    ])
  })

  test('links a fee that is there already, and leaves amounts and dates', async () => {
    const userId = await world.patron()
    await lend(userId, 'B-4')
    const feeId = await world.owe(userId, { status: 'CLOSED', balance: '0' })
    const link = (itemBarcode: string) =>
      world.desk(`POST /api/users/${userId}/fees/${feeId}/item`, { itemBarcode })
    expect((await link('B-5')).json().problems).toEqual([{ field: 'itemBarcode', rule: 'unknown_item' }])
    expect((await link('B-4')).json()).toMatchObject({
      title: 'Moby Dick',
      itemBarcode: 'B-4',
      status: 'CLOSED',
      statusAt: '2026-11-01T10:00:00.000Z',
    })
    expect(await world.transactionsOf(feeId)).toMatchObject([
      { kind: 'LINK', amount: '0.00', comment: 'B-4' },
    ])
  })
})

test('only patrons are charged, and nobody who is not there', async () => {
  const nobody = await world.patron({ 'role/p': { role_type: '32' } })
  const former = await world.patron({ 'role/p': { role_type: '200', status: 'INACTIVE' } })
  for (const userId of [nobody, former])
    expect((await add(userId, { type: 'OTHER', amount: '1' })).body).toMatchObject({
      status: 409,
      details: { rule: 'patron_role_needed' },
    })
  const expired = await world.patron({ 'role/p': { role_type: '200', expiry_date: '2026-01-01' } })
  expect((await add(expired, { type: 'OTHER', amount: '1' })).status).toBe(200)
  expect((await add(1_000_000, { type: 'OTHER', amount: '1' })).status).toBe(404)
})

test('who may not add does not, and what is not asked for is refused', async () => {
  const userId = await world.patron()
  for (const ask of [world.viewer, world.systems]) {
    expect((await add(userId, { type: 'OTHER', amount: '1' }, ask)).body).toMatchObject({ code: 'forbidden' })
    const link = await ask(`POST /api/users/${userId}/fees/1/item`, { itemBarcode: 'x' })
    expect(link.json()).toMatchObject({ code: 'forbidden' })
  }
  for (const body of [
    { amount: '1' },
    { type: 'OTHER', amount: 1 },
    { type: 'OTHER', amount: '1', status: 'CLOSED' },
  ])
    expect((await add(userId, body)).body).toMatchObject({ code: 'invalid_input' })
})
