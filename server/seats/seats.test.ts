import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Seat, SeatSummary } from '../../contract/seats.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { recordSeats } from './count-seats.ts'

let server: TestServer
let ask: Ask

const role = (role_type: string, more: object = {}) => ({ role_type, ...more })

// The clock of the server stands at 20 November 2026.
const people = {
  clerk: { 'role/a': role('32', { scope: 'MAIN' }), 'role/b': role('200') },
  dis_abled: { 'role/a': role('32', { status: 'INACTIVE' }) },
  role_over: { 'role/a': role('32', { expiry_date: '2020-01-01' }) },
  account_over: { expiry_date: '2020-01-01', 'role/a': role('21') },
  tester: { account_purpose: 'TEST', 'role/a': role('231') },
  carli_help: { 'role/a': role('50') },
  inactive: { status: 'INACTIVE', 'role/a': role('50') },
  patron: { 'role/a': role('200') },
  instructor: { 'role/a': role('INSTRUCTOR') },
  trial: { 'role/a': role('TRIAL_PARTICIPANT') },
  leganto: { 'role/a': role('LEGANTO_COURSE_OPERATOR'), 'role/b': role('LEGANTO_INTERFACE_ADMINISTRATOR') },
  rialto: { 'role/a': role('SELECTOR_LIMITED'), 'role/b': role('RIALTO_MANAGER') },
  exl_support: { 'role/a': role('50') },
  RIALTO_impl: { 'role/a': role('50') },
  leganto_guest: { 'role/a': role('50') },
  nobody: {},
}
const counted = ['account_over', 'boss', 'carli_help', 'clerk', 'dis_abled', 'role_over', 'tester']

beforeAll(async () => {
  server = await openTestServer()
  const userIds = await createPeople(
    contextOf(server),
    Object.entries(people).map(([primary_id, document]) => ({
      primary_id,
      last_name: primary_id,
      ...document,
    })),
  )
  const idOf = (name: string) => userIds[Object.keys(people).indexOf(name)]!
  await sql`insert into credential (institution_id, user_id, last_login_at)
    select ${server.institution.institutionId}, u.id, u.at from unnest(
      ${[idOf('clerk'), idOf('tester')]}::bigint[], ${['2026-11-19T10:00:00Z', '2026-01-19T10:00:00Z']}::timestamptz[]) as u(id, at)`.execute(
    server.db,
  )
  ask = (await staffMember(server, 'boss', ['50'])).ask
})
afterAll(() => server.close())

async function seats(query = ''): Promise<Seat[]> {
  const items: Seat[] = []
  for (let after = ''; ; ) {
    const page = (await ask(`GET /api/seats?limit=3${query}${after && `&after=${after}`}`)).json()
    items.push(...page.items)
    if (!page.next) return items
    after = encodeURIComponent(page.next)
  }
}
const names = async (query = '') => (await seats(query)).map(seat => seat.primaryId)
const summary = async (): Promise<SeatSummary> => (await ask('GET /api/seats/summary')).json()

test('named users are active accounts with a role that counts, disabled or expired roles included', async () => {
  expect((await names()).sort()).toEqual(counted)
  expect((await summary()).seats).toBe(counted.length)
})

test('each says because of which roles, where, and whether they hold', async () => {
  const all = await seats()
  const rolesOf = (name: string) => all.find(seat => seat.primaryId === name)!.roles
  expect(rolesOf('clerk')).toEqual([{ role: '32', scope: 'MAIN', isEnabled: true }])
  expect(rolesOf('dis_abled')).toEqual([{ role: '32', isEnabled: false }])
  expect(rolesOf('role_over')).toEqual([{ role: '32', isEnabled: false }])
})

test('protected accounts are marked', async () => {
  const marked = (await seats()).filter(seat => seat.isProtected).map(seat => seat.primaryId)
  expect(marked).toEqual(['carli_help'])
})

describe('who is worth a look', () => {
  test.each([
    ['concern=never', ['account_over', 'carli_help', 'dis_abled', 'role_over']],
    ['concern=idle&days=180', ['tester']],
    ['concern=idle&days=400', []],
    ['concern=idle&days=1', ['clerk', 'tester']],
    ['concern=expired', ['account_over']],
    ['concern=test', ['tester']],
    ['concern=disabled', ['dis_abled', 'role_over']],
    ['role=231', ['tester']],
    ['q=abled', ['dis_abled']],
  ])('%s: %j', async (query, expected) => {
    expect((await names(`&${query}`)).sort()).toEqual(expected)
  })

  test('the counts are those of the lists', async () => {
    const { concerns, roles } = await summary()
    for (const [concern, count] of Object.entries(concerns))
      expect([concern, (await names(`&concern=${concern}`)).length]).toEqual([concern, count])
    expect(roles.find(one => one.role === '32')).toEqual({ role: '32', count: 3 })
    expect(roles.find(one => one.role === '200')).toBeUndefined()
  })
})

test('by last sign-in, whoever never signed in comes first', async () => {
  const order = await names('&order=last_login')
  expect(order.slice(-3)).toEqual(['tester', 'clerk', 'boss'])
  expect(order).toHaveLength(counted.length)
})

test('the day’s count is written down once, and the trend has the last one of each month', async () => {
  const ctx = contextOf(server)
  await sql`insert into seat_count (institution_id, day, seats)
    select ${server.institution.institutionId}, day::date, seats from unnest(
      array['2026-09-01', '2026-09-30', '2026-10-31'], array[9, 8, 5]) as t(day, seats)`.execute(server.db)
  await recordSeats(ctx)
  await sql`update seat_count set seats = 1 where day = '2026-11-20'`.execute(server.db)
  await recordSeats(ctx)
  const { rows } = await sql`select seats from seat_count where day = '2026-11-20'`.execute(server.db)
  expect(rows).toEqual([{ seats: 1 }])
  expect((await summary()).trend).toEqual([
    { month: '2026-09', seats: 8 },
    { month: '2026-10', seats: 5 },
    { month: '2026-11', seats: counted.length },
  ])
})

test('only who may sees the seats, and what makes no sense is refused', async () => {
  const { ask: desk } = await staffMember(server, 'desk', ['32'])
  for (const line of ['GET /api/seats', 'GET /api/seats/summary'])
    expect((await desk(line)).json().code).toBe('forbidden')
  for (const query of ['days=0', 'concern=rich', 'order=age', 'after=x'])
    expect([query, (await ask(`GET /api/seats?${query}`)).statusCode]).toEqual([query, 422])
})
