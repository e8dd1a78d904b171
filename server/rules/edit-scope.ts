import type { RecordType } from '../../contract/configuration.ts'
import type { Permission } from '../../contract/permissions.ts'
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
  /**
   * A program gives whole records, as the student system does: it says who made an element, when, and who owns it, it may
   * set dates in the past, and what only people are asked for may be missing.
   */
  isProgram: boolean
  institutionCode: string
  /** Whether the editor may give, change or take the role (features M4). */
  mayGrant: (role: HeldRole) => boolean
  /** Elements of other libraries are out of reach of the editor. */
  libraries: SeenLibraries
}

/** Reads what the institution demands at this moment. */
export async function readEditScope(
  ctx: Context,
  {
    isOpen,
    correctsDates = false,
    isProgram = false,
  }: { isOpen: boolean; correctsDates?: boolean; isProgram?: boolean },
): Promise<EditScope> {
  return {
    codes: await readCodeRules(ctx),
    settings: ctx.institution.settings,
    today: dateIn(ctx.institution.timeZone, ctx.now()),
    moment: momentText(ctx.now()),
    actor: ctx.actor.name,
    isOpen: isOpen || isProgram,
    isProgram,
    institutionCode: ctx.institution.code,
    mayGrant: granterOf(ctx),
    libraries: librariesSeen(ctx),
    mayCorrectDates: isProgram || (correctsDates && ctx.actor.permissions.has('users.correct')),
  }
}

/** What roles the actor may give and take. */
export function granterOf({ actor, institution }: Context): EditScope['mayGrant'] {
  const held = actor.kind === 'key' ? heldByKey(actor.permissions) : ('roles' in actor && actor.roles) || []
  return role => mayGrant(held, role, institution.code)
}

/** A program grants like a User Manager, and like a General System Administrator if it may also configure. */
function heldByKey(permissions: ReadonlySet<Permission>): HeldRole[] {
  const manages = permissions.has('users.edit_roles')
  const configures = manages && permissions.has('configuration.edit')
  const types = [...(manages ? ['21'] : []), ...(configures ? ['26'] : [])]
  return types.map(type => ({ type, scope: null }))
}

/** Whether the student system owns the record. */
export const isExternal = (record: RecordDocument): boolean => record['account_type'] === 'EXTERNAL'

export const recordTypeOf = (record: RecordDocument): RecordType => record['record_type'] as RecordType
