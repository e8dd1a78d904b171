import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from '../errors.ts'
import type { Json } from '../fields/document.ts'
import { userFields } from '../fields/user-fields.ts'
import { feedXml, identifiersXml, userXml } from '../sis/testing/feed-xml.ts'
import {
  addUsers,
  findUser,
  loadFeed,
  openSisWorld,
  readRecords,
  type SisWorld,
} from '../sis/testing/sis-world.ts'
import { editUser } from '../users/edit-user.ts'
import { stickyValues, type ThreeValues } from './testing/sticky-values.ts'

const kinds: Record<string, Record<string, ThreeValues>> = {
  core: {
    primary_id: { A: 'a', B: 'b', C: 'c' },
    first_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
    middle_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
    last_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
    job_description: { A: 'Ann', B: 'Bea', C: 'Cid' },
    gender: { A: 'FEMALE', B: 'MALE', C: 'OTHER' },
    web_site_url: { A: 'https://a.example', B: 'https://b.example', C: 'https://c.example' },
    birth_date: { A: '2001-01-01', B: '2002-02-02', C: '2003-03-03' },
    expiry_date: { A: '2031-01-01', B: '2032-02-02', C: '2033-03-03' },
    purge_date: { A: '2031-01-01', B: '2032-02-02', C: '2033-03-03' },
    is_researcher: { A: false, B: true, C: false },
  },
  status: { status: { A: 'ACTIVE', B: 'INACTIVE', C: 'ACTIVE' } },
  sticky: stickyValues,
  'of staff alone': {
    purchase_request_libraries: { A: ['MAIN'], B: ['LAW'], C: ['MAIN', 'LAW'] },
    rs_authorized: { A: false, B: true, C: false },
    never_purge_reason: { A: 'donor', B: 'trustee', C: 'author' },
    account_purpose: { A: 'PERSON', B: 'TEST', C: 'SHARED' },
    force_password_change: { A: false, B: true, C: false },
    mfa_enabled: { A: false, B: true, C: false },
    disable_login_restrictions: { A: false, B: true, C: false },
    allow_simulated_login: { A: false, B: true, C: false },
  },
  'of the program': {
    status_date: { A: '2026-01-01', B: '2026-02-02', C: '2026-03-03' },
    last_patron_activity_date: { A: '2026-01-01', B: '2026-02-02', C: '2026-03-03' },
    record_type: { A: 'PUBLIC', B: 'STAFF', C: 'CONTACT' },
    account_type: { A: null, B: 'ANOTHER', C: null },
    external_id: { A: 'SIS', B: 'OTHER', C: 'THIRD' },
    source_institution_code: { A: null, B: 'ANOTHER', C: null },
    simulated_login_at: { A: null, B: '2026-11-20T15:00:00+00:00', C: null },
    source_link_id: { A: null, B: '7', C: null },
  },
  secret: {
    sis_values: { A: null, B: { user_group: 'x' }, C: null },
    locked_fields: { A: null, B: { user_group: 'x' }, C: null },
    password_changed_at: { A: null, B: '2026-11-20T15:00:00+00:00', C: null },
  },
}

const columns = ['internal', 'external', 'opened', 'opened, left to SIS', 'external login'] as const
type Column = (typeof columns)[number]

/** What an edit on the screen gives, and whose value stands after the next feed. */
const matrix: Record<string, Record<Column, string>> = {
  core: {
    internal: 'edited, staff',
    external: 'not_editable, feed',
    opened: 'edited, feed',
    'opened, left to SIS': 'edited, feed',
    'external login': 'edited, staff',
  },
  status: {
    internal: 'edited, staff',
    external: 'edited, feed',
    opened: 'edited, feed',
    'opened, left to SIS': 'edited, feed',
    'external login': 'edited, staff',
  },
  sticky: {
    internal: 'edited, staff',
    external: 'edited, staff',
    opened: 'edited, staff',
    'opened, left to SIS': 'edited, feed',
    'external login': 'edited, staff',
  },
  'of staff alone': {
    internal: 'edited, staff',
    external: 'edited, staff',
    opened: 'edited, staff',
    'opened, left to SIS': 'edited, staff',
    'external login': 'edited, staff',
  },
  'of the program': everywhere('not_editable, nobody'),
  secret: everywhere('unknown_field, nobody'),
}

function everywhere(cell: string): Record<Column, string> {
  return Object.fromEntries(columns.map(column => [column, cell])) as Record<Column, string>
}

