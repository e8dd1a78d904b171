import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { openTestServer } from '../../http/testing/test-server.ts'
import { saveCodeTable } from '../../settings/code-tables.ts'
import { createPeople, foundSecond } from '../../users/testing/people.ts'
import { openReadingDoor, type ReadingDoor } from './testing/reading-door.ts'

let door: ReadingDoor
let adaId: number

const ada = {
  primary_id: 'Ada/Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  user_group: 'UNDER',
  'email/e1': { address: 'ada@example.org', types: ['work'], preferred: true },
  'phone/p1': { number: '555', types: ['home'], preferred: true },
  'address/a1': { line1: 'Way 1', city: 'Delft', types: ['home'], preferred: true },
  'identifier/b1': { id_type: 'BARCODE', value: 'Bar-123' },
  'identifier/b2': { id_type: 'UNIV_ID', value: 'U-9', status: 'INACTIVE' },
  'note/n1': { note_type: 'OTHER', text: 'Nice' },
}

beforeAll(async () => {
  door = await openReadingDoor()
  ;[adaId] = (await createPeople(door.ctx, [ada])) as [number]
})
afterAll(() => door.server.close())

const read = (rest: string) => door.tell(`GET /users/${rest}`)
const set = (settings: object) =>
  sql`update institution set settings = settings || ${JSON.stringify(settings)}::jsonb
    where institution_id = ${door.server.institution.institutionId}`.execute(door.server.db)

test('a user is told to the letter: what is not set is empty, null or not there, in the order of Alma', async () => {
  const { body, headers } = await door.ask('GET /users/Ada%2FLovelace')
  expect(headers['content-type']).toBe('application/json;charset=UTF-8')
  const statusDate = JSON.parse(body).status_date
  expect(body).toBe(
    `{"record_type":{"value":"PUBLIC","desc":"Public"},"primary_id":"Ada/Lovelace","first_name":"Ada",` +
      `"middle_name":"","last_name":"Lovelace","full_name":"Ada Lovelace","user_title":{"value":"","desc":""},` +
      `"job_category":{"value":"","desc":""},"job_description":"","gender":{"value":"","desc":""},` +
      `"user_group":{"value":"UNDER","desc":""},"campus_code":{"value":null,"desc":""},"web_site_url":"",` +
      `"cataloger_level":{"value":"00","desc":"[00] Default Level"},"preferred_language":{"value":"en","desc":"English"},` +
      `"account_type":{"value":"INTERNAL","desc":"Internal"},"external_id":"","password":"",` +
      `"force_password_change":"","status":{"value":"ACTIVE","desc":"Active"},` +
      (statusDate ? `"status_date":"${statusDate}",` : '') +
      `"requests":null,"loans":null,"fees":null,"contact_info":{"address":[{"line1":"Way 1","line2":null,` +
      `"line3":null,"line4":null,"line5":null,"city":"Delft","state_province":"","postal_code":"",` +
      `"country":{"value":"","desc":""},"address_note":"","preferred":true,"segment_type":"Internal",` +
      `"address_type":[{"value":"home","desc":"Home"}]}],"email":[{"email_address":"ada@example.org",` +
      `"description":null,"preferred":true,"segment_type":"Internal","email_type":[{"value":"work","desc":"Work"}]}],` +
      `"phone":[{"phone_number":"555","preferred":true,"preferred_sms":false,"segment_type":"Internal",` +
      `"phone_type":[{"value":"home","desc":"Home"}]}]},"pref_first_name":"","pref_middle_name":"",` +
      `"pref_last_name":"","pref_name_suffix":"","is_researcher":false,"researcher":null,"link":null,` +
      `"user_identifier":[{"value":"Bar-123","id_type":{"value":"BARCODE","desc":"Barcode"},"note":null,` +
      `"status":"ACTIVE","segment_type":"Internal"},{"value":"U-9","id_type":{"value":"UNIV_ID",` +
      `"desc":"University ID"},"note":null,"status":"INACTIVE","segment_type":"Internal"}],"user_role":[],` +
      `"user_block":[],"user_note":[{"note_type":{"value":"OTHER","desc":"Other"},"note_text":"Nice",` +
      `"user_viewable":false,"popup_note":false,"created_by":"","segment_type":"Internal"}],"user_statistic":[],"proxy_for_user":[]}`,
  )
})

