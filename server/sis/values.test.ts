import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedXml, userXml, type XmlUser } from './testing/feed-xml.ts'
import { elementsOf, fates, loadFeed, openSisWorld, readRecord, type SisWorld } from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

const address = (inner: string) =>
  `<contact_info><addresses><address>${inner}</address></addresses></contact_info>`

test('dates come with and without Z or time, codes with descriptions, booleans and status in any case', async () => {
  const inner = `<user_group desc="Students">STUDENT</user_group>${address('<line1>1</line1><country>united states</country>')}`
  await loadFeed(
    world,
    feedXml(
      userXml({
        primary_id: 'forms1',
        expiry_date: '2030-01-31',
        status: 'Active',
        is_researcher: 'TRUE',
        inner,
      }),
      userXml({
        primary_id: 'forms2',
        expiry_date: ' 2030-01-31Z ',
        status: 'inactive',
        is_researcher: 'false',
      }),
      userXml({ primary_id: 'forms3', expiry_date: '2030-01-31T00:00:00Z' }),
      userXml({ primary_id: 'forms4', inner: address('<line1>1</line1><country>usa</country>') }),
    ),
  )
  expect(await readRecord(world, 'forms1')).toMatchObject({
    expiry_date: '2030-01-31',
    status: 'ACTIVE',
    is_researcher: true,
    user_group: 'STUDENT',
  })
  expect(await readRecord(world, 'forms2')).toMatchObject({
    expiry_date: '2030-01-31',
    status: 'INACTIVE',
    is_researcher: false,
  })
  expect(await readRecord(world, 'forms3')).toMatchObject({ expiry_date: '2030-01-31' })
  for (const id of ['forms1', 'forms4'])
    expect(elementsOf(await readRecord(world, id), 'address')).toMatchObject([{ country: 'USA' }])
})

test('any root, any order of elements, and what is not known or not for the feed is passed over', async () => {
  const user = `<user><user_notes><user_note><note_text>first</note_text><note_type>OTHER</note_type></user_note></user_notes>
    <full_name>Ignored</full_name><expiry_date>2031-01-01Z</expiry_date><password>secret</password><account_type>INTERNAL</account_type>
    <external_id>OTHER</external_id><record_type>STAFF</record_type><never_purge_reason>no</never_purge_reason>
    <last_name>Order</last_name><unknown><last_name>Inner</last_name></unknown><primary_id>order1</primary_id></user>`
  await loadFeed(world, `<userRecords count="1">\n${user}\n</userRecords>`)
  expect(await readRecord(world, 'order1')).toMatchObject({
    last_name: 'Order',
    expiry_date: '2031-01-01',
    account_type: 'EXTERNAL',
    external_id: 'SIS',
    record_type: 'PUBLIC',
  })
  expect(await readRecord(world, 'order1')).not.toHaveProperty('never_purge_reason')
})

test('names keep every character that XML can carry', async () => {
  const name = `O'Neil & Søn <b> "q" 𠮷 مريم ]]`
  await loadFeed(
    world,
    feedXml(
      userXml({
        primary_id: 'chars',
        first_name: name,
        inner: '<middle_name><![CDATA[a<b]]>&#233;</middle_name>',
      }),
    ),
  )
  expect(await readRecord(world, 'chars')).toMatchObject({ first_name: name, middle_name: 'a<bé' })
})

