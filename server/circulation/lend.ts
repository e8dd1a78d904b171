import { sql } from 'kysely'
import type { Loan } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { keepsActivity, noteActivity } from '../changes/activity.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { RecordDocument } from '../fields/document.ts'
import { type Borrower, lockBorrower, ownersOf } from './borrower.ts'
import { requireDesk } from './desks.ts'
import { dueDateFor, endOfDay } from './due-date.ts'
import { type Item, type ItemWanted, isOf, itemRefusals, lockItem } from './items.ts'
import { readLoan } from './read-loans.ts'
import { refuse } from './refusals.ts'
import { readStanding } from './standing.ts'

export type LendInput = ItemWanted & {
  userId: number
  desk: string
  ofLibrary?: string
  proxyId?: number
  overrides?: string[]
}

/**
 * Lends an item to a patron, or to the one for whom a proxy came. Refused with every reason that forbids it: account, Patron
 * role, blocks, limits, the item; whoever may override them names them.
 */
export async function lend(ctx: Context, input: LendInput): Promise<Loan> {
  requirePermission(ctx, 'circulation.work')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await requireDesk(inner, input)
    const isKept = await keepsActivity(inner)
    const borrower = await lockBorrower(inner, input)
    const item = await lockItem(inner, input)
    const { patron, refusals } = await readStanding(inner, borrower, 'LOAN')
    refuse([...itemRefusals(inner, item, borrower, 'LOAN'), ...refusals], input.overrides)
    const loanId = await insertLoan(inner, { borrower, item, patron, desk: input.desk })
    await settleItem(inner, item, borrower)
    await noteActivity(inner, { userIds: ownersOf(borrower), isKept })
    return readLoan(inner, loanId)
  })
}

type NewLoan = { borrower: Borrower; item: Item; patron: RecordDocument; desk: string }

async function insertLoan(ctx: Context, { borrower, item, patron, desk }: NewLoan): Promise<number> {
  const { rows } = await sql<{ loan_id: number }>`
    insert into loan (institution_id, user_id, proxy_id, is_shared, item_id, item_barcode, title, author, library, desk,
      lent_by, loaned_at, due_at, user_group)
    values (${ctx.institution.institutionId}, ${borrower.patronId}, ${borrower.proxyId ?? null}, ${borrower.isShared},
      ${item.itemId}, ${item.barcode}, ${item.title}, ${item.author}, ${item.library}, ${desk}, ${ctx.actor.name},
      ${ctx.now()}, ${endOfDay(ctx, dueDateFor(ctx, patron))}, ${patron['user_group'] ?? null})
    returning loan_id`.execute(ctx.db)
  return rows[0]!.loan_id
}

/** What was requested is there, and what was missing is found. */
async function settleItem(ctx: Context, item: Item, borrower: Borrower): Promise<void> {
  const { institutionId } = ctx.institution
  const own = item.requests.filter(one => isOf(borrower, one)).map(one => one.request_id)
  if (own.length > 0)
    await sql`update request set status = 'COMPLETED', closed_at = ${ctx.now()}, closed_by = ${ctx.actor.name}
      where institution_id = ${institutionId} and request_id = any (${own}::bigint[])`.execute(ctx.db)
  if (item.status === 'MISSING')
    await sql`update item set status = 'AVAILABLE'
      where institution_id = ${institutionId} and item_id = ${item.itemId}`.execute(ctx.db)
}
