import { sql } from 'kysely'
import type { LetterSetting, LetterWording } from '../../contract/letter-settings.ts'
import type { LetterCode } from '../../contract/letters.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { letterSetting } from './letter-settings.ts'
import { wireSetting } from './list-letter-settings.ts'
import type { OwnWords } from './render-letter.ts'
import { templateOf } from './templates/letter-templates.ts'
import type { LetterTemplate } from './templates/template.ts'

type Saved = { letter: LetterCode; isEnabled: boolean; retentionDays?: number; words: OwnWords }

/** Sets how the institution has a letter. Throws `invalid_values` for a value in braces that the letter does not have. */
export async function saveLetterSetting(ctx: Context, input: Saved): Promise<LetterSetting> {
  requirePermission(ctx, 'letters.configure')
  const { letter, isEnabled, retentionDays = null, words } = input
  const problems = Object.entries(words).flatMap(([language, one]) =>
    wordProblems(letter, one, `words.${language}`),
  )
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const old = await letterSetting(inner, letter)
    const now = { isEnabled, retentionDays, words }
    await sql`insert into letter_setting (institution_id, letter, is_enabled, retention_days, words)
      values (${ctx.institution.institutionId}, ${letter}, ${isEnabled}, ${retentionDays}, ${JSON.stringify(words)}::jsonb)
      on conflict (institution_id, letter) do update set is_enabled = excluded.is_enabled,
        retention_days = excluded.retention_days, words = excluded.words`.execute(db)
    await recordSettings(inner, [{ key: `letter.${letter}`, old, new: now }])
    return wireSetting(letter, now)
  })
}

/** What is wrong with words for a letter: values that it does not have, or any words at all for general mail. */
export function wordProblems(letter: string, words: LetterWording, field: string): FieldProblem[] {
  const template = templateOf(letter)
  if (!template) return [{ field, rule: 'read_only' }]
  return [
    ...textProblems(template, words.subject, `${field}.subject`),
    ...textProblems(template, words.paragraphs.join('\n'), `${field}.paragraphs`),
  ]
}

function textProblems(template: LetterTemplate, text: string, field: string): FieldProblem[] {
  if (text.trim() === '') return [{ field, rule: 'required' }]
  if (text.includes('\u0000')) return [{ field, rule: 'control_characters' }]
  const used = [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
  const unknown = used.find(name => !Object.hasOwn(template.values, name))
  return unknown === undefined ? [] : [{ field, rule: 'unknown_value', limit: `{${unknown}}` }]
}
