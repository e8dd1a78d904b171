import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { isCopiedBlock } from '../../contract/copied-blocks.ts'
import { isMoment } from '../calendar.ts'
import { almaElements } from '../fields/alma-elements.ts'
import { segmentOf, splitPath } from '../fields/catalogue.ts'
import { momentText } from '../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { tellingOf } from '../fields/telling.ts'
import type { CodeRules } from '../institutions/code-rules.ts'

type Values = Record<string, Json>
type Held = { path: string; element: Values; isTaken: boolean }

/** The kinds of elements that an object of Alma's replaces; beside them the proxies. All others of a record stay. */
export const replacedKinds: readonly string[] = Object.keys(almaElements)

export type ElementSwap = {
  elements: Readonly<Record<string, readonly Values[]>>
  codes: CodeRules
  institutionCode: string
}

/**
 * What replacing the elements of a record changes, path → element or null. Who is there already stays the same element:
 * found by all that Alma tells of it, else by what it cannot be without. Of an external account, a list that has elements
 * replaces those of the same origin, and an empty one all; no roles are no news (facts: alma-api §2.6). Blocks that were
 * copied from another institution are changed there.
 */
export function swapElements(record: RecordDocument, swap: ElementSwap): Patch {
  return Object.assign({}, ...replacedKinds.map(kind => swapKind(kind, record, swap)))
}

function swapKind(kind: string, record: RecordDocument, swap: ElementSwap): Patch {
  const shape = shapeOf(kind, record, swap)
  const held = heldOf(kind, record)
  const known = new Set(held.map(({ element }) => shape.content(element)))
  // Placeholders say nothing.
  const given = (swap.elements[kind] ?? []).filter(one => tells(kind, one) || known.has(shape.content(one)))
  if (kind === 'role' && given.length === 0) return {}
  const wanted = given.map(shape.completed)
  const partners = pairUp(wanted, held, shape)
  const edit: Patch = {}
  // Elements of one moment are told by the order of their ids: that in which they came.
  const stem = randomBytes(6).toString('hex')
  for (const [index, one] of wanted.entries()) {
    const partner = partners[index]
    if (!partner) edit[`${kind}/k${stem}${String(index).padStart(4, '0')}`] = decided(kind, one, swap.codes)
    else {
      const changed = isCopiedBlock(partner.path) ? undefined : shape.changed(partner.element, one)
      if (changed) edit[partner.path] = changed
    }
  }
  const origins = new Set(wanted.map(shape.originOf))
  for (const { path, element, isTaken } of held)
    if (!isTaken && !isCopiedBlock(path) && (wanted.length === 0 || origins.has(shape.originOf(element))))
      edit[path] = null
  return edit
}

function heldOf(kind: string, record: RecordDocument): Held[] {
  return Object.entries(record)
    .filter(([path]) => splitPath(path).kind === kind && path !== kind)
    .map(([path, element]) => ({ path, element: element as Values, isTaken: false }))
}

/** Whether an element says anything. */
function tells(kind: string, element: Values): boolean {
  const fields = segmentOf(kind)!.fields.filter(field => !field.machine)
  return tellingOf(fields).some(({ name }) => (element[name] ?? null) !== null)
}

type Shape = {
  /** Whose an element is. All that an account has is its own unless it is external. */
  originOf: (element: Values) => boolean
  /** All that Alma tells of an element, but who made it. */
  content: (element: Values) => string
  /** By what elements are told apart, the narrowest first. */
  keys: readonly ((element: Values) => string)[]
  /** In the form of documents, without what is not for a program to say. */
  completed: (given: Values) => Values
  /** The stored element with what the given one says otherwise; undefined if that is nothing. */
  changed: (stored: Values, given: Values) => Values | undefined
}

/** Marks of an element that are no part of its content. */
const marks = ['external', 'created_by', 'created_at']

