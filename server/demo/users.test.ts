import { expect, test } from 'vitest'
import { addDays } from './calendar.ts'
import { codeTables } from './code-tables.ts'
import type { DemoUser } from './demo-user.ts'
import { groupShares, type Lifecycle, lifecycleOf, lifecycleShares } from './lifecycle.ts'
import { cultures } from './names/cultures.ts'
import { foreignPlaces } from './places.ts'
import { demoUser, demoUsers } from './users.ts'

const options = { seed: 1, today: '2026-11-21' }
const sample = [...demoUsers(options, { from: 0, count: 20_000 })]

const share = (matches: (user: DemoUser) => boolean): number => sample.filter(matches).length / sample.length

test('the same seed and day give the same users, another seed gives others', () => {
  expect([...demoUsers(options, { from: 0, count: 300 })]).toEqual(sample.slice(0, 300))
  const others = [...demoUsers({ ...options, seed: 2 }, { from: 0, count: 300 })]
  expect(others.filter((user, index) => user.last_name === sample[index]?.last_name).length).toBeLessThan(30)
})

test('a user does not depend on the users before it', () => {
  expect([...demoUsers(options, { from: 700, count: 50 })]).toEqual(sample.slice(700, 750))
  expect(demoUser(options, 19_999)).toEqual(sample[19_999])
})

test('another day changes nobody’s name, identifiers or contacts', () => {
  const later = demoUser({ ...options, today: '2027-03-01' }, 42)
  const now = demoUser(options, 42)
  expect({ ...later, birth_date: null, expiry_date: null, purge_date: null }).toEqual({
    ...now,
    birth_date: null,
    expiry_date: null,
    purge_date: null,
  })
})

test('identifiers, primary ones included, and e-mail addresses are unique over 200 000 users', () => {
  const identifiers = new Set<string>()
  const emails = new Set<string>()
  let identifierCount = 0
  let emailCount = 0
  for (const user of demoUsers(options, { from: 0, count: 200_000 })) {
    for (const value of [user.primary_id, ...user.user_identifier.map(entry => entry.value)]) {
      identifiers.add(value.toLowerCase())
      identifierCount += 1
    }
    for (const { email_address } of user.contact_info.email) {
      emails.add(email_address.toLowerCase())
      emailCount += 1
    }
  }
  expect(identifiers.size).toBe(identifierCount)
  expect(emails.size).toBe(emailCount)
})

test('primary identifiers are nine digits with a leading zero, barcodes fourteen', () => {
  for (const user of sample) {
    expect(user.primary_id).toMatch(/^0\d{8}$/)
    for (const entry of user.user_identifier) {
      if (entry.id_type === 'BARCODE') expect(entry.value).toMatch(/^00\d{12}$/)
      if (entry.id_type === 'NET_ID') expect(entry.value).toMatch(/^[a-z]{2,}\d{3,}$/)
    }
  }
})

test('mail goes to the reserved example domains only, and phone numbers are fictional', () => {
  for (const { contact_info } of sample) {
    for (const { email_address } of contact_info.email) {
      expect(email_address).toMatch(/^[a-z0-9.]+@([a-z]+\.)+example\.(edu|org)$/)
    }
    for (const { phone_number } of contact_info.phone) {
      expect(phone_number).toMatch(/^ext\. \d{5}$|555.?01\d\d$/)
    }
  }
})

test('every kind of contact has exactly one preferred entry, and everybody has mail and an address', () => {
  for (const { contact_info } of sample) {
    const { address, email, phone } = contact_info
    for (const entries of [address, email]) expect(entries.filter(entry => entry.preferred)).toHaveLength(1)
    expect(phone.filter(entry => entry.preferred)).toHaveLength(phone.length === 0 ? 0 : 1)
    expect(phone.filter(entry => entry.preferred_sms).length).toBeLessThanOrEqual(1)
  }
})

test('stages of life have their shares, and groups theirs within each', () => {
  const count = 100_000
  const tally = new Map<string, number>()
  for (let index = 0; index < count; index += 1) {
    const { lifecycle, user_group } = lifecycleOf(options, index)
    tally.set(lifecycle, (tally.get(lifecycle) ?? 0) + 1)
    tally.set(user_group, (tally.get(user_group) ?? 0) + 1)
  }
  const stages = Object.entries(lifecycleShares) as [Lifecycle, number][]
  for (const [stage, percent] of stages) {
    expect((tally.get(stage) ?? 0) / count).toBeCloseTo(percent / 100, 2)
  }
  for (const group of Object.keys(groupShares.current)) {
    const expected = stages.reduce(
      (sum, [stage, percent]) => sum + percent * (groupShares[stage][group] ?? 0),
      0,
    )
    expect((tally.get(group) ?? 0) / count).toBeCloseTo(expected / 10_000, 2)
  }
})

