/** An object of Alma's as JSON, its keys in Alma's order. */
export type AlmaTree = { [key: string]: AlmaValue }
export type AlmaValue = string | number | boolean | null | AlmaValue[] | AlmaTree

/** A code with its words; a linked number has its address as well. */
export const coded = (value: string | null, desc: string): AlmaTree => ({ value, desc })

export const isTree = (value: unknown): value is AlmaTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The element around those of a list, which has no key in JSON. */
export const wrapperOf = (name: string): string =>
  name === 'address' ? 'addresses' : /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`

/** What is an attribute in XML. */
export const attributeNames: ReadonlySet<string> = new Set([
  'preferred',
  'preferred_sms',
  'segment_type',
  'link',
  'total_record_count',
  'total_sum',
  'currency',
])
