/** First letters of the first and the last word; the name may be written "last, first". */
export function initialsOf(name: string): string {
  const [last = '', first] = name.includes(',') ? name.split(',') : [undefined, undefined]
  const words = first === undefined ? name.trim().split(/\s+/) : [first.trim(), last.trim()]
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map(word => letterOf(word ?? '').toLocaleUpperCase()).join('')
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** What people see as one character, of however many code points. */
const letterOf = (word: string): string =>
  graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? ''

/** The name without preferred names, whole, in the order in which the institution shows names. */
export function officialName(values: Record<string, unknown>, display: string | undefined): string {
  return display?.startsWith('first')
    ? textOf(values, ['first_name', 'middle_name', 'last_name'])
    : [textOf(values, ['last_name']), textOf(values, ['first_name', 'middle_name'])]
        .filter(Boolean)
        .join(', ')
}

const textOf = (values: Record<string, unknown>, names: readonly string[]): string =>
  names
    .map(name => values[name])
    .filter(Boolean)
    .join(' ')

/** Whether the person is called otherwise than the official name says. */
export function hasPreferredName(values: Record<string, unknown>): boolean {
  return Boolean(values['pref_first_name'] || values['pref_middle_name'] || values['pref_last_name'])
}
