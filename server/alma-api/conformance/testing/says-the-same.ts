import { expect } from 'vitest'
import type { AlmaTree, AlmaValue } from '../../../alma-user/alma-tree.ts'
import { parseUserElement } from '../../../alma-user/parse-user-element.ts'
import type { XmlElement } from '../../../alma-user/xml-element.ts'

/** What the facts call attributes in XML (alma-api §1.1, 3). */
const attributes = [
  'link',
  'preferred',
  'preferred_sms',
  'segment_type',
  'total_record_count',
  'total_sum',
  'currency',
]

/** Lists whose elements have another one around them, and how it is called (alma-api §1.1, 5). */
const wrappers: Readonly<Record<string, string>> = {
  user_identifier: 'user_identifiers',
  user_role: 'user_roles',
  parameter: 'parameters',
  user_block: 'user_blocks',
  user_note: 'user_notes',
  user_statistic: 'user_statistics',
  proxy_for_user: 'proxy_for_users',
  rs_library: 'rs_libraries',
  library_notice: 'library_notices',
  email: 'emails',
  email_type: 'email_types',
  phone: 'phones',
  phone_type: 'phone_types',
  address: 'addresses',
  address_type: 'address_types',
  transaction: 'transactions',
  row: 'rows',
  header: 'headers',
  alert: 'alerts',
  counter: 'counters',
  action: 'actions',
  location: 'locations',
  operator: 'operators',
  served_library: 'served_libraries',
  item_loan: 'item_loans',
  user_request: 'user_requests',
  fee: 'fees',
  letter: 'letters',
  history_entry: 'history_entries',
  change: 'changes',
  event_key: 'event_keys',
  attachment: 'attachments',
  account: 'accounts',
}

type Depth = { path: string; mask: (text: string) => string }

/**
 * Whether an answer in XML says what the one in JSON says, in the same order, by the rules of the facts alone. Of two
 * different things of a kind, only what is no number can be the same.
 */
export function expectSame(
  json: AlmaTree,
  xml: string,
  { root, isOther }: { root: string; isOther: boolean },
): void {
  const parsed = parseUserElement(Buffer.from(xml), root)
  if ('problem' in parsed) throw new Error(`${JSON.stringify(parsed.problem)} in ${xml}`)
  const mask = (text: string) => (isOther ? text.replaceAll(/[\da-f]{8}(-[\da-f]+){4}|\d+/g, '0') : text)
  expect(said(parsed.element, mask)).toEqual(elementOf(root, json, { path: root, mask }))
}

type Said = { name: string; attributes: Record<string, string>; text: string; children: Said[] }

const said = (element: XmlElement, mask: Depth['mask']): Said => ({
  name: element.name,
  attributes: Object.fromEntries(
    Object.entries(element.attributes).map(([name, value]) => [name, mask(value)]),
  ),
  text: element.children.length > 0 ? element.text.trim() : mask(element.text),
  children: element.children.map(one => said(one, mask)),
})

function elementOf(name: string, value: AlmaValue, depth: Depth): Said {
  const { mask } = depth
  if (Array.isArray(value)) {
    const [one, wrapper] = [name, wrappers[name]]
    if (!wrapper) throw new Error(`The list ${depth.path} has no name in XML`)
    return {
      name: wrapper,
      attributes: {},
      text: '',
      children: value.map(item => elementOf(one, item, depth)),
    }
  }
  if (typeof value !== 'object' || value === null)
    return { name, attributes: {}, text: mask(String(value)), children: [] }
  const entries = Object.entries(value).filter(([, one]) => one !== null)
  const told = (pairs: [string, AlmaValue][]) =>
    Object.fromEntries(pairs.map(([key, one]) => [key, mask(String(one))]))
  if (isCoded(value)) {
    const text = value['value'] === null ? '' : mask(String(value['value']))
    return { name, attributes: told(entries.filter(([key]) => key !== 'value')), text, children: [] }
  }
  const isAttribute = ([key]: [string, AlmaValue]) => attributes.includes(key)
  const children = entries
    .filter(pair => !isAttribute(pair))
    .flatMap(([key, one]) => {
      const inner = { ...depth, path: `${depth.path}.${key}` }
      // Lists of lists: the root stands around its elements already.
      const isRoot = Array.isArray(one) && 'total_record_count' in value
      return isRoot ? one.map(item => elementOf(key, item, inner)) : [elementOf(key, one, inner)]
    })
  return { name, attributes: told(entries.filter(isAttribute)), text: '', children }
}

/** A code with its words, or a number with its address: `value` and texts beside it (alma-api §1.1, 2 and 4). */
const isCoded = (tree: AlmaTree): boolean =>
  'value' in tree &&
  Object.entries(tree).every(
    ([key, one]) =>
      (['value', 'desc', 'link', 'name', 'description'].includes(key) && typeof one !== 'object') ||
      one === null,
  )
