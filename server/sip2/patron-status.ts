import type { Refusal } from '../../contract/circulation.ts'

export type Refusals = Record<'LOAN' | 'RENEW' | 'HOLD', readonly Refusal[]>

/** The description of the block of somebody who lost the card. */
const lostCard = '01-LOST'

/** What somebody is told about whom nothing is told: nothing is allowed. */
export const nothingAllowed = 'YYYY'.padEnd(14)

/**
 * The fourteen characters of the patron status, `Y` or blank: may not borrow, renew, recall, request; card lost; too many
 * loans, overdue loans, renewals, claims, lost items; too high fines, fees; recalls overdue; too many bills. From what the
 * desk refuses; of what no limit exists is blank. Fines and fees have one limit.
 */
export function patronStatus(refusals: Refusals, blocks: readonly string[]): string {
  const limits = new Set(distinct(refusals).map(one => one.limit))
  const holds = refusals.HOLD.length > 0
  const isCash = limits.has('cash')
  return [
    ...[refusals.LOAN.length > 0, refusals.RENEW.length > 0, holds, holds, blocks.includes(lostCard)],
    ...[false, limits.has('overdues'), false, false, false],
    ...[isCash, isCash, limits.has('overdueRecalls'), false],
  ]
    .map(isSo => (isSo ? 'Y' : ' '))
    .join('')
}

/** Every reason for which something is refused, once, in English; undefined when nothing is. */
export function screenMessage(
  refusals: Refusals,
  blockLabels: ReadonlyMap<string, string>,
): string | undefined {
  const reasons = distinct(refusals).map(one => `${sentenceOf(one, blockLabels)}.`)
  return reasons.length === 0 ? undefined : [...new Set(reasons)].join(' ')
}

function distinct({ LOAN, RENEW, HOLD }: Refusals): Refusal[] {
  return [...new Map([...LOAN, ...RENEW, ...HOLD].map(one => [one.key, one])).values()]
}

function sentenceOf(refusal: Refusal, blockLabels: ReadonlyMap<string, string>): string {
  if (refusal.kind === 'block') return blockLabels.get(refusal.code ?? '') ?? 'The account is blocked'
  if (refusal.kind === 'limit') return limitSentence(refusal)
  if (refusal.kind === 'expired') return 'The account has expired'
  if (refusal.kind === 'inactive') return 'The account is not active'
  return 'This account cannot borrow'
}

function limitSentence({ limit, value, most }: Refusal): string {
  if (limit === 'cash') return `${value} is owed, at most ${most} is allowed`
  if (limit === 'overdues') return `${value} overdue, at most ${most} allowed`
  if (limit === 'overdueRecalls') return `${value} recalled and overdue, at most ${most} allowed`
  if (limit === 'requests') return `No more than ${most} requests`
  return `${value} demerit points, at most ${most} allowed`
}
