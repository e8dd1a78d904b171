import type { FieldProblem } from '../../../contract/problem.ts'
import type { AppError } from '../../errors.ts'
import type { Call } from '../call.ts'
import { type AlmaRefusal, refusals, refuse } from '../refusal.ts'

/** Refusals of fees, in Alma's codes (facts: alma-api §2.12, §3.9). */
export const refuseFee = refusals({
  '401665': 'Fine not found.',
  '401666': 'Parameter {name} is not valid: {why}.',
  '4019991': 'User fine/fee type is required.',
  '4019992': 'User fine/fee type is invalid: {why}.',
  '4019993': 'User item barcode is invalid: {why}.',
  '4019994': 'User fine/fee original amount is required.',
  '4019996': 'User fine/fee owner is required.',
  '4019997': 'User fine/fee owner must be a library of the institution.',
  '4019999': 'User fine/fee owner must be the institution.',
  '40166410': 'The circulation library or desk is not valid: {why}.',
  '40166411': 'The from or to date is not valid: {why}.',
  '40166419': 'The transaction type is not valid: {value}.',
})

/** What the rules of the verbs say, in English. */
const rules: Readonly<Record<string, string>> = {
  required: 'it is missing',
  unknown_code: 'there is no such code',
  not_by_hand: 'fees of this type are not added',
  unknown_item: 'there is no such item',
  not_an_amount: 'it must be a number with at most two decimals',
  too_small: 'it must be above 0',
  // fees as they stand
  in_dispute: 'the fee is in dispute',
  not_in_dispute: 'the fee is not in dispute',
  transferred: 'the fee was transferred to the bursar',
  over: 'the fee is closed',
  is_credit: 'the fee is a credit',
  not_waivable: 'fees of this type are not waived',
  nothing_owed: 'nothing is owed',
  patron_role_needed: 'the user has no active Patron role',
}

export function why({ rule, limit }: Pick<FieldProblem, 'rule' | 'limit'>): string {
  return rule === 'too_large' ? `it is at most ${limit}` : (rules[rule] ?? rule)
}

/** Alma's words for what the verbs of fees refuse. */
export function refusalOfFee(error: AppError, { params }: Call): AlmaRefusal | undefined {
  const { code, details } = error
  if (code === 'not_found')
    return details['entity'] === 'user' ? refuse('401861', { id: params['user_id']! }) : refuseFee('401665')
  if (code === 'fee_refused') return refuse('402119', { reason: why({ rule: String(details['rule']) }) })
  const problem = (details['problems'] as FieldProblem[] | undefined)?.[0]
  return problem && code === 'invalid_values' ? refusalOfField(problem) : undefined
}

/** The same of a fee that is added: what no code is for is a general error, as parameters there are none. */
export function refusalOfNewFee(error: AppError, call: Call): AlmaRefusal | undefined {
  const refusal = refusalOfFee(error, call)
  return refusal?.code === '401666' ? refuse('402119', { reason: refusal.message }) : refusal
}

function refusalOfField(problem: FieldProblem): AlmaRefusal {
  const { field, rule } = problem
  if (field === 'type') return refuseFee('4019992', { why: why(problem) })
  if (field === 'itemBarcode') return refuseFee('4019993', { why: why(problem) })
  if (field === 'owner') return refuseFee(rule === 'owner_must_be_institution' ? '4019999' : '4019997')
  return refuseFee('401666', { name: field, why: why(problem) })
}
