import type { LetterSetting } from '../../contract/letter-settings.ts'
import { type LetterCode, letterCodes } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { readLetterSettings, type StoredLetterSetting, usualSetting } from './letter-settings.ts'
import { templateOf } from './templates/letter-templates.ts'

/** Every letter and how the institution has it. */
export async function listLetterSettings(ctx: Context): Promise<{ items: LetterSetting[] }> {
  requirePermission(ctx, 'letters.configure')
  const settings = await readLetterSettings(ctx)
  return { items: letterCodes.map(letter => wireSetting(letter, settings.get(letter) ?? usualSetting)) }
}

/** General mail hangs on Alma's letter "ILL Email to User": it is sent while that is active (seed 002). */
export function wireSetting(letter: LetterCode, setting: StoredLetterSetting): LetterSetting {
  const template = templateOf(letter)
  return {
    letter,
    almaName: template?.almaName ?? 'GeneralMessageEmailLetter',
    isEnabled: setting.isEnabled,
    ...(setting.retentionDays === null ? {} : { retentionDays: setting.retentionDays }),
    values: Object.keys(template?.values ?? {}),
    words: setting.words,
    usualWords: template?.words ?? {},
  }
}
