import { affiliationOf, registrarNotesOf } from './affiliation.ts'
import { isoDay, yearOf } from './calendar.ts'
import { contactInfoOf } from './contacts.ts'
import type { DemoOptions, DemoRange, DemoUser } from './demo-user.ts'
import { identifiersOf, primaryIdOf, shortDigits } from './identifiers.ts'
import { institution, sisProfile } from './institution.ts'
import { type LifecycleDates, lifecycleOf } from './lifecycle.ts'
import { type Person, personOf } from './people.ts'
import { between, chance, type Random, randomFor, streams } from './random.ts'

/** User number `index`, counted from 0, made without looking at any other user. */
export const demoUser = (options: DemoOptions, index: number): DemoUser => {
  const { seed } = options
  const person = personOf(seed, index)
  const life = lifecycleOf(options, index)
  const affiliationRandom = randomFor(seed, index, streams.affiliation)
  const affiliation = affiliationOf(affiliationRandom, life.user_group, person.sex)
  const contactRandom = randomFor(seed, index, streams.contact)
  const digits = shortDigits(seed, index)
  const netId = person.handle + digits
  return {
    primary_id: primaryIdOf(seed, index),
    record_type: 'PUBLIC',
    account_type: 'EXTERNAL',
    external_id: sisProfile.code,
    status: life.status,
    ...person.names,
    user_title: affiliation.user_title,
    gender: genderOf(affiliationRandom, person),
    birth_date: birthDateOf(affiliationRandom, life),
    user_group: life.user_group,
    campus_code: affiliation.campus_code,
    preferred_language: languageOf(affiliationRandom, person),
    job_description: affiliation.job_description,
    expiry_date: isoDay(life.expiry),
    purge_date: life.purge === null ? null : isoDay(life.purge),
    user_identifier: identifiersOf(contactRandom, { seed, index, netId }),
    contact_info: contactInfoOf(contactRandom, {
      person,
      user_group: life.user_group,
      netId,
      digits,
      department: affiliation.department,
    }),
    user_note: registrarNotesOf(affiliationRandom),
    user_statistic: affiliation.statistics,
  }
}

/** A run of users, one at a time: memory stays flat whatever the count. */
export function* demoUsers(options: DemoOptions, { from, count }: DemoRange): Generator<DemoUser> {
  for (let index = from; index < from + count; index += 1) yield demoUser(options, index)
}

const genderOf = (random: Random, person: Person): string | null => {
  if (chance(random, 0.12)) return null
  if (chance(random, 0.015)) return 'NONBINARY'
  return person.sex === 'female' ? 'FEMALE' : 'MALE'
}

/** Youngest and oldest age in the year in which the account expires. */
const ages: Readonly<Record<string, readonly [number, number]>> = {
  UNDERGRAD: [19, 24],
  GRAD: [24, 36],
  FACULTY: [33, 74],
  STAFF: [24, 68],
  ALUMNI: [25, 82],
  VISITOR: [26, 70],
  COURTESY: [18, 88],
}

const birthDateOf = (random: Random, { expiry, user_group }: LifecycleDates): string | null => {
  if (chance(random, 0.04)) return null
  const year = yearOf(expiry) - between(random, ages[user_group] ?? [18, 80])
  // Twelve months of 28 days: no date needs checking, and nobody notices that the 31st is missing.
  const month = String(between(random, [1, 12])).padStart(2, '0')
  const day = String(between(random, [1, 28])).padStart(2, '0')
  return `${year}-${month}-${day}`
}

const catalogueLanguages = new Set([
  'es',
  'fr',
  'de',
  'pt',
  'ar',
  'he',
  'zh',
  'ja',
  'ko',
  'ru',
  'uk',
  'el',
  'vi',
])

const languageOf = (random: Random, { culture }: Person): string => {
  const language = culture.code.slice(0, 2)
  const isOffered = catalogueLanguages.has(language)
  return isOffered && chance(random, culture.script === 'Latin' ? 0.06 : 0.3)
    ? language
    : institution.default_language
}
