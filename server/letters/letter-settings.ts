import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { OwnWords } from './render-letter.ts'

/** How the institution has a letter. */
export type StoredLetterSetting = { isEnabled: boolean; retentionDays: number | null; words: OwnWords }

/** Until the institution decides. */
export const usualSetting: StoredLetterSetting = { isEnabled: true, retentionDays: null, words: {} }

type Row = { letter: string; is_enabled: boolean; retention_days: number | null; words: OwnWords }

/** What the institution has decided, by letter; a letter that is not there is as the program has it. */
export async function readLetterSettings(ctx: Context): Promise<ReadonlyMap<string, StoredLetterSetting>> {
  const { rows } = await sql<Row>`select letter, is_enabled, retention_days, words from letter_setting
    where institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  return new Map(
    rows.map(({ letter, is_enabled, retention_days, words }) => [
      letter,
      { isEnabled: is_enabled, retentionDays: retention_days, words },
    ]),
  )
}

/** How the institution has this letter. */
export async function letterSetting(ctx: Context, letter: string): Promise<StoredLetterSetting> {
  return (await readLetterSettings(ctx)).get(letter) ?? usualSetting
}
