import type { Refusal } from '../../../contract/circulation.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { AppError } from '../../errors.ts'
import type { Call } from '../call.ts'
import { type AlmaRefusal, refusals, refuse } from '../refusal.ts'

/** Refusals of loans and requests, in Alma's codes (facts: alma-api §2.8, §2.9). */
export const refuseCirculation = refusals({
  // loans
  '401153': 'Item cannot be loaned from this circulation desk: {why}',
  '401651': 'Item is not loanable: {why}',
  '401672': 'PID field is empty.',
  '401681': 'Due date cannot be in the past.',
  '401822': 'Cannot renew loan: Loan ID {id}: {why}',
  '401823': 'Loan ID {id} does not exist.',
  '401824': 'Due date is not in loan object.',
  // requests
  '60308': 'Delivery to personal address is not supported.',
  '60324': 'Fulfillment network is not configured.',
  '401129': 'No items can fulfill the submitted request: {why}',
  '401136': 'Failed to save the request: {why}',
  '401666': 'Parameter {name} is not valid: {value}',
  '401694': 'Request Identifier not found.',
  '401895': 'Pickup circulation desk with code {desk} and library code {library} was not found.',
  '401907': 'Failed to find a request for the given request ID.',
  '401932': 'Request {id} is not a Digitization request',
})

const limits = {
  cash: 'owed',
  overdues: 'overdue loans',
  overdueRecalls: 'overdue recalls',
  requests: 'requests',
  demerits: 'demerit points',
}

/** Why the desk says no, in English. */
const reasons: Readonly<Record<Refusal['kind'], (refusal: Refusal) => string>> = {
  block: ({ code }) => `the user is blocked (${code})`,
  inactive: () => 'the account is inactive',
  expired: () => 'the account has expired',
  limit: ({ limit, value, most }) =>
    `the limit is exceeded: ${limit ? limits[limit] : ''} ${value}, at most ${most}`,
  patron_role_ended: () => 'the Patron role has ended',
  no_patron_role: () => 'the user has no Patron role',
  item_lent: () => 'the item is on loan',
  item_not_loanable: () => 'the item is not lent',
  item_missing: () => 'the item is missing',
  item_waits_for_other: () => 'the item waits for somebody else',
  item_requested: () => 'the item is requested',
  due_date_not_later: () => 'it would not be due later',
  loan_ended: () => 'the loan has ended',
  request_ended: () => 'the request has ended',
  requested_already: () => 'Patron has active request for selected item',
  has_it_already: () => 'Patron has the item already',
}

const reasonsIn = ({ details }: AppError): Refusal[] => (details['refusals'] as Refusal[] | undefined) ?? []

/** All reasons, so that whoever calls needs to call only once. */
const whyOf = (error: AppError): string =>
  reasonsIn(error)
    .map(one => reasons[one.kind](one))
    .join('; ')

const problemIn = ({ code, details }: AppError): FieldProblem | undefined =>
  code === 'invalid_values' ? (details['problems'] as FieldProblem[])[0] : undefined

const isGone = (error: AppError, entity: string): boolean =>
  error.code === 'not_found' && error.details['entity'] === entity

const unknownUser = ({ params }: Call) => refuse('401861', { id: params['user_id'] ?? '' })

export function refusalOfLending(error: AppError, call: Call): AlmaRefusal | undefined {
  if (error.code === 'circulation_refused') return refuseCirculation('401651', { why: whyOf(error) })
  if (isGone(error, 'item')) return refuseCirculation('401651', { why: 'there is no such item' })
  if (isGone(error, 'user')) return unknownUser(call)
  const field = problemIn(error)?.field
  if (field === 'desk') return refuseCirculation('401153', { why: 'there is no such desk' })
  if (field === 'ofLibrary') return refuseCirculation('401153', { why: 'it is of another library' })
  return undefined
}

/** Whoever scans is wrong about the desk in another way. */
export function refusalOfScan(error: AppError, call: Call): AlmaRefusal | undefined {
  const value = call.query.text('circ_desk') ?? ''
  if (problemIn(error)) return refuseCirculation('401666', { name: 'circ_desk', value })
  return refusalOfLending(error, call)
}

export function refusalOfLoan(error: AppError, call: Call): AlmaRefusal | undefined {
  const id = call.params['loan_id']!
  if (error.code === 'circulation_refused') return refuseCirculation('401822', { id, why: whyOf(error) })
  if (isGone(error, 'loan')) return refuseCirculation('401823', { id })
  if (isGone(error, 'user')) return unknownUser(call)
  return undefined
}

export function refusalOfDueDate(error: AppError, call: Call): AlmaRefusal | undefined {
  if (error.code === 'circulation_refused') return refuse('402119', { reason: whyOf(error) })
  const problem = problemIn(error)
  if (problem?.rule === 'date_in_past') return refuseCirculation('401681')
  if (problem?.rule === 'behind_expiry')
    return refuse('402119', { reason: `nothing is due after ${problem.limit}, when the account expires` })
  return refusalOfLoan(error, call)
}

export function refusalOfRequest(error: AppError, call: Call): AlmaRefusal | undefined {
  if (error.code === 'circulation_refused') return refusedRequest(error)
  if (isGone(error, 'item')) return refuseCirculation('401129', { why: 'there is no such item' })
  if (isGone(error, 'request')) return refuseCirculation('401694')
  if (isGone(error, 'user')) return unknownUser(call)
  const problem = problemIn(error)
  if (problem?.field === 'reason')
    return refuseCirculation('401666', { name: 'reason', value: call.query.text('reason') ?? '' })
  if (problem?.field === 'expiresOn')
    return refuse('40166410', { name: 'last_interest_date', value: 'it is over, or no date' })
  if (problem?.rule === 'on_hold_shelf')
    return refuse('402119', { reason: 'the item waits on the hold shelf of another library' })
  return undefined
}

/** Requests that are over are not found; what is wrong with the item, nothing can fulfil. */
function refusedRequest(error: AppError): AlmaRefusal {
  const kinds = reasonsIn(error).map(one => one.kind)
  if (kinds.includes('request_ended')) return refuseCirculation('401694')
  const isAboutItem = kinds.every(kind => kind === 'item_missing' || kind === 'item_not_loanable')
  return refuseCirculation(isAboutItem ? '401129' : '401136', { why: whyOf(error) })
}
