import { isDeepStrictEqual } from 'node:util'
import type { SisProfile } from '../../contract/sis.ts'
import { splitPath, stickyFields } from '../fields/catalogue.ts'
import { completeRecord } from '../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { keyOfName } from '../fields/identifier-key.ts'
import { segments } from '../fields/segments.ts'
import type { Field } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'
import { type Assignment, newRoles } from '../registration/assignment.ts'
import type { FeedUser, MapScope } from './map-user.ts'
import { withOnePreferred } from './one-preferred.ts'

const coreFields = userFields.filter(field => field.feed === 'core')
const feedKinds = new Set(segments.filter(segment => segment.feed).map(segment => segment.kind))

/**
 * What a feed changes on an existing external user: core fields as they come, sticky fields unless staff took them
 * over, external elements replaced by those of the feed. Internal elements are never named.
 */
export function feedPatch(
  current: RecordDocument,
  incoming: FeedUser,
  { profile, isCaseSensitive }: Pick<MapScope, 'profile' | 'isCaseSensitive'>,
): Patch {
  const patch: Patch = {}
  for (const { name } of coreFields) {
    if (name !== 'primary_id' || incoming.fields[name] !== null) patch[name] = incoming.fields[name] ?? null
  }
  patch['external_id'] = profile.code
  return {
    ...patch,
    ...stickyPatch(current, incoming, profile),
    ...elementsPatch(current, incoming, isCaseSensitive),
  }
}

/**
 * Staff keep a field that they took over for as long as the student system says nothing new. It goes back to the
 * student system when both agree, or when that returns to the value from before the take-over (facts §5.5).
 */
function stickyPatch(current: RecordDocument, incoming: FeedUser, profile: SisProfile): Patch {
  const patch: Patch = {}
  const locked = { ...((current['locked_fields'] ?? {}) as Record<string, Json>) }
  const last = (current['sis_values'] ?? {}) as Record<string, Json>
  const sent: Record<string, Json> = {}
  for (const field of stickyFields) {
    const { name } = field
    const value = sentValue(field, incoming, profile)
    // Nothing is said about the field: what was said last still stands.
    const remembered = value === undefined ? last[name] : value
    if (remembered != null) sent[name] = remembered
    if (value === undefined) continue
    const isNew = !isDeepStrictEqual(value, last[name] ?? null)
    const agrees = isDeepStrictEqual(value, current[name] ?? null)
    const returns = isNew && isDeepStrictEqual(value ?? '', locked[name])
    if (name in locked && !agrees && !returns) continue
    delete locked[name]
    patch[name] = value
  }
  patch['locked_fields'] = emptyToNull(locked)
  patch['sis_values'] = emptyToNull(sent)
  return patch
}

/** What the feed says about a sticky field: null empties it; undefined, for a profile that keeps empty ones, nothing. */
function sentValue(field: Field, incoming: FeedUser, profile: SisProfile): Json | undefined {
  const value = incoming.fields[field.name]
  if (value != null) return value
  return profile.emptySticky === 'keep' ? undefined : (field.fallback ?? null)
}

const emptyToNull = (values: Record<string, Json>): Json => (Object.keys(values).length === 0 ? null : values)

/** External elements that are not sent again go; new and changed ones come as they are sent; equal ones stay. */
function elementsPatch(current: RecordDocument, incoming: FeedUser, isCaseSensitive: boolean): Patch {
  const patch: Patch = {}
  const sentKeys = new Set(
    Object.entries(incoming.elements).flatMap(one => keyOf(one, isCaseSensitive) ?? []),
  )
  for (const [path, element] of Object.entries(withOnePreferred(incoming.elements, current))) {
    if (!isSameElement(current[path], element)) patch[path] = element
  }
  for (const [path, element] of Object.entries(current)) {
    const { kind, elementId } = splitPath(path)
    if (elementId === undefined || !feedKinds.has(kind) || path in incoming.elements) continue
    const isExternal = (element as { external?: boolean }).external === true
    // What staff entered and the student system now sends becomes external (seed 002, identifiers and statistics).
    const isTakenOver = sentKeys.has(keyOf([path, element], isCaseSensitive)!)
    if (isExternal || isTakenOver) patch[path] = null
  }
  return patch
}

/** What makes an identifier or a statistical category the same one, whoever owns it; other kinds have no such key. */
function keyOf([path, element]: [string, Json], isCaseSensitive: boolean): string | undefined {
  const values = element as Record<string, Json>
  if (path.startsWith('statistic/')) return `statistic ${values['category']} ${values['category_type'] ?? ''}`
  if (!path.startsWith('identifier/')) return undefined
  return `identifier ${keyOfName({ value: String(values['value']), isPrimary: false }, isCaseSensitive)}`
}

/** Whether the stored element still says what the feed says, whoever made it and when. */
function isSameElement(stored: Json | undefined, sent: Json): boolean {
  const content = (element: Json) => ({ ...(element as object), created_by: null, created_at: null })
  return stored !== undefined && isDeepStrictEqual(content(stored), content(sent))
}

/** The record of a person whom the feed brings for the first time: active, external, with the roles that the rules give. */
export function newRecord(
  incoming: FeedUser,
  { profile, moment, today, assignment }: MapScope & { today: string; assignment: Assignment },
): RecordDocument {
  const sent: Record<string, Json> = {}
  for (const field of stickyFields) {
    const value = sentValue(field, incoming, profile)
    if (value != null) sent[field.name] = value
  }
  const record = completeRecord({
    ...incoming.fields,
    ...withOnePreferred(incoming.elements, {}),
    record_type: profile.recordType,
    account_type: 'EXTERNAL',
    external_id: profile.code,
    status_date: today,
    sis_values: emptyToNull(sent),
  })
  return { ...record, ...newRoles(record, assignment, { by: profile.code, moment, today }) }
}
