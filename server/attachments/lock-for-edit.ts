import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'

/**
 * Locks the user whose files change until the transaction of `ctx.db` ends. Throws `not_found`, and
 * `protected_account` for those whom nobody may change (features M6).
 */
export async function lockForEdit(ctx: Context, userId: number): Promise<{ recordType: RecordType }> {
  await lockUsers(ctx, [userId])
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, [userId]))
  const { rows } = await sql<{ record_type: RecordType; is_protected: boolean }>`
    select u.record_type, ${isProtected} as is_protected from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw appError('not_found', { entity: 'user', id: userId })
  if (row.is_protected) throw appError('protected_account')
  return { recordType: row.record_type }
}
