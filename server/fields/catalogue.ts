import { derivedFields } from './derived-fields.ts'
import { segments } from './segments.ts'
import type { Field, Segment } from './types.ts'
import { userFields } from './user-fields.ts'

const fieldsByName = new Map(userFields.map(field => [field.name, field]))
const derivedByName = new Map(derivedFields.map(field => [field.name, field]))
const segmentsByKind = new Map(segments.map(segment => [segment.kind, segment]))

/** The scalar field of that name, or undefined. */
export const fieldNamed = (name: string): Field | undefined => fieldsByName.get(name)
/** The derived, read-only field of that name, or undefined. */
export const derivedNamed = (name: string) => derivedByName.get(name)
/** The segment of that kind, or undefined. */
export const segmentOf = (kind: string): Segment | undefined => segmentsByKind.get(kind)

/** Scalar fields that staff take over from the student system by editing them (features J2). */
export const stickyFields = userFields.filter(field => field.external === 'sticky' && field.feed === 'sticky')

/** Paths of a document: `user_group`, or `note/ab12` for an element. */
export function splitPath(path: string): { kind: string; elementId?: string } {
  const slash = path.indexOf('/')
  return slash < 0 ? { kind: path } : { kind: path.slice(0, slash), elementId: path.slice(slash + 1) }
}
