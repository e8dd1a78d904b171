import type { CallQuery } from '../call.ts'
import { refuseFee } from './refuse-fee.ts'

/** As many characters as on the screen. */
const longestComment = 1000
const longestTransactionId = 255

/** A comment, if there is one. */
export function commentWithin(comment: string | undefined): { comment?: string } {
  return within('comment', comment, longestComment) ? { comment: comment! } : {}
}

/** The amount, if the parameter is there; an empty one is a wrong one, so that nobody pays everything by mistake. */
export const amountIn = (query: CallQuery): { amount?: string } =>
  query.isGiven('amount') ? { amount: query.text('amount') ?? '' } : {}

/** What is said about a payment; one without a method is refused by the verb. */
export function paymentIn(query: CallQuery) {
  const id = query.text('external_transaction_id')
  return {
    method: query.text('method') ?? '',
    ...(within('external_transaction_id', id, longestTransactionId) ? { externalTransactionId: id! } : {}),
    ...commentWithin(query.text('comment')),
  }
}

function within(name: string, text: string | undefined, most: number): boolean {
  if (text !== undefined && text.length > most)
    throw refuseFee('401666', { name, why: `it has at most ${most} characters` })
  return text !== undefined
}
