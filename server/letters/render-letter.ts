import { type LetterLanguage, type LetterWording, letterLanguages } from '../../contract/letter-settings.ts'
import { languages } from './templates/languages.ts'
import { type LetterInput, templateOf } from './templates/letter-templates.ts'
import type { LetterTemplate, LetterValue, ValueKind } from './templates/template.ts'

type Reader = { name: string; language: string | null }
type Sender = { name: string; currency: string; timeZone: string }
/** The words of the institution, for the languages in which it has its own. */
export type OwnWords = Partial<Record<LetterLanguage, LetterWording>>
export type RenderedLetter = { language: string; subject: string; text: string; html: string }

/** The letter in the reader's language, or in English. General mail goes as staff wrote it, in whatever language. */
export function renderLetter(
  input: LetterInput,
  reader: Reader,
  { sender, own = {} }: { sender: Sender; own?: OwnWords },
): RenderedLetter {
  const language = languageOf(reader)
  const { greeting, closing, direction } = languages[language]
  const isOurs = input.letter !== 'general_mail'
  const content = isOurs ? filled(input, { language, sender, own }) : composed(input.values)
  const paragraphs = [
    ...(isOurs ? [greeting(isolated(oneLine(reader.name)))] : []),
    ...content.paragraphs,
    isOurs ? `${closing}\n${oneLine(sender.name)}` : oneLine(sender.name),
  ]
  return {
    language,
    subject: oneLine(content.subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: htmlOf(paragraphs, isOurs ? { language, direction } : undefined),
  }
}

function languageOf(reader: Reader): LetterLanguage {
  const wanted = (reader.language ?? '').toLowerCase().split(/[-_]/)[0]
  return letterLanguages.find(one => one === wanted) ?? 'en'
}

function composed({ subject, text }: { subject: string; text: string }): LetterWording {
  const lines = text.replaceAll(/\r\n?/g, '\n').trim()
  return { subject, paragraphs: lines.split(/\n{2,}/) }
}

type Wording = { language: LetterLanguage; sender: Sender; own: OwnWords }

function filled({ letter, values }: LetterInput, wording: Wording): LetterWording {
  const template = templateOf(letter)!
  const { subject, paragraphs } = wording.own[wording.language] ?? template.words[wording.language]
  const texts = new Map(
    Object.entries(template.values).map(([name, kind]) => {
      const value = (values as Record<string, LetterValue>)[name]!
      return [name, valueText(kind, value, { ...wording, template })]
    }),
  )
  // What is unknown stays as it is written: braces are nothing special to those who write.
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (whole, name) => texts.get(name) ?? whole)
  const saysNothing = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)].some(([, name]) => texts.get(name!) === '')
  return { subject: fill(subject), paragraphs: paragraphs.filter(one => !saysNothing(one)).map(fill) }
}

function valueText(
  kind: ValueKind,
  value: LetterValue,
  { language, sender, template }: Wording & { template: LetterTemplate },
): string {
  const { formats } = languages[language]
  const term = (code: string) => template.terms?.[language][code] ?? code.replaceAll('_', ' ')
  if (value instanceof Date) {
    const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: sender.timeZone } as const
    return isolated(new Intl.DateTimeFormat(formats, style).format(value))
  }
  if (typeof value !== 'string') return value.map(([code, count]) => `${term(code)}: ${count}`).join('\n')
  if (value === '' || kind === 'address') return value
  if (kind === 'term') return term(value)
  if (kind !== 'money') return isolated(oneLine(value))
  const currency = { style: 'currency', currency: sender.currency } as const
  return isolated(new Intl.NumberFormat(formats, currency).format(Number(value)))
}

/** Values keep their own direction within a sentence of another: Unicode's isolating marks. */
const isolated = (value: string): string => `\u2068${value}\u2069`

/** No line breaks or other control characters: in a header they would begin another one. */
export const oneLine = (value: string): string => value.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

type Direction = { language: string; direction: string }

/** The only place where text becomes markup. A line that is nothing but a web address can be followed. */
function htmlOf(paragraphs: string[], whole: Direction | undefined): string {
  const attributes = whole ? ` lang="${whole.language}" dir="${whole.direction}"` : ''
  const lineOf = (line: string) =>
    /^https?:\/\/\S+$/.test(line) ? `<a href="${escapeHtml(line)}">${escapeHtml(line)}</a>` : escapeHtml(line)
  const lines = paragraphs.map(one => `<p dir="auto">${one.split('\n').map(lineOf).join('<br>\n')}</p>`)
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
