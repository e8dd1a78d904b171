import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AlmaTree, isTree } from '../../alma-user/alma-tree.ts'
import { call } from '../../api-keys/testing/keys.ts'
import { openTestServer } from '../../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond } from '../../users/testing/people.ts'
import { code, openWritingDoor, refusalIn, userIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
let made = 0
beforeAll(async () => {
  door = await openWritingDoor()
  const { institutionId, code: whole } = door.server.institution
  await sql`insert into role_profile (institution_id, code, name, content) values (${institutionId}, 'READERS', 'Readers',
    ${JSON.stringify({
      roles: [
        { role_type: '200', status: 'ACTIVE', scope: whole },
        { role_type: '204', status: 'ACTIVE', scope: 'MAIN' },
      ],
    })}::jsonb)`.execute(door.server.db)
  await sql`insert into assignment_rule (institution_id, kind, position, name, is_enabled, conditions, chosen) values
    (${institutionId}, 'roles', 0, 'All', true, '{"userGroups": ["UG"]}', array['READERS'])`.execute(
    door.server.db,
  )
  await sql`insert into registration_terms (institution_id, code, name, content) values (${institutionId}, 'YEAR', 'A year',
    '{"userRenewal": {"kind": "days", "amount": 365}, "roleRenewal": {"kind": "days", "amount": 100}}')`.execute(
    door.server.db,
  )
  await sql`insert into assignment_rule (institution_id, kind, position, name, is_enabled, conditions, chosen) values
    (${institutionId}, 'registration', 0, 'All', true, '{"userGroups": ["UG"]}', array['YEAR'])`.execute(
    door.server.db,
  )
  await sql`insert into code_value (institution_id, table_name, code, label) values (${institutionId}, 'UserGroups', 'UG', 'UG')
    on conflict do nothing`.execute(door.server.db)
})
afterAll(() => door.server.close())

const internal = { account_type: code('INTERNAL'), first_name: 'Ada', last_name: 'Lovelace' }
const newId = () => {
  made += 1
  return `new${made}`
}
const post = async (body: object, query = '') => userIn(await door.send(`POST /users${query}`, body))
const refused = async (body: object, query = '') => {
  const users = await door.changes()
  const refusal = refusalIn(await door.send(`POST /users${query}`, body))
  expect(await door.changes()).toBe(users)
  return refusal
}
const rolesIn = (tree: AlmaTree) =>
  (tree['user_role'] as AlmaTree[]).map(role => (role['role_type'] as AlmaTree)['value'])

test('the smallest object makes an active public user with the defaults, and the answer is that of a reading', async () => {
  const primary_id = newId()
  const tree = await post({ ...internal, primary_id, status: code('ACTIVE'), user_group: code('UG') })
  expect(tree).toMatchObject({
    primary_id,
    record_type: { value: 'PUBLIC' },
    status: { value: 'ACTIVE' },
    preferred_language: { value: 'en' },
    full_name: 'Ada Lovelace',
  })
  expect(userIn(await door.send(`GET /users/${primary_id}`))).toEqual(tree)
  const document = await door.document(primary_id)
  expect(document).toMatchObject({ account_type: 'INTERNAL', status_date: '2026-11-20' })
  const { rows } =
    await sql`select actor_kind, source from change_set order by change_set_id desc limit 1`.execute(
      door.server.db,
    )
  expect(rows).toEqual([{ actor_kind: 'key', source: 'api' }])
})

test('an external user without a primary identifier gets one of the names, then 0, 1, 2', async () => {
  const body = (barcode: string) => ({
    ...{
      account_type: code('EXTERNAL'),
      external_id: 'patron 17',
      first_name: 'Grace Brewster',
      last_name: 'Hopper',
    },
    user_identifier: [{ value: barcode, id_type: code('BARCODE'), status: '' }],
    ...{ record_type: code('PUBLIC'), is_researcher: false },
  })
  const ids = []
  for (const barcode of ['g1', 'g2', 'GraceBrewsterHopper1'])
    ids.push((await post(body(barcode)))['primary_id'])
  expect(ids).toEqual(['GraceBrewsterHopper', 'GraceBrewsterHopper0', 'GraceBrewsterHopper2'])
  expect(await door.document('GraceBrewsterHopper')).toMatchObject({ external_id: 'patron 17' })
})

test('namesakes that come at once get different identifiers', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => door.send('POST /users', { ...internal, last_name: 'Twin' })),
  )
  const ids = answers.map(answer => userIn(answer)['primary_id'])
  expect(ids.toSorted()).toEqual(['AdaTwin', ...[0, 1, 2, 3, 4, 5, 6].map(number => `AdaTwin${number}`)])
})

