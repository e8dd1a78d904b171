import { sql } from 'kysely'
import type { HoldRequest, Loan } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { keepsActivity, noteActivity } from '../changes/activity.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { ownersOfRow } from './borrower.ts'
import { requireDesk } from './desks.ts'
import { lockLoan } from './lock-loan.ts'
import { readLoan } from './read-loans.ts'
import { readRequests } from './read-requests.ts'

export type ReturnInput = { barcode: string; desk: string; ofLibrary?: string }

/** Takes an item back from whoever has it, blocked or not, and says who waits for it first. */
export async function returnItem(
  ctx: Context,
  { barcode, desk, ofLibrary }: ReturnInput,
): Promise<{ loan: Loan; next?: HoldRequest }> {
  requirePermission(ctx, 'circulation.work')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await requireDesk(inner, { desk, ...(ofLibrary === undefined ? {} : { ofLibrary }) })
    const isKept = await keepsActivity(inner)
    const loan = await lockLoan(inner, { barcode })
    await sql`update loan set returned_at = ${inner.now()}, return_desk = ${desk}, returned_by = ${inner.actor.name}
      where institution_id = ${inner.institution.institutionId} and loan_id = ${loan.loan_id}`.execute(db)
    await noteActivity(inner, { userIds: ownersOfRow(loan), isKept })
    const next = loan.item_id === null ? undefined : await firstInQueue(inner, loan.item_id)
    return { loan: await readLoan(inner, loan.loan_id), ...(next ? { next } : {}) }
  })
}

async function firstInQueue(ctx: Context, itemId: number): Promise<HoldRequest | undefined> {
  const first = sql`f.request_id = (select min(q.request_id) from request q where q.institution_id = f.institution_id
    and q.item_id = ${itemId} and q.status in ('NOT_STARTED', 'IN_PROCESS'))`
  return (await readRequests(ctx, first, 1))[0]
}
