import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import type { Json, Patch } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { feedXml, identifiersXml, userXml } from './testing/feed-xml.ts'
import {
  addUsers,
  elementsOf,
  fates,
  findUser,
  loadFeed,
  openSisWorld,
  readRecord,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

type Kind = {
  /** The wrapper with one element of each text. */
  xml: (...texts: string[]) => string
  /** The element that such a text becomes, or staff would enter. */
  element: (text: string) => Record<string, Json>
}

/** Of several only one is the preferred one. */
const isPreferred = (text: string) => !text.endsWith(' 2')

const wrap = (wrapper: string, list: string[]) => `<${wrapper}>${list.join('')}</${wrapper}>`
const contact = (wrapper: string, list: string[]) => `<contact_info>${wrap(wrapper, list)}</contact_info>`

const kinds: Record<string, Kind> = {
  address: {
    xml: (...texts) =>
      contact(
        'addresses',
        texts.map(
          text =>
            `<address preferred="${isPreferred(text)}" segment_type="Internal"><line1>${text}</line1><city>Here</city><country>USA</country>
             <address_note>note</address_note><start_date>2026-01-01Z</start_date>
             <address_types><address_type desc="Home">home</address_type><address_type>work</address_type></address_types></address>`,
        ),
      ),
    element: text => ({
      line1: text,
      city: 'Here',
      country: 'USA',
      note: 'note',
      start_date: '2026-01-01',
      types: ['home', 'work'],
      preferred: isPreferred(text),
    }),
  },
  email: {
    xml: (...texts) =>
      contact(
        'emails',
        texts.map(
          text =>
            `<email preferred="false"><description>d</description><email_types><email_type>work</email_type></email_types>
             <email_address>${text}</email_address></email>`,
        ),
      ),
    element: text => ({ address: text, description: 'd', types: ['work'], preferred: false }),
  },
  phone: {
    xml: (...texts) =>
      contact(
        'phones',
        texts.map(
          text =>
            `<phone preferred="${isPreferred(text)}" preferred_sms="${isPreferred(text)}"><phone_number>${text}</phone_number>
             <phone_types><phone_type>mobile</phone_type></phone_types></phone>`,
        ),
      ),
    element: text => ({
      number: text,
      types: ['mobile'],
      preferred: isPreferred(text),
      preferred_sms: isPreferred(text),
    }),
  },
  identifier: {
    xml: (...texts) => identifiersXml(...texts.map((text): [string, string] => ['BARCODE', text])),
    element: text => ({ id_type: 'BARCODE', value: text, status: 'ACTIVE' }),
  },
  note: {
    xml: (...texts) =>
      wrap(
        'user_notes',
        texts.map(
          text =>
            `<user_note segment_type="External"><note_text>${text}</note_text><note_type desc="Other">OTHER</note_type>
             <popup_note>true</popup_note><user_viewable>false</user_viewable><note_owner>MAIN</note_owner></user_note>`,
        ),
      ),
    element: text => ({ text, note_type: 'OTHER', popup: true, user_viewable: false, owner: 'MAIN' }),
  },
  block: {
    xml: (...texts) =>
      wrap(
        'user_blocks',
        texts.map(
          text =>
            `<user_block><block_type>GENERAL</block_type><block_description>02-GLOBAL</block_description>
             <block_status>Active</block_status><block_note>${text}</block_note>
             <expiry_date>2027-05-01T00:00:00Z</expiry_date></user_block>`,
        ),
      ),
    element: text => ({
      block_type: 'GENERAL',
      block_description: '02-GLOBAL',
      status: 'ACTIVE',
      note: text,
      expiry_date: '2027-05-01',
    }),
  },
  statistic: {
    xml: (...texts) =>
      wrap(
        'user_statistics',
        texts.map(
          text =>
            `<user_statistic><statistic_category>HISTORY</statistic_category><category_type>DEPARTMENT</category_type>
             <statistic_note>${text}</statistic_note></user_statistic>`,
        ),
      ),
    element: text => ({
      category: text.endsWith('mine') ? 'CHEMISTRY' : 'HISTORY',
      category_type: 'DEPARTMENT',
      note: text,
    }),
  },
}

const external = (kind: string, ...texts: string[]) =>
  texts.map(text => ({ external: true, ...kinds[kind]!.element(text) }))
const internal = (kind: string, text: string) => ({
  external: false,
  ...notPreferred(kinds[kind]!.element(text)),
})

const notPreferred = (element: Record<string, Json>) =>
  Object.fromEntries(
    Object.entries(element).map(([name, value]) => [name, name.startsWith('preferred') ? false : value]),
  )
const sorted = (list: Record<string, Json>[]) =>
  list.map(one => Object.fromEntries(Object.entries(one).sort())).sort((a, b) => (text(a) < text(b) ? -1 : 1))
const text = (one: object) => JSON.stringify(one)
const load = (id: string, inner: string) => loadFeed(world, feedXml(userXml({ primary_id: id, inner })))
const elements = async (id: string, kind: string) => sorted(elementsOf(await readRecord(world, id), kind))

/** What some other door than the feed does to a record. */
async function change(primaryId: string, patch: Patch): Promise<void> {
  const { userId } = await findUser(world, primaryId)
  await world.ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...world.ctx, db: trx }
    await writePatches(
      inner,
      await openChangeSet(inner, { source: 'screen' }),
      patchRelation([{ userId, patch }]),
    )
  })
}