test('of those who want one identifier at once one gets it', async () => {
  const primary_id = newId()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => door.send('POST /users', { ...internal, primary_id })),
  )
  expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([200, 400, 400, 400, 400])
  for (const answer of answers.filter(one => one.statusCode === 400))
    expect(refusalIn(answer)).toBe(
      `401851 User with identifier ${primary_id} of type PRIMARY already exists.`,
    )
})

test('roles come from the rules where none are given; else they are exactly those', async () => {
  const person = () => ({ ...internal, primary_id: newId(), user_group: code('UG') })
  expect(rolesIn(await post(person())).toSorted()).toEqual(['200', '204'])
  expect(rolesIn(await post({ ...person(), user_role: [{ role_type: code('') }] })).toSorted()).toEqual([
    '200',
    '204',
  ])
  expect(
    rolesIn(await post({ ...person(), user_role: [{ role_type: code('205'), status: code('') }] })),
  ).toEqual(['205'])
  expect(await refused({ ...person(), user_role: [{ role_type: code('205'), scope: code('NO') }] })).toMatch(
    /^401658/,
  )
})

test('the example of the console, with all its empty placeholders, makes a user', async () => {
  const empty = code('')
  const contact_info = {
    address: [
      {
        preferred: true,
        segment_type: 'Internal',
        line1: '1 Street',
        city: '',
        country: empty,
        address_type: [code('home')],
      },
    ],
    email: [{ email_address: '', description: '', email_type: [empty] }],
    phone: [],
  }
  const tree = await post({
    ...internal,
    ...{
      primary_id: newId(),
      link: '',
      full_name: '',
      pin_number: '',
      force_password_change: '',
      password: '',
    },
    ...{
      requests: { value: '', link: '' },
      campus_code: empty,
      researcher: { position: '' },
      external_id: '',
    },
    ...{
      user_identifier: [{ value: '', id_type: empty, note: '', status: '' }],
      rs_library: [{ code: empty }],
    },
    ...{
      user_block: [{ block_type: empty, block_description: empty }],
      proxy_for_user: [{ link: '' }],
      contact_info,
    },
    ...{
      user_statistic: [{ statistic_category: empty, category_type: empty }],
      library_notice: [{ code: empty, value: '' }],
    },
  })
  expect(tree).toMatchObject({ user_identifier: [], user_block: [], user_statistic: [], proxy_for_user: [] })
  expect((tree['contact_info'] as AlmaTree)['address']).toMatchObject([
    { line1: '1 Street', preferred: true },
  ])
})

test('words without a code, and roles with empty parameters, say nothing', async () => {
  const tree = await post({
    ...internal,
    primary_id: newId(),
    gender: { desc: 'Male' },
    campus_code: { desc: '' },
    user_role: [
      { role_type: code('200'), scope: code(''), parameter: [{ type: code(''), value: code('') }, {}] },
    ],
  })
  expect([tree['gender'], tree['campus_code']]).toEqual([
    { value: '', desc: '' },
    { value: null, desc: '' },
  ])
  expect(rolesIn(tree)).toEqual(['200'])
})

