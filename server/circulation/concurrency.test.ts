import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const statuses = (responses: { statusCode: number }[]) => responses.map(one => one.statusCode).toSorted()

test('an item that many desks lend at once is lent once, and the others hear why not', async () => {
  const people = await Promise.all([patron(library), patron(library), patron(library), patron(library)])
  const barcode = await item(library)
  // All have come as far as their patron, and go on at the same moment.
  const { lends } = await library.server.db.transaction().execute(async trx => {
    await sql`select from user_account where user_id = any (${people}::bigint[]) for update`.execute(trx)
    const started = people.map(userId => lendTo(library.operator, userId, barcode))
    await wait(300)
    return { lends: started }
  })
  const responses = await Promise.all(lends)
  expect(statuses(responses)).toEqual([200, 409, 409, 409])
  const refused = responses.filter(one => one.statusCode === 409).flatMap(reasonsOf)
  expect(refused).toEqual(['item_lent', 'item_lent', 'item_lent'])
  const { rows } =
    await sql`select from loan where item_barcode = ${barcode} and returned_at is null`.execute(
      library.server.db,
    )
  expect(rows).toHaveLength(1)
})

test('a loan that two desks take back at once is taken back once', async () => {
  const barcode = await item(library)
  await lendTo(library.operator, await patron(library), barcode)
  const responses = await Promise.all([
    giveBack(library.operator, barcode),
    giveBack(library.manager, barcode),
  ])
  expect(statuses(responses)).toEqual([200, 404])
})

test('somebody who requests two things at once does not get above the limit', async () => {
  await set(library, { 'patronLimits.requests': { '*': 1 } })
  const userId = await patron(library)
  const [one, two] = [await item(library), await item(library)]
  const responses = await Promise.all(
    [one, two].map(barcode => requestFor(library.operator, userId, barcode)),
  )
  expect(statuses(responses)).toEqual([200, 409])
  await set(library, { 'patronLimits.requests': null })
})

test('lending, returning and requesting cross without standing in each other’s way', async () => {
  await set(library, { recordLastPatronActivity: true })
  const people = await Promise.all([patron(library), patron(library), patron(library)])
  const barcodes = [await item(library), await item(library)]
  const acts = people.flatMap(userId =>
    barcodes.flatMap(barcode => [
      lendTo(library.operator, userId, barcode),
      giveBack(library.operator, barcode),
      requestFor(library.operator, userId, barcode),
    ]),
  )
  const responses = await Promise.all(acts)
  expect(responses.filter(one => ![200, 404, 409].includes(one.statusCode)).map(one => one.body)).toEqual([])
})
