import { almaElements } from '../fields/alma-elements.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { elementsByKind } from '../fields/elements-of.ts'
import { segments } from '../fields/segments.ts'
import type { ValueType } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'
import type { AlmaTree, AlmaValue } from './alma-tree.ts'
import { momentTold } from './element-tree.ts'
import { codeLists, userShape } from './user-shape.ts'

const told: ReadonlySet<string> = new Set([...userShape, ...Object.values(codeLists)])
const fields = userFields.filter(
  field => !told.has(field.name) && field.section !== 'internal' && !field.sensitive,
)
const kinds = segments.filter(({ kind }) => !almaElements[kind] && kind !== 'proxy')

/** What a record holds about the person for which Alma's user object has no place, under our own names. */
export function beyondAlma(document: RecordDocument): AlmaTree {
  const values = pick(document, fields)
  const lists = elementsByKind(document)
  const elements = kinds.flatMap(({ kind, fields: parts }) => {
    const open = parts.filter(part => !part.secret)
    const list = lists.get(kind)?.map(one => pick(one.values, open))
    return list === undefined ? [] : [[kind, list] as const]
  })
  return { ...values, ...Object.fromEntries<AlmaValue>(elements) }
}

type Part = { name: string; type: ValueType }

const pick = (values: Record<string, Json>, parts: readonly Part[]): AlmaTree =>
  Object.fromEntries(
    parts.flatMap(({ name, type }) =>
      values[name] === undefined ? [] : [[name, treeOf(values[name], type)]],
    ),
  )

/** A list of codes becomes one text: nothing reads these but people. Dates and moments are written as Alma's are. */
function treeOf(value: Json, type: ValueType): AlmaValue {
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'string') return value
  if (type === 'moment') return momentTold(value)
  return type === 'date' ? `${value}Z` : value
}
