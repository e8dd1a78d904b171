import {
  type Comparison,
  type Filter,
  operators,
  searchIndexes,
  wholeIndexes,
} from '../../contract/filter.ts'
import { isDate, isMoment } from '../calendar.ts'
import { appError } from '../errors.ts'
import { derivedNamed, fieldNamed, segmentOf } from '../fields/catalogue.ts'
import type { ValueType } from '../fields/types.ts'

const maxDepth = 12
const maxNodes = 500
const maxListLength = 10_000

type Place = { path: string; depth: number; count: { nodes: number }; segment?: string }

/** Checks that anything from outside is a filter on fields that exist; `invalid_filter` names the place. */
export function parseFilter(input: unknown): Filter {
  return parse(input, { path: 'filter', depth: 0, count: { nodes: 0 } })
}

/** The same for JSON text, as it stands in a URL. */
export function parseFilterText(text: string): Filter {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    throw appError('invalid_filter', { path: 'filter', rule: 'not_json' })
  }
  return parseFilter(input)
}

function refuse(place: Place, rule: string): never {
  throw appError('invalid_filter', { path: place.path, rule })
}

function inside(place: Place, step: string): Place {
  return { ...place, path: `${place.path}.${step}`, depth: place.depth + 1 }
}

function parse(input: unknown, place: Place): Filter {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(place, 'not_an_object')
  if (place.depth > maxDepth) refuse(place, 'too_deep')
  place.count.nodes += 1
  if (place.count.nodes > maxNodes) refuse(place, 'too_large')
  const node = input as Record<string, unknown>
  const list = (key: 'and' | 'or') => {
    if (!Array.isArray(node[key])) return refuse(inside(place, key), 'not_a_list')
    return (node[key] as unknown[]).map((child, index) => parse(child, inside(place, `${key}[${index}]`)))
  }
  const keys = Object.keys(node).sort().join()
  if (keys === 'and') return { and: list('and') }
  if (keys === 'or') return { or: list('or') }
  if (keys === 'not') return { not: parse(node['not'], inside(place, 'not')) }
  if ('field' in node && /^field(,op)?(,value)?$/.test(keys)) return parseComparison(node, place)
  if (place.segment !== undefined) return refuse(place, 'not_in_a_segment')
  return parseUserLeaf(node, place)
}

function parseUserLeaf(node: Record<string, unknown>, place: Place): Filter {
  const keys = Object.keys(node).sort().join()
  if (keys === 'set') {
    if (!Number.isSafeInteger(node['set'])) return refuse(inside(place, 'set'), 'wrong_type')
    return { set: node['set'] as number }
  }
  if (keys === 'search' || keys === 'in,search') {
    const index = node['in'] ?? 'all'
    if (!isStorable(node['search']) || node['search'].length > 200)
      refuse(inside(place, 'search'), 'wrong_type')
    const known = searchIndexes.find(one => one === index)
    if (!known) return refuse(inside(place, 'in'), 'unknown_index')
    return { search: node['search'], in: known }
  }
  if (keys === 'in,whole') {
    if (!isStorable(node['whole']) || node['whole'].length > 255) refuse(inside(place, 'whole'), 'wrong_type')
    const known = wholeIndexes.find(one => one === node['in'])
    if (!known) return refuse(inside(place, 'in'), 'unknown_index')
    return { whole: node['whole'], in: known }
  }
  if (keys === 'some' || keys === 'some,where') {
    const segment = typeof node['some'] === 'string' ? segmentOf(node['some']) : undefined
    if (!segment) return refuse(inside(place, 'some'), 'unknown_segment')
    if (node['where'] === undefined) return { some: segment.kind }
    return {
      some: segment.kind,
      where: parse(node['where'], { ...inside(place, 'where'), segment: segment.kind }),
    }
  }
  return refuse(place, 'unknown_form')
}

function parseComparison(node: Record<string, unknown>, place: Place): Comparison {
  const name = node['field']
  const field = typeof name === 'string' ? fieldOf(name, place) : undefined
  if (!field) return refuse(inside(place, 'field'), 'unknown_field')
  const op = operators.find(one => one === node['op'])
  if (!op) return refuse(inside(place, 'op'), 'unknown_operator')
  if (field.sensitive && op !== 'empty') return refuse(place, 'sensitive_field')
  if (op === 'empty') return { field: field.name, op }
  const allowed = operatorsOf[field.type]
  if (!allowed.includes(op)) return refuse(inside(place, 'op'), 'operator_not_for_type')
  if (!isValue(node['value'], field.type, op)) return refuse(inside(place, 'value'), 'wrong_type')
  return { field: field.name, op, value: node['value'] as Comparison['value'] & {} }
}

function fieldOf(
  name: string,
  place: Place,
): { name: string; type: ValueType; sensitive?: true } | undefined {
  if (place.segment !== undefined)
    return segmentOf(place.segment)!.fields.find(field => field.name === name && !field.secret)
  return fieldNamed(name) ?? derivedNamed(name)
}

const ordered = ['eq', 'in', 'lt', 'lte', 'gt', 'gte'] as const
const operatorsOf: Record<ValueType, readonly string[]> = {
  text: ['eq', 'in', 'contains', 'starts', 'lt', 'lte', 'gt', 'gte'],
  code: ['eq', 'in'],
  codes: ['eq', 'in'],
  boolean: ['eq'],
  date: ordered,
  moment: ordered.filter(op => op !== 'in'),
  number: ordered.filter(op => op !== 'in'),
  notices: [],
  parameters: [],
  user: ['eq'],
}

function isValue(value: unknown, type: ValueType, op: string): boolean {
  if (op === 'in') {
    const isListed = (one: unknown) => !isRelative(one) && isSingle(one, type)
    return Array.isArray(value) && value.length <= maxListLength && value.every(isListed)
  }
  return isSingle(value, type)
}

function isSingle(value: unknown, type: ValueType): boolean {
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'number') return typeof value === 'number' ? Number.isFinite(value) : isDecimal(value)
  if (type === 'user') return Number.isSafeInteger(value)
  if (type === 'date' && isRelative(value)) return true
  if (!isStorable(value)) return false
  if (type === 'date') return isDate(value)
  return type !== 'moment' || isMoment(value)
}

/** Text without NUL, which PostgreSQL cannot hold. */
const isStorable = (value: unknown): value is string => typeof value === 'string' && !value.includes('\u0000')

const isDecimal = (value: unknown): boolean =>
  typeof value === 'string' && /^-?\d{1,12}(\.\d{1,4})?$/.test(value)

function isRelative(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const days = (value as { daysFromToday?: unknown }).daysFromToday
  return Object.keys(value).length === 1 && Number.isSafeInteger(days) && Math.abs(days as number) <= 73_000
}
