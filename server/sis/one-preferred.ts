import { splitPath } from '../fields/catalogue.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'

type Elements = Record<string, Json>

const singles = segments
  .filter(segment => segment.feed)
  .flatMap(({ kind, fields }) => fields.filter(field => field.single).map(({ name }) => ({ kind, name })))

/**
 * The elements of a feed as they can stand beside those of staff: what only one of a kind may have, as "preferred", is
 * with the internal element that has it, or else with the first of the feed (features C2).
 */
export function withOnePreferred(sent: Elements, current: RecordDocument): Elements {
  const elements = { ...sent }
  for (const single of singles) {
    const isTaken = havingIt(current, single).some(path => isInternal(current[path]!))
    const losers = havingIt(sent, single).slice(isTaken ? 0 : 1)
    for (const path of losers) elements[path] = { ...(elements[path] as object), [single.name]: false }
  }
  return elements
}

const havingIt = (elements: Elements, { kind, name }: { kind: string; name: string }): string[] =>
  Object.keys(elements).filter(
    path => splitPath(path).kind === kind && (elements[path] as Record<string, Json>)[name] === true,
  )

const isInternal = (element: Json): boolean => (element as Record<string, Json>)['external'] !== true
