import type { FieldProblem } from '../../contract/problem.ts'
import type { SisProfile } from '../../contract/sis.ts'
import { children, childText, type XmlElement } from '../alma-user/xml-element.ts'
import type { Json } from '../fields/document.ts'
import type { Field } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'
import type { CodeRules } from '../institutions/code-rules.ts'
import { checkFor } from '../rules/judge-field.ts'
import { mapElements } from './map-elements.ts'

/** One person of a feed in our terms: fields with null for empty ones, and complete external elements by path. */
export type FeedUser = { fields: Record<string, Json>; elements: Record<string, Json> }

export type MapScope = {
  profile: SisProfile
  codes: CodeRules
  /** Identifiers beside the primary one may differ by case alone. */
  isCaseSensitive: boolean
  /** Country codes by lower-case code and lower-case name. */
  countryCodes: ReadonlyMap<string, string>
  /** Moment of the feed, as in documents. */
  moment: string
}

const feedFields = userFields.filter(field => field.feed !== 'none')

/** Reads a `<user>` element (XML v2) by the field catalogue; every wrong value is named, none is dropped silently. */
export function mapUser(
  element: XmlElement,
  scope: MapScope,
): { user: FeedUser } | { problems: FieldProblem[] } {
  const { recordType } = scope.profile
  const problems: FieldProblem[] = []
  const fields: Record<string, Json> = {}
  for (const field of feedFields) {
    const value = readField(element, field)
    const isForOthers = value !== null && recordType === 'CONTACT' && field.notForContacts
    const problem = isForOthers
      ? { field: field.name, rule: 'not_for_record_type' }
      : checkFor(recordType, { field, value }, scope.codes)
    if (problem) problems.push(problem)
    // What an empty sticky field means is for the profile to say.
    const fallback = field.feed === 'core' ? field.fallback : undefined
    fields[field.name] = value ?? fallback ?? null
  }
  if (fields['last_name'] === null) problems.push({ field: 'last_name', rule: 'required' })
  const elements = mapElements(element, scope, problems)
  return problems.length > 0 ? { problems } : { user: { fields, elements } }
}

function readField(element: XmlElement, field: Field): Json {
  if (field.type === 'codes') {
    const codes = children(element, field.name, singular(field.name)).map(one => childText(one, 'code') ?? '')
    return codes.some(Boolean) ? codes.filter(Boolean) : null
  }
  if (field.type === 'notices') {
    const notices = children(element, field.name, singular(field.name))
    const pairs = notices.map(
      one => [childText(one, 'code') ?? '', childText(one, 'value') === 'true'] as const,
    )
    return pairs.length > 0 ? Object.fromEntries(pairs) : null
  }
  const text = childText(element, field.name)
  return readText(field.name === 'status' ? text?.toUpperCase() : text, field.type)
}

const singular = (plural: string): string => plural.replace(/ies$/, 'y').replace(/s$/, '')

/** Text of an element as a value: dates with or without Z, true in any case; empty is null. */
export function readText(text: string | undefined, type: Field['type']): Json {
  if (text === undefined || text === '') return null
  if (type === 'date') return text.replace(/(T[\d:.]+)?Z?$/, '')
  if (type === 'boolean')
    return text.toLowerCase() === 'true' ? true : text.toLowerCase() === 'false' ? false : text
  return text
}
