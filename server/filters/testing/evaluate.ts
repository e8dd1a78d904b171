import type { Comparison, Filter, FilterValue, SearchIndex, WholeIndex } from '../../../contract/filter.ts'
import { addDays } from '../../calendar.ts'
import { derivedNamed, fieldNamed, segmentOf } from '../../fields/catalogue.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import type { ValueType } from '../../fields/types.ts'
import { fold } from './fold.ts'

/** A user as the filter sees it: the record, and what follows from other tables. */
export type Person = {
  userId: number
  document: RecordDocument
  derived: Readonly<Record<string, number | boolean | string>>
}

/** What is the same for everybody. */
export type World = {
  today: string
  /** The filter of a logical set, or the members of an itemised one. */
  sets: ReadonlyMap<number, Filter | ReadonlySet<number>>
  /** Code to label, by code table. */
  labels: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The order of texts, which is the database's own. */
  compareText: (a: string, b: string) => number
}

/**
 * Whether the person satisfies the filter. The meaning of the filter language, said as plainly as it can be: what
 * the compiled SQL selects is held against it.
 */
export function evaluate(filter: Filter, person: Person, world: World): boolean {
  return holds(filter, leaf => {
    if ('set' in leaf) return isMember(leaf.set, person, world)
    if ('search' in leaf) return finds(leaf.search, leaf.in ?? 'all', { person, world })
    if ('whole' in leaf) return isNamed(leaf, person)
    if ('some' in leaf)
      return elementsOf(person, leaf.some).some(element => satisfies(element, leaf.where, leaf.some, world))
    const derived = derivedNamed(leaf.field)
    if (derived) {
      const amount = person.derived[leaf.field]
      const value = leaf.op === 'empty' ? amount || undefined : amount
      return compares(leaf, { type: derived.type, value }, world)
    }
    return compares(leaf, { type: fieldNamed(leaf.field)!.type, value: person.document[leaf.field] }, world)
  })
}

function isNamed({ whole, in: index }: { whole: string; in: WholeIndex }, person: Person): boolean {
  const names =
    index === 'email'
      ? elementsOf(person, 'email').map(one => one['address'])
      : [person.document['primary_id'], ...elementsOf(person, 'identifier').map(one => one['value'])]
  return names.some(name => name !== undefined && String(name).toLowerCase() === whole.trim().toLowerCase())
}

type Leaf = Exclude<Filter, { and: unknown } | { or: unknown } | { not: unknown }>

function holds(filter: Filter, leaf: (leaf: Leaf) => boolean): boolean {
  if ('and' in filter) return filter.and.every(child => holds(child, leaf))
  if ('or' in filter) return filter.or.some(child => holds(child, leaf))
  if ('not' in filter) return !holds(filter.not, leaf)
  return leaf(filter)
}

function isMember(setId: number, person: Person, world: World): boolean {
  const saved = world.sets.get(setId)!
  return saved instanceof Set ? saved.has(person.userId) : evaluate(saved as Filter, person, world)
}

type Element = Record<string, Json>

function elementsOf({ document }: Person, kind: string): Element[] {
  return Object.entries(document).flatMap(([path, value]) =>
    path.startsWith(`${kind}/`) ? [value as Element] : [],
  )
}

function satisfies(element: Element, where: Filter | undefined, kind: string, world: World): boolean {
  if (where === undefined) return true
  return holds(where, leaf => {
    const comparison = leaf as Comparison
    const { type } = segmentOf(kind)!.fields.find(field => field.name === comparison.field)!
    return compares(comparison, { type, value: element[comparison.field] }, world)
  })
}

type Cell = { type: ValueType; value: Json | undefined }

/** A comparison with an absent value is false; only a truth value that is absent counts as false. */
function compares({ op, value: wanted }: Comparison, { type, value }: Cell, world: World): boolean {
  if (op === 'empty') return value === undefined || (Array.isArray(value) && value.length === 0)
  if (type === 'boolean') return (value ?? false) === wanted
  if (value === undefined) return false
  if (type === 'number') return inOrder(op, Number(value) - Number(wanted))
  const list = Array.isArray(wanted) ? wanted : [wanted!]
  if (type === 'codes') return list.some(one => (value as Json[]).includes(one as string))
  if (op === 'contains') return fold(String(value)).includes(fold(String(wanted)))
  if (op === 'starts') return fold(String(value)).startsWith(fold(String(wanted)))
  return list.some(one => inOrder(op === 'in' ? 'eq' : op, difference({ type, value }, one, world)))
}

