import { hash } from 'node:crypto'
import type { FieldProblem } from '../../contract/problem.ts'
import { child, children, childText, type XmlElement } from '../alma-user/xml-element.ts'
import { almaElements } from '../fields/alma-elements.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { tellingOf } from '../fields/telling.ts'
import type { ElementField } from '../fields/types.ts'
import { checkFor } from '../rules/judge-field.ts'
import type { MapScope } from './map-user.ts'
import { readText } from './map-user.ts'

/** With the fields of the kind but its origin, and those without which an element says nothing. */
const places = segments
  .filter(segment => segment.feed)
  .map(segment => {
    const origin = ['external', 'created_by', 'created_at']
    const { kind, notForContacts, store } = segment
    const { wrapper, name, fields: names } = almaElements[kind]!
    const fields = segment.fields.filter(field => !origin.includes(field.name))
    const telling = tellingOf(fields).map(field => field.name)
    return { kind, wrapper, name, names, inContact: 'document' in store, fields, notForContacts, telling }
  })
type Place = (typeof places)[number]

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
  place: Place,
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
  const name = place.names[field.name] ?? field.name
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
