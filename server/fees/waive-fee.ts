import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { actOnFee } from './act-on-fee.ts'
import type { FeeOfUser } from './lock-fees.ts'
import { enteredCents } from './money.ts'
import { waivableCents } from './refusals.ts'
import { takeWaivers, type Waiver } from './take-waivers.ts'

type WaiveInput = FeeOfUser & Waiver & { amount?: string }

/** Waives a fee, or a part of it (features G4). What is waived is never owed again. */
export async function waiveFee(ctx: Context, input: WaiveInput): Promise<Fee> {
  requirePermission(ctx, 'fees.waive')
  return actOnFee(ctx, { action: 'waive', ...input }, (inner, fee) =>
    takeWaivers(inner, input, [{ fee, cents: enteredCents(input.amount, waivableCents(fee)) }]),
  )
}