test('long numbers are the digits that were sent', async () => {
  const primary_id = newId()
  const payload = `{"account_type":"INTERNAL","primary_id":"${primary_id}","last_name":"L",
    "user_identifier":[{"value":6034450012345678901,"id_type":{"value":"BARCODE"}}]}`
  const { statusCode } = await call(door.server, 'POST /almaws/v1/users', { key: door.key, payload })
  const tree = userIn(await door.send(`GET /users/${primary_id}`))
  expect([statusCode, tree['user_identifier']]).toMatchObject([200, [{ value: '6034450012345678901' }]])
})

test.each([
  ['2020-01-02', '2020-01-02T00:00:00Z'],
  ['2020-01-02Z', '2020-01-02T00:00:00Z'],
  ['2020-01-02T10:00:00', '2020-01-02T10:00:00Z'],
  ['2020-01-02T10:00:00.140', '2020-01-02T10:00:00.140Z'],
  ['2020-01-02T10:00:00.500Z', '2020-01-02T10:00:00.500Z'],
  ['2020-01-02T10:00:00.000Z', '2020-01-02T10:00:00Z'],
  ['2020-01-02T10:00:00+02:00', '2020-01-02T08:00:00Z'],
])('a note of %s is told as of %s', async (created_date, told) => {
  const tree = await post({
    ...internal,
    primary_id: newId(),
    user_note: [{ note_type: code('OTHER'), note_text: 'x', created_date }],
  })
  expect(tree['user_note']).toMatchObject([{ created_date: told }])
})

test.each<[string, object, string]>([
  ['no account type', { account_type: undefined }, '401664 Mandatory field is missing: account_type'],
  ['an unknown account type', { account_type: code('X') }, '401857 Account type must be INTERNAL/EXTERNAL.'],
  [
    'external authentication',
    { account_type: code('INTEXTAUTH') },
    '401855 Account type INTEXTAUTH is currently not supported.',
  ],
  [
    'an owner of an internal user',
    { external_id: 'SIS' },
    '401853 External Id must be empty for internal user.',
  ],
  [
    'an external user without an owner',
    { account_type: code('EXTERNAL') },
    '401854 External Id must be given for external user.',
  ],
  ['no last name', { last_name: '' }, '401664 Mandatory field is missing: last_name'],
  ['an unknown group', { user_group: code('X') }, '401852 Given user group is not legal.'],
  ['an unknown campus', { campus_code: code('X') }, '401864 Given campus_code type (X) is invalid.'],
  [
    'a contact with a barcode',
    { record_type: code('CONTACT'), user_identifier: [{ value: 'c', id_type: code('BARCODE') }] },
    '401863 Given identifier type (BARCODE) is not supported for given user record type (CONTACT).',
  ],
  [
    'a bad password',
    { password: 'password' },
    '500038 The password must have at least 8 characters, must not contain the user name and must not be a common password.',
  ],
  [
    'a taken identifier',
    { primary_id: 'KEEPER' },
    '401851 User with identifier KEEPER of type PRIMARY already exists.',
  ],
  [
    'one identifier twice',
    { primary_id: 'twice', user_identifier: [{ value: 'TWICE', id_type: code('BARCODE') }] },
    '401851 User with identifier TWICE of type BARCODE already exists.',
  ],
  ['a bad date', { expiry_date: 'soon' }, '401658 Failed to create user. expiry_date: not a date'],
  ['lists that are none', { user_role: {} }, '401676 No valid XML was given.'],
])('%s is refused, and nobody is there', async (_what, values, refusal) => {
  expect(await refused({ ...internal, primary_id: 'refused', ...values })).toBe(refusal)
})

test('a body that is no object is refused', async () => {
  for (const payload of ['', '[]', '"x"', '{', '<user', '<other/>', '{}'])
    expect(
      refusalIn(
        await call(door.server, 'POST /almaws/v1/users', {
          key: door.key,
          payload,
          headers: { accept: 'application/json' },
        }),
      ),
    ).toBe('401676 No valid XML was given.')
})

