import { type AlmaTree, type AlmaValue, isTree } from '../../alma-user/alma-tree.ts'
import { codeLists } from '../../alma-user/user-shape.ts'
import { almaElements } from '../../fields/alma-elements.ts'
import { segmentOf } from '../../fields/catalogue.ts'
import type { Call } from '../call.ts'
import { refuse } from '../refusal.ts'

const kinds = Object.entries(almaElements)
const inContact = kinds.filter(([kind]) => 'document' in segmentOf(kind)!.store).map(([, { name }]) => name)
const lists = [
  ...kinds.map(([, { name }]) => name).filter(name => !inContact.includes(name)),
  ...['proxy_for_user', ...Object.keys(codeLists)],
]

/**
 * The user object in a body. Throws 401676 if it is none: lists that are no lists must not be taken for empty ones, which
 * would empty the record.
 */
export function readUserBody(call: Call): AlmaTree {
  const tree = call.readBody('user')
  const contact = tree['contact_info']
  const isSound =
    Object.keys(tree).length > 0 &&
    (isTree(contact) || isNothing(contact)) &&
    lists.every(name => isList(tree[name])) &&
    inContact.every(name => isList(isTree(contact) ? contact[name] : null)) &&
    isList(tree['user_role'], ({ parameter }) => isList(parameter)) &&
    isText(tree['password'])
  if (!isSound) throw refuse('401676')
  return tree
}

/** A list of objects, perhaps an empty one or nothing at all. */
function isList(value: AlmaValue | undefined, isOne: (tree: AlmaTree) => boolean = () => true): boolean {
  if (isNothing(value)) return true
  return Array.isArray(value) && value.every(one => isNothing(one) || (isTree(one) && isOne(one)))
}

/** An element of XML in which there is nothing is a text. */
const isNothing = (value: AlmaValue | undefined): boolean =>
  typeof (value ?? '') === 'string' && String(value ?? '').trim() === ''

const isText = (value: AlmaValue | undefined): boolean => typeof (value ?? '') === 'string'
