import type { LetterLanguage, LetterWording } from '../../../contract/letter-settings.ts'

/**
 * How a value is given, and so how it reads: money as a decimal text, a moment in the time of the institution, an address
 * to be followed, a code that has words in `terms`, and how often each of several codes occurs.
 */
type ValueTypes = {
  text: string
  money: string
  moment: Date
  address: string
  term: string
  counts: readonly (readonly [code: string, count: number])[]
}
export type ValueKind = keyof ValueTypes
export type LetterValue = ValueTypes[ValueKind]

/** A letter of the program. A new one is a file with its words, and a line in `letter-templates.ts`. */
export type LetterTemplate<Values extends Record<string, ValueKind> = Record<string, ValueKind>> = {
  /** Alma's name: under it users opt out, where the institution lets them. */
  almaName: string
  values: Values
  words: Record<LetterLanguage, LetterWording>
  /** What codes among the values are called. */
  terms?: Record<LetterLanguage, Readonly<Record<string, string>>>
  /** About the person and for nobody else: CC addresses do not get it. */
  isPersonal?: true
  /** A link in it opens a door: it is not sent again, and nothing of it is kept once it has gone. */
  isSecret?: true
}

export const letterTemplate = <const Values extends Record<string, ValueKind>>(
  template: LetterTemplate<Values>,
): LetterTemplate<Values> => template

/** The values that a template needs. */
export type ValuesOf<T extends LetterTemplate> = {
  [Name in keyof T['values']]: ValueTypes[T['values'][Name]]
}