test('in XML what is null is not there, and nothing is asked for twice', async () => {
  const { body, headers } = await door.ask('GET /users/ada%2Flovelace/?expand=none&view=full', {
    headers: { accept: 'application/xml' },
  })
  expect(headers['content-type']).toBe('application/xml;charset=UTF-8')
  expect(body).toContain('<user><record_type desc="Public">PUBLIC</record_type><primary_id>Ada/Lovelace')
  expect(body).toContain(
    '<emails><email preferred="true" segment_type="Internal"><email_address>ada@example.org',
  )
  for (const key of ['<loans', '<requests', '<fees', '<researcher', 'link=', '<source', '<linking'])
    expect(body).not.toContain(key)
})

describe('the identifier', () => {
  test.each([
    ['ada%2FLOVELACE', 'of the primary one no case counts'],
    ['%20Ada%2FLovelace%20', 'spaces around it do not count'],
    ['Bar-123', 'any other one'],
    ['bar-123', 'whose case does not count here'],
    ['Bar-123?user_id_type=BARCODE', 'one of the type'],
    ['Bar-123?user_id_type=all_unique', 'any type'],
    ['Ada%2FLovelace?user_id_type=primary_id', 'the primary one alone'],
  ])('%s: %s', async path => {
    expect(await read(path)).toMatchObject({ primary_id: 'Ada/Lovelace' })
  })

  test.each([
    ['nobody', '401861 User with identifier nobody was not found.'],
    ['nob%00dy', '401861 User with identifier nob\0dy was not found.'],
    ['%25', '401861 User with identifier % was not found.'],
    ['U-9', '401861 User with identifier U-9 was not found.'],
    ["x'%20or%20'1'='1", "401861 User with identifier x' or '1'='1 was not found."],
    ['Bar-123?user_id_type=UNIV_ID', '401890 User with identifier Bar-123 of type UNIV_ID was not found.'],
    [
      'Bar-123?user_id_type=primary_id',
      '401890 User with identifier Bar-123 of type primary_id was not found.',
    ],
    ['Bar-123?user_id_type=NOTHING', '401890 User with identifier Bar-123 of type NOTHING was not found.'],
    ['Bar-123?user_id_type=B%00', '401890 User with identifier Bar-123 of type B\0 was not found.'],
    ['ada%2Flovelace?user_id_type=all_unique&x=1', undefined],
  ])('%s', async (path, refusal) => {
    const told = await read(path)
    expect(typeof told === 'string' ? told : undefined).toBe(refusal)
  })

  test('of a type that is switched off nobody has one', async () => {
    await sql`update code_value set is_enabled = false where code = 'BARCODE'`.execute(door.server.db)
    const told = await read('Bar-123?user_id_type=BARCODE')
    await sql`update code_value set is_enabled = true where code = 'BARCODE'`.execute(door.server.db)
    expect(told).toBe('401890 User with identifier Bar-123 of type BARCODE was not found.')
  })

  test('of another institution finds nobody', async () => {
    const second = await foundSecond(door.server)
    await createPeople({ ...door.ctx, institution: second }, [{ primary_id: 'stranger', last_name: 'S' }])
    expect(await read('stranger')).toBe('401861 User with identifier stranger was not found.')
  })

  test('many at once are each told their own', async () => {
    const paths = ['Bar-123', 'nobody', 'keeper', 'bar-123?user_id_type=BARCODE']
    const told = await Promise.all(paths.map(read))
    expect(told).toEqual([
      expect.objectContaining({ primary_id: 'Ada/Lovelace' }),
      '401861 User with identifier nobody was not found.',
      expect.objectContaining({ primary_id: 'keeper' }),
      expect.objectContaining({ primary_id: 'Ada/Lovelace' }),
    ])
  })

  test('whose case counts finds who has it so; the primary one is found in any', async () => {
    await createPeople(door.ctx, [
      { primary_id: 'Grace', last_name: 'H', 'identifier/c1': { id_type: 'BARCODE', value: 'AbC' } },
    ])
    await set({ identifiersCaseSensitive: true })
    await sql`update user_identifier set value_key = value where element_id <> 'primary'`.execute(
      door.server.db,
    )
    const told = [await read('AbC'), await read('abc'), await read('GRACE')]
    await sql`update user_identifier set value_key = lower(value)`.execute(door.server.db)
    await set({ identifiersCaseSensitive: false })
    expect(told).toEqual([
      expect.objectContaining({ primary_id: 'Grace' }),
      '401861 User with identifier abc was not found.',
      expect.objectContaining({ primary_id: 'Grace' }),
    ])
  })
})