test('the same is said in XML', async () => {
  const primary_id = newId()
  const tree = {
    ...internal,
    primary_id,
    user_group: code('UG'),
    user_identifier: [{ value: `x${primary_id}`, id_type: code('BARCODE') }],
  }
  const answer = await door.sendXml('POST /users', tree)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/xml;charset=UTF-8'])
  expect(answer.body).toContain(`<primary_id>${primary_id}</primary_id>`)
  expect(await door.document(primary_id)).toMatchObject({ first_name: 'Ada', user_group: 'UG' })
  const refusal = await door.sendXml('POST /users', tree)
  expect(refusal.body).toContain('<errorCode>401851</errorCode>')
})

test('names of XML may have a prefix', async () => {
  const primary_id = newId()
  const payload = `<ns0:user xmlns:ns0="urn:x"><ns0:account_type>INTERNAL</ns0:account_type>
    <ns0:primary_id>${primary_id}</ns0:primary_id><ns0:last_name>Prefixed</ns0:last_name></ns0:user>`
  const answer = await call(door.server, 'POST /almaws/v1/users', { key: door.key, payload })
  expect([answer.statusCode, answer.body.includes('<last_name>Prefixed</last_name>')]).toEqual([200, true])
})

test('empty elements of XML say nothing', async () => {
  const primary_id = newId()
  const payload = `<user><account_type>INTERNAL</account_type><primary_id>${primary_id}</primary_id><last_name>X</last_name>
    <contact_info> </contact_info><user_notes><user_note/></user_notes><user_roles><user_role> </user_role></user_roles>
    <proxy_for_users><proxy_for_user/></proxy_for_users><rs_libraries><rs_library/></rs_libraries><user_blocks/></user>`
  const answer = await call(door.server, 'POST /almaws/v1/users', { key: door.key, payload })
  expect([answer.statusCode, answer.body.includes('<user_notes/>')]).toEqual([200, true])
})

test('a password opens the door, and is the business of internal users alone', async () => {
  const password = 'blue horses run at night'
  const primary_id = newId()
  await post({ ...internal, primary_id, password, force_password_change: 'TRUE' })
  expect(await door.document(primary_id)).toMatchObject({
    force_password_change: true,
    password_changed_at: expect.any(String),
  })
  const other = newId()
  await post({ ...internal, account_type: code('EXTERNAL'), external_id: 'SIS', primary_id: other, password })
  const { rows } = await sql<{
    primary_id: string
  }>`select u.primary_id from credential c join user_account u using (institution_id, user_id)
    where u.primary_id in (${primary_id}, ${other})`.execute(door.server.db)
  expect(rows).toEqual([{ primary_id }])
})

test('registration rules give an end to the account and to the role of the patron', async () => {
  const primary_id = newId()
  const body = { ...internal, primary_id, user_group: code('UG') }
  expect(await refused(body, '?registration_rules=true&library=NOWHERE')).toBe(
    '401666 Parameter library is not valid: NOWHERE',
  )
  const tree = await post(body, '?registration_rules=true&library=MAIN')
  expect(tree).toMatchObject({ expiry_date: '2027-11-20Z' })
  expect(
    (tree['user_role'] as AlmaTree[])
      .map(role => [(role['role_type'] as AlmaTree)['value'], role['expiry_date']])
      .toSorted(),
  ).toEqual([
    ['200', '2027-02-28Z'],
    ['204', undefined],
  ])
})

test('a PIN letter goes out if it is asked for and there is a PIN', async () => {
  const letters = async () =>
    (await sql`select from letter_outbox where letter = 'pin_number'`.execute(door.server.db)).rows.length
  const contact_info = {
    email: [{ email_address: 'ada@example.edu', email_type: [code('personal')], preferred: true }],
  }
  await post({ ...internal, primary_id: newId(), contact_info, pin_number: '1234' })
  await post({ ...internal, primary_id: newId(), contact_info }, '?send_pin_number_letter=true')
  expect(await letters()).toBe(0)
  const tree = await post(
    { ...internal, primary_id: newId(), contact_info, pin_number: '1234' },
    '?send_pin_number_letter=true',
  )
  expect(await letters()).toBe(1)
  const again = (values: object) =>
    door.send(`PUT /users/${tree['primary_id']}?send_pin_number_letter=true`, { ...tree, ...values })
  userIn(await again({ pin_number: '1234' }))
  userIn(await again({ pin_number: '' }))
  expect(await letters()).toBe(1)
  userIn(await again({ pin_number: '4321' }))
  expect(await letters()).toBe(2)
  expect(await door.document(String(tree['primary_id']))).toMatchObject({ pin_number: '4321' })
})

