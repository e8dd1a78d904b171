import { hash } from 'node:crypto'
import type { FieldProblem } from '../../contract/problem.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import type { ElementField } from '../fields/types.ts'
import { checkFor } from '../rules/judge-field.ts'
import { child, children, childText, type XmlElement } from './feed/xml-element.ts'
import type { MapScope } from './map-user.ts'
import { readText } from './map-user.ts'

/** Where a segment kind stands in the XML, and which of its elements are called differently from our fields. */
type Place = {
  kind: string
  wrapper: string
  name: string
  inContact?: true
  names?: Record<string, string>
}

const kindPlaces: Place[] = [
  {
    kind: 'address',
    wrapper: 'addresses',
    name: 'address',
    inContact: true,
    names: { note: 'address_note' },
  },
  { kind: 'email', wrapper: 'emails', name: 'email', inContact: true, names: { address: 'email_address' } },
  { kind: 'phone', wrapper: 'phones', name: 'phone', inContact: true, names: { number: 'phone_number' } },
  { kind: 'identifier', wrapper: 'user_identifiers', name: 'user_identifier' },
  {
    kind: 'note',
    wrapper: 'user_notes',
    name: 'user_note',
    names: { text: 'note_text', popup: 'popup_note', owner: 'note_owner' },
  },
  {
    kind: 'block',
    wrapper: 'user_blocks',
    name: 'user_block',
    names: { status: 'block_status', note: 'block_note', owner: 'block_owner' },
  },
  {
    kind: 'statistic',
    wrapper: 'user_statistics',
    name: 'user_statistic',
    names: { category: 'statistic_category', note: 'statistic_note', owner: 'statistic_owner' },
  },
]

/** With the fields of the kind but its origin, and those without which an element says nothing. */
const places = kindPlaces.map(place => {
  const origin = ['external', 'created_by', 'created_at']
  const segment = segmentOf(place.kind)!
  const fields = segment.fields.filter(field => !origin.includes(field.name))
  const { notForContacts } = segment
  return { ...place, fields, notForContacts, telling: tellingOf(fields).map(field => field.name) }
})

/**
 * Free text: a type, a code or a flag says nothing about nobody's e-mail. Kinds that need no text say something by the
 * codes that they need.
 */
function tellingOf(fields: ElementField[]): ElementField[] {
  const texts = fields.filter(field => field.type === 'text' && field.fallback === undefined)
  const needsText = texts.some(field => field.required)
  return needsText ? texts : [...texts, ...fields.filter(field => field.required)]
}

/** All external elements of a record, by path. The id is a hash of the content: what is sent again is the same element. */
export function mapElements(
  user: XmlElement,
  scope: MapScope,
  problems: FieldProblem[],
): Record<string, Json> {
  const elements: Record<string, Json> = {}
  for (const place of places) {
    const parent = place.inContact ? child(user, 'contact_info') : user
    if (!parent) continue
    for (const one of children(parent, place.wrapper, place.name)) {
      const element = readElement(one, place, { scope, problems })
      if (!element) continue
      const id = `x${hash('md5', JSON.stringify(element)).slice(0, 15)}`
      elements[`${place.kind}/${id}`] = {
        ...element,
        created_by: scope.profile.code,
        created_at: scope.moment,
      }
    }
  }
  return elements
}

/** An element, or null when it says nothing (producers send empty shells). */
function readElement(
  source: XmlElement,
  place: (typeof places)[number],
  { scope, problems }: { scope: MapScope; problems: FieldProblem[] },
): Record<string, Json> | null {
  const values: Record<string, Json> = {}
  for (const field of place.fields) {
    const value = readValue(source, place, field)
    if (value !== null) values[field.name] = field.name === 'country' ? countryCode(value, scope) : value
  }
  if (place.telling.every(name => values[name] === undefined)) return null
  const { recordType } = scope.profile
  if (place.notForContacts && recordType === 'CONTACT') {
    problems.push({ field: place.kind, rule: 'not_for_record_type' })
    return null
  }
  for (const field of place.fields) {
    const value = values[field.name] ?? null
    const isMissing = value === null && field.required
    const problem = isMissing ? { rule: 'required' } : checkFor(recordType, { field, value }, scope.codes)
    if (problem) problems.push({ ...problem, field: `${place.kind}.${field.name}` })
  }
  return completeElement(place.kind, { ...values, external: true })
}

function readValue(source: XmlElement, place: Place, field: ElementField): Json {
  if (field.type === 'codes') return readTypes(source, place.name)
  const name = place.names?.[field.name] ?? field.name
  const value = readText(source.attributes[name] ?? childText(source, name), field.type)
  return field.name === 'status' && typeof value === 'string' ? value.toUpperCase() : value
}

/** `<email_types><email_type>work</email_type></email_types>` as a list of codes. */
function readTypes(source: XmlElement, name: string): Json {
  const codes = children(source, `${name}_types`, `${name}_type`)
    .map(one => one.text.trim())
    .filter(Boolean)
  return codes.length > 0 ? codes : null
}

/** Producers send the code or the English name. */
function countryCode(value: Json, scope: MapScope): Json {
  return scope.countryCodes.get(String(value).toLowerCase()) ?? value
}