test('every kind of element that feeds carry is tried here', () => {
  expect(Object.keys(kinds)).toEqual(segments.filter(segment => segment.feed).map(segment => segment.kind))
})

test.each(Object.keys(kinds))(
  '%s: every value is read, and is external whatever the file says',
  async kind => {
    await load(`read-${kind}`, kinds[kind]!.xml(`read ${kind}`))
    expect(await elements(`read-${kind}`, kind)).toEqual(sorted(external(kind, `read ${kind}`)))
  },
)

test.each(Object.keys(kinds))('%s: external ones are replaced, internal ones untouched', async kind => {
  const id = `replace-${kind}`
  const [one, two, three, mine] = ['1', '2', '3', 'mine'].map(name => `${id} ${name}`) as [
    string,
    string,
    string,
    string,
  ]
  await addUsers(world, [
    { primary_id: id, account_type: 'EXTERNAL', external_id: 'SIS', [`${kind}/mine`]: internal(kind, mine) },
  ])
  const before = (await readRecord(world, id))[`${kind}/mine`]
  await load(id, kinds[kind]!.xml(one, two))
  expect(await elements(id, kind)).toEqual(sorted([internal(kind, mine), ...external(kind, one, two)]))
  const ran = await load(id, kinds[kind]!.xml(three, two))
  expect(
    ran.outcomes[0]!.changes.map(entry => [entry.old === undefined, entry.new === undefined]).sort(),
  ).toEqual([
    [false, true],
    [true, false],
  ])
  expect(await elements(id, kind)).toEqual(sorted([internal(kind, mine), ...external(kind, three, two)]))
  await load(id, '')
  expect(await elements(id, kind)).toEqual(sorted([internal(kind, mine)]))
  expect((await readRecord(world, id))[`${kind}/mine`]).toEqual(before)
})

test.each(Object.keys(kinds))(
  '%s: what is sent again stays the same element, in whatever order',
  async kind => {
    const id = `same-${kind}`
    await load(id, kinds[kind]!.xml(`${id} 1`, `${id} 2`))
    const before = await readRecord(world, id)
    const ran = await load(id, `${kinds[kind]!.xml(`${id} 2`, `${id} 1`)}<!-- other bytes -->`)
    expect(fates(ran)).toEqual({ [id]: 'keep unchanged' })
    expect(await readRecord(world, id)).toEqual(before)
  },
)

