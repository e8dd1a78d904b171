import type { RecordType } from '../../contract/configuration.ts'
import { dateIn } from '../calendar.ts'
import type { Context, InstitutionSettings } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import type { RecordDocument } from '../fields/document.ts'
import { type CodeRules, readCodeRules } from '../institutions/code-rules.ts'

/** What an edit is judged by, besides the record. */
export type EditScope = {
  codes: CodeRules
  settings: InstitutionSettings
  today: string
  /** Now, as documents write it. */
  moment: string
  actor: string
  /** Staff opened the external account for update: they may change what the student system will bring again. */
  isOpen: boolean
  /** Somebody with the right to says that dates in the past are a correction. */
  mayCorrectDates: boolean
}

/** Reads what the institution demands at this moment. */
export async function readEditScope(
  ctx: Context,
  { isOpen, correctsDates = false }: { isOpen: boolean; correctsDates?: boolean },
): Promise<EditScope> {
  return {
    codes: await readCodeRules(ctx),
    settings: ctx.institution.settings,
    today: dateIn(ctx.institution.timeZone, ctx.now()),
    moment: momentText(ctx.now()),
    actor: ctx.actor.name,
    isOpen,
    mayCorrectDates: correctsDates && ctx.actor.permissions.has('users.correct'),
  }
}

/** Whether the student system owns the record. */
export const isExternal = (record: RecordDocument): boolean => record['account_type'] === 'EXTERNAL'

export const recordTypeOf = (record: RecordDocument): RecordType => record['record_type'] as RecordType