test('dates say what the stage of life says', () => {
  const { today } = options
  const holds: Record<Lifecycle, (user: DemoUser) => boolean> = {
    current: user => user.expiry_date >= today && (user.purge_date ?? '') > user.expiry_date,
    recently_expired: user => user.expiry_date < today && (user.purge_date ?? '') > today,
    purge_due: user => user.expiry_date < today && user.purge_date !== null && user.purge_date <= today,
    no_purge_date: user => user.expiry_date < today && user.purge_date === null,
    purge_before_expiry: user => user.expiry_date >= today && (user.purge_date ?? '9') < today,
  }
  for (const [index, user] of sample.entries()) {
    const { lifecycle } = lifecycleOf(options, index)
    expect(holds[lifecycle](user), `${lifecycle}: ${user.expiry_date}, ${user.purge_date}`).toBe(true)
  }
  const purgeDates = new Set(sample.map(user => user.purge_date))
  expect(purgeDates).toContain(today)
  expect(purgeDates).toContain(addDays(today, -1))
})

test('about 12 % of the names are not in Latin letters, about 8 % prefer another name', () => {
  const hasOtherLetters = (user: DemoUser): boolean => /(?!\p{Script=Latin})\p{L}/u.test(user.last_name)
  expect(Math.abs(share(hasOtherLetters) - 0.12)).toBeLessThan(0.01)
  const isPreferring = (user: DemoUser): boolean => (user.pref_first_name ?? user.pref_last_name) !== null
  expect(Math.abs(share(isPreferring) - 0.08)).toBeLessThan(0.01)
  const scripts = new Set(cultures.map(culture => culture.script))
  for (const script of scripts) {
    const letters = script === 'Japanese' ? '[\\p{Script=Hiragana}々]' : `\\p{Script=${script}}`
    expect(
      share(user => new RegExp(letters, 'u').test(user.first_name + user.last_name)),
      script,
    ).toBeGreaterThan(0)
  }
})

test('hard names occur: apostrophes, hyphens, double names, particles and people with one name only', () => {
  for (const pattern of [/^O'/, /-/, /^\p{L}+ \p{L}+$/u, /^van der /, /^'t /]) {
    expect(
      share(user => pattern.test(user.last_name)),
      String(pattern),
    ).toBeGreaterThan(0)
  }
  expect(share(user => user.first_name === '-' && user.last_name !== '')).toBeGreaterThan(0)
  for (const user of sample) expect(user.first_name.trim() && user.last_name.trim()).not.toBe('')
})

test('all name lists are written in their script and sum up to a thousand shares', () => {
  expect(cultures.reduce((sum, culture) => sum + culture.share, 0)).toBe(1000)
  for (const { code, script, country, female, male, family, familyFemale } of cultures) {
    const letters =
      script === 'Japanese'
        ? '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}'
        : `\\p{Script=${script}}`
    const allowed = new RegExp(`^[${letters}\\p{Script=Inherited}\\p{Script=Common}]+$`, 'u')
    for (const name of [...female, ...male, ...family, ...(familyFemale ?? [])]) expect(name).toMatch(allowed)
    expect(familyFemale?.length ?? family.length, code).toBe(family.length)
    expect(country === 'USA' || foreignPlaces.has(country), country).toBe(true)
  }
})

test('every code that a user carries is in its code table', () => {
  const has = (table: string, code: string | null): boolean =>
    code === null || (codeTables[table] ?? []).some(row => row.code === code)
  for (const user of sample) {
    expect(has('UserGroups', user.user_group)).toBe(true)
    expect(has('Campuses', user.campus_code)).toBe(true)
    expect(has('UserTitles', user.user_title)).toBe(true)
    expect(has('Genders', user.gender)).toBe(true)
    expect(has('UserPreferredLanguage', user.preferred_language)).toBe(true)
    for (const entry of user.user_identifier) expect(has('UserIdentifierTypes', entry.id_type)).toBe(true)
    for (const entry of user.user_note) expect(has('NoteTypes', entry.note_type)).toBe(true)
    for (const entry of user.user_statistic) {
      expect(has('UserStatCategories', entry.statistic_category)).toBe(true)
      expect(has('UserStatisticalTypes', entry.category_type)).toBe(true)
    }
    for (const entry of user.contact_info.address) {
      expect(has('CountryCodes', entry.country)).toBe(true)
      for (const type of entry.address_type) expect(has('UserAddressTypes', type)).toBe(true)
    }
    for (const entry of user.contact_info.email)
      expect(has('UserEmailTypes', entry.email_type[0] ?? '')).toBe(true)
    for (const entry of user.contact_info.phone)
      expect(has('UserPhoneTypes', entry.phone_type[0] ?? '')).toBe(true)
  }
})

test('code tables have no code twice, and the countries are the 249 of ISO 3166-1 with names', () => {
  for (const [table, rows] of Object.entries(codeTables)) {
    expect(new Set(rows.map(row => row.code)).size, table).toBe(rows.length)
  }
  expect(codeTables['CountryCodes']).toHaveLength(249)
  expect(codeTables['CountryCodes']).toContainEqual({ code: 'CHE', label: 'Switzerland' })
  for (const { code, label } of codeTables['CountryCodes'] ?? []) expect(label, code).toMatch(/[a-z]{3}/)
})
