import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { lockUsers } from './lock-users.ts'
import { refuseRestricted } from './refuse-restricted.ts'

export type RecordForEdit = { userId: number; revision: number; document: RecordDocument }

/**
 * Locks one user until the transaction of `ctx.db` ends and gives the record as it stands. Throws `not_found`,
 * `protected_account` for those whom nobody may change (features M6), and `restricted_account` for those whom the actor
 * may not (features M4). Every verb that changes a person begins here.
 */
export async function recordForEdit(ctx: Context, userId: number): Promise<RecordForEdit> {
  await lockUsers(ctx, [userId])
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, [userId]))
  const { rows } = await sql<{ revision: number; document: RecordDocument; is_protected: boolean }>`
    select u.revision, ${documentOf()} as document, ${isProtected} as is_protected from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw appError('not_found', { entity: 'user', id: userId })
  if (row.is_protected) throw appError('protected_account')
  await refuseRestricted(ctx, userId)
  return { userId, revision: row.revision, document: row.document }
}
