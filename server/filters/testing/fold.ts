/** Letters that are not a letter and a mark, of the Latin-1 block; `ı` and its like are left out of the tests. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Ł: 'L',
  ł: 'l',
}

const punctuation = new Set(`'’ʼ\`´-‐–.,_/()@:;"[]{}`)

const withoutMarks = (letter: string): string =>
  letter
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

/** The SQL function `fold`, for the characters of the tests only: no case, no accents, no punctuation. */
export function fold(text: string): string {
  return [...text]
    .map(one => letters[one] ?? withoutMarks(one))
    .filter(one => !punctuation.has(one))
    .join('')
    .toLowerCase()
}
