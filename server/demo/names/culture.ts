/** The names of one language community in one script, as they are found at a university. */
export type NameCulture = {
  /** Language, with `-Latn` where a language that has another script is written in Latin letters. */
  code: string
  script: string
  /** How many of a thousand people. */
  share: number
  /** Three-letter country where people of this community who come from abroad have their home. */
  country: string
  female: readonly string[]
  male: readonly string[]
  family: readonly string[]
  /** Only where a woman's family name differs; same order as `family`. */
  familyFemale?: readonly string[]
  /** Fathers' names, where the middle name is made from one. */
  patronymic?: { female: readonly string[]; male: readonly string[] }
  /** Latin call names of people whose script has no direct Latin letters, for network ids. */
  callNames?: { female: readonly string[]; male: readonly string[] }
  /** What is special about how names are put together. */
  custom?: 'two family names' | 'sometimes one name only' | 'no middle name'
}

/** A list written as text, separated by commas. NFC, because systems that send names send them composed. */
export const list = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
