import 'dayjs/locale/en'
import { messages as english, type Messages } from '../messages/en.ts'

/** The languages of the screen. `formats` is the tag for numbers and plurals: digits stay those of the data. */
export const languages = {
  en: { name: 'English', formats: 'en', direction: 'ltr' },
  de: { name: 'Deutsch', formats: 'de', direction: 'ltr' },
  ar: { name: 'العربية', formats: 'ar-u-nu-latn', direction: 'rtl' },
} as const

export type Language = keyof typeof languages

const storageKey = 'carrel.language'

/** The language chosen before, else the browser's, else English. */
export function initialLanguage(): Language {
  const wanted = [readStored(), ...navigator.languages.map(tag => tag.slice(0, 2))]
  return wanted.find(isLanguage) ?? 'en'
}

/** Loads the texts of a language (English is always there), and the words of its calendar. */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'de') {
    const [{ messages }] = await Promise.all([import('../messages/de.ts'), import('dayjs/locale/de')])
    return messages
  }
  if (language === 'ar') {
    const [{ messages }] = await Promise.all([import('../messages/ar.ts'), import('dayjs/locale/ar')])
    return messages
  }
  return english
}

/** Writes language and direction to the document, and remembers the language for the next visit. */
export function applyLanguage(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = languages[language].direction
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is closed.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function isLanguage(value: string | null): value is Language {
  return value !== null && Object.hasOwn(languages, value)
}
