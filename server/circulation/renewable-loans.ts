import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { OwnerColumns } from './borrower.ts'
import { dueDateFor } from './due-date.ts'
import { borrowerOf } from './renew.ts'
import { readStandings } from './standing.ts'

type Lent = OwnerColumns & { loan_id: number; item_id: number | null; due_at: Date; returned_at: Date | null }

/** Which of these loans could be renewed now, by the rules of `renew`; in two statements, however many there are. */
export async function renewableLoans(ctx: Context, loans: readonly Lent[]): Promise<ReadonlySet<number>> {
  const open = loans.filter(loan => loan.returned_at === null && loan.user_id !== null)
  if (open.length === 0) return new Set()
  const standings = await readStandings(ctx, open.map(borrowerOf), 'RENEW')
  const allowed = open.flatMap((loan, index) => {
    const { patron, refusals } = standings[index]!
    const { loan_id, item_id, due_at } = loan
    return refusals.length > 0 ? [] : [{ loan_id, item_id, due_at, renewed: dueDateFor(ctx, patron) }]
  })
  const { institutionId, timeZone } = ctx.institution
  const { rows } = await sql<{ loan_id: number }>`
    select l.loan_id from jsonb_to_recordset(${JSON.stringify(allowed)}::jsonb)
      as l(loan_id bigint, item_id bigint, due_at timestamptz, renewed date)
    where (l.renewed + time '23:59') at time zone ${timeZone} > l.due_at
      and not exists (select from request r where r.institution_id = ${institutionId} and r.item_id = l.item_id
        and r.status in ('NOT_STARTED', 'IN_PROCESS'))`.execute(ctx.db)
  return new Set(rows.map(row => row.loan_id))
}
