import type { RecordType } from '../../contract/configuration.ts'
import { mayGrant } from '../access/grants.ts'
import { dateIn } from '../calendar.ts'
import type { Context, HeldRole, InstitutionSettings } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import type { RecordDocument } from '../fields/document.ts'
import { librariesSeen, type SeenLibraries } from '../fields/owned.ts'
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
  institutionCode: string
  /** Whether the editor may give, change or take the role (features M4). */
  mayGrant: (role: HeldRole) => boolean
  /** Elements of other libraries are out of reach of the editor. */
  libraries: SeenLibraries
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
    institutionCode: ctx.institution.code,
    mayGrant: granterOf(ctx),
    libraries: librariesSeen(ctx),
    mayCorrectDates: correctsDates && ctx.actor.permissions.has('users.correct'),
  }
}

function granterOf({ actor, institution }: Context): EditScope['mayGrant'] {
  const held = ('roles' in actor && actor.roles) || []
  return role => mayGrant(held, role, institution.code)
}

/** Whether the student system owns the record. */
export const isExternal = (record: RecordDocument): boolean => record['account_type'] === 'EXTERNAL'

export const recordTypeOf = (record: RecordDocument): RecordType => record['record_type'] as RecordType
