import { isDate, isMoment } from '../calendar.ts'
import { appError } from '../errors.ts'

/** The place behind which the next page starts, as opaque text for URLs. */
export function cursorText(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** A number is an integer; a date is one that PostgreSQL reads, with infinity at both ends. */
type CursorType = 'string' | 'number' | 'date' | 'moment'

/** The values of `cursorText`; anything else is `invalid_input`. */
export function readCursor<const Types extends readonly CursorType[]>(
  text: string,
  types: Types,
): { -readonly [I in keyof Types]: Types[I] extends 'number' ? number : string } {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    values = undefined
  }
  const fits =
    Array.isArray(values) &&
    values.length === types.length &&
    types.every((type, at) => isOf(type, values[at]))
  if (!fits) throw appError('invalid_input', { problems: [{ field: 'after', rule: 'format' }] })
  return values as never
}

function isOf(type: CursorType, value: unknown): boolean {
  if (type === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'string' || value.includes('\u0000')) return false
  if (type === 'moment') return isMoment(value)
  return type === 'string' || isDate(value) || /^-?infinity$/.test(value)
}
