import { type AlmaTree, type AlmaValue, isTree } from '../../alma-user/alma-tree.ts'

/** The text of a field of a body: a plain one, a number or yes and no as words, or the code of a coded one. Trimmed. */
export function textOf(value: AlmaValue | undefined): string | undefined {
  const plain = isTree(value) ? value['value'] : value
  if (typeof plain === 'number' || typeof plain === 'boolean') return String(plain)
  return typeof plain === 'string' ? plain.trim() : undefined
}

/** Yes and no, in any case and also as words; undefined for everything else. */
export function flagOf(value: AlmaValue | undefined): boolean | undefined {
  const text = textOf(value)?.toLowerCase()
  return text === 'true' || text === 'false' ? text === 'true' : undefined
}

/** The objects of a list; one alone stands for a list of one, and what is no object is left out. */
export const treesOf = (value: AlmaValue | undefined): AlmaTree[] =>
  [value ?? []].flat().filter(one => isTree(one))

/** The rows of a table that is written whole; there are none unless there is a list. */
export const rowsIn = (body: AlmaTree): AlmaTree[] => (Array.isArray(body['row']) ? treesOf(body['row']) : [])

/** PostgreSQL has no texts with NUL: nothing that is stored has what stands for it. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** Yes or no as Alma's coded text. */
export const yesNo = (flag: boolean): AlmaTree => ({ value: String(flag), desc: flag ? 'Yes' : 'No' })
