const arabicZeros = [0x0660, 0x06f0]

/** The number that somebody typed: grouping marks of any country are ignored, Arabic digits count as digits. */
export function countTyped(text: string): number | undefined {
  const latin = [...text.trim()].map(latinDigit).join('')
  const digits = latin.replace(/[\s.,'’\u00a0\u202f\u066c]/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : undefined
}

function latinDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const zero = arabicZeros.find(start => code >= start && code <= start + 9)
  return zero === undefined ? character : String(code - zero)
}
