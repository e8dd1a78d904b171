import { appError } from '../errors.ts'
import { almaElements } from '../fields/alma-elements.ts'
import { type AlmaTree, type AlmaValue, attributeNames, wrapperOf } from './alma-tree.ts'
import { readXml, type XmlListener } from './read-xml.ts'
import { codeLists } from './user-shape.ts'

/**
 * Elements in an object. What says something takes eight bytes or more an element, so that everything that is said in
 * 4 MB is read. Only open elements and what they said are kept: empty ones of one name cost time alone (4 MB: 0.2 s).
 */
export const mostElements = 500_000

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
 * entities of its own, bounded in depth and elements, and in bytes by whoever took them; throws `invalid_input`.
 */
export function fromAlmaXml(bytes: Uint8Array, root = 'user'): AlmaTree {
  const { listener, tree } = treeBuilder()
  const problem = readXml(bytes, { root, maxElements: mostElements }, listener)
  if (problem) throw appError('invalid_input', { problems: [{ field: '', rule: problem.code }] })
  return tree()
}

/** An element whose end has not come. */
type Open = {
  name: string
  attributes: Record<string, string>
  text: string
  /** What its attributes and children say; without children its text is all that it says. */
  children: Map<string, AlmaValue> | undefined
  /** For a list: the name of its elements, which alone are taken, and what they say. */
  list: { name: string; values: AlmaValue[] } | undefined
}

/** What a list leaves out, with all that is in it. */
const leftOut = 'left out'

/** Words for codes are not read: the attributes of an element without children. */
function treeBuilder(): { listener: XmlListener; tree: () => AlmaTree } {
  const open: (Open | typeof leftOut)[] = []
  let tree: AlmaTree = {}
  const listener: XmlListener = {
    open: (name, attributes) => {
      const parent = open.at(-1)
      const isWanted = parent !== leftOut && (parent?.list?.name ?? name) === name
      open.push(isWanted ? opened(name, { attributes, parent }) : leftOut)
    },
    text: text => {
      const element = open.at(-1)!
      if (element !== leftOut) element.text += text
    },
    close: () => {
      const element = open.pop()!
      const parent = open.at(-1)
      if (element === leftOut || parent === leftOut) return
      if (parent) take(parent, element)
      else tree = treeOf(element)
    },
  }
  return { listener, tree: () => tree }
}

type Place = { attributes: Record<string, string>; parent: Open | undefined }

/** Neither the object itself nor an element of a list is a list. */
function opened(name: string, { attributes, parent }: Place): Open {
  const item = parent && !parent.list ? (lists.get(name) ?? kept.get(name)) : undefined
  const list = item === undefined ? undefined : { name: item, values: [] }
  return { name, attributes, text: '', children: undefined, list }
}

/** Takes what an element that has ended says into the one around it. */
function take(parent: Open, element: Open): void {
  const { name, list } = element
  const value = element.children ? treeOf(element) : element.text
  if (parent.list) return void parent.list.values.push(value)
  parent.children ??= new Map(saidByAttributes(parent))
  if (!list) parent.children.set(name, value)
  else if (kept.has(name)) parent.children.set(name, { [list.name]: list.values })
  else parent.children.set(list.name, list.values)
}

const treeOf = (element: Open): AlmaTree => Object.fromEntries(element.children ?? saidByAttributes(element))

const saidByAttributes = ({ attributes }: Open): [string, AlmaValue][] =>
  Object.entries(attributes).filter(([name]) => attributeNames.has(name))
