import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { splitPath } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'
import { segments } from './segments.ts'
import type { Segment } from './types.ts'

/**
 * What somebody sees of records: elements without an owner and those of these owners (undefined: of all), of every kind but
 * the hidden ones. Undefined: everything is seen.
 */
export type SeenLibraries =
  | { owners: readonly string[] | undefined; hiddenKinds: readonly string[] }
  | undefined

type Viewer = Pick<Context, 'actor' | 'institution'>

/**
 * With library independence, a role that is limited to libraries shows only what these own, or what belongs to the whole
 * institution (features T1); some kinds are for some roles alone. The program itself sees everything.
 */
export function librariesSeen({ actor, institution }: Viewer): SeenLibraries {
  if (!('libraries' in actor)) return undefined
  const isLimited = institution.settings.libraryIndependence && actor.libraries !== 'all'
  const owners = isLimited ? [...actor.libraries, institution.code] : undefined
  const hiddenKinds = segments
    .filter(segment => !seesKind({ actor, institution }, segment))
    .map(({ kind }) => kind)
  return owners || hiddenKinds.length > 0 ? { owners, hiddenKinds } : undefined
}

/** Whether there are elements of the kind for somebody. */
export const seesKind = ({ actor, institution }: Viewer, { onlyIf, viewPermission }: Segment): boolean =>
  onlyIf?.(institution.settings) !== false && (!viewPermission || actor.permissions.has(viewPermission))

const isOwned = (segment: Segment): boolean => segment.fields.some(field => field.name === 'owner')

/** Kinds of elements that a library may own. */
const ownedKinds = new Set(segments.filter(isOwned).map(segment => segment.kind))

/** Whether the value at a path is an element of a hidden kind, or one that another library owns. */
export function isUnseen(path: string, value: Json | undefined, libraries: SeenLibraries): boolean {
  if (libraries === undefined) return false
  const { kind } = splitPath(path)
  if (libraries.hiddenKinds.includes(kind)) return true
  if (libraries.owners === undefined || !ownedKinds.has(kind)) return false
  const { owner, letter_id } = (value ?? {}) as { owner?: string | null; letter_id?: number | null }
  // What was sent to people may tell all that is known about them, whoever owns it.
  if (letter_id != null) return true
  return !seesOwner(owner ?? null, libraries)
}

/** Whether somebody sees what has this owner; without one it belongs to the institution. */
export const seesOwner = (owner: string | null, libraries: SeenLibraries): boolean =>
  libraries?.owners === undefined || owner === null || libraries.owners.includes(owner)

/** The record without what is not seen. */
export function seenDocument(document: RecordDocument, libraries: SeenLibraries): RecordDocument {
  if (libraries === undefined) return document
  return Object.fromEntries(
    Object.entries(document).filter(([path, value]) => !isUnseen(path, value, libraries)),
  )
}

/** The same as a condition on the owner of a row. */
export function seenOwner(owner: RawBuilder<unknown>, libraries: SeenLibraries): RawBuilder<boolean> {
  return libraries?.owners === undefined
    ? sql`true`
    : sql`(${owner} is null or ${owner} = any (${sql.val(libraries.owners)}::text[]))`
}

/** The condition for rows `alias` of a segment; true where no library can own them. */
export function seenRow(segment: Segment, alias: string, libraries: SeenLibraries): RawBuilder<boolean> {
  if (libraries?.hiddenKinds.includes(segment.kind)) return sql`false`
  return isOwned(segment) ? seenOwner(sql.ref(`${alias}.owner`), libraries) : sql`true`
}
