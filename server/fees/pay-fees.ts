import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { balanceOf, type FeeRow } from './fee-rows.ts'
import { judgeEntry } from './judge-entry.ts'
import { lockFees } from './lock-fees.ts'
import { type Cents, decimalOf, enteredCents, sumOf } from './money.ts'
import { type Payment, paymentOf } from './pay-fee.ts'
import { type FeeStep, takeOff, takeSteps } from './take-steps.ts'

type PayInput = Payment & { userId: number; amount: string }

/**
 * Takes a payment of all active fees of a user (features G4): `ALL` settles every one of them, credits included; an
 * amount, at most what is owed after credits, goes to the oldest fees first.
 */
export async function payFees(ctx: Context, input: PayInput): Promise<{ paid: string; left: string }> {
  requirePermission(ctx, 'fees.pay')
  const { method, desk } = input
  await judgeEntry(ctx, { method, desk })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const fees = await lockFees(inner, input.userId)
    const owed = sumOf(fees.map(balanceOf))
    if (fees.length === 0 || owed < 0n) throw appError('fee_refused', { action: 'pay', rule: 'nothing_owed' })
    const isAll = input.amount === 'ALL'
    const paid = isAll ? owed : enteredCents(input.amount, owed)
    const steps = isAll
      ? fees.map(fee => takeOff(fee, balanceOf(fee), 'CLOSED'))
      : oldestFirst(
          fees.filter(fee => balanceOf(fee) > 0n),
          paid,
        )
    await takeSteps(inner, { kind: 'PAYMENT', ...paymentOf(input) }, steps)
    return { paid: decimalOf(paid), left: decimalOf(owed - paid) }
  })
}

/** Shares an amount among fees in their order. */
function oldestFirst(fees: readonly FeeRow[], amount: Cents): FeeStep[] {
  let left = amount
  return fees.flatMap(fee => {
    const part = left < balanceOf(fee) ? left : balanceOf(fee)
    left -= part
    return part > 0n ? [takeOff(fee, part, 'CLOSED')] : []
  })
}
