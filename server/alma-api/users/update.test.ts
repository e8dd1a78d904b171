import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AlmaTree, isTree } from '../../alma-user/alma-tree.ts'
import { replacedKinds } from '../../alma-user/swap-elements.ts'
import { replacedFields } from '../../alma-user/swap-fields.ts'
import { isPassword } from '../../credentials/passwords.ts'
import { stickyFields } from '../../fields/catalogue.ts'
import { segments } from '../../fields/segments.ts'
import { userFields } from '../../fields/user-fields.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code, openWritingDoor, refusalIn, userIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
let id: string
let made = 0
beforeAll(async () => {
  door = await openWritingDoor()
})
afterAll(() => door.server.close())
beforeEach(() => {
  made += 1
  id = `person${made}`
})

const create = async (document: object): Promise<number> => {
  const person = { primary_id: id, first_name: 'Ada', last_name: 'Lovelace', ...document }
  return (await createPeople(contextOf(door.server), [person]))[0]!
}
const external = { account_type: 'EXTERNAL', external_id: 'SIS' }
const get = async () => userIn(await door.send(`GET /users/${id}`))
const put = async (values: AlmaTree, query = '') =>
  userIn(await door.send(`PUT /users/${id}${query}`, { ...(await get()), ...values }))
const refused = async (values: AlmaTree, query = '') => {
  const changes = await door.changes()
  const before = await door.document(id)
  const refusal = refusalIn(await door.send(`PUT /users/${id}${query}`, { ...(await get()), ...values }))
  expect(await door.document(id)).toEqual(before)
  expect(await door.changes()).toBe(changes)
  return refusal
}

test('what the object does not name is empty or has its default; what it cannot say stays', async () => {
  const kept = {
    ...{ pin_number: '1234', purchase_request_libraries: ['MAIN'], never_purge_reason: 'A gift' },
    ...{ 'demerit/d': { points: 1, reason: 'Noise', given_on: '2026-01-01' } },
    ...{ 'enrolment/e': { course_code: 'LAW101' }, 'attachment/a': { file_name: 'a.txt' } },
    ...{ record_type: 'STAFF', external_id: undefined },
  }
  await create({
    ...kept,
    ...{ middle_name: 'King', job_category: 'LIB', user_group: 'UG', preferred_language: 'de' },
    ...{ status: 'INACTIVE', rs_libraries: ['MAIN'], is_researcher: true, purge_date: '2027-01-01' },
    'address/a': { line1: 'A street' },
  })
  userIn(await door.send(`PUT /users/${id}`, { account_type: code('INTERNAL'), last_name: 'King' }))
  const { status_date: _date, ...after } = (await door.document(id))!
  const complete = { ...kept, primary_id: id, last_name: 'King', status: 'ACTIVE', preferred_language: 'en' }
  expect(after).toEqual({ ...JSON.parse(JSON.stringify(complete)), account_type: 'INTERNAL' })
})

test('the lists of what an object replaces, and of what it never touches, cover the catalogue', () => {
  const names = replacedFields.map(field => field.name)
  expect(userFields.map(field => field.name).filter(name => !names.includes(name))).toEqual([
    ...['pin_number', 'status_date', 'last_patron_activity_date', 'rs_authorized'],
    ...['purchase_request_libraries', 'never_purge_reason', 'account_purpose', 'record_type', 'account_type'],
    ...['external_id', 'force_password_change', 'mfa_enabled', 'disable_login_restrictions'],
    ...['allow_simulated_login', 'simulated_login_at', 'source_institution_code', 'source_link_id'],
    ...['password_changed_at', 'sis_values', 'locked_fields'],
  ])
  expect(segments.map(one => one.kind).filter(kind => !replacedKinds.includes(kind))).toEqual([
    ...['proxy', 'demerit', 'enrolment', 'attachment', 'picture'],
  ])
})

test('output-only values are ignored', async () => {
  await create({})
  const changes = await door.changes()
  await put({
    ...{ full_name: 'Somebody Else', status_date: '1999-01-01Z', last_patron_activity_date: '1999-01-01Z' },
    ...{ link: 'http://elsewhere', requests: { value: '7' }, loans: { value: '7' }, fees: { value: '7.0' } },
    ...{ source_link_id: '1', source_institution_code: 'X', linking_id: '9', created_by: 'me' },
    gender: { value: '', desc: 'Nonsense' },
  })
  expect(await door.changes()).toBe(changes)
})

