import { appError } from '../errors.ts'

/** The place behind which the next page starts, as opaque text for URLs. */
export function cursorText(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of `cursorText`; anything else is `invalid_input`. */
export function readCursor<const Types extends readonly ('string' | 'number')[]>(
  text: string,
  types: Types,
): { -readonly [I in keyof Types]: Types[I] extends 'string' ? string : number } {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    values = undefined
  }
  const fits =
    Array.isArray(values) &&
    values.length === types.length &&
    types.every((type, at) => typeof values[at] === type)
  if (!fits) throw appError('invalid_input', { problems: [{ field: 'after', rule: 'format' }] })
  return values as never
}
