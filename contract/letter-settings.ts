import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { letterCodes } from './letters.ts'
import { closed } from './page.ts'

export const letterLanguages = ['en', 'de', 'ar'] as const
export type LetterLanguage = (typeof letterLanguages)[number]

/** Subject and paragraphs, with values as `{amount}`; a paragraph with a value that is empty is left out. */
export const LetterWording = closed({
  subject: Type.String({ maxLength: 200 }),
  paragraphs: Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 30 }),
})
export type LetterWording = Static<typeof LetterWording>

const inLanguages = closed({
  en: Type.Optional(LetterWording),
  de: Type.Optional(LetterWording),
  ar: Type.Optional(LetterWording),
})

/** How the institution has a letter. General mail has no words but those of whoever writes. */
export const LetterSetting = Type.Object({
  letter: Type.Enum([...letterCodes]),
  /** Alma's name of the letter. */
  almaName: Type.String(),
  isEnabled: Type.Boolean(),
  /** Days that letters are kept; absent: for ever. */
  retentionDays: Type.Optional(Type.Integer()),
  /** Names that words may have in braces. */
  values: Type.Array(Type.String()),
  /** The institution's own words, and those of the program. */
  words: inLanguages,
  usualWords: inLanguages,
})
export type LetterSetting = Static<typeof LetterSetting>

const ofLetter = closed({ letter: Type.Enum([...letterCodes]) })

export const listLetterSettings = endpoint({
  method: 'GET',
  path: '/api/letter-settings',
  permission: 'letters.configure',
  summary: 'Letters, and how the institution has them',
  response: Type.Object({ items: Type.Array(LetterSetting) }),
})

/** The whole setting: a language that is not named has the words of the program again. */
export const saveLetterSetting = endpoint({
  method: 'PUT',
  path: '/api/letter-settings/:letter',
  permission: 'letters.configure',
  summary: 'Set whether a letter is sent, how long it is kept, and what it says',
  params: ofLetter,
  body: closed({
    isEnabled: Type.Boolean(),
    retentionDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
    words: inLanguages,
  }),
  response: LetterSetting,
})

export const previewLetter = endpoint({
  method: 'POST',
  path: '/api/letter-settings/:letter/preview',
  permission: 'letters.configure',
  summary: 'What a letter would look like, with sample values',
  params: ofLetter,
  body: closed({ language: Type.Enum([...letterLanguages]), words: LetterWording }),
  response: Type.Object({ subject: Type.String(), text: Type.String() }),
})
