import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
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
    await lockUsers(inner, [userId])
    const person = await readPerson(inner, userId)
    if (!person) throw appError('not_found', { entity: 'user', id: userId })
    if (person.is_protected) throw appError('protected_account')
    const beyond = [...permissionsOfRoles(person.role_types ?? [])].find(
      one => !ctx.actor.permissions.has(one),
    )
    if (beyond) throw appError('forbidden', { permission: beyond })
    const problems = passwordProblems(password, person.primary_id)
    if (problems.length > 0) throw appError('invalid_values', { problems })
    await changePassword(inner, { userId, password, source: 'screen' })
    await sql`delete from session
      where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(db)
  })
}

type Person = { primary_id: string; role_types: string[] | null; is_protected: boolean }

async function readPerson(ctx: Context, userId: number): Promise<Person | undefined> {
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, [userId]))
  const { rows } = await sql<Person>`
    select u.primary_id, ${isProtected} as is_protected,
      (select array_agg(r.role_type) from user_role r
        where r.institution_id = u.institution_id and r.user_id = u.user_id
          and r.status = 'ACTIVE' and (r.expiry_date is null or r.expiry_date >= ${today}::date)) as role_types
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  return rows[0]
}
