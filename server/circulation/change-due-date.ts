import { sql } from 'kysely'
import type { Loan } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn, isDate } from '../calendar.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { endOfDay, lastDueDate } from './due-date.ts'
import { lockLoan } from './lock-loan.ts'
import { readLoan } from './read-loans.ts'
import { refusalOf, refuse } from './refusals.ts'

/** Sets the last day of a loan: not in the past, and not behind the patron's expiry date, which nobody extends by hand. */
export async function changeDueDate(
  ctx: Context,
  { loanId, dueDate }: { loanId: number; dueDate: string },
): Promise<Loan> {
  requirePermission(ctx, 'circulation.work')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const loan = await lockLoan(inner, { loanId })
    if (loan.returned_at !== null) refuse([refusalOf(inner, { kind: 'loan_ended', overridable: 'NONE' })])
    const problem = await problemOf(inner, loan.user_id, dueDate)
    if (problem) throw appError('invalid_values', { problems: [{ field: 'dueDate', ...problem }] })
    await sql`update loan set due_at = ${endOfDay(inner, dueDate)}
      where institution_id = ${inner.institution.institutionId} and loan_id = ${loanId}`.execute(db)
    return readLoan(inner, loanId)
  })
}

async function problemOf(ctx: Context, userId: number | null, dueDate: string) {
  if (!isDate(dueDate)) return { rule: 'not_a_date' }
  if (dueDate < dateIn(ctx.institution.timeZone, ctx.now())) return { rule: 'date_in_past' }
  const { rows } = await sql<{ expiry_date: string | null }>`select expiry_date from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  const last = lastDueDate(ctx, rows[0] ?? {})
  return last !== undefined && dueDate > last ? { rule: 'behind_expiry', limit: last } : undefined
}
