import type { CallQuery } from '../call.ts'
import { refuse } from '../refusal.ts'

/** One of these words, in any case, or the first of them where nothing is said; throws 40166410. */
export function oneOf(query: CallQuery, name: string, words: readonly string[]): string {
  const value = query.text(name)
  if (value === undefined) return words[0]!
  const word = value.toUpperCase()
  if (!words.includes(word)) throw refuse('40166410', { name, value })
  return word
}
