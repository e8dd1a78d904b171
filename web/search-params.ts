/**
 * The query of an address as plain text values. The router's own reading would turn `?q=007` or a long barcode
 * into a number.
 */
export function parseSearch(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query))
}

/** Writes the values back; what is undefined or empty is left out, so that the shortest address wins. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}

/** The value if it is one of those that are allowed, for `validateSearch`. */
export function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find(one => one === value)
}

/** The value if it is a text, for `validateSearch`. */
export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

const somewhere = 'http://carrel.invalid'

/** Whether a text is a path of ours, read as browsers read it: they take `/\` for `//` and pass over tabs. */
export function isOwnPage(text: string): boolean {
  if (!text.startsWith('/') || !URL.canParse(text, somewhere)) return false
  const { origin, pathname } = new URL(text, somewhere)
  return origin === somewhere && !pathname.startsWith('//')
}
