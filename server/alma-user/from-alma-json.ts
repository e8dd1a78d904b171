import { almaElements } from '../fields/alma-elements.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import type { ValueType } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'
import { type AlmaTree, type AlmaValue, isTree } from './alma-tree.ts'
import { elementValues } from './element-values.ts'
import { codeLists, inputOnly, userShape } from './user-shape.ts'

/** What a user object of Alma says, in our terms. What it does not name is not there; what it leaves empty is null. */
export type AlmaUser = {
  fields: Record<string, Json>
  /** Complete elements, by kind. */
  elements: Record<string, Record<string, Json>[]>
  /** Primary identifiers of those whom the user is a proxy for. */
  proxyFor?: string[]
  password?: string
}

const shape: ReadonlySet<string> = new Set([...userShape, ...inputOnly])
const scalars = userFields.filter(field => shape.has(field.name) && !field.readOnly)
/** Said by the machine in a record, but by whoever sends an object. */
const stated = userFields.filter(field => ['record_type', 'account_type', 'external_id'].includes(field.name))

/** Reads a user object. Values of a wrong kind come as they are, for those who judge values to refuse. */
export function fromAlmaJson(tree: AlmaTree, { institutionCode }: { institutionCode: string }): AlmaUser {
  const named = [...scalars, ...stated].filter(({ name }) => says(name, tree[name]))
  const fields: Record<string, Json> = Object.fromEntries(
    named.map(field => [field.name, readValue(tree[field.name]!, field.type)]),
  )
  for (const [key, name] of Object.entries(codeLists))
    if (tree[key] !== undefined) fields[name] = readCodeList(tree[key])
  if (typeof fields['status'] === 'string') fields['status'] = fields['status'].toUpperCase()
  const isInternal = fields['account_type'] === 'INTERNAL'
  return {
    fields,
    elements: readElements(tree, { institutionCode, isInternal }),
    ...(Array.isArray(tree['proxy_for_user']) ? { proxyFor: readProxies(tree['proxy_for_user']) } : {}),
    ...(typeof tree['password'] === 'string' && tree['password'] !== ''
      ? { password: tree['password'] }
      : {}),
  }
}

/** What answers never tell comes back empty from those who send an answer again, and then says nothing. */
const says = (name: string, value: AlmaValue | undefined): boolean =>
  value !== undefined && !(inputOnly.has(name) && (value === '' || value === null))

export type ReadScope = { institutionCode: string; isInternal: boolean }

function readElements(tree: AlmaTree, scope: ReadScope): AlmaUser['elements'] {
  const contact = isTree(tree['contact_info']) ? tree['contact_info'] : {}
  const lists = Object.entries(almaElements).flatMap(([kind, { name }]) => {
    const list = ('document' in segmentOf(kind)!.store ? contact : tree)[name]
    if (!Array.isArray(list)) return []
    const values = list.filter(isTree).map(one => elementValues(kind, one, scope))
    return [[kind, values.map(one => completeElement(kind, one))] as const]
  })
  return Object.fromEntries(lists)
}

const readProxies = (list: AlmaValue[]): string[] =>
  list.filter(isTree).flatMap(one => (one['primary_id'] ? [String(one['primary_id'])] : []))

function readCodeList(value: AlmaValue): Json {
  if (!Array.isArray(value)) return value as Json
  const entries = value.filter(isTree).flatMap((one): [string, AlmaValue | undefined][] => {
    const code = readValue(one['code'] ?? null, 'code')
    return code === null ? [] : [[String(code), one['value']]]
  })
  if (entries.length === 0) return null
  if (entries.every(([, answer]) => answer === undefined)) return entries.map(([code]) => code)
  return Object.fromEntries(entries.map(([code, answer]) => [code, readValue(answer ?? false, 'boolean')]))
}

/** What a coded value says; words alone say nothing. */
function plainOf(value: AlmaValue): AlmaValue {
  if (!isTree(value)) return value
  if ('value' in value) return value['value']!
  return Object.keys(value).every(key => key === 'desc' || key === 'link') ? null : value
}

/** A moment without a zone is in UTC, a day is its beginning; fractions of a second are as in documents. */
function readMoment(text: string): string {
  const moment = text.replace(/^(\d{4}-\d\d-\d\d)Z$/, '$1').replace(/Z$/, '+00:00')
  const zoned = /T[\d:.]{1,20}$/.test(moment) ? `${moment}+00:00` : moment
  return zoned.replace(/\.(\d*?)0*(\+00:00)$/, (_, digits, zone) => `${digits && `.${digits}`}${zone}`)
}

/** A value in our form: an empty one is null, dates with or without Z, yes and no also as texts. */
export function readValue(value: AlmaValue, type: ValueType): Json {
  const plain = plainOf(value)
  if (plain === null || plain === '') return null
  if (type === 'text') return typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : plain
  // Some programs send the codes that are digits as numbers.
  if (type === 'code' && typeof plain === 'number') return String(plain)
  if (typeof plain !== 'string') return plain
  const text = plain.trim()
  if (type === 'date') return text.replace(/(T[\d:.]+)?(Z|[+-]\d\d:?\d\d)?$/, '') || null
  if (type === 'moment') return readMoment(text) || null
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text || null
}
