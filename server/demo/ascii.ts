const withoutDecomposition: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ɔ: 'o',
  ɛ: 'e',
}

// The generator uses a few thousand names a million times.
const known = new Map<string, string>()

/** The letters a–z that remain of a name in Latin script: `O'Súilleabháin` gives `osuilleabhain`. */
export const asciiLetters = (name: string): string => {
  const cached = known.get(name)
  if (cached !== undefined) return cached
  const letters = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, character => withoutDecomposition[character] ?? '')
  if (known.size < 100_000) known.set(name, letters)
  return letters
}
