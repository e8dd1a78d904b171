/** What people type as an amount, as the server reads it: a point, and digits that everybody has. */
export function typedAmount(text: string): string {
  const western = text.replace(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x0660))
  return western.trim().replace(/[,٫]/, '.')
}

const amountForm = /^-?\d{1,12}(\.\d{1,2})?$/

/** Decimal texts minus one another and added up, exactly; undefined if one of them is no amount. */
export function minus(amount: string, less: string): string | undefined {
  const [from, off] = [centsOf(amount), centsOf(less)]
  return from === undefined || off === undefined ? undefined : decimalOf(from - off)
}

export function sumOf(amounts: readonly string[]): string {
  return decimalOf(amounts.reduce((sum, one) => sum + (centsOf(one) ?? 0n), 0n))
}

/** The VAT that is added to an amount, rounded as the server does it; undefined if it is no amount. */
export function vatOf(amount: string, percent: number): string | undefined {
  const cents = centsOf(amount)
  return cents === undefined
    ? undefined
    : decimalOf((cents * BigInt(Math.round(percent * 1000)) + 50_000n) / 100_000n)
}

/** The decimal text without its sign. */
export const withoutSign = (amount: string): string => amount.replace(/^-/, '')

function centsOf(decimal: string): bigint | undefined {
  if (!amountForm.test(decimal)) return undefined
  const [whole = '0', fraction = ''] = withoutSign(decimal).split('.')
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
  return decimal.startsWith('-') ? -cents : cents
}

function decimalOf(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
