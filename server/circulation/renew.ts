import { sql } from 'kysely'
import type { Loan, Refusal } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { keepsActivity, noteActivity } from '../changes/activity.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { type Borrower, type OwnerColumns, ownersOfRow } from './borrower.ts'
import { dueDateFor, endOfDay } from './due-date.ts'
import { type LockedLoan, lockLoan } from './lock-loan.ts'
import { readLoan } from './read-loans.ts'
import { refusalOf, refuse } from './refusals.ts'
import { readStanding } from './standing.ts'

export type RenewInput = { loanId: number; overrides?: string[] }

/** Lets a loan begin anew today. Refused if the patron may not, somebody waits for the item, or it would not be due later. */
export async function renew(ctx: Context, { loanId, overrides }: RenewInput): Promise<Loan> {
  requirePermission(ctx, 'circulation.work')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const isKept = await keepsActivity(inner)
    const loan = await lockLoan(inner, { loanId })
    if (loan.returned_at !== null || loan.user_id === null) refuse([ended(inner)])
    const borrower = borrowerOf(loan)
    const { patron, refusals } = await readStanding(inner, borrower, 'RENEW')
    const dueAt = await momentOf(inner, dueDateFor(inner, patron))
    refuse([...refusals, ...(await loanRefusals(inner, loan, dueAt))], overrides)
    await sql`update loan set due_at = ${dueAt}, renewals = renewals + 1, renewed_at = ${inner.now()}, process_status = 'RENEW'
      where institution_id = ${inner.institution.institutionId} and loan_id = ${loanId}`.execute(db)
    await noteActivity(inner, { userIds: ownersOfRow(loan), isKept })
    return readLoan(inner, loanId)
  })
}

const ended = (ctx: Context): Refusal => refusalOf(ctx, { kind: 'loan_ended', overridable: 'NONE' })

/** Only who shares the loan is asked again; whoever once fetched it for the patron is not concerned. */
export const borrowerOf = ({ user_id, is_shared, proxy_id }: OwnerColumns): Borrower => ({
  patronId: user_id!,
  isShared: is_shared,
  ...(is_shared && proxy_id !== null ? { proxyId: proxy_id } : {}),
})

async function momentOf(ctx: Context, date: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select ${endOfDay(ctx, date)} as at`.execute(ctx.db)
  return rows[0]!.at
}

async function loanRefusals(ctx: Context, loan: LockedLoan, dueAt: Date): Promise<Refusal[]> {
  const { rows } = await sql`select from request
    where institution_id = ${ctx.institution.institutionId} and item_id = ${loan.item_id}
      and status in ('NOT_STARTED', 'IN_PROCESS') limit 1`.execute(ctx.db)
  return [
    ...(rows.length > 0 ? [refusalOf(ctx, { kind: 'item_requested', overridable: 'OPERATOR' })] : []),
    ...(dueAt <= loan.due_at ? [refusalOf(ctx, { kind: 'due_date_not_later', overridable: 'NONE' })] : []),
  ]
}
