import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedXml, identifiersXml, userXml, type XmlUser } from './testing/feed-xml.ts'
import {
  addUsers,
  confirm,
  elementsOf,
  fates,
  loadFeed,
  openSisWorld,
  planFeedOf,
  readRecord,
  readRecords,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

const person = (primary_id: string | null, barcode: string | null, more: XmlUser = {}) =>
  userXml({ primary_id, inner: barcode === null ? '' : identifiersXml(['BARCODE', barcode]), ...more })
const byBarcode = { matchIdType: 'BARCODE' }
const barcodesOf = async (id: string) =>
  elementsOf(await readRecord(world, id), 'identifier').map(one => one['value'])

test('people are found by primary identifier in any case, and then have it as it is sent', async () => {
  await loadFeed(world, feedXml(person('Émile.İ1', null), person('ADA1', null)))
  const ran = await loadFeed(
    world,
    feedXml(person('éMILE.İ1', null, { first_name: 'E' }), person('ada1', null)),
  )
  expect(fates(ran)).toEqual({ 'Émile.İ1': 'change updated', ADA1: 'change updated' })
  expect(await readRecord(world, 'éMILE.İ1')).toMatchObject({ first_name: 'E' })
  expect(await readRecord(world, 'ada1')).toMatchObject({ primary_id: 'ada1' })
})

test('people are found by the identifier of the profile’s type in any case, external or internal', async () => {
  await loadFeed(world, feedXml(person('type1', 'Type-1'), person('type2', 'Type-2')))
  await addUsers(world, [
    {
      primary_id: 'type3',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'identifier/staff': { id_type: 'BARCODE', value: 'Type-3' },
    },
  ])
  const feed = feedXml(
    person(null, 'TYPE-1', { first_name: 'One' }),
    person(null, 'type-3', { first_name: 'Three' }),
  )
  const ran = await loadFeed(world, feed, byBarcode)
  expect(fates(ran)).toEqual({ type1: 'change updated', type3: 'change updated' })
  expect(await readRecord(world, 'type1')).toMatchObject({ first_name: 'One' })
  expect(await barcodesOf('type1')).toEqual(['TYPE-1'])
  expect(await readRecord(world, 'type3')).toMatchObject({ first_name: 'Three' })
})

test('an identifier of another type finds nobody, even with the same value', async () => {
  await addUsers(world, [
    {
      primary_id: 'other-type',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'identifier/a': { id_type: 'UNIV_ID', value: 'other-1' },
    },
  ])
  const ran = await loadFeed(world, feedXml(person('newcomer', 'other-1')), byBarcode)
  expect(fates(ran)).toEqual({ newcomer: 'reject identifier_taken' })
})

test('who is found by another identifier gets the primary identifier that is sent', async () => {
  await loadFeed(world, feedXml(person('before', 'moving-1')))
  const ran = await loadFeed(world, feedXml(person('after', 'moving-1')), byBarcode)
  expect(fates(ran)).toEqual({ before: 'change updated' })
  expect(await readRecords(world)).not.toHaveProperty('before')
  expect(await barcodesOf('after')).toEqual(['moving-1'])
  const { rows } =
    await sql`select value, value_key, element_id = 'primary' as is_primary from user_identifier i
    where user_id = (select user_id from user_account where primary_id = 'after') order by 1`.execute(
      world.ctx.db,
    )
  expect(rows).toEqual([
    { value: 'after', value_key: 'after', is_primary: true },
    { value: 'moving-1', value_key: 'moving-1', is_primary: false },
  ])
})

test('a primary identifier may become another identifier of the same person, and the other way round', async () => {
  await loadFeed(world, feedXml(person('swap-a', 'swap-card')))
  const [card, old] = [identifiersXml(['BARCODE', 'swap-card'], ['UNIV_ID', 'swap-a']), 'swap-b']
  await loadFeed(world, feedXml(userXml({ primary_id: old, inner: card })), byBarcode)
  expect((await barcodesOf('swap-b')).sort()).toEqual(['swap-a', 'swap-card'])
  const back = identifiersXml(['BARCODE', 'swap-card'], ['UNIV_ID', 'swap-b'])
  const ran = await loadFeed(world, feedXml(userXml({ primary_id: 'swap-a', inner: back })), byBarcode)
  expect(fates(ran)).toEqual({ 'swap-b': 'change updated' })
  expect((await barcodesOf('swap-a')).sort()).toEqual(['swap-b', 'swap-card'])
})

test('a primary identifier that an own internal identifier has already is refused', async () => {
  await addUsers(world, [
    {
      primary_id: 'own-0',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'identifier/card': { id_type: 'BARCODE', value: 'own-card' },
      'identifier/staff': { id_type: 'UNIV_ID', value: 'own-1' },
    },
  ])
  const ran = await loadFeed(world, feedXml(person('own-1', 'own-card')), byBarcode)
  expect(fates(ran)).toEqual({ 'own-0': 'reject identifier_taken' })
})

test('of two records of one feed with the same identifier the first one wins', async () => {
  const ran = await loadFeed(
    world,
    feedXml(
      person('first1', 'first-card'),
      person('first2', 'FIRST-card'),
      person('FIRST1', null),
      person('first3', 'first1'),
      person('first4', null),
    ),
  )
  expect(fates(ran)).toEqual({
    first1: 'change created',
    first2: 'reject duplicate_in_feed',
    FIRST1: 'reject duplicate_in_feed',
    first3: 'reject duplicate_in_feed',
    first4: 'change created',
  })
  const rejected = ran.outcomes.find(one => one.subject === 'first2')!
  expect(rejected.details).toMatchObject({ identifier: 'FIRST-card', line: 4 })
})

test('a record that is rejected itself takes no identifier from those behind it', async () => {
  await addUsers(world, [{ primary_id: 'holder', 'identifier/a': { id_type: 'BARCODE', value: 'held' } }])
  await loadFeed(world, feedXml(person('behind2', null)))
  const both = identifiersXml(['BARCODE', 'held'], ['UNIV_ID', 'wanted'])
  const repeats = identifiersXml(['BARCODE', 'behind2'])
  const feed = feedXml(
    userXml({ primary_id: 'front1', inner: both }),
    person('behind1', 'wanted'),
    userXml({ primary_id: 'behind2', inner: repeats }),
    person('behind2', 'behind-card'),
  )
  expect(fates(await loadFeed(world, feed))).toEqual({
    front1: 'reject identifier_taken',
    behind1: 'change created',
    behind2: 'change updated',
  })
  expect(await barcodesOf('behind2')).toEqual(['behind-card'])
})

test('a second record for an existing person is rejected', async () => {
  await loadFeed(world, feedXml(person('twice', null)))
  const ran = await loadFeed(
    world,
    feedXml(person('twice', null, { first_name: 'First' }), person('TWICE', null, { first_name: 'Second' })),
  )
  expect(ran.outcomes.map(one => [one.position, one.outcome, ...one.reasons])).toEqual([
    [1, 'change', 'updated'],
    [2, 'reject', 'duplicate_in_feed'],
  ])
  expect(await readRecord(world, 'twice')).toMatchObject({ first_name: 'First' })
})

test('identifiers of other users are refused, for new people and for existing ones', async () => {
  await addUsers(world, [
    { primary_id: 'owner', 'identifier/a': { id_type: 'BARCODE', value: 'owned-card' } },
    { primary_id: 'taker2', account_type: 'EXTERNAL', external_id: 'SIS' },
  ])
  const ran = await loadFeed(
    world,
    feedXml(person('taker1', 'OWNED-card'), person('taker2', 'owned-card'), person('taker3', 'OWNER')),
  )
  expect(fates(ran)).toEqual({
    taker1: 'reject identifier_taken',
    taker2: 'reject identifier_taken',
    taker3: 'reject identifier_taken',
  })
})

test('a record may not repeat a value: in two types, or as primary identifier and barcode', async () => {
  const inner = identifiersXml(['BARCODE', 'rep-card'], ['UNIV_ID', 'REP-CARD'])
  const ran = await loadFeed(
    world,
    feedXml(userXml({ primary_id: 'rep1', inner }), person('rep2', 'REP2'), person('rep3', 'rep-3')),
  )
  expect(fates(ran)).toEqual({
    rep1: 'reject identifier_repeated',
    rep2: 'reject identifier_repeated',
    rep3: 'change created',
  })
})

test('an identifier that somebody took between plan and confirmation is not given twice', async () => {
  await loadFeed(world, feedXml(person('slow2', 'slow-old')))
  const plan = await planFeedOf(world, feedXml(person('slow1', 'slow-new'), person('slow2', 'slow-card')))
  await addUsers(world, [
    { primary_id: 'SLOW-new', 'identifier/a': { id_type: 'BARCODE', value: 'slow-CARD' } },
  ])
  const ran = await confirm(world, plan)
  expect(ran.outcomes.map(one => [one.subject, one.result, one.resultReasons])).toEqual([
    ['slow1', 'skipped', ['identifier_taken']],
    ['slow2', 'skipped', ['identifier_taken']],
  ])
  expect(await barcodesOf('slow2')).toEqual(['slow-old'])
})

const nameless = (first_name: string, last_name: string) =>
  userXml({ primary_id: null, first_name, last_name })
const idsLike = async (start: string) =>
  Object.keys(await readRecords(world))
    .filter(id => id.toLowerCase().startsWith(start))
    .sort()

test('new people without a primary identifier are called after their name, numbered from 0', async () => {
  await addUsers(world, [
    { primary_id: 'johnSMITH1' },
    { primary_id: 'x-js', 'identifier/a': { id_type: 'BARCODE', value: 'JOHNSMITH3' } },
  ])
  const feed = feedXml(
    ...Array.from({ length: 3 }, () => nameless('John', 'Smith')),
    nameless(' Mary  Ann ', 'de la Cruz'),
    person('JohnSmith4', null),
    nameless('JOHN', 'SMITH'),
  )
  const ran = await loadFeed(world, feed)
  expect(ran.outcomes.map(one => [one.outcome, one.subject])).toEqual([
    ['change', 'JohnSmith'],
    ['change', 'JohnSmith0'],
    ['change', 'JohnSmith2'],
    ['change', 'MaryAnndelaCruz'],
    ['change', 'JohnSmith4'],
    ['change', 'JOHNSMITH5'],
  ])
  expect(fates(await loadFeed(world, feed))['JohnSmith0']).toBe('keep unchanged')
  expect((await idsLike('johnsmith')).length).toBe(6)
})

test('a feed of several parts is one feed: for namesakes, and for second records of a person', async () => {
  await loadFeed(world, feedXml(person('far', null)))
  const crowd = Array.from({ length: 2000 }, (_, index) => person(`crowd${index}`, null))
  const [far, again] = ['One', 'Two'].map(first_name => person('far', null, { first_name }))
  const feed = feedXml(nameless('Eve', 'Far'), far!, ...crowd, nameless('Eve', 'Far'), again!)
  const ran = await loadFeed(world, feed)
  expect(ran.report.task.planned).toMatchObject({ change: 2003, reject: 1 })
  expect(ran.report.reasons).toContainEqual({ outcome: 'reject', reason: 'duplicate_in_feed', count: 1 })
  expect(await idsLike('evefar')).toEqual(['EveFar', 'EveFar0'])
  expect(await readRecord(world, 'far')).toMatchObject({ first_name: 'One' })
})

test('a name of any length and script makes an identifier that fits', async () => {
  const ran = await loadFeed(
    world,
    feedXml(
      nameless('𠮷'.repeat(60), `x${'𠮷'.repeat(100)}`),
      nameless('𠮷'.repeat(60), `x${'𠮷'.repeat(100)}`),
    ),
  )
  const ids = ran.outcomes.map(one => one.subject)
  expect(ids[1]).toBe(`${ids[0]}0`)
  expect(ids[0]!.isWellFormed() && ids[0]!.length).toBe(239)
})
