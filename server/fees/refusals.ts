import { type Fee, type FeeAction, type FeeRefusal, feeActions } from '../../contract/fees.ts'
import { appError } from '../errors.ts'
import type { FeeRow } from './fee-rows.ts'
import { type Cents, centsOf, withoutSign } from './money.ts'

/**
 * What of a fee forbids an action, or undefined: the one judge for the verbs and for what the screen offers. A disputed
 * fee can be waived or restored, nothing else; a waived one is over for good (seed 002).
 */
export function refusalOf(action: FeeAction, fee: FeeRow): FeeRefusal | undefined {
  switch (action) {
    case 'link':
      return undefined
    case 'restore':
      return fee.status === 'INDISPUTE' ? undefined : 'not_in_dispute'
    case 'waive':
      if (!fee.is_waiveable) return 'not_waivable'
      return waivableCents(fee) > 0n ? undefined : standing(fee)
    case 'pay':
      if (!fee.is_owed) return standing(fee)
      return centsOf(fee.balance) < 0n ? 'is_credit' : undefined
    default:
      return standing(fee)
  }
}

/** Why it is not owed any more, or not now. */
function standing({ status }: FeeRow): FeeRefusal | undefined {
  if (status === 'ACTIVE') return undefined
  if (status === 'INDISPUTE') return 'in_dispute'
  return status === 'EXPORTED' ? 'transferred' : 'over'
}

/** All actions that are not possible, and why. */
export function refusalsOf(fee: FeeRow): Fee['refusals'] {
  const pairs = feeActions.map(action => [action, refusalOf(action, fee)] as const)
  return Object.fromEntries(pairs.filter(([, refusal]) => refusal !== undefined)) as Fee['refusals']
}

/** Throws `fee_refused` with the rule and the fees when one of them does not allow the action. */
export function refuseWrong(action: FeeAction, fees: readonly FeeRow[]): void {
  const wrong = fees.flatMap(fee => {
    const rule = refusalOf(action, fee)
    return rule ? [{ feeId: fee.fee_id, rule }] : []
  })
  if (wrong.length === 0) return
  throw appError('fee_refused', { action, rule: wrong[0]!.rule, feeIds: wrong.map(one => one.feeId) })
}

/**
 * A lost item that was paid or went to the bursar owes nothing here any more: what is waived of it comes back as a credit
 * and its balance stays (seed 002, waiving).
 */
export const waivesAsCredit = (fee: FeeRow): boolean =>
  fee.is_lost_item && (fee.status === 'CLOSED' || fee.status === 'EXPORTED')

/** The most that can be waived, without a sign. */
export function waivableCents(fee: FeeRow): Cents {
  if (waivesAsCredit(fee)) return centsOf(fee.original_amount) - centsOf(fee.waived)
  return fee.is_owed || fee.status === 'INDISPUTE' ? withoutSign(centsOf(fee.balance)) : 0n
}
