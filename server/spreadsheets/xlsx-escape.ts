// The characters XML cannot hold, and the carriage return which an XML reader would turn into a line feed.
const unfit = '\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff'
const needsEscape = new RegExp(`[${unfit}&<>]|_x`)
// An underscore that would read as the start of an escape, be it the text's own or one made for a neighbour.
const ambiguous = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|[${unfit}]))`, 'g')
const unfitCharacter = new RegExp(`[${unfit}]`, 'g')

/**
 * Text as the content of an XLSX `<t>` element: XML's entities, and `_xHHHH_` for characters XML cannot hold
 * (ECMA-376 part 1, §22.9.2.19, ST_Xstring).
 */
export function escapeXlsxText(text: string): string {
  if (!needsEscape.test(text)) return text
  return text
    .replace(ambiguous, '_x005F_')
    .replace(
      unfitCharacter,
      character => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Turns `_xHHHH_` back into the character, once the XML parser has resolved the entities. */
export function unescapeXlsxText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