test('absent or empty roles keep the stored ones; a list is exactly those', async () => {
  await create({
    'role/a': { role_type: '200', profile: 'P' },
    'role/b': { role_type: '205' },
  })
  await put({ user_role: [] })
  await put({ user_role: null })
  const { user_role: _roles, ...others } = await get()
  userIn(await door.send(`PUT /users/${id}`, others))
  userIn(await door.send(`PUT /users/${id}`, { ...others, user_role: [{ role_type: code('') }] }))
  expect(Object.keys((await door.document(id))!).filter(path => path.startsWith('role/'))).toEqual([
    'role/a',
    'role/b',
  ])
  const desk = { type: code('CirculationDesk'), value: code('DESK') }
  await sql`insert into code_value (institution_id, table_name, code, label, details)
    values (${door.server.institution.institutionId}, 'CircDesks', 'DESK', 'Desk', '{"library": "MAIN"}')
    on conflict do nothing`.execute(door.server.db)
  const list = [
    { role_type: code('200'), scope: code(door.server.institution.code), status: code('ACTIVE') },
    { role_type: { value: 221 }, scope: code('MAIN'), status: code('WHATEVER'), parameter: [desk] },
  ]
  await put({ user_role: list as AlmaTree[] })
  const roles = Object.entries((await door.document(id))!).filter(([path]) => path.startsWith('role/'))
  expect(roles.map(([, role]) => role)).toMatchObject([
    { role_type: '200', profile: 'P', status: 'ACTIVE' },
    { role_type: '221', scope: 'MAIN', status: 'INACTIVE', parameters: [{ value: 'DESK' }] },
  ])
  expect(roles[0]![0]).toBe('role/a')
})

test.each<[string, AlmaTree, string]>([
  ['an unknown scope', { role_type: code('204'), scope: code('NOWHERE') }, '401860'],
  ['a scope that the role cannot have', { role_type: code('200'), scope: code('MAIN') }, '401860'],
  [
    'a parameter of another role',
    { role_type: code('200'), parameter: [{ type: code('CirculationDesk'), value: code('X') }] },
    '401860',
  ],
  [
    'parameters that are no list',
    { role_type: code('204'), parameter: { type: code('MetadataType') } },
    '401676',
  ],
  ['an unknown role', { role_type: code('9999') }, '401864 Given role type (9999) is invalid.'],
  [
    'a role above the program',
    { role_type: code('50') },
    '401860 Failed to update user. role_type: role not yours',
  ],
])('%s refuses the whole object with one error', async (_what, role, refusal) => {
  await create({ 'role/a': { role_type: '200' } })
  expect(await refused({ last_name: 'King', user_role: [{ role_type: code('205') }, role] })).toContain(
    refusal,
  )
})

test('an empty password keeps the old one; another one must be good, and opens a new door', async () => {
  const userId = await create({})
  const stored = async () => {
    const { rows } = await sql<{ password_hash: string }>`
      select password_hash from credential where user_id = ${userId}`.execute(door.server.db)
    return rows[0]?.password_hash
  }
  await put({ password: 'blue horses run at night' })
  expect(await isPassword(await stored(), 'blue horses run at night')).toBe(true)
  const before = await stored()
  await put({ password: '' })
  expect(await stored()).toBe(before)
  for (const password of ['short', `${id} and more`, 'password1', 'a'.repeat(100_000)])
    expect(await refused({ password })).toMatch(/^500038 The password must have at least 8/)
  expect(await refused({ password: { value: 'x' } })).toMatch(/^401676/)
  expect(await stored()).toBe(before)
})

