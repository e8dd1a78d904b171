import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { OwnerColumns } from './borrower.ts'

export type LockedLoan = OwnerColumns & {
  loan_id: number
  item_id: number | null
  due_at: Date
  returned_at: Date | null
}

/**
 * Locks a loan, after the people whose it is, as everybody does who writes both. By barcode it is the loan that the item is
 * out on. Throws `not_found`.
 */
export async function lockLoan(
  ctx: Context,
  by: { loanId: number } | { barcode: string },
): Promise<LockedLoan> {
  const { institutionId } = ctx.institution
  const wanted =
    'loanId' in by
      ? sql`loan_id = ${by.loanId}`
      : sql`item_barcode = ${by.barcode.trim()} and returned_at is null`
  const where = sql`institution_id = ${institutionId} and ${wanted}`
  await lockUsers(ctx, sql`select unnest(array[user_id, proxy_id]) from loan where ${where}`)
  const { rows } = await sql<LockedLoan>`
    select loan_id, item_id, user_id, proxy_id, is_shared, due_at, returned_at from loan where ${where}
    order by loan_id limit 1 for update`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'loan', ...by })
  return rows[0]
}
