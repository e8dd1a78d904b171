import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HoldRequest } from '../../contract/circulation.ts'
import { contextOf } from '../users/testing/people.ts'
import { expireRequests } from './expire-requests.ts'
import {
  giveBack,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  reasonsOf,
  requestFor,
  set,
} from './testing/library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

const someone = (document = {}) => patron(library, document)
const mailOf = (address: string) => ({ 'email/a': { address, preferred: true } })
const requestsOf = async (userId: number, query = '') =>
  (await library.viewer(`GET /api/users/${userId}/requests${query}`)).json().items as HoldRequest[]
const shelve = (requestId: number) => library.operator(`POST /api/requests/${requestId}/shelve`)
const cancel = (requestId: number, reason = 'PatronNotInterested') =>
  library.operator(`POST /api/requests/${requestId}/cancel`, { reason })
const lettersTo = async (userId: number) => {
  const { rows } = await sql<{ letter: string; recipient: string; text: string }>`
    select letter, recipient, text from letter_outbox where user_id = ${userId} order by letter_id`.execute(
    library.server.db,
  )
  return rows
}

describe('a request', () => {
  test('says who wants what, where and how long, and where it stands in the queue', async () => {
    const [first, second] = [await someone(), await someone()]
    const barcode = await item(library)
    await requestFor(library.operator, first, barcode)
    const more = { pickupLibrary: 'SCI', comment: 'For the seminar', expiresOn: '2026-12-24' }
    const response = await requestFor(library.operator, second, barcode, more)
    expect(response.json()).toMatchObject({
      userId: second,
      kind: 'HOLD',
      status: 'NOT_STARTED',
      barcode,
      title: 'Lake Ecology',
      placedAt: '2026-11-20T15:00:00.000Z',
      placeInQueue: 2,
      ...more,
    })
    expect(await requestsOf(second)).toEqual([response.json()])
  })

  test('is refused for a block, a limit, what one has or has requested, and an ended role', async () => {
    const reasons = async (document: object) =>
      reasonsOf(await requestFor(library.manager, await someone(document), await item(library)))
    const block = { 'block/b': { block_description: 'B_NONE', status: 'ACTIVE' } }
    expect(await reasons(block)).toEqual(['block'])
    expect(await reasons({ status: 'INACTIVE' })).toEqual(['inactive'])
    expect(await reasons({ 'role/p': { role_type: '200', status: 'INACTIVE' } })).toEqual([
      'patron_role_ended',
    ])
    const userId = await someone()
    const barcode = await item(library)
    await requestFor(library.operator, userId, barcode)
    expect(reasonsOf(await requestFor(library.manager, userId, barcode))).toEqual(['requested_already'])
    await lendTo(library.operator, userId, barcode)
    expect(reasonsOf(await requestFor(library.manager, userId, barcode))).toEqual(['has_it_already'])
    await set(library, { 'patronLimits.requests': { '*': 1 } })
    expect((await requestFor(library.operator, userId, await item(library))).statusCode).toBe(200)
    expect(reasonsOf(await requestFor(library.operator, userId, await item(library)))).toEqual(['limit'])
    await set(library, { 'patronLimits.requests': null })
  })

  test('of an expired patron is refused where the institution checks for it', async () => {
    const expired = { expiry_date: '2026-11-19' }
    expect((await requestFor(library.operator, await someone(expired), await item(library))).statusCode).toBe(
      200,
    )
    await set(library, { checkForExpiredAccount: true })
    const refused = await requestFor(library.operator, await someone(expired), await item(library))
    expect(reasonsOf(refused)).toEqual(['expired'])
    await set(library, { checkForExpiredAccount: null })
  })

  test('needs a library that there is and a day that has not gone', async () => {
    const userId = await someone()
    const barcode = await item(library)
    const problem = async (more: object) =>
      (await requestFor(library.operator, userId, barcode, more)).json().problems[0]
    expect(await problem({ pickupLibrary: 'NOWHERE' })).toEqual({
      field: 'pickupLibrary',
      rule: 'unknown_code',
    })
    expect(await problem({ expiresOn: '2026-11-19' })).toEqual({ field: 'expiresOn', rule: 'date_in_past' })
    expect(await problem({ expiresOn: '2026-02-30' })).toEqual({ field: 'expiresOn', rule: 'not_a_date' })
  })

  test('is cancelled for a reason of the list, once', async () => {
    const { requestId } = (await requestFor(library.operator, await someone(), await item(library))).json()
    expect((await cancel(requestId, 'WHIM')).json().problems).toEqual([
      { field: 'reason', rule: 'unknown_code' },
    ])
    expect((await cancel(requestId)).json()).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'PatronNotInterested',
    })
    expect(reasonsOf(await cancel(requestId))).toEqual(['request_ended'])
    expect((await cancel(999_999)).statusCode).toBe(404)
  })
})

