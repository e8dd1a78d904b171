import fc from 'fast-check'
import { completeElement, momentText } from '../../fields/complete.ts'
import type { Json, Patch } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'
import type { ElementField, Field, Segment } from '../../fields/types.ts'
import { userFields } from '../../fields/user-fields.ts'

const text = fc.oneof(
  fc.constantFrom('Zoë', "O'Neil", '王小明', 'a\\b %_', '"quoted"', 'x'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(value => value.trim() !== ''),
)
const code = fc.constantFrom('A', 'B', 'C')
const date = fc.constantFrom('1999-12-31', '2024-02-29', '2026-11-20', '2026-11-21', '9999-12-31')
const moment = fc.constantFrom(0, 1, 1_700_000_000_500).map(time => momentText(new Date(time)))

const codesOf: Readonly<Record<string, string[]>> = {
  status: ['ACTIVE', 'INACTIVE'],
  account_type: ['EXTERNAL', 'INTERNAL', 'INTEXTAUTH'],
}

/** A value that the field can have; few different ones, so that patches meet what is already there. */
function anyValue(field: Field | ElementField): fc.Arbitrary<Json> {
  const codes = codesOf[field.name]
  if (codes) return fc.constantFrom(...codes)
  switch (field.type) {
    case 'code':
      return code
    case 'codes':
      return fc.uniqueArray(code, { maxLength: 2 })
    case 'boolean':
      return fc.boolean()
    case 'date':
      return date
    case 'moment':
      return moment
    case 'notices':
      return fc.dictionary(fc.constantFrom('loan', 'fine'), fc.boolean(), { noNullPrototype: true })
    case 'parameters':
      return fc.constantFrom(
        [{ type: 'CirculationDesk', value: 'A' }],
        [{ type: 'ServiceUnit', value: 'B', scope: 'C' }],
      )
    case 'user':
    case 'number':
      return fc.integer({ min: 1, max: 5 })
    default:
      return text
  }
}

/** Fields that people and machines change; what is remembered about the student system is the model's business. */
const patchable = userFields.filter(
  field => field.section !== 'internal' && !['primary_id', 'account_type'].includes(field.name),
)
const mandatory = ['record_type', 'status', 'preferred_language']

const scalarChange: fc.Arbitrary<Patch> = fc.constantFrom(...patchable).chain(field => {
  const value = mandatory.includes(field.name) ? anyValue(field) : fc.option(anyValue(field), { freq: 4 })
  return value.map(one => ({ [field.name]: one }))
})

/** Identifiers end in a tag, by which a test keeps those of one run apart from those of all others. */
export const identifierTag = '#'
const identifier = fc.constantFrom('p1', 'P2', 'q3', 'Q4', 'é5').map(value => `${value}${identifierTag}`)

function anyElement(segment: Segment): fc.Arbitrary<Json> {
  const values = Object.fromEntries(
    segment.fields.map(field => {
      const value = segment.kind === 'identifier' && field.name === 'value' ? identifier : anyValue(field)
      return [field.name, field.required ? value : fc.option(value)]
    }),
  )
  return fc.record(values).map(element => completeElement(segment.kind, element))
}

const elementChange: fc.Arbitrary<Patch> = fc
  .record({ segment: fc.constantFrom(...segments), id: fc.constantFrom('aa', 'bb', 'cc') })
  .chain(({ segment, id }) =>
    fc.option(anyElement(segment), { freq: 3 }).map(value => ({ [`${segment.kind}/${id}`]: value })),
  )

const primaryIdChange: fc.Arbitrary<Patch> = identifier.map(primary_id => ({ primary_id }))

/** Any patch of a record, over all scalar fields and all kinds of segments. */
export const anyPatch: fc.Arbitrary<Patch> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: scalarChange },
      { weight: 5, arbitrary: elementChange },
      { weight: 1, arbitrary: primaryIdChange },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map(changes => Object.assign({}, ...changes) as Patch)

/** The patch with its identifiers made those of one run of a test. */
export function tagged(patch: Patch, tag: string): Patch {
  const replace = (value: Json): Json =>
    typeof value === 'string' && value.endsWith(identifierTag) ? `${value}${tag}` : value
  return Object.fromEntries(
    Object.entries(patch).map(([path, value]) => {
      if (path === 'primary_id') return [path, replace(value)]
      if (!path.startsWith('identifier/') || value === null) return [path, value]
      const element = value as Record<string, Json>
      return [path, { ...element, value: replace(element['value']!) }]
    }),
  )
}
