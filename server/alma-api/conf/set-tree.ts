import type { Filter } from '../../../contract/filter.ts'
import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { FoundSet } from '../../sets/find-sets.ts'
import type { Call } from '../call.ts'
import { yesNo } from './body-values.ts'
import { queryOf } from './set-query.ts'

/** To whom everything belongs that programs make (facts: alma-api §3.1). */
export const apiUser = 'exl_api'

/** A set as Alma tells it. The numbers of logical sets are there if they were counted. */
export function setTree(set: FoundSet, { linkTo }: Pick<Call, 'linkTo'>): AlmaTree {
  const link = linkTo(`/conf/sets/${set.setId}`)
  const day = `${set.createdAt.slice(0, 10)}Z`
  const isLogical = set.kind === 'logical'
  const query = isLogical ? queryOf(set.filter as Filter) : ''
  return {
    link,
    id: String(set.setId),
    name: set.name,
    description: set.description ?? '',
    type: isLogical ? coded('LOGICAL', 'Logical') : coded('ITEMIZED', 'Itemized'),
    content: coded('USER', 'Users'),
    private: yesNo(set.isPrivate),
    status: coded('ACTIVE', 'Active'),
    status_date: set.createdAt,
    note: set.note ?? '',
    created_by: creatorOf(set),
    created_date: day,
    ...(isLogical ? { query: coded(query, query) } : {}),
    ...(set.memberCount === undefined
      ? {}
      : { number_of_members: { value: String(set.memberCount), link: `${link}/members` } }),
    origin: coded('UI', 'Institution only'),
  }
}

function creatorOf({ origin, creator, createdBy }: FoundSet): AlmaTree {
  if (origin === 'api') return coded(apiUser, createdBy)
  return creator ? coded(creator.primaryId, creator.name) : coded('', createdBy)
}
