/** Answers that are given again and again, with the texts in which they were given. */
const texts = new WeakMap<object, Map<unknown, string>>()

/** Says of an answer that it will never change, whatever is in it: its text is then made once for each form. */
export function lasting<T extends object>(answer: T): T {
  texts.set(answer, new Map())
  return answer
}

export const isLasting = (answer: unknown): boolean => texts.has(answer as object)

/** The text of an answer in a form (an endpoint, a format); that of a lasting one is kept. */
export function textOf(answer: object, form: unknown, make: () => string): string {
  const known = texts.get(answer)
  if (known === undefined) return make()
  const text = known.get(form) ?? make()
  known.set(form, text)
  return text
}
