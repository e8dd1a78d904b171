import { arabic } from './templates/ar.ts'
import { german } from './templates/de.ts'
import { english } from './templates/en.ts'
import type { Content, LetterWords } from './templates/words.ts'

/** A letter and what goes into it; amounts are decimal texts in the institution's currency. */
export type LetterInput =
  | { letter: 'general_mail'; values: { subject: string; text: string } }
  | { letter: 'user_deletion'; values: { amount: string } }
  | { letter: 'pin_number'; values: { pin: string } }

type Reader = { name: string; language: string | null }
type Sender = { name: string; currency: string }
export type RenderedLetter = { language: string; subject: string; text: string; html: string }

const languages: Readonly<Record<string, LetterWords>> = { en: english, de: german, ar: arabic }

/** The letter in the reader's language, or in English. General mail goes as staff wrote it, in whatever language. */
export function renderLetter(input: LetterInput, reader: Reader, sender: Sender): RenderedLetter {
  const wanted = (reader.language ?? '').toLowerCase().split(/[-_]/)[0]!
  const language = Object.hasOwn(languages, wanted) ? wanted : 'en'
  const words = languages[language]!
  const isOurs = input.letter !== 'general_mail'
  const content = contentOf(input, words, sender)
  const paragraphs = [
    ...(isOurs ? [words.greeting(isolated(oneLine(reader.name)))] : []),
    ...content.paragraphs,
    isOurs ? `${words.closing}\n${oneLine(sender.name)}` : oneLine(sender.name),
  ]
  return {
    language,
    subject: oneLine(content.subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: htmlOf(paragraphs, isOurs ? { language, direction: words.direction } : undefined),
  }
}

function contentOf(input: LetterInput, words: LetterWords, sender: Sender): Content {
  switch (input.letter) {
    case 'general_mail': {
      const lines = input.values.text.replaceAll(/\r\n?/g, '\n').trim()
      return { subject: input.values.subject, paragraphs: lines.split(/\n{2,}/) }
    }
    case 'user_deletion':
      return words.userDeletion({ amount: isolated(moneyText(input.values.amount, words, sender)) })
    case 'pin_number':
      return words.pinNumber({ pin: isolated(oneLine(input.values.pin)) })
  }
}

function moneyText(amount: string, words: LetterWords, { currency }: Sender): string {
  return new Intl.NumberFormat(words.formats, { style: 'currency', currency }).format(Number(amount))
}

/** Values keep their own direction within a sentence of another: Unicode's isolating marks. */
const isolated = (value: string): string => `\u2068${value}\u2069`

/** No line breaks or other control characters: in a header they would begin another one. */
export const oneLine = (value: string): string => value.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

type Direction = { language: string; direction: string }

/** The only place where text becomes markup. */
function htmlOf(paragraphs: string[], whole: Direction | undefined): string {
  const attributes = whole ? ` lang="${whole.language}" dir="${whole.direction}"` : ''
  const lines = paragraphs.map(one => `<p dir="auto">${escapeHtml(one).replaceAll('\n', '<br>\n')}</p>`)
  return `<!doctype html>\n<html${attributes}>\n<head><meta charset="utf-8"></head>\n<body>\n${lines.join('\n')}\n</body>\n</html>\n`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, character => entities[character]!)
