import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type ActInput, actOnFee } from './act-on-fee.ts'
import { standNow, takeSteps } from './take-steps.ts'

/** Says that a fee is in dispute: until it is restored or waived, it is not owed (features G4). */
export async function disputeFee(ctx: Context, input: ActInput): Promise<Fee> {
  requirePermission(ctx, 'fees.dispute')
  const { comment, desk } = input
  return actOnFee(ctx, { action: 'dispute', ...input }, (inner, fee) =>
    takeSteps(inner, { kind: 'DISPUTE', comment, desk }, [standNow(fee, 'INDISPUTE')]),
  )
}