describe('the hold shelf', () => {
  test('keeps an item for some days and tells the patron in their language', async () => {
    await set(library, { shelfDays: 5 })
    const userId = await someone({ ...mailOf('ada@example.edu'), preferred_language: 'de' })
    const { requestId } = (await requestFor(library.operator, userId, await item(library))).json()
    expect((await shelve(requestId)).json()).toMatchObject({
      status: 'ON_HOLD_SHELF',
      shelvedAt: '2026-11-20T15:00:00.000Z',
      shelfUntil: '2026-11-25',
      placeInQueue: 1,
    })
    const [letter] = await lettersTo(userId)
    expect(letter).toMatchObject({ letter: 'on_hold_shelf', recipient: 'ada@example.edu' })
    expect(letter!.text).toContain('Lake Ecology')
    expect(letter!.text).toContain('Main Library')
    expect(letter!.text).toContain('2026-11-25')
    expect(letter!.text).toContain('abholen')
    await set(library, { shelfDays: null })
  })

  test('works for somebody without an address', async () => {
    const userId = await someone()
    const { requestId } = (await requestFor(library.operator, userId, await item(library))).json()
    expect((await shelve(requestId)).statusCode).toBe(200)
    expect(await lettersTo(userId)).toEqual([])
  })

  test('has an item once, for one person, and never what is lent', async () => {
    const [first, second, third] = [await someone(), await someone(), await someone()]
    const barcode = await item(library)
    await lendTo(library.operator, third, barcode)
    const one = (await requestFor(library.operator, first, barcode)).json().requestId
    const two = (await requestFor(library.operator, second, barcode)).json().requestId
    expect(reasonsOf(await shelve(one))).toEqual(['item_lent'])
    await giveBack(library.operator, barcode)
    expect((await shelve(one)).statusCode).toBe(200)
    expect(reasonsOf(await shelve(one))).toEqual(['request_ended'])
    expect(reasonsOf(await shelve(two))).toEqual(['item_waits_for_other'])
  })
})

test('requests end when nobody wants them any more, and what waits is not fetched; the last day is whole', async () => {
  const userId = await someone()
  const ids: number[] = []
  for (const more of [{ expiresOn: '2026-11-22' }, { expiresOn: '2026-11-23' }, {}, {}])
    ids.push((await requestFor(library.operator, userId, await item(library), more)).json().requestId)
  await set(library, { shelfDays: 2 })
  await shelve(ids[3]!)
  const expireAt = (moment: string) =>
    expireRequests({ ...contextOf(library.server), now: () => new Date(moment) })
  const standing = async () => (await requestsOf(userId)).map(one => ids.indexOf(one.requestId)).toSorted()
  expect(await expireAt('2026-11-22T23:00:00Z')).toBe(0)
  expect(await standing()).toEqual([0, 1, 2, 3])
  expect(await expireAt('2026-11-23T00:00:00Z')).toBe(2)
  expect(await standing()).toEqual([1, 2])
  await set(library, { shelfDays: null })
})
