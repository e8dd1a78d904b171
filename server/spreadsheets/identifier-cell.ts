import type { Cell } from './sheet-row.ts'
import { cellText } from './sheet-row.ts'

/**
 * Why a cell cannot be an identifier: a number that Excel may have rounded, so that it could name another person;
 * or a date, a fraction, a truth value, an error, text with control characters or beyond 255 characters.
 */
export type IdentifierRejection = 'number_too_long' | 'not_an_identifier'

type IdentifierValue = { value: string } | { reason: IdentifierRejection }

// Excel keeps fifteen digits of a number and writes zeros for the rest, long before 2^53.
const maximumNumberDigits = 15
/** Length of an identifier in Alma's user schema. */
export const maximumIdentifierCharacters = 255

// Spaces of every kind and characters nobody sees: byte order mark, zero-width characters, direction marks.
const invisible = '[\\s\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]+'
const invisibleEnds = new RegExp(`^${invisible}|${invisible}$`, 'g')

/** Text without white space and invisible characters at its ends. */
export function trimInvisible(text: string): string {
  return text.replace(invisibleEnds, '')
}

/** Reads a cell as an identifier; an empty value is a blank cell. */
export function identifierOf(cell: Cell | undefined): IdentifierValue {
  const text = trimInvisible(cellText(cell))
  if (cell === undefined || typeof cell === 'string') return fromText(text)
  return cell.kind === 'number' ? fromNumber(text) : { reason: 'not_an_identifier' }
}

function fromText(text: string): IdentifierValue {
  // What Excel leaves in a CSV file of a long number; the digits are lost.
  if (/^\d([.,]\d+)?E\+\d{2,3}$/i.test(text)) return { reason: 'number_too_long' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no identifier has them, and PostgreSQL refuses NUL.
  const isUnfit = text.length > maximumIdentifierCharacters || /[\u0000-\u001F\u007F]/.test(text)
  return isUnfit ? { reason: 'not_an_identifier' } : { value: text }
}

function fromNumber(text: string): IdentifierValue {
  const number = Number(text)
  if (!Number.isInteger(number)) return { reason: 'not_an_identifier' }
  if (Math.abs(number) >= 10 ** maximumNumberDigits) return { reason: 'number_too_long' }
  // Digits alone are kept as they are: they may be padded with the zeros of their number format.
  return { value: /^\d+$/.test(text) ? text : String(number) }
}