const accountTypes: Partial<Record<Column, string>> = { internal: 'INTERNAL', 'external login': 'INTEXTAUTH' }

const people = Object.entries(kinds).flatMap(([kind, fields]) =>
  Object.entries(fields).flatMap(([field, values]) =>
    columns.map(column => ({
      key: `${field} ${column}`.replaceAll(/[ ,]+/g, '.'),
      kind,
      field,
      column,
      values,
    })),
  ),
)
type Person = (typeof people)[number]

const isSent = ({ kind }: Person) => ['core', 'status', 'sticky'].includes(kind)
const primaryIdOf = (one: Person, turn: keyof ThreeValues) =>
  one.field === 'primary_id' ? `${one.key}.${one.values[turn]}` : one.key
const valueAt = (one: Person, turn: keyof ThreeValues): Json =>
  one.field === 'primary_id' ? primaryIdOf(one, turn) : one.values[turn]

let world: SisWorld
let told: Record<string, string>

function xmlOf(one: Person, turn: 'A' | 'C'): string {
  const field = isSent(one) ? { [one.field]: valueAt(one, turn) } : {}
  return userXml({ primary_id: one.key, ...field, inner: identifiersXml(['UNIV_ID', `u-${one.key}`]) })
}

async function feed(list: readonly Person[], turn: 'A' | 'C'): Promise<void> {
  await loadFeed(world, feedXml(...list.map(one => xmlOf(one, turn))), { matchIdType: 'UNIV_ID' })
}

async function edit(one: Person): Promise<string> {
  const value = valueAt(one, 'B')
  const values = { [one.field]: value }
  try {
    await editUser(world.ctx, {
      ...(await findUser(world, primaryIdOf(one, 'A'))),
      values,
      openForUpdate: one.column.startsWith('opened'),
      leaveToSis: one.column === 'opened, left to SIS' ? [one.field] : [],
    })
    return 'edited'
  } catch (error) {
    const { details } = error as AppError & { details: { problems: { field: string; rule: string }[] } }
    return details.problems.map(problem => problem.rule).join(' ')
  }
}

beforeAll(async () => {
  world = await openSisWorld()
  // Every field is there.
  const { settings } = world.ctx.institution
  Object.assign(settings, { mfaForInternal: true, allowSimulatedLogin: true, rsAuthorization: true })
  settings.loginRestrictions = { ...settings.loginRestrictions, isEnabled: true }
  const own = people.filter(one => accountTypes[one.column])
  await addUsers(
    world,
    own.map(one => ({
      primary_id: one.key,
      account_type: accountTypes[one.column]!,
      'identifier/u': { id_type: 'UNIV_ID', value: `u-${one.key}` },
      ...(one.kind === 'of the program' || one.kind === 'secret' ? {} : { [one.field]: valueAt(one, 'A') }),
    })),
  )
  await feed(
    people.filter(one => !accountTypes[one.column]),
    'A',
  )
  const edits: string[] = []
  for (const one of people) edits.push(await edit(one))
  await feed(people, 'C')
  const records = Object.values(await readRecords(world))
  told = Object.fromEntries(
    people.map((one, index) => {
      const record = records.find(candidate => JSON.stringify(candidate).includes(`"value":"u-${one.key}"`))
      return [one.key, `${edits[index]}, ${ownerOf(one, record?.[one.field] ?? null)}`]
    }),
  )
})
afterAll(() => world.close())

function ownerOf(one: Person, value: Json): string {
  const isValue = (turn: keyof ThreeValues) => JSON.stringify(valueAt(one, turn)) === JSON.stringify(value)
  if (isValue('B')) return 'staff'
  return isSent(one) && isValue('C') ? 'feed' : 'nobody'
}

test('every field of the catalogue is in the table', () => {
  const named = Object.values(kinds).flatMap(fields => Object.keys(fields))
  expect(named.sort()).toEqual(userFields.map(field => field.name).sort())
})

describe.each(Object.keys(matrix))('fields %s', kind => {
  test.each(columns)('on an account that is %s', column => {
    const fields = Object.keys(kinds[kind]!)
    const ofField = (field: string) => people.find(one => one.field === field && one.column === column)!
    const ends = fields.map(field => [field, told[ofField(field).key]])
    expect(Object.fromEntries(ends)).toEqual(
      Object.fromEntries(fields.map(field => [field, matrix[kind]![column]])),
    )
  })
})
