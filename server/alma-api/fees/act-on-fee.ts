import type { Context } from '../../context.ts'
import { disputeFee } from '../../fees/dispute-fee.ts'
import type { FeeOfUser } from '../../fees/lock-fees.ts'
import { payFee } from '../../fees/pay-fee.ts'
import { payFees } from '../../fees/pay-fees.ts'
import { restoreFee } from '../../fees/restore-fee.ts'
import { waiveFee } from '../../fees/waive-fee.ts'
import type { Call, CallQuery } from '../call.ts'
import { findUser } from '../find-user.ts'
import type { Answer } from '../operation.ts'
import { feeAnswer, feeIdOf, feesAnswer } from './read-fees.ts'
import { refuseFee } from './refuse-fee.ts'
import { amountIn, commentWithin, paymentIn } from './said-of-fee.ts'

type Act = (ctx: Context, fee: FeeOfUser, query: CallQuery) => Promise<unknown>

/** What is done with one fee, by the name that `op` has for it. */
const acts: Readonly<Record<string, Act>> = {
  pay: (ctx, fee, query) => payFee(ctx, { ...fee, ...amountIn(query), ...paymentIn(query) }),
  waive: (ctx, fee, query) =>
    waiveFee(ctx, {
      ...fee,
      ...amountIn(query),
      ...commentWithin(query.text('comment')),
      reason: query.text('reason') ?? '',
    }),
  dispute: (ctx, fee, query) => disputeFee(ctx, { ...fee, ...commentWithin(query.text('comment')) }),
  restore: (ctx, fee, query) => restoreFee(ctx, { ...fee, ...commentWithin(query.text('comment')) }),
}

/** Pays, waives, disputes or restores a fee; all is said in the query. Without an amount the whole balance is meant. */
export async function actOnFee(ctx: Context, call: Call): Promise<Answer> {
  const act = acts[operationOf(call, Object.keys(acts))]!
  const user = await findUser(ctx, call)
  const fee = { userId: user.userId, feeId: feeIdOf(call) }
  await act(ctx, fee, call.query)
  return feeAnswer(ctx, call, { ...user, feeId: fee.feeId })
}

/** Pays an amount, oldest fees first, or `ALL` that is owed; tells the fees that are left, and the currency in any case. */
export async function payAllFees(ctx: Context, call: Call): Promise<Answer> {
  operationOf(call, ['pay'])
  const user = await findUser(ctx, call)
  const { amount = '' } = amountIn(call.query)
  await payFees(ctx, { userId: user.userId, amount, ...paymentIn(call.query) })
  return feesAnswer(ctx, call, { user, statuses: ['ACTIVE'], isTold: () => true })
}

function operationOf({ query }: Call, known: readonly string[]): string {
  const op = query.text('op') ?? ''
  if (!known.includes(op)) throw refuseFee('401666', { name: 'op', why: `it is one of ${known.join(', ')}` })
  return op
}