test.each<[string, object, AlmaTree, string]>([
  [
    'external to internal',
    external,
    { account_type: code('INTERNAL') },
    '401859 Action currently not supported.',
  ],
  [
    'internal to external without an owner',
    {},
    { account_type: code('EXTERNAL') },
    '401854 External Id must be given for external user.',
  ],
  [
    'internal with an owner',
    {},
    { external_id: 'SIS' },
    '401853 External Id must be empty for internal user.',
  ],
  [
    'external without its owner',
    external,
    { external_id: '' },
    '401854 External Id must be given for external user.',
  ],
  ['another owner', external, { external_id: 'OTHER' }, '401858 External id in DB does not fit given value.'],
  [
    'an owner that is no text',
    external,
    { external_id: { a: 1 } },
    '401858 External id in DB does not fit given value.',
  ],
  [
    'internal with external authentication',
    {},
    { account_type: code('INTEXTAUTH') },
    '401855 Account type INTEXTAUTH is currently not supported.',
  ],
  ['no account type', {}, { account_type: code('') }, '401664 Mandatory field is missing: account_type'],
  [
    'an unknown account type',
    {},
    { account_type: code('ROBOT') },
    '401857 Account type must be INTERNAL/EXTERNAL.',
  ],
  [
    'an unknown record type',
    {},
    { record_type: code('ROBOT') },
    '401864 Given record type (ROBOT) is invalid.',
  ],
  ['no last name', {}, { last_name: '' }, '401664 Mandatory field is missing: last_name'],
  ['an unknown user group', {}, { user_group: code('NONE') }, '401852 Given user group is not legal.'],
  ['an unknown title', {}, { user_title: code('LORD') }, '401864 Given user_title type (LORD) is invalid.'],
  [
    'a status that there is not',
    {},
    { status: code('SLEEPY') },
    '401864 Given status type (SLEEPY) is invalid.',
  ],
  ['a bad date', {}, { birth_date: '1999-02-30Z' }, '401860 Failed to update user. birth_date: not a date'],
  [
    'a long name',
    {},
    { first_name: 'x'.repeat(256) },
    '401860 Failed to update user. first_name: too long (255)',
  ],
  [
    'a NUL in a name',
    {},
    { first_name: 'A\u0000' },
    '401860 Failed to update user. first_name: control characters',
  ],
  [
    'a name that is an object',
    {},
    { first_name: { a: 1 } },
    '401860 Failed to update user. first_name: wrong type',
  ],
  ['a list as a name', {}, { first_name: ['A'] }, '401860 Failed to update user. first_name: wrong type'],
  ['a group that is a list', {}, { user_group: ['UG'] }, '401852 Given user group is not legal.'],
  ['a list that is none', {}, { user_note: 'text' }, '401676 No valid XML was given.'],
  ['an object for a list', {}, { user_identifier: { value: 'x' } }, '401676 No valid XML was given.'],
  ['numbers in a list', {}, { user_block: [1, 2] }, '401676 No valid XML was given.'],
  ['contact that is a list', {}, { contact_info: [] }, '401676 No valid XML was given.'],
  [
    'an unknown e-mail type',
    {},
    { contact_info: { email: [{ email_address: 'a@b.c', email_type: [code('moon')] }] } },
    '401864 Given email type (moon) is invalid.',
  ],
  [
    'an identifier without a type',
    {},
    { user_identifier: [{ value: 'x' }] },
    '401664 Mandatory field is missing: id_type',
  ],
  [
    'a note maker that is a list',
    {},
    { user_note: [{ note_type: code('OTHER'), note_text: 'x', created_by: ['x'] }] },
    '401860 Failed to update user. created_by: wrong type',
  ],
  [
    'a moment that is none',
    {},
    { user_note: [{ note_type: code('OTHER'), note_text: 'x', created_date: 'soon' }] },
    '401860 Failed to update user. created_date: not a date',
  ],
])('%s is refused and changes nothing', async (_what, document, values, refusal) => {
  await create(document)
  expect(await refused({ ...values, middle_name: 'Byron' })).toBe(refusal)
})

test('an internal account becomes external with an owner, and its elements what the object says', async () => {
  await create({
    'identifier/i': { id_type: 'BARCODE', value: `B${made}` },
    'note/n': { note_type: 'OTHER', text: 'x' },
  })
  const tree = await get()
  const list = (key: string, segment_type: string) =>
    (tree[key] as AlmaTree[]).map(one => ({ ...one, segment_type }))
  const values = {
    user_identifier: list('user_identifier', 'External'),
    user_note: list('user_note', 'Internal'),
  }
  const after = await put({ ...values, account_type: code('EXTERNAL'), external_id: 'SIS' })
  expect(after).toMatchObject({ account_type: { value: 'EXTERNAL' }, external_id: 'SIS' })
  expect(await door.document(id)).toMatchObject({
    'identifier/i': { external: true },
    'note/n': { external: false },
  })
})

