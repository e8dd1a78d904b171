import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedXml, identifiersXml, userXml } from './testing/feed-xml.ts'
import {
  addUsers,
  elementsOf,
  fates,
  loadFeed,
  openSisWorld,
  readRecord,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
  world.ctx.institution.settings.identifiersCaseSensitive = true
  await sql`update institution set settings = '{"identifiersCaseSensitive": true}'`.execute(world.ctx.db)
})
afterAll(() => world.close())

const person = (primary_id: string | null, barcodes: string[], first_name = 'Any') =>
  userXml({
    primary_id,
    first_name,
    inner: identifiersXml(...barcodes.map((value): [string, string] => ['BARCODE', value])),
  })
const byBarcode = { matchIdType: 'BARCODE' }

test('a feed finds people by primary identifier in any case, by another one as it is written', async () => {
  await loadFeed(world, feedXml(person('One', ['card']), person('Two', ['CARD'])))
  const ran = await loadFeed(world, feedXml(person('ONE', ['card'], 'First')))
  expect(fates(ran)).toEqual({ One: 'change updated' })
  await loadFeed(world, feedXml(person(null, ['CARD'], 'Second')), byBarcode)
  expect(await readRecord(world, 'ONE')).toMatchObject({ first_name: 'First' })
  expect(await readRecord(world, 'Two')).toMatchObject({ first_name: 'Second' })
})

test('one record may have identifiers that differ by case, but not from its primary one', async () => {
  const ran = await loadFeed(world, feedXml(person('three', ['abc', 'ABC']), person('four', ['FOUR'])))
  expect(fates(ran)).toEqual({ three: 'change created', four: 'reject identifier_repeated' })
})

test('primary identifiers and others exclude each other in any case, within a feed and with others', async () => {
  await addUsers(world, [{ primary_id: 'holder', 'identifier/a': { id_type: 'BARCODE', value: 'Held' } }])
  const ran = await loadFeed(
    world,
    feedXml(
      person('HELD', []),
      person('taker', ['HOLDER']),
      person('fine', ['HELD']),
      person('early', ['Late']),
      person('LATE', []),
      person('late2', ['late']),
    ),
  )
  expect(fates(ran)).toEqual({
    HELD: 'reject identifier_taken',
    taker: 'reject identifier_taken',
    fine: 'change created',
    early: 'change created',
    LATE: 'reject duplicate_in_feed',
    late2: 'change created',
  })
})

test('an internal identifier is taken over only if the feed sends it as it is written', async () => {
  await addUsers(world, [
    {
      primary_id: 'five',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'identifier/a': { id_type: 'BARCODE', value: 'Mine' },
    },
  ])
  await loadFeed(world, feedXml(person('five', ['MINE'])))
  const values = elementsOf(await readRecord(world, 'five'), 'identifier').map(one => one['value'])
  expect(values.toSorted()).toEqual(['MINE', 'Mine'])
})

test('a generated primary identifier is nobody’s other identifier in any case', async () => {
  await addUsers(world, [{ primary_id: 'six', 'identifier/a': { id_type: 'BARCODE', value: 'EVENEW' } }])
  const feed = feedXml(userXml({ primary_id: null, first_name: 'Eve', last_name: 'New' }))
  expect(fates(await loadFeed(world, feed))).toEqual({ EveNew0: 'change created' })
})
