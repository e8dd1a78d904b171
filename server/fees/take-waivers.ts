import type { Context } from '../context.ts'
import { balanceOf, type FeeRow } from './fee-rows.ts'
import { giveCredits } from './give-credits.ts'
import type { Cents } from './money.ts'
import { waivesAsCredit } from './refusals.ts'
import { type FeeStep, takeOff, takeSteps } from './take-steps.ts'

export type Waiver = { reason: string; comment?: string; desk?: string }
export type WaivedAmount = { fee: FeeRow; cents: Cents }

/** Waives amounts, given without their sign, of locked fees. */
export async function takeWaivers(
  ctx: Context,
  { reason, comment, desk }: Waiver,
  amounts: readonly WaivedAmount[],
): Promise<void> {
  await takeSteps(ctx, { kind: 'WAIVE', reason, comment, desk }, amounts.map(stepOf))
  const credits = amounts.filter(({ fee }) => waivesAsCredit(fee))
  if (credits.length > 0) await giveCredits(ctx, credits, { comment, desk })
}

function stepOf({ fee, cents }: WaivedAmount): FeeStep {
  if (waivesAsCredit(fee)) return { feeId: fee.fee_id, amount: cents, off: 0n, status: fee.status }
  return takeOff(fee, balanceOf(fee) < 0n ? -cents : cents, 'WAIVED')
}