test('the record type changes, unless the record has what the new one cannot have', async () => {
  await create({ user_group: 'UG', 'identifier/i': { id_type: 'BARCODE', value: `B${made}` } })
  expect(await put({ record_type: code('STAFF') })).toMatchObject({ record_type: { value: 'STAFF' } })
  expect(await refused({ record_type: code('CONTACT'), user_identifier: [] })).toMatch(/^401852/)
  expect(await refused({ record_type: code('CONTACT'), user_group: code('') })).toBe(
    '401863 Given identifier type (BARCODE) is not supported for given user record type (CONTACT).',
  )
  await put({ record_type: code('CONTACT'), user_group: code(''), user_identifier: [] })
  expect(await door.document(id)).toMatchObject({ record_type: 'CONTACT' })
})

test('the primary identifier changes; the old one is nobody’s then', async () => {
  await create({})
  await put({ primary_id: `${id}-new` })
  expect(refusalIn(await door.send(`GET /users/${id}`))).toBe(
    `401861 User with identifier ${id} was not found.`,
  )
  id = `${id}-new`
  expect(await put({ primary_id: '' })).toMatchObject({ primary_id: id })
  expect(refusalIn(await door.send('PUT /users/nobody?user_id_type=BARCODE', await get()))).toBe(
    '401890 User with identifier nobody of type BARCODE was not found.',
  )
})

test('identifiers are those of one user, once', async () => {
  const taken = { id_type: 'BARCODE', value: `T${made}` }
  await createPeople(contextOf(door.server), [
    { primary_id: `other${made}`, last_name: 'O', 'identifier/a': taken },
  ])
  await create({})
  const words = (value: string, type: string) =>
    `401851 User with identifier ${value} of type ${type} already exists.`
  const barcode = (value: string) => ({ user_identifier: [{ value, id_type: code('BARCODE') }] })
  expect(await refused(barcode(`T${made}`))).toBe(words(`T${made}`, 'BARCODE'))
  expect(await refused(barcode(`OTHER${made}`))).toBe(words(`OTHER${made}`, 'BARCODE'))
  expect(await refused(barcode(id))).toBe(words(id, 'BARCODE'))
  expect(await refused({ primary_id: `t${made}` })).toBe(words(`t${made}`, 'PRIMARY'))
})

/** A value of each sticky field that is not the stored one. */
const stickyNews: Record<string, AlmaTree[string]> = {
  ...{
    user_group: code('FACULTY'),
    job_category: code('LIB'),
    pin_number: '9999',
    campus_code: code('SOUTH'),
  },
  ...{ preferred_language: code('fr'), rs_library: [{ code: code('LAW') }], user_title: code('PROF') },
  library_notice: [{ code: code('HoldLetter'), value: 'true' }],
  ...{ pref_first_name: 'New', pref_middle_name: 'New', pref_last_name: 'New', cataloger_level: code('20') },
}
const keyOf = (name: string) =>
  ({ rs_libraries: 'rs_library', library_notices: 'library_notice' })[name] ?? name
const stored = {
  ...{
    user_group: 'UG',
    job_category: 'OLD',
    pin_number: '1111',
    campus_code: 'NORTH',
    preferred_language: 'de',
  },
  ...{
    rs_libraries: ['MAIN'],
    user_title: 'OLD',
    library_notices: { LoanLetter: false },
    cataloger_level: '10',
  },
  ...{ pref_first_name: 'Old', pref_middle_name: 'Old', pref_last_name: 'Old' },
}
const emptied = (name: string) =>
  isTree(stickyNews[keyOf(name)]!) ? code('') : Array.isArray(stickyNews[keyOf(name)]) ? [] : ''

test('the sticky fields are the twelve that `override` knows', () => {
  expect(stickyFields.map(field => field.name).sort()).toEqual(Object.keys(stored).sort())
})

