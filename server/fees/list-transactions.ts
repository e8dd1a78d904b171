import { sql } from 'kysely'
import type { FeeTransaction } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { given, ofUser } from './fee-rows.ts'
import type { FeeOfUser } from './lock-fees.ts'

type Row = TransactionRow | (Omit<TransactionRow, 'transaction_id'> & { transaction_id: null })

export type TransactionRow = {
  transaction_id: number
  kind: FeeTransaction['kind']
  amount: string
  vat_amount: string
  reason: string | null
  comment: string | null
  payment_method: string | null
  external_transaction_id: string | null
  desk: string | null
  created_by: string
  created_at: Date
}

/** Everything that happened to a fee, oldest first (features G4). */
export async function listTransactions(
  ctx: Context,
  { userId, feeId }: FeeOfUser,
): Promise<{ items: FeeTransaction[] }> {
  requirePermission(ctx, 'fees.view')
  const { rows } = await sql<Row>`
    select ${transactionColumns} from fee f left join fee_transaction x on x.institution_id = f.institution_id and x.fee_id = f.fee_id
    where ${ofUser(ctx, userId)} and f.fee_id = ${feeId} order by x.transaction_id`.execute(ctx.db)
  if (rows.length === 0) throw appError('not_found', { entity: 'fee', id: feeId })
  return { items: rows.flatMap(row => (row.transaction_id === null ? [] : [wireTransaction(row)])) }
}

/** Columns of a `TransactionRow`, of the transaction `x`. */
export const transactionColumns = sql`x.transaction_id, x.kind, x.amount, x.vat_amount, x.reason, x.comment,
  x.payment_method, x.external_transaction_id, x.desk, x.created_by, x.created_at`

export function wireTransaction(row: TransactionRow): FeeTransaction {
  return {
    transactionId: row.transaction_id,
    kind: row.kind,
    amount: row.amount,
    vatAmount: row.vat_amount,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...given('reason', row.reason),
    ...given('comment', row.comment),
    ...given('method', row.payment_method),
    ...given('externalTransactionId', row.external_transaction_id),
    ...given('desk', row.desk),
  }
}
