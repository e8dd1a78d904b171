import type { FieldProblem } from '../../contract/problem.ts'
import { appError } from '../errors.ts'

/** Money is counted in hundredths, in whole numbers: nothing is ever rounded on the way. */
export type Cents = bigint

/** A decimal text of the database. */
export function centsOf(decimal: string): Cents {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
  return decimal.startsWith('-') ? -cents : cents
}

export function decimalOf(cents: Cents): string {
  const digits = String(withoutSign(cents)).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const withoutSign = (cents: Cents): Cents => (cents < 0n ? -cents : cents)

export const sumOf = (amounts: readonly Cents[]): Cents => amounts.reduce((sum, one) => sum + one, 0n)

/** More than anybody owes, and still exact with VAT and in every sum. */
const amountForm = /^\d{1,9}(\.\d{1,2})?$/

/** What is wrong with an amount that somebody entered: it must be above 0, and at most `most`. */
export function problemOfAmount(text: string, most?: Cents): FieldProblem | undefined {
  const refuse = (rule: string, limit?: string) => ({ field: 'amount', rule, ...(limit ? { limit } : {}) })
  const wanted = text.trim()
  if (/^-\d/.test(wanted)) return refuse('too_small', '0.01')
  if (!amountForm.test(wanted)) return refuse('not_an_amount')
  if (centsOf(wanted) === 0n) return refuse('too_small', '0.01')
  return most !== undefined && centsOf(wanted) > most ? refuse('too_large', decimalOf(most)) : undefined
}

/** The amount that somebody entered, or `most` without one; a wrong one is `invalid_values`. */
export function enteredCents(text: string | undefined, most: Cents): Cents {
  if (text === undefined) return most
  const problem = problemOfAmount(text, most)
  if (problem) throw appError('invalid_values', { problems: [problem] })
  return centsOf(text.trim())
}
