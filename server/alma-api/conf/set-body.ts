import type { Filter } from '../../../contract/filter.ts'
import { type AlmaTree, isTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import { readCodeIndex } from '../../institutions/code-tables.ts'
import type { Named } from '../../sets/change-members.ts'
import type { SetNames } from '../../sets/create-set.ts'
import type { Call } from '../call.ts'
import { flagOf, storable, textOf, treesOf } from './body-values.ts'
import { refuseSet } from './conf-refusals.ts'
import { readQuery } from './set-query.ts'

/** The most members that one call may name. */
const mostMembers = 1000

/** What the body says of a set beside its kind and its members; private unless it says otherwise. */
export function readNames(tree: AlmaTree): Required<SetNames> {
  const name = storable(textOf(tree['name']) ?? '')
  if (name === '') throw refuseSet('402228', { field: 'name' })
  const status = textOf(tree['status']) || 'ACTIVE'
  if (status !== 'ACTIVE') throw refuseSet('60210', { value: status })
  const isPrivate = flagOf(tree['private'])
  const privacy = textOf(tree['private'])
  if (privacy && isPrivate === undefined) throw refuseSet('60209', { value: privacy })
  return {
    name,
    description: storable(textOf(tree['description']) ?? ''),
    note: storable(textOf(tree['note']) ?? ''),
    isPrivate: isPrivate ?? true,
  }
}

/** The filter of the query in the body, undefined where there is none. */
export function readFilter(tree: AlmaTree): Filter | undefined {
  const query = textOf(tree['query'])
  if (!query) return undefined
  const read = readQuery(query)
  if ('filter' in read) return read.filter
  throw refuseSet(read.problem === 'content' ? '402269' : '402270', { at: read.at })
}

/** Identifiers of members in the body, each once; none where the body has no members. */
export function readMembers(tree: AlmaTree): string[] {
  const list = isTree(tree['members']) ? treesOf(tree['members']['member']) : []
  if (list.length > mostMembers) throw refuseSet('60118', { limit: mostMembers })
  const ids = list.map(one => storable(textOf(one['id']) ?? ''))
  if (ids.includes('')) throw refuseSet('60114')
  const seen = new Set<string>()
  const repeated = ids.filter(id => seen.size === seen.add(id.toLowerCase()).size)
  if (repeated.length > 0) throw refuseSet('60119', { ids: repeated.join(', ') })
  return ids
}

const primaryNames = ['PRIMARY', 'PRIMARYIDENTIFIER', 'primary_id']

/** The type of the identifiers, primary ones unless `id_type` says otherwise. */
export async function readIdType(ctx: Context, { query }: Call): Promise<Named['idType']> {
  const type = query.text('id_type')
  if (type === undefined || primaryNames.includes(type)) return 'PRIMARY'
  const isKnown = (await readCodeIndex(ctx)).get('UserIdentifierTypes')?.has(type)
  if (!isKnown) throw refuseSet('60176', { type })
  return type
}
