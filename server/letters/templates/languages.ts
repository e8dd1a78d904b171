import type { LetterLanguage } from '../../../contract/letter-settings.ts'

/** What all letters of a language share. `formats` is the tag for numbers; digits stay those of the data, as on the screens. */
type Language = {
  direction: 'ltr' | 'rtl'
  formats: string
  greeting: (name: string) => string
  closing: string
}

export const languages: Readonly<Record<LetterLanguage, Language>> = {
  en: { direction: 'ltr', formats: 'en', greeting: name => `Dear ${name},`, closing: 'Yours sincerely,' },
  de: {
    direction: 'ltr',
    formats: 'de',
    greeting: name => `Guten Tag ${name},`,
    closing: 'Mit freundlichen Grüßen',
  },
  ar: {
    direction: 'rtl',
    formats: 'ar-u-nu-latn',
    greeting: name => `تحية طيبة ${name}،`,
    closing: 'مع خالص التقدير،',
  },
}