function shapeOf(kind: string, record: RecordDocument, { codes, institutionCode }: ElementSwap): Shape {
  // The type of a statistical category follows from the category, whatever is sent.
  const names = Object.keys(almaElements[kind]!.fields).filter(name => name !== 'category_type')
  const contents = names.filter(name => !marks.includes(name))
  const isOwned = names.includes('external') && record['account_type'] === 'EXTERNAL'
  const partOf = (element: Values, name: string) => canonical(name, element[name] ?? null, institutionCode)
  const keyOf = (parts: readonly string[]) => (element: Values) =>
    JSON.stringify(parts.map(name => partOf(element, name)))
  const originOf = (element: Values) => isOwned && element['external'] === true
  const content = keyOf(contents)
  const needed = segmentOf(kind)!.fields.filter(field => field.required)
  const own = keyOf([...needed.map(field => field.name), ...(kind === 'role' ? ['scope'] : [])])
  const maker = keyOf(['created_by', 'created_at'])
  const isMade = names.includes('created_at')
  const isSame = (stored: Values, given: Values, name: string) =>
    isDeepStrictEqual(partOf(stored, name), partOf(given, name)) ||
    (name === 'external' && !isOwned) ||
    // Who made it stays, unless somebody says otherwise.
    (marks.includes(name) && (given[name] ?? null) === null)
  return {
    originOf,
    content,
    keys: [
      ...(isMade ? [(one: Values) => `${content(one)} ${maker(one)}`] : []),
      one => `${content(one)} ${originOf(one)}`,
      content,
      ...(isMade ? [(one: Values) => `${own(one)} ${maker(one)}`] : []),
      own,
      ...(isMade ? [(one: Values) => (one['created_at'] === undefined ? '' : maker(one))] : []),
    ],
    completed: given => {
      const element = without(given, 'category_type')
      const { created_at: moment } = element
      if (typeof moment === 'string') element['created_at'] = momentOf(moment)
      if (!isOwned && names.includes('external')) element['external'] = false
      return element
    },
    changed: (stored, given) => {
      const news = names.filter(name => !isSame(stored, given, name))
      if (news.length === 0) return undefined
      const said = news.map(name => [name, given[name] ?? null] as const)
      const merged: Values = { ...stored, ...Object.fromEntries(said) }
      return news.includes('category') ? decided(kind, without(merged, 'category_type'), codes) : merged
    },
  }
}

const without = (element: Values, name: string): Values =>
  Object.fromEntries(Object.entries(element).filter(([one]) => one !== name))

/** A moment in the form of documents; what is none comes as it is, for those who judge values. */
function momentOf(text: string): string {
  const isCanonical = /T\d\d:\d\d:\d\d(\.\d*[1-9])?\+00:00$/.test(text)
  return isCanonical || !isMoment(text) ? text : momentText(new Date(text))
}

/** The forms of a value that mean the same, as one: nothing, and the whole institution. */
function canonical(name: string, value: Json, institutionCode: string): Json {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return null
  if (name === 'scope' && value === institutionCode) return null
  if (name !== 'parameters' || !Array.isArray(value)) return value
  return value.map(one => {
    const { type = null, value: code = null, scope = null } = (one ?? {}) as Values
    return [type, code, scope]
  })
}

/** Pairs what is wanted with what is there, by one key after the other; nothing is taken twice. */
function pairUp(wanted: readonly Values[], held: readonly Held[], { keys }: Shape): (Held | undefined)[] {
  const partners: (Held | undefined)[] = wanted.map(() => undefined)
  for (const key of keys) {
    const free = Map.groupBy(
      held.filter(one => !one.isTaken),
      one => key(one.element),
    )
    for (const [index, one] of wanted.entries()) {
      const name = partners[index] ? '' : key(one)
      const partner = name === '' ? undefined : free.get(name)?.shift()
      if (!partner) continue
      partner.isTaken = true
      partners[index] = partner
    }
  }
  return partners
}

/**
 * Codes that follow from others: the type of a statistical category is never a matter of who sends it, and that of a block
 * is GENERAL where nothing says otherwise (facts: alma-api §1.7, §1.9).
 */
function decided(kind: string, element: Values, codes: CodeRules): Values {
  const companions = (table: string, code: Json | undefined, field: string) =>
    typeof code === 'string' ? codes.companions(table, code, field) : undefined
  if (kind === 'statistic') {
    const allowed = companions('UserStatCategories', element['category'], 'category_type')
    return allowed ? { ...element, category_type: allowed[0]! } : element
  }
  if (kind !== 'block' || (element['block_type'] ?? null) !== null) return element
  const isOpen = companions('UserBlockDescription', element['block_description'], 'block_type') === undefined
  const isKnown = codes.all.get('UserBlockTypes')?.has('GENERAL')
  return isOpen && isKnown ? { ...element, block_type: 'GENERAL' } : element
}
