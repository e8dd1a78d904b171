import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { changePassword } from './change-password.ts'
import { passwordProblems } from './passwords.ts'
import { requirePermission } from './require-permission.ts'
import { permissionsOfRoles } from './role-permissions.ts'

export type SetPasswordInput = { userId: number; password: string }

/**
 * Staff give somebody a new password (features B6). Nobody sets that of a person who may do more than they: it would be a
 * way to their rights. Open sessions of the person end.
 */
export async function setPassword(ctx: Context, { userId, password }: SetPasswordInput): Promise<void> {
  requirePermission(ctx, 'users.set_password')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { document } = await recordForEdit(inner, userId)
    const theirs = permissionsOfRoles(activeRoles(document, dateIn(ctx.institution.timeZone, ctx.now())))
    const beyond = [...theirs].find(one => !ctx.actor.permissions.has(one))
    if (beyond) throw appError('forbidden', { permission: beyond })
    const problems = passwordProblems(password, String(document['primary_id']))
    if (problems.length > 0) throw appError('invalid_values', { problems })
    await changePassword(inner, { userId, password, source: 'screen' })
    await sql`delete from session
      where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(db)
  })
}

/** Role types that hold today. */
function activeRoles(document: RecordDocument, today: string): string[] {
  const roles = Object.entries(document)
    .filter(([path]) => path.startsWith('role/'))
    .map(([, element]) => element as { role_type: string; status: string; expiry_date?: string })
  return roles
    .filter(role => role.status === 'ACTIVE' && (role.expiry_date ?? today) >= today)
    .map(role => role.role_type)
}