/** What is wrong, and how the report says it. */
const wrong: [what: string, user: XmlUser, problems: object[]][] = [
  ['no last name', { last_name: null }, [{ field: 'last_name', rule: 'required' }]],
  ['an empty last name', { last_name: ' ' }, [{ field: 'last_name', rule: 'required' }]],
  ['an unknown user group', { user_group: 'X' }, [{ field: 'user_group', rule: 'unknown_code' }]],
  ['a code in other case', { user_group: 'student' }, [{ field: 'user_group', rule: 'unknown_code' }]],
  ['an unknown status', { status: 'GONE' }, [{ field: 'status', rule: 'unknown_code' }]],
  ['an unknown library', { rs_libraries: ['MAIN', 'X'] }, [{ field: 'rs_libraries', rule: 'unknown_code' }]],
  ['a word for a date', { expiry_date: 'never' }, [{ field: 'expiry_date', rule: 'not_a_date' }]],
  ['a day that no month has', { birth_date: '2001-02-30' }, [{ field: 'birth_date', rule: 'not_a_date' }]],
  ['a month that no year has', { birth_date: '2001-13-01' }, [{ field: 'birth_date', rule: 'not_a_date' }]],
  ['a year that never was', { birth_date: '0000-01-01' }, [{ field: 'birth_date', rule: 'not_a_date' }]],
  ['a date of another country', { purge_date: '31.12.2030' }, [{ field: 'purge_date', rule: 'not_a_date' }]],
  ['a word for yes', { is_researcher: 'yes' }, [{ field: 'is_researcher', rule: 'wrong_type' }]],
  [
    'a name too long',
    { first_name: 'x'.repeat(256) },
    [{ field: 'first_name', rule: 'too_long', limit: 255 }],
  ],
  ['a control character', { first_name: 'a\u0085b' }, [{ field: 'first_name', rule: 'control_characters' }]],
  [
    'an unknown country',
    { inner: address('<line1>1</line1><country>ATLANTIS</country>') },
    [{ field: 'address.country', rule: 'unknown_code' }],
  ],
  [
    'an unknown address type and a wrong date',
    {
      inner: address(
        '<line1>1</line1><start_date>x</start_date><address_types><address_type>moon</address_type></address_types>',
      ),
    },
    [
      { field: 'address.start_date', rule: 'not_a_date' },
      { field: 'address.types', rule: 'unknown_code' },
    ],
  ],
  [
    'an address without its first line',
    { inner: address('<city>Here</city>') },
    [{ field: 'address.line1', rule: 'required' }],
  ],
  [
    'a note of unknown type',
    {
      inner:
        '<user_notes><user_note><note_type>X</note_type><note_text>t</note_text></user_note></user_notes>',
    },
    [{ field: 'note.note_type', rule: 'unknown_code' }],
  ],
  [
    'several at once',
    { user_group: 'X', expiry_date: 'y', last_name: null },
    [
      { field: 'last_name', rule: 'required' },
      { field: 'user_group', rule: 'unknown_code' },
      { field: 'expiry_date', rule: 'not_a_date' },
    ],
  ],
]

test('each wrong value rejects that person alone, with field and rule; the others load', async () => {
  const users = wrong.map(([what, user]) => userXml({ primary_id: what, ...user }))
  const ran = await loadFeed(
    world,
    feedXml(userXml({ primary_id: 'good1' }), ...users, userXml({ primary_id: 'good2' })),
  )
  const problems = ran.outcomes.map(one => [one.subject, one.outcome, one.details?.['problems']])
  const byField = (list: object[]) =>
    list.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  const found = problems
    .filter(([, outcome]) => outcome === 'reject')
    .map(([subject, , list]) => [subject, byField(list as object[])])
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(wrong.map(([what, , list]) => [what, byField(list)])),
  )
  expect(fates(ran)).toMatchObject({ good1: 'change created', good2: 'change created' })
})

test('a person with a wrong value keeps the whole record as it was', async () => {
  await loadFeed(world, feedXml(userXml({ primary_id: 'whole', first_name: 'Old' })))
  const before = await readRecord(world, 'whole')
  await loadFeed(world, feedXml(userXml({ primary_id: 'whole', first_name: 'New', expiry_date: 'x' })))
  expect(await readRecord(world, 'whole')).toEqual(before)
  const ran = await loadFeed(world, feedXml(userXml({ primary_id: 'whole', first_name: 'New' })))
  expect(fates(ran)).toEqual({ whole: 'change updated' })
})

test('a person of wrong values is named by file and line when there is no primary identifier', async () => {
  const ran = await loadFeed(world, feedXml(userXml({ primary_id: null, last_name: null })))
  expect(ran.outcomes[0]).toMatchObject({
    subject: expect.stringMatching(/^feed-\d+\.xml:3$/),
    outcome: 'reject',
  })
})
