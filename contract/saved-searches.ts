import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { FacetChoice, listUsers, UserSelection } from './users.ts'

/** What the list was asked for: tab, search box, filters and order. */
const Search = closed({
  ...UserSelection,
  ...FacetChoice,
  sort: listUsers.query.properties.sort,
})

/** Ids of the columns that are shown, in their order. */
const Columns = Type.Array(Type.String({ maxLength: 50 }), { maxItems: 50 })

export const SavedSearch = Type.Object({
  searchId: Type.Integer(),
  name: Type.String(),
  isShared: Type.Boolean(),
  isOwn: Type.Boolean(),
  /** Own, or left behind by somebody who is gone. */
  canEdit: Type.Boolean(),
  createdBy: Type.Optional(Type.String()),
  search: Search,
  columns: Columns,
})
export type SavedSearch = Static<typeof SavedSearch>

const what = {
  name: Type.String({ minLength: 1, maxLength: 255 }),
  /** Everybody who sees users sees it; needs `sets.manage`. */
  isShared: Type.Boolean(),
  search: Search,
  columns: Columns,
}

export const listSavedSearches = endpoint({
  method: 'GET',
  path: '/api/saved-searches',
  permission: 'users.view',
  summary: 'Saved searches: own ones and those shared with everybody, by name',
  response: Type.Object({ items: Type.Array(SavedSearch) }),
})

export const createSavedSearch = endpoint({
  method: 'POST',
  path: '/api/saved-searches',
  permission: 'users.view',
  summary: 'Save a search',
  body: closed(what),
  response: SavedSearch,
})

export const editSavedSearch = endpoint({
  method: 'PATCH',
  path: '/api/saved-searches/:searchId',
  permission: 'users.view',
  summary: 'Rename or share a saved search, or give it another content',
  params: closed({ searchId: Id }),
  body: Type.Partial(closed(what), { additionalProperties: false }),
  response: SavedSearch,
})

export const deleteSavedSearch = endpoint({
  method: 'DELETE',
  path: '/api/saved-searches/:searchId',
  permission: 'users.view',
  summary: 'Delete a saved search',
  params: closed({ searchId: Id }),
})
