import { type RawBuilder, sql } from 'kysely'
import type { Fee, FeeStatus, FeeTransaction } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type FeeRow, selectFees, wireFee } from './fee-rows.ts'
import { type TransactionRow, transactionColumns, wireTransaction } from './list-transactions.ts'

/** A fee with what happened to it, oldest first. */
export type LedgerFee = Fee & { transactions: FeeTransaction[] }

type LedgerInput = { userId: number; statuses: readonly FeeStatus[] } | { userId: number; feeId: number }

/** All fees of one user in these statuses, or one of them, with their transactions; oldest first, without pages. */
export async function readLedger(ctx: Context, input: LedgerInput): Promise<LedgerFee[]> {
  requirePermission(ctx, 'fees.view')
  const wanted =
    'feeId' in input
      ? sql`f.fee_id = ${input.feeId}`
      : sql`f.status = any (${sql.val(input.statuses)}::text[])`
  const { rows } = await sql<FeeRow>`${selectFees(ctx, input.userId, wanted)}
    order by f.created_at, f.fee_id`.execute(ctx.db)
  return withTransactions(ctx, rows)
}

/** The fees with those of their transactions that are wanted. */
export async function withTransactions(
  ctx: Context,
  fees: readonly FeeRow[],
  wanted: RawBuilder<unknown> = sql`true`,
): Promise<LedgerFee[]> {
  const feeIds = fees.map(fee => fee.fee_id)
  const transactions = new Map<number, FeeTransaction[]>(feeIds.map(feeId => [feeId, []]))
  if (feeIds.length > 0) {
    const { rows } = await sql<TransactionRow & { fee_id: number }>`
      select x.fee_id, ${transactionColumns} from fee_transaction x
      where x.institution_id = ${ctx.institution.institutionId} and x.fee_id = any (${feeIds}::bigint[]) and ${wanted}
      order by x.transaction_id`.execute(ctx.db)
    for (const row of rows) transactions.get(row.fee_id)!.push(wireTransaction(row))
  }
  return fees.map(fee => ({ ...wireFee(fee), transactions: transactions.get(fee.fee_id)! }))
}
