/** A letter in plain text: whoever lays it out escapes it, so that no value can become markup. */
export type Content = { subject: string; paragraphs: string[] }

/** What Carrel says in one language. Values arrive ready to be read: amounts formatted, names isolated. */
export type LetterWords = {
  direction: 'ltr' | 'rtl'
  /** Tag for numbers; digits stay those of the data, as on the screens. */
  formats: string
  greeting: (name: string) => string
  closing: string
  userDeletion: (values: { amount: string }) => Content
  pinNumber: (values: { pin: string }) => Content
}
