/** First letters of the first and the last word; the name may be written "last, first". */
export function initialsOf(name: string): string {
  const [last = '', first] = name.includes(',') ? name.split(',') : [undefined, undefined]
  const words = first === undefined ? name.trim().split(/\s+/) : [first.trim(), last.trim()]
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map(word => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}

/** The name without preferred names, "last, first middle", as lists write it. */
export function officialName(values: Record<string, unknown>): string {
  const first = ['first_name', 'middle_name']
    .map(field => values[field])
    .filter(Boolean)
    .join(' ')
  return [values['last_name'], first].filter(Boolean).join(', ')
}

/** Whether the person is called otherwise than the official name says. */
export function hasPreferredName(values: Record<string, unknown>): boolean {
  return Boolean(values['pref_first_name'] || values['pref_middle_name'] || values['pref_last_name'])
}
