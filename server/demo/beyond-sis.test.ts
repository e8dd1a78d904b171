import { expect, test } from 'vitest'
import { demoActivity } from './beyond-sis.ts'
import { dayNumber } from './calendar.ts'
import { codeTables } from './code-tables.ts'
import { linkedAccounts } from './linked-accounts.ts'
import { demoNumbers } from './numbers.ts'
import { patronOf, scenarios } from './scenarios.ts'
import { staffUsers } from './staff.ts'
import { demoUsers } from './users.ts'

const options = { seed: 1, today: '2026-11-21' }
const count = 20_000
const activity = demoActivity(options, { from: 0, count })
const numbers = demoNumbers(options, count)

const has = (table: string, code: string): boolean => (codeTables[table] ?? []).some(row => row.code === code)

test('activity is the same however the users are sliced', () => {
  const whole = demoActivity(options, { from: 0, count: 3000 })
  const parts = [0, 1000, 2000].map(from => demoActivity(options, { from, count: 1000 }))
  expect(parts.flatMap(part => part.loans)).toEqual(whole.loans)
  expect(parts.flatMap(part => part.fees)).toEqual(whole.fees)
  expect(parts.flatMap(part => part.network_accounts)).toEqual(whole.network_accounts)
})

test('every row belongs to a user of the student system', () => {
  const known = new Set([...demoUsers(options, { from: 0, count })].map(user => user.primary_id))
  const rows: { primary_id: string }[] = Object.values(activity).flat()
  expect(rows.length).toBeGreaterThan(count / 4)
  expect(rows.filter(row => !known.has(row.primary_id))).toEqual([])
})

test('loans, fees, requests and items have numbers of their own', () => {
  const items = [...activity.loans, ...activity.requests].map(row => row.item_barcode)
  for (const values of [
    items,
    activity.loans.map(loan => loan.loan_id),
    activity.fees.map(fee => fee.fee_id),
    activity.requests.map(request => request.request_id),
  ]) {
    expect(new Set(values).size).toBe(values.length)
  }
})

test('some loans are overdue, and those of people who left all are', () => {
  const now = dayNumber(options.today)
  const overdue = activity.loans.filter(loan => dayNumber(loan.due_date.slice(0, 10)) < now)
  expect(overdue.length / activity.loans.length).toBeGreaterThan(0.1)
  expect(overdue.length / activity.loans.length).toBeLessThan(0.4)
  for (const loan of activity.loans) expect(loan.loan_date < loan.due_date).toBe(true)
})

test('fees are exact amounts: small ones from 0.50 to 4.00, large ones above 10, closed ones without balance', () => {
  const small: number[] = []
  for (const fee of activity.fees) {
    expect(fee.original_amount).toMatch(/^\d+\.\d\d$/)
    expect(fee.creation_time.slice(0, 10) <= options.today).toBe(true)
    expect(fee.balance === '0.00').toBe(fee.status === 'CLOSED')
    if (fee.status === 'CLOSED') continue
    const balance = Number(fee.balance)
    if (balance <= 4) small.push(balance)
    else expect(balance).toBeGreaterThan(10)
  }
  expect(Math.min(...small)).toBe(0.5)
  expect(Math.max(...small)).toBe(4)
})

test('among people due for purge every reason to stay occurs, and a majority has none', () => {
  for (const scenario of scenarios) expect(numbers.purge.reasons[scenario], scenario).toBeGreaterThan(0)
  expect(numbers.purge.not_expired).toBeGreaterThan(0)
  expect(numbers.purge.free / numbers.purge.before_today).toBeGreaterThan(0.5)
  expect(numbers.purge.free_if_small_fees_waived).toBeGreaterThan(numbers.purge.free)
})

test('who has a scenario has its rows, who has none has no tie at all', () => {
  const { loans, fees, requests, network_accounts, external_links, roles, never_purge } = activity
  const owed = fees.filter(fee => fee.status !== 'CLOSED')
  const ties: { primary_id: string }[][] = [
    loans,
    owed,
    requests,
    network_accounts,
    external_links,
    roles,
    never_purge,
  ]
  const tied = new Set(ties.flat().map(row => row.primary_id))
  for (let index = 0; index < count; index += 1) {
    const { patron } = patronOf(options, index)
    expect(tied.has(patron.primary_id)).toBe(patron.scenarios.size > 0)
  }
})

test('blocks, notes, fees and links use codes of the tables', () => {
  for (const block of activity.blocks) {
    expect(
      has('UserBlockDescription', block.block_description) && has('UserBlockTypes', block.block_type),
    ).toBe(true)
  }
  for (const note of activity.notes) expect(has('NoteTypes', note.note_type)).toBe(true)
  for (const fee of activity.fees) {
    expect(has('HFrUserFinesFees.fineFeeType', fee.type)).toBe(true)
    expect(has('HFrUserFinesFees.fineFeeStatus', fee.status)).toBe(true)
    expect(has('Libraries', fee.owner)).toBe(true)
  }
  for (const loan of activity.loans) expect(has('CircDesks', loan.circ_desk)).toBe(true)
})

test('staff start with an administrator and cover all kinds of accounts that need care', () => {
  const staff = staffUsers(options.today)
  const ids = staff.map(user => user.primary_id)
  expect(staff[0]).toMatchObject({ primary_id: 'admin', status: 'ACTIVE', expiry_date: null })
  expect(staff[0]?.user_role.map(role => role.role_type)).toContain('50')
  expect(new Set(ids).size).toBe(ids.length)
  expect(staff.length).toBeGreaterThanOrEqual(40)
  for (const id of ['carli_support', 'exl_impl', 'leganto_guest']) expect(ids).toContain(id)
  for (const code of ['21', '32', '38', '221']) {
    expect(
      staff.some(user => user.user_role.some(role => role.role_type === code)),
      code,
    ).toBe(true)
  }
  expect(staff.filter(user => user.last_login === null && user.purpose === 'PERSON').length).toBeGreaterThan(
    0,
  )
  expect(staff.filter(user => (user.expiry_date ?? '9') < options.today).length).toBeGreaterThan(2)
  expect(staff.filter(user => user.purpose === 'TEST').length).toBeGreaterThan(1)
  expect(
    staff.some(user => user.user_role.length > 0 && user.user_role.every(role => role.status === 'INACTIVE')),
  ).toBe(true)
  for (const user of staff) {
    expect(user.job_category === null || has('JobTitles', user.job_category)).toBe(true)
    expect((user.last_login ?? '').slice(0, 10) <= options.today).toBe(true)
  }
})

test('partner accounts come from members of the consortium and share nothing with our own users', () => {
  const accounts = linkedAccounts(options, count)
  expect(accounts).toHaveLength(120)
  const own = new Set(
    [...demoUsers(options, { from: 0, count })].flatMap(user =>
      user.contact_info.email.map(e => e.email_address),
    ),
  )
  for (const account of accounts) {
    expect(account.primary_id).toMatch(/^PL\d{8}$/)
    expect(account.contact_info.email[0]?.email_address).toMatch(/example\.(edu|org)$/)
    expect(own.has(account.contact_info.email[0]?.email_address ?? '')).toBe(false)
  }
  expect(numbers.linked.purge_reached).toBeGreaterThan(10)
  expect(numbers.linked.purge_reached).toBeLessThan(80)
})
