import { sql } from 'kysely'
import type { FeeStatus, FeeTransactionKind } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import type { FeeRow } from './fee-rows.ts'
import { balanceOf } from './fee-rows.ts'
import { type Cents, decimalOf } from './money.ts'

/**
 * What happens to one locked fee: the amount of the transaction, what it takes off the balance (the opposite of the amount
 * when that is owed again), and how it stands then.
 */
export type FeeStep = { feeId: number; amount: Cents; off: Cents; status: FeeStatus }

/** What is said about all steps of one act. */
export type FeeEntry = {
  kind: FeeTransactionKind
  reason?: string | undefined
  comment?: string | undefined
  method?: string | undefined
  externalTransactionId?: string | undefined
  desk?: string | undefined
}

/** Takes an amount, with the sign of the balance, off a fee; with the last of it the fee is over. */
export function takeOff(fee: FeeRow, amount: Cents, over: FeeStatus): FeeStep {
  const status = amount === balanceOf(fee) ? over : fee.status
  return { feeId: fee.fee_id, amount, off: amount, status }
}

/** Changes how a fee stands, and leaves what is owed. */
export const standNow = (fee: FeeRow, status: FeeStatus): FeeStep => ({
  feeId: fee.fee_id,
  amount: balanceOf(fee),
  off: 0n,
  status,
})

/** The write path of fees: balances and statuses change only together with the transactions that say why. */
export async function takeSteps(ctx: Context, entry: FeeEntry, steps: readonly FeeStep[]): Promise<void> {
  const { institutionId } = ctx.institution
  const rows = steps.map(({ feeId, amount, off, status }) => ({
    fee_id: feeId,
    amount: decimalOf(amount),
    off: decimalOf(off),
    status,
  }))
  await sql`
    with step as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as s(fee_id bigint, amount numeric, off numeric, status text)),
    before as (select f.fee_id, f.vat_balance from fee f join step using (fee_id)
      where f.institution_id = ${institutionId}),
    after as (update fee f set balance = f.balance - s.off, status = s.status, 
      status_at = case when s.off <> 0 or s.status <> f.status then ${ctx.now()} else f.status_at end
      from step s where f.institution_id = ${institutionId} and f.fee_id = s.fee_id
      returning f.fee_id, f.vat_balance)
    insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, reason, comment, payment_method,
      external_transaction_id, desk, created_by, created_at)
    select ${institutionId}, s.fee_id, ${entry.kind}, s.amount,
      case when s.off = -s.amount then a.vat_balance - b.vat_balance else b.vat_balance - a.vat_balance end,
      ${entry.reason ?? null}, ${entry.comment?.trim() || null}, ${entry.method ?? null},
      ${entry.externalTransactionId ?? null}, ${entry.desk ?? null}, ${ctx.actor.name}, ${ctx.now()}
    from step s join before b using (fee_id) join after a using (fee_id) order by s.fee_id`.execute(ctx.db)
}
