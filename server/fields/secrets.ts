import { splitPath } from './catalogue.ts'
import type { Json } from './document.ts'
import { segments } from './segments.ts'

const secretsByKind = new Map(
  segments.map(({ kind, fields }) => [kind, fields.filter(field => field.secret).map(field => field.name)]),
)

/** The value at a path of a document as somebody outside may see it: an element without its secret fields. */
export function withoutSecrets(path: string, value: Json): Json {
  const { kind, elementId } = splitPath(path)
  const secrets = elementId === undefined ? [] : (secretsByKind.get(kind) ?? [])
  if (secrets.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value))
    return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !secrets.includes(name)))
}
