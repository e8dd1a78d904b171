import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnDetails } from '../../contract/own-details.ts'
import type { UserRecord } from '../../contract/users.ts'
import { write } from '../changes/testing/world.ts'
import type { Patch } from '../fields/document.ts'
import { openTestServer, request, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let desk: Ask
beforeAll(async () => {
  server = await openTestServer()
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())

let count = 0
/** Somebody who is nothing but a patron, with this record. */
async function patron(patch: Patch): Promise<{ ask: Ask; userId: number }> {
  const member = await staffMember(server, `patron${++count}`, ['200'])
  await write(contextOf(server), member.userId, patch, { source: 'setup' })
  return member
}
const own = async (ask: Ask) => (await ask('GET /api/session/details')).json<OwnDetails>()
const elementsOf = async (userId: number, kind: string) =>
  (await desk(`GET /api/users/${userId}`)).json<UserRecord>().segments[kind]!.map(one => one.values)

test('people see their name, group, dates, and where letters go: the preferred address first', async () => {
  const { ask } = await patron({
    pref_first_name: 'Wil',
    user_group: 'FACULTY',
    expiry_date: '2027-06-30',
    'email/a': {
      address: 'a@example.edu',
      types: ['work'],
      preferred: false,
      external: true,
      created_by: 'SIS',
    },
    'email/b': {
      address: 'b@example.edu',
      types: ['personal'],
      preferred: true,
      external: false,
      description: 'staff only',
    },
    'address/a': { line1: 'Main 1', types: ['home'], preferred: true, external: false, note: 'dog bites' },
  })
  expect(await own(ask)).toMatchObject({
    name: 'Wil Quackenbush',
    primaryId: `patron${count}`,
    userGroup: { code: 'FACULTY' },
    expiryDate: '2027-06-30',
    emails: [
      {
        id: 'b',
        values: { address: 'b@example.edu', types: ['Personal'], preferred: true, external: false },
      },
      { id: 'a', values: { address: 'a@example.edu', types: ['Work'], preferred: false, external: true } },
    ],
    phones: [],
    activeLoans: 0,
    openRequests: 0,
    balance: '0',
  })
})

test('what staff wrote for themselves is not told', async () => {
  const note = { note_type: 'LIBRARY', popup: false, external: false }
  const { ask } = await patron({
    'address/a': { line1: 'Main 1', types: ['home'], preferred: true, external: false, note: 'dog bites' },
    'email/b': {
      address: 'b@example.edu',
      types: ['personal'],
      preferred: true,
      external: false,
      description: 'gate keeper',
    },
    'note/secret': { ...note, text: 'Difficult.', user_viewable: false },
    'note/open': { ...note, text: 'Locker 114.', user_viewable: true },
  })
  const details = await own(ask)
  expect(details.notes).toEqual([{ text: 'Locker 114.', type: { code: 'LIBRARY', label: 'Library' } }])
  expect(JSON.stringify(details)).not.toMatch(/dog bites|gate keeper|Difficult|created_by/)
})

test('what one owes is told without what is in dispute, transferred or settled', async () => {
  const { ask, userId } = await patron({})
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    select ${server.institution.institutionId}, ${userId}, 'OTHER', f.status, f.balance, f.balance, now(), now()
    from (values ('ACTIVE', 1.00), ('ACTIVE', 2.50), ('INDISPUTE', 4.00), ('EXPORTED', 8.00), ('CLOSED', 16.00))
      f(status, balance)`.execute(server.db)
  expect((await own(ask)).balance).toBe('3.50')
})

test('a block tells its note to whom it keeps from requesting; one that is over or switched off is not told', async () => {
  await sql`insert into code_value (institution_id, table_name, code, label, position, is_enabled, details) values
    (${server.institution.institutionId}, 'UserBlockDescription', 'T-HOLD', 'No requests', 90, true, '{"actions": ["HOLD"]}'),
    (${server.institution.institutionId}, 'UserBlockDescription', 'T-LOAN', 'No loans', 91, true, '{"actions": ["LOAN"]}')`.execute(
    server.db,
  )
  const block = (description: string, note: string, more: Record<string, string> = {}) => ({
    block_description: description,
    status: 'ACTIVE',
    note,
    external: false,
    ...more,
  })
  const { ask } = await patron({
    'block/a': block('T-HOLD', 'Please call us.', { expiry_date: '2026-12-01' }),
    'block/b': block('T-LOAN', 'Threw a book.'),
    'block/c': block('T-HOLD', 'Long ago.', { expiry_date: '2026-11-19' }),
    'block/d': block('T-HOLD', 'Off.', { status: 'INACTIVE' }),
  })
  expect((await own(ask)).blocks).toEqual([
    {
      description: { code: 'T-HOLD', label: 'No requests' },
      note: 'Please call us.',
      expiryDate: '2026-12-01',
    },
    { description: { code: 'T-LOAN', label: 'No loans' } },
  ])
})

test.each([
  ['phone', { number: '+1 555 0100' }, { number: '+1 555 0199', types: ['office'], preferred_sms: true }],
  [
    'email',
    { address: 'new@example.edu' },
    { address: 'old@example.edu', types: ['work'], description: 'desk' },
  ],
])('a preferred internal %s is changed where it stands', async (kind, values, old) => {
  const { ask, userId } = await patron({ [`${kind}/mine`]: { ...old, preferred: true, external: false } })
  expect((await ask(`PUT /api/session/${kind}`, values)).statusCode).toBe(204)
  expect(await elementsOf(userId, kind)).toEqual([
    { ...old, ...values, preferred: true, external: false, ...rest(kind) },
  ])
  const [entry] = (await desk(`GET /api/users/${userId}/history`)).json().items
  expect(entry).toMatchObject({ source: 'patron', changes: [{ path: `${kind}/mine` }] })
})

/** What an element is completed with. */
const rest = (kind: string) => (kind === 'phone' ? { preferred_sms: true } : {})

test.each([
  ['phone', { number: '+1 555 0100' }, { number: '+1 555 0199', types: ['office'] }],
  ['email', { address: 'new@example.edu' }, { address: 'old@example.edu', types: ['work'] }],
])(
  'a preferred external %s stays, and an internal one is preferred from then on',
  async (kind, values, old) => {
    const { ask, userId } = await patron({ [`${kind}/sis`]: { ...old, preferred: true, external: true } })
    expect((await ask(`PUT /api/session/${kind}`, values)).statusCode).toBe(204)
    expect(await elementsOf(userId, kind)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...old, external: true, preferred: false }),
        expect.objectContaining({ ...values, external: false, preferred: true }),
      ]),
    )
  },
)

test('an e-mail of no form, an empty number and further fields are refused at their field', async () => {
  const { ask } = await patron({})
  const answers = [
    await ask('PUT /api/session/email', { address: 'nonsense' }),
    await ask('PUT /api/session/phone', { number: '' }),
    await ask('PUT /api/session/phone', { number: '1', preferred_sms: true }),
  ]
  expect(answers.map(answer => answer.statusCode)).toEqual([422, 422, 422])
  expect(answers.map(answer => answer.json().problems?.[0]?.field)).toEqual([
    'address',
    'number',
    'preferred_sms',
  ])
})

test('whoever is not signed in is told and changes nothing', async () => {
  const answers = await Promise.all(
    ['GET /api/session/details', 'PUT /api/session/phone', 'PUT /api/session/email'].map(line =>
      request(server, line),
    ),
  )
  expect(answers.map(answer => answer.statusCode)).toEqual([401, 401, 401])
})
