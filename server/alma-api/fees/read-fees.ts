import type { FeeStatus } from '../../../contract/fees.ts'
import type { Context } from '../../context.ts'
import { centsOf, decimalOf, sumOf } from '../../fees/money.ts'
import { readLedger } from '../../fees/read-ledger.ts'
import type { Call } from '../call.ts'
import { type FoundUser, findUser } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { feeTeller, numberOf } from './fee-tree.ts'
import { refuseFee } from './refuse-fee.ts'

/** Alma's statuses in ours: what was waived is closed. */
const statuses: Readonly<Record<string, readonly FeeStatus[]>> = {
  ACTIVE: ['ACTIVE'],
  INDISPUTE: ['INDISPUTE'],
  EXPORTED: ['EXPORTED'],
  CLOSED: ['CLOSED', 'WAIVED'],
}

/** The fees of a user in one status, oldest first, without pages. Where there is none there is no currency either. */
export async function listFees(ctx: Context, call: Call): Promise<Answer> {
  const user = await findUser(ctx, call)
  const status = call.query.text('status')?.toUpperCase() ?? 'ACTIVE'
  const wanted = Object.hasOwn(statuses, status) ? statuses[status]! : undefined
  if (!wanted)
    throw refuseFee('401666', { name: 'status', why: `it is one of ${Object.keys(statuses).join(', ')}` })
  return feesAnswer(ctx, call, { user, statuses: wanted, isTold: fees => fees > 0 })
}

type Wanted = {
  user: FoundUser
  statuses: readonly FeeStatus[]
  /** Whether the currency is told with so many fees. */
  isTold: (fees: number) => boolean
}

export async function feesAnswer(
  ctx: Context,
  call: Call,
  { user, statuses, isTold }: Wanted,
): Promise<Answer> {
  const fees = await readLedger(ctx, { userId: user.userId, statuses })
  const tell = fees.length === 0 ? undefined : await feeTeller(ctx, call)
  const sum = decimalOf(sumOf(fees.map(fee => centsOf(fee.balance))))
  const currency = isTold(fees.length) ? ctx.institution.currency : null
  return listAnswer(
    { root: 'fees', name: 'fee', total: fees.length, extras: { total_sum: numberOf(sum), currency } },
    tell ? fees.map(fee => tell(fee, user.primaryId)) : [],
  )
}

/** Throws 401665. */
export async function readFee(ctx: Context, call: Call): Promise<Answer> {
  return feeAnswer(ctx, call, { ...(await findUser(ctx, call)), feeId: feeIdOf(call) })
}

export async function feeAnswer(
  ctx: Context,
  call: Call,
  { userId, feeId, primaryId }: FoundUser & { feeId: number },
): Promise<Answer> {
  const [fee] = await readLedger(ctx, { userId, feeId })
  if (!fee) throw refuseFee('401665')
  const tell = await feeTeller(ctx, call)
  return { root: 'fee', tree: tell(fee, primaryId) }
}

/** What cannot be the id of a fee is not that of any: 401665. */
export function feeIdOf({ params }: Call): number {
  const feeId = idIn(params['fee_id'])
  if (feeId === undefined) throw refuseFee('401665')
  return feeId
}
