import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { actOnFee } from './act-on-fee.ts'
import { balanceOf } from './fee-rows.ts'
import type { FeeOfUser } from './lock-fees.ts'
import { enteredCents } from './money.ts'
import { takeOff, takeSteps } from './take-steps.ts'

export type Payment = { method: string; externalTransactionId?: string; comment?: string; desk?: string }
type PayInput = FeeOfUser & Payment & { amount?: string }

/** Takes the payment of a fee, or of a part of it (features G4); paid in full, the fee is closed. */
export async function payFee(ctx: Context, input: PayInput): Promise<Fee> {
  requirePermission(ctx, 'fees.pay')
  return actOnFee(ctx, { action: 'pay', ...input }, (inner, fee) => {
    const paid = enteredCents(input.amount, balanceOf(fee))
    return takeSteps(inner, { kind: 'PAYMENT', ...paymentOf(input) }, [takeOff(fee, paid, 'CLOSED')])
  })
}

/** What a transaction says about a payment. */
export const paymentOf = ({ method, externalTransactionId, comment, desk }: Payment) => ({
  method,
  externalTransactionId,
  comment,
  desk,
})
