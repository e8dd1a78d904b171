import { isDeepStrictEqual } from 'node:util'
import type { InstitutionSettings } from '../context.ts'
import { stickyFields } from '../fields/catalogue.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import type { Field } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'
import { codeLists, emptyCodes, inputOnly, userShape } from './user-shape.ts'

const told: ReadonlySet<string> = new Set([...userShape, ...Object.values(codeLists)])

/**
 * The scalar fields that an object of Alma's replaces: what it does not name is empty. All others of a record stay as they
 * are, for it could not have told them.
 */
export const replacedFields: readonly Field[] = userFields.filter(
  field => told.has(field.name) && !field.readOnly && !inputOnly.has(field.name),
)
const inputFields = userFields.filter(field => inputOnly.has(field.name) && !field.readOnly)

const sticky: ReadonlySet<string> = new Set(stickyFields.map(field => field.name))

export type FieldSwap = {
  fields: Readonly<Record<string, Json>>
  /** Names of sticky fields that the program sets whoever has them in their hands. */
  overrides: ReadonlySet<string>
  settings: InstitutionSettings
}

/**
 * What replacing the fields of a record changes, path → value. On an external account a sticky field stays if staff took it
 * over or the object leaves it empty, unless it is overridden (facts: alma-api §2.6).
 */
export function swapFields(record: RecordDocument, { fields, overrides, settings }: FieldSwap): Patch {
  const locked = (record['locked_fields'] ?? {}) as Record<string, Json>
  const isExternal = record['account_type'] === 'EXTERNAL'
  const swapped = [...replacedFields, ...inputFields.filter(({ name }) => name in fields)]
  const edit: Patch = {}
  for (const field of swapped) {
    const { name } = field
    const given = fields[name] ?? null
    const isKept = given === null || name in locked
    if (field.onlyIf?.(settings) === false || (name === 'primary_id' && given === null)) continue
    if (isExternal && sticky.has(name) && isKept && !overrides.has(name)) continue
    const value = given ?? field.fallback ?? null
    const said = (one: Json) => (one === emptyCodes[name] ? null : one)
    if (!isSameValue(said(value), said(record[name] ?? null))) edit[name] = value
  }
  return edit
}

/** Nothing, an empty list and "no" are the same: an answer does not tell them apart. */
function isSameValue(one: Json, other: Json): boolean {
  const plain = (value: Json): Json => {
    const isEmpty =
      value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    return isEmpty ? null : value
  }
  return isDeepStrictEqual(plain(one), plain(other))
}

/**
 * What is remembered about sticky fields of an external account that a program overrode: they are in nobody's hands any
 * more, and the values count as those of the student system (facts: alma-api §2.6, 8).
 */
export function rememberedOverrides(
  record: RecordDocument,
  edit: Patch,
  overrides: ReadonlySet<string>,
): Patch {
  const names = [...overrides].filter(name => sticky.has(name))
  if (record['account_type'] !== 'EXTERNAL' || names.length === 0) return {}
  const locked = { ...((record['locked_fields'] ?? {}) as Record<string, Json>) }
  const sent = { ...((record['sis_values'] ?? {}) as Record<string, Json>) }
  for (const name of names) {
    delete locked[name]
    if (!(name in edit)) continue
    if (edit[name] === null) delete sent[name]
    else sent[name] = edit[name]!
  }
  const all: Patch = { locked_fields: emptyToNull(locked), sis_values: emptyToNull(sent) }
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => !isDeepStrictEqual(value, record[name] ?? null)),
  )
}

const emptyToNull = (values: Record<string, Json>): Json => (Object.keys(values).length === 0 ? null : values)
