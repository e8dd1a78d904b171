import { splitPath } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'

/** An element of a record: one of its addresses, notes, roles. */
export type RecordElement = { id: string; values: Record<string, Json> }

/** All elements of a record by kind, oldest first. Kinds of which there are none are left out. */
export function elementsByKind(document: RecordDocument): Map<string, RecordElement[]> {
  const lists = new Map<string, RecordElement[]>()
  for (const [path, values] of Object.entries(document)) {
    const { kind, elementId: id } = splitPath(path)
    if (id === undefined) continue
    const element = { id, values: values as Record<string, Json> }
    const list = lists.get(kind)
    if (list) list.push(element)
    else lists.set(kind, [element])
  }
  for (const list of lists.values()) list.sort(byAge)
  return lists
}

/** Elements of one kind, oldest first. */
export function elementsOf(document: RecordDocument, kind: string): RecordElement[] {
  const start = `${kind}/`
  return Object.keys(document)
    .filter(path => path.startsWith(start))
    .map(path => ({ id: path.slice(start.length), values: document[path] as Record<string, Json> }))
    .sort(byAge)
}

const byAge = (one: RecordElement, two: RecordElement): number => (ageOf(one) < ageOf(two) ? -1 : 1)

const ageOf = ({ id, values }: RecordElement): string => `${values['created_at'] ?? ''} ${id}`
