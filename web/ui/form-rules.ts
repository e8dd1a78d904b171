import type { Endpoint } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'

type FieldSchema = { type?: string; maxLength?: number; minLength?: number }
type BodySchema = { properties?: Record<string, FieldSchema>; required?: string[] }

/** What the body schema of an endpoint demands of a field, as properties of an input. */
export function limitsOf(endpoint: Endpoint, name: string): { required?: boolean; maxLength?: number } {
  const body = endpoint.body as BodySchema | undefined
  const maxLength = body?.properties?.[name]?.maxLength
  return {
    ...(body?.required?.includes(name) ? { required: true } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
  }
}

/** Values that the server would refuse by the body schema alone: empty although required, too short, too long. */
export function problemsOf(endpoint: Endpoint, values: object): FieldProblem[] {
  const body = endpoint.body as BodySchema | undefined
  const given = new Map<string, unknown>(Object.entries(values))
  return Object.entries(body?.properties ?? {}).flatMap(([field, schema]): FieldProblem[] => {
    const value = given.get(field) ?? (schema.type === 'string' ? '' : undefined)
    if (typeof value !== 'string') return []
    if (value === '' && body?.required?.includes(field)) return [{ field, rule: 'required' }]
    if (value !== '' && value.length < (schema.minLength ?? 0))
      return [{ field, rule: 'too_short', limit: schema.minLength }]
    if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
      return [{ field, rule: 'too_long', limit: schema.maxLength }]
    return []
  })
}

/** Name of the field that a problem speaks of: `/values/first_name` and `values.first_name` are `first_name`. */
export function fieldOf(problem: FieldProblem): string {
  return problem.field.replace(/^[/.]?(body[/.])?((values|criteria)[/.])?/, '').replace(/^\//, '')
}

/** Fields that hold something else than at first; an empty text and no value are the same. */
export function changedFields(initial: object, edits: object): string[] {
  const before = new Map<string, unknown>(Object.entries(initial))
  return Object.entries(edits)
    .filter(([name, value]) => !isSame(before.get(name), value))
    .map(([name]) => name)
}

/** Whether two values of a field are the same to the person who reads them. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === '' || value === false) return null
  if (Array.isArray(value)) return value.length === 0 ? null : [...value].sort()
  if (typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return value
}
