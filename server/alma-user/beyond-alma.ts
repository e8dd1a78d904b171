import { almaElements } from '../fields/alma-elements.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import type { AlmaTree, AlmaValue } from './alma-tree.ts'
import { elementsOf } from './to-alma-json.ts'
import { codeLists, userShape } from './user-shape.ts'

const told: ReadonlySet<string> = new Set([...userShape, ...Object.values(codeLists)])
const fields = userFields.filter(
  field => !told.has(field.name) && field.section !== 'internal' && !field.sensitive,
)
const kinds = segments.filter(({ kind }) => !almaElements[kind] && kind !== 'proxy')

/** What a record holds about the person for which Alma's user object has no place, under our own names. */
export function beyondAlma(document: RecordDocument): AlmaTree {
  const values = fields.flatMap(({ name }) =>
    document[name] === undefined ? [] : [[name, treeOf(document[name])] as const],
  )
  const elements = kinds.flatMap(({ kind, fields: parts }) => {
    const open = parts.filter(part => !part.secret).map(part => part.name)
    const list = elementsOf(kind, document).map(one => pick(one, open))
    return list.length === 0 ? [] : [[kind, list] as const]
  })
  return Object.fromEntries<AlmaValue>([...values, ...elements])
}

const pick = (element: Record<string, Json>, names: readonly string[]): AlmaTree =>
  Object.fromEntries(
    names.flatMap(name => (element[name] === undefined ? [] : [[name, treeOf(element[name])]])),
  )

/** A list of codes becomes one text: nothing reads these but people. */
const treeOf = (value: Json): AlmaValue => (Array.isArray(value) ? value.join(', ') : value)
