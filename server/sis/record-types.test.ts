import { afterAll, beforeAll, expect, test } from 'vitest'
import { installCodeTables } from '../institutions/code-tables.ts'
import { feedXml, identifiersXml, userXml, type XmlUser } from './testing/feed-xml.ts'
import { fates, loadFeed, openSisWorld, readRecord, type SisWorld } from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
  await installCodeTables(world.ctx.db, world.ctx.institution.institutionId, {
    JobTitles: [{ code: 'DEAN', label: 'Dean', details: { record_types: ['STAFF'] } }],
  })
})
afterAll(() => world.close())

const contacts = { recordType: 'CONTACT' } as const
const block =
  '<user_blocks><user_block><block_description>GENERAL</block_description></user_block></user_blocks>'
const mail = (type: string) =>
  `<contact_info><emails><email><email_address>a@example.edu</email_address>
    <email_types><email_type>${type}</email_type></email_types></email></emails></contact_info>`

const ofContacts: [what: string, user: XmlUser, field: string][] = [
  ['an identifier', { inner: identifiersXml(['BARCODE', 'contact-1']) }, 'identifier'],
  ['a block', { inner: block }, 'block'],
  ['a group', { user_group: 'STUDENT' }, 'user_group'],
  ['an e-mail of a type for people', { inner: mail('school') }, 'email.types'],
]

test.each(ofContacts)('a contact with %s is rejected, and the field named', async (what, user, field) => {
  const primary_id = `contact with ${what}`
  const ran = await loadFeed(world, feedXml(userXml({ primary_id, ...user })), contacts)
  expect(fates(ran)).toEqual({ [primary_id]: 'reject not_for_record_type' })
  expect(ran.outcomes[0]!.details).toMatchObject({ problems: [{ field, rule: 'not_for_record_type' }] })
})

test('a contact with empty shells of them, and with what contacts have, is loaded', async () => {
  const inner = `<user_group/><user_identifiers><user_identifier/></user_identifiers><user_blocks/>${mail('claim')}`
  const ran = await loadFeed(world, feedXml(userXml({ primary_id: 'supplier', inner })), contacts)
  expect(fates(ran)).toEqual({ supplier: 'change created' })
  expect(await readRecord(world, 'supplier')).toMatchObject({ record_type: 'CONTACT' })
})

test('a code that only another record type may have is refused, an unknown one is unknown', async () => {
  const people = (id: string) =>
    feedXml(
      userXml({ primary_id: `${id}-dean`, job_category: 'DEAN' }),
      userXml({ primary_id: `${id}-nobody`, job_category: 'NOBODY' }),
      userXml({ primary_id: `${id}-claim`, inner: mail('claim') }),
    )
  expect(fates(await loadFeed(world, people('public')))).toEqual({
    'public-dean': 'reject not_for_record_type',
    'public-nobody': 'reject unknown_code',
    'public-claim': 'reject not_for_record_type',
  })
  expect(fates(await loadFeed(world, people('staff'), { recordType: 'STAFF' }))).toEqual({
    'staff-dean': 'change created',
    'staff-nobody': 'reject unknown_code',
    'staff-claim': 'reject not_for_record_type',
  })
})
