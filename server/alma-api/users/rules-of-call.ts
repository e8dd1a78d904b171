import { sql } from 'kysely'
import { dateIn } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { momentText } from '../../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../../fields/document.ts'
import { factsOf, newRoles, readAssignment, recalculatedRoles } from '../../registration/assignment.ts'
import { termsFor } from '../../registration/terms.ts'
import { applied } from '../../rules/judge-record.ts'
import type { Call } from '../call.ts'
import { refuse } from '../refusal.ts'

/** The library whose registration rules a call asks for. Rules are the institution's; 401666 if it is no library. */
export async function wantsRegistration(ctx: Context, { query }: Call): Promise<boolean> {
  if (!query.flag('registration_rules')) return false
  const library = query.text('library')
  if (library === undefined) return true
  const { rows } = await sql`select from library where institution_id = ${ctx.institution.institutionId}
    and code = ${library.replaceAll('\0', '\uFFFD')}`.execute(ctx.db)
  if (rows.length === 0) throw refuse('401666', { name: 'library', value: library })
  return true
}

/** What the role assignment rules of today make of the roles of a record. */
export async function byAssignment(ctx: Context, record: RecordDocument): Promise<Patch> {
  return recalculatedRoles(record, await readAssignment(ctx), originOf(ctx))
}

/**
 * What registering does to a record (features K3): an end of the account and of the Patron role by the terms of use, and that
 * role by the assignment rules where there is none. What the rules leave open stays.
 */
export async function byRegistration(ctx: Context, record: RecordDocument): Promise<Patch> {
  const { today } = originOf(ctx)
  const terms = await termsFor(ctx, factsOf(record), today)
  const given = Object.keys(patronRoles(record)).length > 0 ? {} : await patronByRule(ctx, record)
  const roleEnd = terms?.roleExpiryDate
  const ends = Object.entries(patronRoles(applied(record, given))).map(([path, role]) => [
    path,
    roleEnd === undefined ? role : { ...role, expiry_date: roleEnd },
  ])
  return {
    ...(terms?.expiryDate === undefined ? {} : { expiry_date: terms.expiryDate }),
    ...Object.fromEntries(ends),
  }
}

async function patronByRule(ctx: Context, record: RecordDocument): Promise<RecordDocument> {
  const withoutRoles = Object.fromEntries(
    Object.entries(record).filter(([path]) => !path.startsWith('role/')),
  )
  return patronRoles(newRoles(withoutRoles, await readAssignment(ctx), originOf(ctx)))
}

const patronRoleType = '200'

const patronRoles = (record: RecordDocument): Record<string, Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([path, role]) =>
        path.startsWith('role/') && (role as Record<string, Json>)['role_type'] === patronRoleType,
    ),
  ) as Record<string, Record<string, Json>>

const originOf = ({ actor, institution, now }: Context) => ({
  by: actor.name,
  moment: momentText(now()),
  today: dateIn(institution.timeZone, now()),
})
