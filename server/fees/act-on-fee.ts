import type { Fee, FeeAction } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { type FeeRow, wireFee } from './fee-rows.ts'
import { judgeEntry } from './judge-entry.ts'
import { type FeeOfUser, lockFee } from './lock-fees.ts'
import { refuseWrong } from './refusals.ts'

/** What all actions on one fee are told; codes are judged. */
export type ActInput = FeeOfUser & { reason?: string; method?: string; comment?: string; desk?: string }

/** Does something with one fee, locked and judged, in one transaction, and gives the fee as it is then. */
export async function actOnFee(
  ctx: Context,
  { action, ...input }: ActInput & { action: FeeAction },
  act: (ctx: Context, fee: FeeRow) => Promise<void>,
): Promise<Fee> {
  const { reason, method, desk } = input
  await judgeEntry(ctx, { reason, method, desk })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const fee = await lockFee(inner, input)
    refuseWrong(action, [fee])
    await act(inner, fee)
    return wireFee(await lockFee(inner, input))
  })
}
