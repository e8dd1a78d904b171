import { type AlmaValue, isTree } from '../alma-user/alma-tree.ts'

/** What a value of a body says: a text, a number, or a code with or without its words; undefined if it says nothing. */
export function textIn(value: AlmaValue | undefined): string | undefined {
  if (isTree(value)) return textIn(value['value'])
  if (value === null || value === undefined || Array.isArray(value)) return undefined
  return String(value).trim() || undefined
}
