import { asciiLetters } from './ascii.ts'
import type { DemoNames } from './demo-user.ts'
import type { NameCulture } from './names/culture.ts'
import { cultureDraw, latinCultureDraw } from './names/cultures.ts'
import { shortForms } from './names/english.ts'
import { below, chance, pick, type Random, randomFor, streams } from './random.ts'

type Sex = 'female' | 'male'

export type Person = {
  names: DemoNames
  sex: Sex
  culture: NameCulture
  /** Latin letters for network ids and e-mail addresses; at least two. */
  handle: string
}

/** The person behind user `index`: the same for every `today`. */
export const personOf = (seed: number, index: number): Person => {
  const random = randomFor(seed, index, streams.person)
  const culture = pick(random, cultureDraw)
  const sex: Sex = chance(random, 0.54) ? 'female' : 'male'
  const given = pick(random, culture[sex])
  const callName = culture.callNames ? pick(random, culture.callNames[sex]) : null
  const isMononym = culture.custom === 'sometimes one name only' && chance(random, 0.35)
  // Both names are mandatory almost everywhere; registrars put the only name last and a hyphen first.
  const [first, last] = isMononym ? ['-', given] : [given, familyName(random, culture, sex)]
  const middle = middleName(random, culture, sex)
  const preferred = chance(random, 0.08)
    ? preferredNames(random, { culture, sex, given, callName })
    : noPreferred
  return {
    names: {
      first_name: first,
      middle_name: isMononym || middle === given ? null : middle,
      last_name: last,
      ...preferred,
    },
    sex,
    culture,
    handle: handleOf(callName, first, last),
  }
}

const handleOf = (callName: string | null, first: string, last: string): string => {
  const letters =
    callName === null
      ? asciiLetters(first).slice(0, 1) + asciiLetters(last).slice(0, 6)
      : asciiLetters(callName).slice(0, 7)
  return letters.length < 2 ? `${letters}nl` : letters
}

const familyName = (random: Random, culture: NameCulture, sex: Sex): string => {
  const families = sex === 'female' ? (culture.familyFemale ?? culture.family) : culture.family
  const family = pick(random, families)
  if (culture.custom === 'two family names' && chance(random, 0.6))
    return `${family} ${pick(random, families)}`
  if (culture.script === 'Latin' && chance(random, 0.03)) {
    return `${family}-${pick(random, pick(random, latinCultureDraw).family)}`
  }
  return family
}

const middleName = (random: Random, culture: NameCulture, sex: Sex): string | null => {
  if (culture.patronymic) return pick(random, culture.patronymic[sex])
  if (culture.custom === 'no middle name') return null
  if (!chance(random, culture.code === 'en' ? 0.6 : 0.2)) return null
  const given = pick(random, culture[sex])
  return culture.code === 'en' && chance(random, 0.4) ? `${given.charAt(0)}.` : given
}

type Preferred = Pick<DemoNames, 'pref_first_name' | 'pref_middle_name' | 'pref_last_name'>

const noPreferred: Preferred = { pref_first_name: null, pref_middle_name: null, pref_last_name: null }

const neutralNames = [
  'Alex',
  'Sam',
  'Max',
  'Kit',
  'Jo',
  'Robin',
  'Charlie',
  'Mel',
  'Ash',
  'Rowan',
  'Jules',
  'Ari',
]

type Naming = { culture: NameCulture; sex: Sex; given: string; callName: string | null }

const preferredNames = (random: Random, { culture, sex, given, callName }: Naming): Preferred => {
  const kind = below(random, 16)
  if (kind < 3) return { ...noPreferred, pref_last_name: familyName(random, culture, sex) }
  const chosen = kind < 6 ? pick(random, sex === 'female' ? culture.male : culture.female) : null
  const first = chosen ?? callName ?? shortForms[given] ?? pick(random, neutralNames)
  const middle = kind === 6 ? pick(random, neutralNames) : null
  return { pref_first_name: first, pref_middle_name: middle, pref_last_name: null }
}