test.each(Object.keys(stored))(
  '%s of an external account: staff keep it, an empty one is no news, override sets it',
  async name => {
    await sql`insert into code_value (institution_id, table_name, code, label) select ${door.server.institution.institutionId}, t, c, c
    from (values ('JobTitles', 'LIB'), ('JobTitles', 'OLD'), ('UserTitles', 'PROF'), ('UserTitles', 'OLD'),
      ('UserGroups', 'FACULTY'), ('UserGroups', 'UG')) v(t, c) on conflict do nothing`.execute(door.server.db)
    const key = keyOf(name)
    const before = stored[name as keyof typeof stored]
    const now = async () => (await door.document(id))!
    await create({ ...external, ...stored, locked_fields: { [name]: '' }, sis_values: { other: 'x' } })
    await put({ [key]: stickyNews[key]! })
    expect(await now()).toMatchObject({ [name]: before, locked_fields: { [name]: '' } })
    await put({ [key]: stickyNews[key]! }, `?override=nonsense,${name}`)
    const overridden = await now()
    expect(overridden[name]).not.toEqual(before)
    expect(overridden['locked_fields']).toBeUndefined()
    expect(overridden['sis_values']).toEqual({ other: 'x', [name]: overridden[name] })
    await put({ [key]: emptied(name) })
    expect((await now())[name]).toEqual(overridden[name])
    const isNeeded = name === 'preferred_language'
    await put({ [key]: emptied(name) }, `?override=status&override=${name}`)
    expect((await now())[name]).toEqual(
      isNeeded ? 'en' : name === 'pin_number' ? overridden[name] : undefined,
    )
  },
)

test('a sticky field that staff did not touch follows the object; on internal accounts none is sticky', async () => {
  await create({ ...external, ...stored, user_title: undefined, job_category: undefined })
  await put({ pref_first_name: 'New' })
  expect(await door.document(id)).toMatchObject({ pref_first_name: 'New' })
  id = `${id}i`
  await create({ pref_first_name: 'Old', locked_fields: { pref_first_name: '' } })
  await put({ pref_first_name: '' })
  expect(await door.document(id)).not.toHaveProperty('pref_first_name')
})

test('XML says the same as JSON', async () => {
  await create({ 'role/a': { role_type: '200' }, 'note/n': { note_type: 'OTHER', text: 'Stays' } })
  const note = { note_type: code('OTHER'), note_text: '<b> & "c"' }
  const tree = await get()
  const notes = [...(tree['user_note'] as AlmaTree[]), note]
  const answer = await door.sendXml(`PUT /users/${id}`, { ...tree, middle_name: 'King', user_note: notes })
  expect([answer.statusCode, answer.body.includes('<middle_name>King</middle_name>')]).toEqual([200, true])
  expect((await get())['user_note']).toMatchObject([{ note_text: 'Stays' }, { note_text: '<b> & "c"' }])
  expect(await door.document(id)).toHaveProperty(['role/a'])
  const refusal = await door.sendXml(`PUT /users/${id}`, { ...tree, user_group: code('NONE') })
  expect([refusal.statusCode, refusal.body]).toEqual([
    400,
    expect.stringContaining('<errorCode>401852</errorCode>'),
  ])
})

test('dates may lie in the past', async () => {
  await create({})
  expect(await put({ purge_date: '2020-01-31', expiry_date: '2019-12-31Z' })).toMatchObject({
    purge_date: '2020-01-31Z',
    expiry_date: '2019-12-31Z',
  })
})

test('the last administrator, and whoever may do more than the program, stay who they are', async () => {
  const tree = userIn(await door.send('GET /users/keeper'))
  const answer = async (values: object) =>
    refusalIn(await door.send('PUT /users/keeper', { ...tree, ...values }))
  expect(await answer({ status: code('INACTIVE') })).toBe('401860 Failed to update user. Last administrator.')
  const email = [{ email_address: 'thief@example.org', email_type: [code('work')] }]
  expect(await answer({ contact_info: { email } })).toBe('401860 Failed to update user. Forbidden.')
  expect(await answer({ password: 'blue horses run at night' })).toBe(
    '401860 Failed to update user. Forbidden.',
  )
})

test('protected accounts are changed by nobody', async () => {
  id = 'exl_support'
  await create({})
  expect(await refused({ middle_name: 'X' })).toBe('401860 Failed to update user. Protected account.')
})