test('a brief view leaves out roles, blocks, notes, proxies, addresses and telephones', async () => {
  const full = (await read('Bar-123')) as Record<string, unknown>
  const brief = (await read('Bar-123?view=brief')) as Record<string, { email?: unknown }>
  const gone = ['user_role', 'user_block', 'user_note', 'proxy_for_user']
  expect(Object.keys(brief)).toEqual(Object.keys(full).filter(key => !gone.includes(key)))
  expect(Object.keys(brief['contact_info']!)).toEqual(['email'])
  expect(brief['contact_info']!.email).toHaveLength(1)
})

test('counters are there as far as they are asked for, as texts with the address of the list', async () => {
  const { institutionId } = door.server.institution
  const { db } = door.server
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at, returned_at)
    values (${institutionId}, ${adaId}, 'I1', now(), now(), null), (${institutionId}, ${adaId}, 'I2', now(), now(), now())`.execute(
    db,
  )
  await sql`insert into request (institution_id, user_id, kind, status, created_at)
    values (${institutionId}, ${adaId}, 'HOLD', 'NOT_STARTED', now()), (${institutionId}, ${adaId}, 'HOLD', 'COMPLETED', now())`.execute(
    db,
  )
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${institutionId}, ${adaId}, 'OTHER', 'ACTIVE', 20, 12.5, now(), now()),
      (${institutionId}, ${adaId}, 'OTHER', 'INDISPUTE', 20, 7, now(), now())`.execute(db)
  const base = 'http://alma.example/almaws/v1/users/Ada%2FLovelace'
  expect(await read('Bar-123?expand=loans,requests,fees')).toMatchObject({
    loans: { value: '1', link: `${base}/loans` },
    requests: { value: '1', link: `${base}/requests` },
    fees: { value: '12.5', link: `${base}/fees` },
  })
  expect(await read('Bar-123?expand=fees')).toMatchObject({
    loans: null,
    requests: null,
    fees: { value: '12.5' },
  })
  expect(await read('keeper?expand=fees&expand=loans')).toMatchObject({
    loans: { value: '0' },
    fees: { value: '0.0' },
  })
  const { body } = await door.ask('GET /users/Bar-123?expand=LOANS&format=xml')
  expect(body).toContain(`<loans link="${base}/loans">1</loans>`)
})

test('words are those of the tables at this moment, however short the way between writing and reading', async () => {
  expect(await read('Bar-123')).toMatchObject({ status: { desc: 'Active' }, user_group: { desc: '' } })
  const rows = [{ code: 'UNDER', label: 'Undergraduate', isEnabled: true, isDefault: false }]
  await saveCodeTable(door.ctx, { table: 'UserGroups', rows })
  expect(await read('Bar-123')).toMatchObject({ user_group: { value: 'UNDER', desc: 'Undergraduate' } })
})

test('a key is no person', async () => {
  expect(await read('ME')).toBe('60101 The caller is not known as a user: an API key stands for no person.')
})

test('a key of another area reads nobody', async () => {
  const { key } = await makeKey(door.administrator, { areas: { configuration: 'write' } })
  expect(await door.tell('GET /users/keeper', { key })).toBe('UNAUTHORIZED')
})

test('a very long identifier is that of nobody', async () => {
  const long = 'x'.repeat(3000)
  expect(await read(long)).toBe(`401861 User with identifier ${long} was not found.`)
})

test('an institution that logs who reads logs programs, once an hour; others log nobody', async () => {
  const { db } = door.server
  const readers = async () => {
    const { rows } = await sql<{ staff_id: number; staff_name: string }>`select staff_id, staff_name
      from record_read where user_id = ${adaId} order by staff_name`.execute(db)
    return rows.map(row => [row.staff_name, row.staff_id < 0])
  }
  await read('Bar-123')
  expect(await readers()).toEqual([])
  await set({ readLogEnabled: true, libraryIndependence: true })
  const other = await openTestServer({}, door.server)
  const ask = (line: string, key = door.reader) => call(other, line.replace(' ', ' /almaws/v1'), { key })
  expect((await ask('GET /users/Bar-123')).body).toContain('Nice')
  await ask('GET /users/Bar-123')
  await ask('GET /users?q=last_name~Lovelace', door.writer)
  expect(await readers()).toEqual([['Reader', true]])
  await ask('GET /users?q=last_name~Lovelace&expand=full', door.writer)
  expect(await readers()).toEqual([
    ['Reader', true],
    ['Writer', true],
  ])
  await other.close()
  await set({ readLogEnabled: false, libraryIndependence: false })
})
