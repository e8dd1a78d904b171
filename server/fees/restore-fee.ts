import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type ActInput, actOnFee } from './act-on-fee.ts'
import { standNow, takeSteps } from './take-steps.ts'

/** Ends the dispute of a fee: what was owed before is owed again (features G4). */
export async function restoreFee(ctx: Context, input: ActInput): Promise<Fee> {
  requirePermission(ctx, 'fees.dispute')
  const { comment, desk } = input
  return actOnFee(ctx, { action: 'restore', ...input }, (inner, fee) =>
    takeSteps(inner, { kind: 'RESTORE', comment, desk }, [standNow(fee, 'ACTIVE')]),
  )
}
