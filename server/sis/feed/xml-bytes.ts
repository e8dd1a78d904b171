export const NEWLINE = 0x0a
export const EXCLAMATION = 0x21
export const SLASH = 0x2f
export const LESS = 0x3c
export const GREATER = 0x3e
export const QUESTION = 0x3f
export const LETTER_U = 0x75

const QUOTE = 0x22
const APOSTROPHE = 0x27
const longestName = 200

/** What the search functions answer when the bytes end before the thing sought does. */
export const unfinished = 0

/** What the search functions answer when the thing cannot be there whatever follows. */
export const impossible = -1

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09
}

/** Whether the byte can follow an element name in a tag. */
export function endsName(byte: number | undefined): boolean {
  return byte === GREATER || byte === SLASH || isSpace(byte)
}

/** Whether `<user` with a complete name begins here: not `<users`, not `<user_group`. */
export function isUserStart(bytes: Buffer, at: number): boolean {
  return bytes[at] === LESS && isUserName(bytes, at + 1) && endsName(bytes[at + 5])
}

/** Whether `</user` with a complete name begins here. */
export function isUserEnd(bytes: Buffer, at: number): boolean {
  const last = bytes[at + 6]
  return bytes[at + 1] === SLASH && isUserName(bytes, at + 2) && (last === GREATER || isSpace(last))
}

function isUserName(bytes: Buffer, at: number): boolean {
  return bytes[at] === LETTER_U && bytes[at + 1] === 0x73 && bytes[at + 2] === 0x65 && bytes[at + 3] === 0x72
}

/** Whether these ASCII characters stand here. */
export function standsAt(bytes: Buffer, at: number, text: string): boolean {
  for (let offset = 0; offset < text.length; offset += 1) {
    if (bytes[at + offset] !== text.charCodeAt(offset)) return false
  }
  return true
}

/** The element name that begins here; absurdly long ones are cut, so that telling them needs few bytes. */
export function nameAt(bytes: Buffer, at: number): string {
  let end = at
  while (end < bytes.length && end - at < longestName && bytes[end] !== LESS && !endsName(bytes[end]))
    end += 1
  return bytes.toString('utf8', at, end)
}

/** The position after the `>` of the start tag at `from`, seeing through quotes; or unfinished, impossible. */
export function startTagEnd(bytes: Buffer, from: number, limit: number): number {
  const to = Math.min(bytes.length, from + limit)
  let quote = 0
  for (let at = from + 1; at < to; at += 1) {
    const byte = bytes[at]
    // An unescaped `<` is illegal even inside quotes, which keeps one lost quote from swallowing the file.
    if (byte === LESS) return impossible
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte
    else if (byte === GREATER) return at + 1
  }
  return to - from >= limit ? impossible : unfinished
}

/** The position after the `>` that closes an end tag whose name ends at `from`; or unfinished, impossible. */
export function endTagEnd(bytes: Buffer, from: number, limit: number): number {
  const to = Math.min(bytes.length, from + limit)
  let at = from
  while (at < to && isSpace(bytes[at])) at += 1
  if (at >= to) return to - from >= limit ? impossible : unfinished
  return bytes[at] === GREATER ? at + 1 : impossible
}

export function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at += 1) if (bytes[at] === NEWLINE) count += 1
  return count
}
