import { appError } from '../errors.ts'
import { almaElements } from '../fields/alma-elements.ts'
import { type AlmaTree, type AlmaValue, attributeNames, wrapperOf } from './alma-tree.ts'
import { parseUserElement } from './parse-user-element.ts'
import { codeLists } from './user-shape.ts'
import type { XmlElement } from './xml-element.ts'

/** The largest user object, in bytes. */
const mostBytes = 4_000_000

/** Names of elements that stand around a list, and the key that the list has in JSON. */
const lists = new Map(
  [
    ...Object.values(almaElements).flatMap(({ name }) => [name, `${name}_type`]),
    ...['proxy_for_user', 'parameter', 'row', ...Object.keys(codeLists)],
  ].map(name => [wrapperOf(name), name]),
)

/** The members of a set keep the name of the list in JSON, too: `"members":{"member":[…]}`. */
const kept = new Map([['members', 'member']])

/**
 * An object in XML as the JSON object that says the same, for `fromAlmaJson`. Strictly UTF-8 and well-formed, without
 * entities of its own, bounded in bytes, depth and elements; throws `invalid_input`.
 */
export function fromAlmaXml(bytes: Uint8Array, root = 'user', limit = mostBytes): AlmaTree {
  if (bytes.length > limit) throw refused({ rule: 'too_long', limit })
  const parsed = parseUserElement(bytes, root)
  if ('problem' in parsed) throw refused({ rule: parsed.problem.code })
  return childrenOf(parsed.element)
}

const refused = (problem: { rule: string; limit?: number }) =>
  appError('invalid_input', { problems: [{ field: '', ...problem }] })

/** An element without children is its text; words for codes are not read. */
const valueIn = (element: XmlElement): AlmaValue =>
  element.children.length === 0 ? element.text : childrenOf(element)

const listIn = (element: XmlElement, name: string): AlmaValue[] =>
  element.children.filter(one => one.name === name).map(valueIn)

function childrenOf(element: XmlElement): AlmaTree {
  const attributes = Object.entries(element.attributes).filter(([name]) => attributeNames.has(name))
  const children = element.children.map((one): [string, AlmaValue] => {
    const key = lists.get(one.name)
    if (key !== undefined) return [key, listIn(one, key)]
    const inner = kept.get(one.name)
    return [one.name, inner === undefined ? valueIn(one) : { [inner]: listIn(one, inner) }]
  })
  return Object.fromEntries([...attributes, ...children])
}
