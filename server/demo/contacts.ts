import { asciiLetters } from './ascii.ts'
import type { DemoAddress, DemoContactInfo, DemoEmail, DemoPhone } from './demo-user.ts'
import { institution } from './institution.ts'
import type { Person } from './people.ts'
import {
  americanCities,
  americanStreets,
  foreignPlaces,
  officeBuildings,
  residenceHalls,
  streetKinds,
} from './places.ts'
import { below, between, chance, pick, type Random } from './random.ts'

export type ContactInput = {
  person: Person
  user_group: string
  netId: string
  /** Digits that belong to this user alone. */
  digits: string
  department: string
}

/** Addresses, e-mails and phones; exactly one of each kind is preferred. E-mail addresses are unique. */
export const contactInfoOf = (random: Random, input: ContactInput): DemoContactInfo => ({
  address: addressesOf(random, input),
  email: emailsOf(random, input),
  phone: phonesOf(random, input.user_group),
})

const isStudent = (group: string): boolean => group === 'UNDERGRAD' || group === 'GRAD'
const isEmployee = (group: string): boolean => group === 'FACULTY' || group === 'STAFF'

const addressesOf = (random: Random, input: ContactInput): readonly DemoAddress[] => {
  const { culture } = input.person
  const comesFromAbroad = culture.country !== 'USA' && chance(random, culture.script === 'Latin' ? 0.18 : 0.4)
  const home = comesFromAbroad ? foreignHome(random, culture.country) : americanHome(random)
  if (isStudent(input.user_group) && chance(random, 0.7))
    return [residence(random), { ...home, preferred: false }]
  if (isEmployee(input.user_group)) return [office(random, input.department), { ...home, preferred: false }]
  return [home]
}

const address = (
  parts: Partial<DemoAddress> & Pick<DemoAddress, 'line1' | 'city' | 'country'>,
): DemoAddress => ({
  preferred: true,
  line2: null,
  line3: null,
  state_province: null,
  postal_code: null,
  address_type: ['home'],
  ...parts,
})

const onCampus = { city: 'Northlake', state_province: 'IL', country: 'USA' } as const

const residence = (random: Random): DemoAddress =>
  address({
    line1: `${pick(random, residenceHalls)}, Room ${between(random, [101, 948])}`,
    line2: '1 Campus Circle',
    ...onCampus,
    postal_code: '60997',
    address_type: ['school'],
  })

const office = (random: Random, department: string): DemoAddress =>
  address({
    line1: department,
    line2: `${between(random, [1, 699])} ${pick(random, officeBuildings)}`,
    line3: 'Northlake University',
    ...onCampus,
    postal_code: `60997-${between(random, [1001, 4999])}`,
    address_type: ['work'],
  })

const americanHome = (random: Random): DemoAddress => {
  const { city, state, zip } = pick(random, americanCities)
  return address({
    line1: `${between(random, [1, 9899])} ${pick(random, americanStreets)} ${pick(random, streetKinds)}`,
    line2: chance(random, 0.25)
      ? `Apt ${between(random, [1, 40])}${pick(random, ['', 'A', 'B', ' #2'])}`
      : null,
    city,
    state_province: state,
    postal_code: zip + String(below(random, 100)).padStart(2, '0'),
    country: 'USA',
  })
}

const foreignHome = (random: Random, country: string): DemoAddress => {
  const known = foreignPlaces.get(country)
  if (!known) return americanHome(random)
  return address({
    line1: known.street.replace('#', String(between(random, [1, 180]))),
    city: pick(random, known.cities),
    postal_code: String(between(random, [10_000, 99_999])),
    country,
  })
}

const emailsOf = (random: Random, input: ContactInput): readonly DemoEmail[] => {
  const { user_group, netId, digits, person } = input
  const { first_name, last_name } = person.names
  const spoken = [asciiLetters(first_name), asciiLetters(last_name)].filter(part => part !== '').join('.')
  const personal = `${spoken || person.handle}.${digits}@${pick(random, ['mail.example.org', 'post.example.org'])}`
  const isOutsider = !isStudent(user_group) && !isEmployee(user_group)
  if (isOutsider) return [{ preferred: true, email_address: personal, email_type: ['personal'] }]
  const domain = isStudent(user_group) ? institution.email_domain_students : institution.email_domain
  const official: DemoEmail = {
    preferred: true,
    email_address: `${netId}@${domain}`,
    email_type: [isStudent(user_group) ? 'school' : 'work'],
  }
  if (!chance(random, 0.4)) return [official]
  return [official, { preferred: false, email_address: personal, email_type: ['personal'] }]
}

const phonesOf = (random: Random, group: string): readonly DemoPhone[] => {
  const phones: DemoPhone[] = []
  if (chance(random, 0.82)) phones.push(phone(fictionalNumber(random), 'mobile'))
  if (isEmployee(group)) phones.push(phone(`ext. ${between(random, [20_000, 79_999])}`, 'office'))
  else if (chance(random, 0.15)) phones.push(phone(fictionalNumber(random), 'home'))
  return phones.map((entry, position) => ({
    ...entry,
    preferred: position === 0,
    preferred_sms: position === 0 && entry.phone_type[0] === 'mobile' && chance(random, 0.5),
  }))
}

const phone = (number: string, type: string): DemoPhone => ({
  preferred: false,
  preferred_sms: false,
  phone_number: number,
  phone_type: [type],
})

/** 555-0100 to 555-0199 are kept free for fiction in every American area code. People write numbers in many ways. */
const fictionalNumber = (random: Random): string => {
  const { area } = pick(random, americanCities)
  const line = `01${String(below(random, 100)).padStart(2, '0')}`
  switch (below(random, 5)) {
    case 0:
      return `(${area}) 555-${line}`
    case 1:
      return `${area}.555.${line}`
    case 2:
      return `+1 ${area} 555 ${line}`
    case 3:
      return `${area}555${line}`
    default:
      return `${area}-555-${line}`
  }
}