test.each(Object.keys(kinds))(
  '%s: an external one that somebody changed comes back as it is sent',
  async kind => {
    const id = `edited-${kind}`
    const xml = kinds[kind]!.xml(`${id} sent`)
    await load(id, xml)
    const [path, element] = Object.entries(await readRecord(world, id)).find(([key]) =>
      key.startsWith(`${kind}/`),
    )!
    await change(id, { [path]: { ...(element as object), ...kinds[kind]!.element(`${id} edited`) } })
    await load(id, xml)
    expect(await elements(id, kind)).toEqual(sorted(external(kind, `${id} sent`)))
  },
)

test('an internal identifier that the file sends becomes external; other internal ones stay', async () => {
  await addUsers(world, [
    {
      primary_id: 'takeover',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'identifier/a': { id_type: 'BARCODE', value: 'Card-1', external: false, note: 'by staff' },
      'identifier/b': { id_type: 'UNIV_ID', value: 'U-1', external: false },
    },
  ])
  await load('takeover', identifiersXml(['UNIV_ID', 'CARD-1']))
  expect(await elements('takeover', 'identifier')).toEqual([
    { external: false, id_type: 'UNIV_ID', status: 'ACTIVE', value: 'U-1' },
    { external: true, id_type: 'UNIV_ID', status: 'ACTIVE', value: 'CARD-1' },
  ])
  await load('takeover', '')
  expect(await elements('takeover', 'identifier')).toEqual([
    { external: false, id_type: 'UNIV_ID', status: 'ACTIVE', value: 'U-1' },
  ])
})

test('an internal statistical category that the file sends becomes external; other internal ones stay', async () => {
  const statistic = { category_type: 'DEPARTMENT', note: 'by staff', external: false }
  await addUsers(world, [
    {
      primary_id: 'counted',
      account_type: 'EXTERNAL',
      external_id: 'SIS',
      'statistic/a': { ...statistic, category: 'HISTORY' },
      'statistic/b': { ...statistic, category: 'CHEMISTRY' },
    },
  ])
  await load('counted', kinds['statistic']!.xml('sent'))
  expect(await elements('counted', 'statistic')).toEqual(
    sorted([...external('statistic', 'sent'), { ...statistic, category: 'CHEMISTRY' }]),
  )
})

test('empty shells of elements say nothing, whatever types and flags they carry', async () => {
  const shells = `<contact_info><addresses><address preferred="true"><line1/><country>USA</country>
      <address_types><address_type>home</address_type></address_types></address></addresses>
    <emails><email preferred="true"><email_address> </email_address></email></emails>
    <phones><phone><phone_number/><phone_types><phone_type>nonsense</phone_type></phone_types></phone></phones></contact_info>
    <user_identifiers><user_identifier><id_type>BARCODE</id_type><value/></user_identifier></user_identifiers>
    <user_notes><user_note><note_type>OTHER</note_type><note_text/></user_note></user_notes>
    <user_blocks><user_block><block_status>ACTIVE</block_status></user_block></user_blocks>
    <user_statistics><user_statistic/></user_statistics>`
  const ran = await load('shells', shells)
  expect(fates(ran)).toEqual({ shells: 'change created' })
  for (const kind of Object.keys(kinds)) expect(await elements('shells', kind)).toEqual([])
})

test.each([
  [
    'identifier.id_type',
    '<user_identifiers><user_identifier><value>half</value></user_identifier></user_identifiers>',
  ],
  ['note.note_type', '<user_notes><user_note><note_text>half</note_text></user_note></user_notes>'],
  [
    'block.block_description',
    '<user_blocks><user_block><block_note>half</block_note></user_block></user_blocks>',
  ],
  [
    'statistic.category',
    '<user_statistics><user_statistic><statistic_note>half</statistic_note></user_statistic></user_statistics>',
  ],
])('half an element, without %s, rejects the person', async (field, half) => {
  const ran = await load(`half ${field}`, half)
  expect(ran.outcomes).toMatchObject([
    { outcome: 'reject', details: { problems: [{ field, rule: 'required' }] } },
  ])
})