test('social authentication sends an invitation where there is such a sign-in', async () => {
  const letters = async () =>
    (
      await sql<{
        html: string
      }>`select html from letter_outbox where letter = 'social_login_invite'`.execute(door.server.db)
    ).rows
  const contact_info = {
    email: [{ email_address: 'ada@example.edu', email_type: [code('personal')], preferred: true }],
  }
  const person = () => ({ ...internal, primary_id: newId(), contact_info })
  await post(person(), '?social_authentication=true')
  expect(await letters()).toEqual([])
  const { institutionId } = door.server.institution
  await sql`insert into sign_in_profile (institution_id, code, name, kind, match_by, is_active, updated_by, updated_at)
    values (${institutionId}, 'GOOGLE', 'Google', 'SOCIAL', 'GOOGLE', true, 'x', now())`.execute(
    door.server.db,
  )
  await post(person())
  await post({ ...person(), contact_info: null }, '?social_authentication=true')
  await post(person(), '?social_authentication=true')
  expect((await letters()).map(({ html }) => html.includes('/attach-account#'))).toEqual([true])
})

test('a linked account begins as a copy of the source, and says whose it is', async () => {
  const second = await foundSecond(door.server)
  const here = door.server.institution.code
  await sql`update institution set settings = settings || ${JSON.stringify({ partnerInstitutions: ['SECOND'] })}::jsonb where code = ${here}`.execute(
    door.server.db,
  )
  await sql`update institution set settings = settings || ${JSON.stringify({ partnerInstitutions: [here] })}::jsonb where code = 'SECOND'`.execute(
    door.server.db,
  )
  const beside = await openTestServer({}, door.server)
  const [source] = await createPeople(contextOf(door.server, second), [
    {
      ...{ primary_id: 'home', first_name: 'Mary', last_name: 'Shelley', birth_date: '1797-08-30' },
      'email/e': { address: 'mary@example.edu', types: ['personal'], external: true },
      'identifier/i': { id_type: 'BARCODE', value: 'HOME1' },
    },
  ])
  const ask = (query: string, body: object = { user_group: code('UG') }) =>
    call(beside, `POST /almaws/v1/users?${query}`, {
      key: door.key,
      headers: { accept: 'application/json' },
      payload: JSON.stringify(body),
    })
  const tree = userIn(await ask('source_institution_code=SECOND&source_user_id=HOME1'))
  expect(tree).toMatchObject({
    ...{
      primary_id: 'MaryShelley',
      first_name: 'Mary',
      birth_date: '1797-08-30Z',
      account_type: { value: 'INTERNAL' },
    },
    ...{
      user_identifier: [],
      user_group: { value: 'UG' },
      source_institution_code: 'SECOND',
      source_link_id: String(source),
    },
    contact_info: { email: [{ email_address: 'mary@example.edu', segment_type: 'Internal' }] },
  })
  expect(isTree(tree)).toBe(true)
  const refusals = [
    [
      `source_institution_code=SECOND&source_user_id=${source}`,
      `401851 User with identifier ${source} of type SECOND already exists.`,
    ],
    [
      'source_institution_code=NOWHERE&source_user_id=1',
      '401651 Source institution NOWHERE is not valid, or does not share its users with this one.',
    ],
    [
      'source_institution_code=SECOND&source_user_id=nobody',
      '60226 User nobody was not found in institution SECOND.',
    ],
    ['source_institution_code=SECOND', '401664 Mandatory field is missing: source_user_id'],
    ['source_user_id=1', '401664 Mandatory field is missing: source_institution_code'],
  ]
  for (const [query, refusal] of refusals) expect(refusalIn(await ask(query!))).toBe(refusal)
})
