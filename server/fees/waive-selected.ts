import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { judgeEntry } from './judge-entry.ts'
import { lockFees } from './lock-fees.ts'
import { centsOf, decimalOf, sumOf } from './money.ts'
import { refuseWrong, waivableCents } from './refusals.ts'
import { takeWaivers, type Waiver } from './take-waivers.ts'

type SelectedInput = Waiver & { userId: number; feeIds: readonly number[]; total?: string }

/** Waives all that can be waived of chosen fees of one user, of all of them or of none (features G4). */
export async function waiveSelected(ctx: Context, input: SelectedInput): Promise<{ waived: number }> {
  requirePermission(ctx, 'fees.waive')
  const feeIds = [...new Set(input.feeIds)]
  const limit = ctx.institution.settings.waivingFeesLimit
  if (feeIds.length > limit) {
    throw appError('invalid_values', { problems: [{ field: 'feeIds', rule: 'too_many', limit }] })
  }
  await judgeEntry(ctx, { reason: input.reason, desk: input.desk })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const fees = await lockFees(inner, input.userId, feeIds)
    refuseWrong('waive', fees)
    const amounts = fees.map(fee => ({ fee, cents: waivableCents(fee) }))
    refuseOtherTotal(input.total, sumOf(amounts.map(({ fee, cents }) => (isOwed(fee) ? cents : -cents))))
    await takeWaivers(inner, input, amounts)
    return { waived: fees.length }
  })
}

const isOwed = (fee: { original_amount: string }) => !fee.original_amount.startsWith('-')

/** Somebody paid or waived meanwhile: the person agreed to another amount. */
function refuseOtherTotal(shown: string | undefined, total: bigint): void {
  if (shown !== undefined && centsOf(shown) !== total) {
    throw appError('fee_refused', { action: 'waive', rule: 'other_total', total: decimalOf(total) })
  }
}
