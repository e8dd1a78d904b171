import { weighted } from '../random.ts'
import { africanAndWestAsianNamesInLatin } from './africa-and-west-asia-latin.ts'
import { asianNamesInLatin } from './asia-latin.ts'
import type { NameCulture } from './culture.ts'
import { cyrillicAndGreekNames } from './cyrillic-and-greek.ts'
import { eastAsianNames } from './east-asia.ts'
import { easternEuropeanNames } from './eastern-europe.ts'
import { englishNames } from './english.ts'
import { germanicNames } from './germanic.ts'
import { romanceNames } from './romance.ts'
import { southAsianNames } from './south-asia.ts'
import { westAsianNames } from './west-asia.ts'

/** All language communities of the university. */
export const cultures: readonly NameCulture[] = [
  ...englishNames,
  ...romanceNames,
  ...germanicNames,
  ...easternEuropeanNames,
  ...asianNamesInLatin,
  ...africanAndWestAsianNamesInLatin,
  ...cyrillicAndGreekNames,
  ...eastAsianNames,
  ...westAsianNames,
  ...southAsianNames,
]

/** The communities, each as often as its share, for drawing one. */
export const cultureDraw = weighted(cultures.map(culture => [culture, culture.share] as const))

/** Those that write in Latin letters: second halves of hyphenated names are drawn from them. */
export const latinCultureDraw = cultureDraw.filter(culture => culture.script === 'Latin')
