/** A filter on users, as a small tree. Lists, facets, logical sets, purge criteria and tasks all speak it. */
export type Filter =
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter }
  | Comparison
  /** At least one element of the segment (note, block, role, identifier, email …) satisfies `where`. */
  | { some: string; where?: Filter }
  /** The search box: every word occurs, as a fragment; words of one or two letters only at the start of a word. */
  | { search: string; in?: SearchIndex }
  /** An identifier or e-mail address from its first to its last letter, in any case. */
  | { whole: string; in: WholeIndex }
  /** Members of a set. */
  | { set: number }

export type Comparison = { field: string; op: Operator; value?: FilterValue }

/** `eq in lt lte gt gte` compare exactly; `contains starts` ignore case, accents and punctuation. */
export const operators = ['eq', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'starts', 'empty'] as const
export type Operator = (typeof operators)[number]

/** A date can be relative: so many days from today (negative: ago), in the institution's time zone. */
export type RelativeDate = { daysFromToday: number }
export type FilterValue = string | number | boolean | RelativeDate | (string | number)[]

export const wholeIndexes = ['identifier', 'email'] as const
export type WholeIndex = (typeof wholeIndexes)[number]

export const searchIndexes = [
  'all',
  'name',
  'first_name',
  'last_name',
  'primary_id',
  'identifier',
  'email',
  'phone',
  'user_group',
  'job_category',
  'note',
  'address',
  'campus',
  'block',
  'statistic',
  'role',
] as const
export type SearchIndex = (typeof searchIndexes)[number]
