import { isDeepStrictEqual } from 'node:util'
import type { Filter, Operator } from '../../../contract/filter.ts'

/** Operators of Alma's queries; nothing tells how the second differs from the first (facts: alma-api §3.1). */
export const almaOperators = ['EQUAL', 'OUTER_EQUAL', 'CONTAIN', 'GREATER_EQUAL', 'LESS_THAN'] as const
export type AlmaOperator = (typeof almaOperators)[number]

/** What an index means in our language, by operator; an operator that is not there cannot be asked with. */
type Index = Partial<Record<AlmaOperator, (value: string) => Filter>>

const comparison = (field: string, op: Operator) => (value: string) => ({ field, op, value })
const within = (some: string, field: string, op: Operator) => (value: string) => ({
  some,
  where: { field, op, value },
})

const ofText = (field: string): Index => ({
  EQUAL: comparison(field, 'eq'),
  CONTAIN: comparison(field, 'contains'),
})
const ofElement = (some: string, field: string): Index => ({
  EQUAL: within(some, field, 'eq'),
  CONTAIN: within(some, field, 'contains'),
})
const ofCode = (field: string): Index => ({ EQUAL: comparison(field, 'eq') })
const ofElementCode = (some: string, field: string): Index => ({ EQUAL: within(some, field, 'eq') })
const ordered = (field: string): Index => ({
  EQUAL: comparison(field, 'eq'),
  GREATER_EQUAL: comparison(field, 'gte'),
  LESS_THAN: comparison(field, 'lt'),
})
const identifier = (op: Operator) => (value: string) => ({
  or: [
    { field: 'primary_id', op, value },
    { some: 'identifier', where: { field: 'value', op, value } },
  ],
})

/** All that the search box looks at but e-mail addresses, days of birth and identifiers. */
const general = [
  'name',
  'user_group',
  'job_category',
  'phone',
  'note',
  'address',
  'campus',
  'block',
  'statistic',
  'role',
] as const

/**
 * Indexes of logical sets of users. Nobody has published those of Alma: these are the fields by which its users are
 * searched (facts: alma-api §2.2), under the same names.
 */
const indexes: Readonly<Record<string, Index>> = {
  primary_id: ofText('primary_id'),
  first_name: ofText('first_name'),
  last_name: ofText('last_name'),
  middle_name: ofText('middle_name'),
  email: ofElement('email', 'address'),
  phone_number: ofElement('phone', 'number'),
  job_category: ofCode('job_category'),
  identifiers: { EQUAL: identifier('eq'), CONTAIN: identifier('contains') },
  birth_date: ordered('birth_date'),
  user_group: ofCode('user_group'),
  campus_code: ofCode('campus_code'),
  block_type: ofElementCode('block', 'block_type'),
  id_type: ofElementCode('identifier', 'id_type'),
  note_text: ofElement('note', 'text'),
  note_type: ofElementCode('note', 'note_type'),
  statistic_category: ofElementCode('statistic', 'category'),
  fines_fees_sum: ordered('balance'),
  general_info: { CONTAIN: search => ({ or: general.map(index => ({ search, in: index })) }) },
  ALL: { CONTAIN: search => ({ search, in: 'all' }) },
}

/** The filter that a condition means, or undefined if there is no such condition. */
export function filterOf(index: string, operator: AlmaOperator, value: string): Filter | undefined {
  const known = Object.hasOwn(indexes, index) ? indexes[index]! : {}
  return known[operator === 'OUTER_EQUAL' ? 'EQUAL' : operator]?.(value)
}

export type Condition = { index: string; operator: AlmaOperator; value: string }

/** The condition that means exactly this filter, or undefined if none does. */
export function conditionOf(filter: Filter): Condition | undefined {
  const value = valueIn(filter)
  if (value === undefined) return undefined
  for (const [index, operators] of Object.entries(indexes)) {
    for (const [operator, make] of Object.entries(operators))
      if (isDeepStrictEqual(make(value), filter)) return { index, operator: operator as AlmaOperator, value }
  }
  return undefined
}

/** The first text that something is compared with. */
function valueIn(filter: Filter): string | undefined {
  if ('search' in filter) return filter.search
  if ('field' in filter) return typeof filter.value === 'string' ? filter.value : undefined
  if ('some' in filter) return filter.where && valueIn(filter.where)
  return 'or' in filter && filter.or[0] ? valueIn(filter.or[0]) : undefined
}