function inOrder(op: Comparison['op'], sign: number): boolean {
  const fits = { eq: sign === 0, lt: sign < 0, lte: sign <= 0, gt: sign > 0, gte: sign >= 0 }
  return fits[op as keyof typeof fits]
}

/** Below zero when the value comes before the wanted one. */
function difference({ type, value }: Cell, wanted: FilterValue, world: World): number {
  const text = String(value)
  if (type === 'user') return Number(value) - Number(wanted)
  if (type === 'moment') return Date.parse(text) - Date.parse(String(wanted))
  if (type === 'date') return Date.parse(text) - Date.parse(dateOf(wanted, world.today))
  return text === wanted ? 0 : world.compareText(text, String(wanted))
}

const dateOf = (wanted: FilterValue, today: string): string =>
  typeof wanted === 'object' && 'daysFromToday' in wanted
    ? addDays(today, wanted.daysFromToday)
    : String(wanted)

type Searched = { person: Person; world: World }

/** The search box: each word on its own, in any order. */
function finds(text: string, index: SearchIndex, { person, world }: Searched): boolean {
  const words = text.split(/\s+/u).filter(Boolean)
  const known = (table: string, code: Json | undefined, word: string): boolean => {
    const label = world.labels[table]![String(code)]
    return label !== undefined && (isSame(word, String(code)) || occurs(word, label))
  }
  const scalar = codeFields[index]
  if (scalar) return words.every(word => known(scalar.table, person.document[scalar.field], word))
  const coded = codedSegments[index]
  if (coded) {
    const elements = elementsOf(person, coded.kind)
    const holdsWord = (word: string) => (element: Element) =>
      Object.entries(coded.tables).some(([field, table]) => known(table, element[field], word)) ||
      (typeof element['note'] === 'string' && occurs(word, element['note']))
    return words.every(word => elements.some(holdsWord(word)))
  }
  if (index === 'address') {
    const texts = elementsOf(person, 'address').map(one =>
      addressFields.map(name => one[name] ?? '').join(' '),
    )
    return words.every(word => texts.some(text => occurs(word, text)))
  }
  if (index === 'phone') {
    const numbers = elementsOf(person, 'phone').map(phone =>
      fold(String(phone['number']).replaceAll(' ', '')),
    )
    return words.every(word => numbers.some(number => number.includes(fold(word))))
  }
  if (index === 'note')
    return words.every(word => elementsOf(person, 'note').some(note => occurs(word, String(note['text']))))
  return words.every(word => occurs(word, searchedText(person, index)))
}

const codeFields: Partial<Record<SearchIndex, { field: string; table: string }>> = {
  user_group: { field: 'user_group', table: 'UserGroups' },
  job_category: { field: 'job_category', table: 'JobTitles' },
  campus: { field: 'campus_code', table: 'Campuses' },
}

const codedSegments: Partial<Record<SearchIndex, { kind: string; tables: Record<string, string> }>> = {
  block: {
    kind: 'block',
    tables: { block_description: 'UserBlockDescription', block_type: 'UserBlockTypes' },
  },
  statistic: {
    kind: 'statistic',
    tables: { category: 'UserStatCategories', category_type: 'UserStatisticalTypes' },
  },
  role: { kind: 'role', tables: { role_type: 'HFrUserRoles.roleType' } },
}

const addressFields = [
  ...['line1', 'line2', 'line3', 'line4', 'line5'],
  ...['city', 'state_province', 'postal_code', 'country'],
]

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** One or two letters or digits are looked for at the start of a word, anything else anywhere. */
function occurs(word: string, text: string): boolean {
  const fragment = fold(word)
  const isShort = /^[a-z0-9]{1,2}$/.test(fragment)
  return isShort ? ` ${fold(text)}`.includes(` ${fragment}`) : fold(text).includes(fragment)
}

function searchedText(person: Person, index: SearchIndex): string {
  const fields = (...names: string[]) => names.map(name => person.document[name] ?? '')
  const names = (part: string) => fields(`${part}_name`, `pref_${part}_name`)
  const identifiers = [...fields('primary_id'), ...elementsOf(person, 'identifier').map(one => one['value']!)]
  const emails = elementsOf(person, 'email').map(one => one['address']!)
  const texts: Partial<Record<SearchIndex, Json[]>> = {
    all: [...names('first'), ...names('middle'), ...names('last'), ...identifiers, ...emails],
    name: [...names('first'), ...names('middle'), ...names('last')],
    first_name: names('first'),
    last_name: names('last'),
    primary_id: fields('primary_id'),
    identifier: identifiers,
    email: emails,
  }
  return texts[index]!.join(' ')
}
