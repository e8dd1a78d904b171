import type { LetterLanguage, LetterWording } from '../../contract/letter-settings.ts'
import type { LetterCode } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { renderLetter } from './render-letter.ts'
import { wordProblems } from './save-letter-setting.ts'
import { type LetterInput, templateOf } from './templates/letter-templates.ts'
import type { LetterTemplate, LetterValue, ValueKind } from './templates/template.ts'

type Preview = { letter: LetterCode; language: LetterLanguage; words: LetterWording }

/** The letter with these words and with sample values, to whoever looks at it. */
export async function previewLetter(
  ctx: Context,
  { letter, language, words }: Preview,
): Promise<{ subject: string; text: string }> {
  requirePermission(ctx, 'letters.configure')
  const problems = wordProblems(letter, words, 'words')
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const template = templateOf(letter)!
  const input = { letter, values: samplesOf(template, ctx.now()) } as LetterInput
  const reader = { name: ctx.actor.name, language }
  const { subject, text } = renderLetter(input, reader, {
    sender: ctx.institution,
    own: { [language]: words },
  })
  return { subject, text }
}

const samplesOf = ({ values, terms }: LetterTemplate, now: Date): Record<string, LetterValue> =>
  Object.fromEntries(
    Object.entries(values).map(([name, kind]) => [name, sampleOf(kind, { name, terms, now })]),
  )

type About = { name: string; terms: LetterTemplate['terms'] | undefined; now: Date }

function sampleOf(kind: ValueKind, { name, terms, now }: About): LetterValue {
  const codes = Object.keys(terms?.en ?? {})
  switch (kind) {
    case 'money':
      return '12.50'
    case 'moment':
      return now
    case 'address':
      return 'https://library.example.edu/…'
    case 'term':
      return codes[0] ?? name
    case 'counts':
      return codes.slice(0, 3).map((code, index) => [code, index + 1] as const)
    case 'text':
      return `[${name}]`
  }
}
