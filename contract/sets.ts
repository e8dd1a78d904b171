import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

export const UserSet = Type.Object({
  setId: Type.Integer(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  kind: Type.Enum(['itemised', 'logical']),
  isPrivate: Type.Boolean(),
  isOwn: Type.Boolean(),
  origin: Type.String(),
  filter: Type.Optional(Type.Unknown()),
  memberCount: Type.Optional(Type.Integer()),
  unmatchedCount: Type.Integer(),
  createdBy: Type.String(),
  createdAt: Type.String(),
})
export type UserSet = Static<typeof UserSet>

const names = {
  name: Type.String({ minLength: 1, maxLength: 255 }),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  isPrivate: Type.Optional(Type.Boolean()),
}

export const listSets = endpoint({
  method: 'GET',
  path: '/api/sets',
  permission: 'sets.view',
  summary: 'Sets: my own, public, or all that I may see',
  query: closed({
    ...PageQuery,
    whose: Type.Optional(Type.Enum(['mine', 'public', 'all'])),
  }),
  response: pageOf(UserSet),
})

/** Reads one set with its exact number of members (a logical set is counted now). */
export const readSet = endpoint({
  method: 'GET',
  path: '/api/sets/:setId',
  permission: 'sets.view',
  summary: 'One set with its exact number of members',
  params: closed({ setId: Id }),
  response: UserSet,
})

/** From the current list: `logical` keeps the filter, `itemised` keeps today's members. `filter` is a `Filter`. */
export const createSet = endpoint({
  method: 'POST',
  path: '/api/sets',
  permission: 'sets.manage',
  summary: 'Create a set from a filter',
  body: closed({
    ...names,
    kind: Type.Enum(['itemised', 'logical']),
    filter: Type.Unknown(),
  }),
  response: UserSet,
})

/** Multipart: file (XLSX, CSV, TXT) and the text fields name, description, note, isPrivate. */
export const createSetFromFile = endpoint({
  method: 'POST',
  path: '/api/sets/from-file',
  permission: 'sets.manage',
  summary: 'Create an itemised set from a file of identifiers',
  upload: true,
  response: UserSet,
})

export const combineSets = endpoint({
  method: 'POST',
  path: '/api/sets/combine',
  permission: 'sets.manage',
  summary: 'Combine two sets by And, Or or Not into a new itemised set',
  body: closed({
    ...names,
    firstSetId: Id,
    secondSetId: Id,
    operation: Type.Enum(['and', 'or', 'not']),
  }),
  response: UserSet,
})

/** What a combination would hold, without making it. */
export const previewCombination = endpoint({
  method: 'GET',
  path: '/api/sets/combine/preview',
  permission: 'sets.manage',
  summary: 'Number of members of each possible combination of two sets',
  query: closed({ firstSetId: Id, secondSetId: Id }),
  response: Type.Object({
    first: Type.Integer(),
    second: Type.Integer(),
    and: Type.Integer(),
    or: Type.Integer(),
    not: Type.Integer(),
  }),
})

/** Whoever matches the filter now becomes a member of an own itemised set; who is one already stays one. */
export const addToSet = endpoint({
  method: 'POST',
  path: '/api/sets/:setId/members',
  permission: 'sets.manage',
  summary: 'Add the users who match a filter to an itemised set',
  params: closed({ setId: Id }),
  body: closed({ filter: Type.Unknown() }),
  response: Type.Object({ set: UserSet, added: Type.Integer() }),
})

export const deleteSet = endpoint({
  method: 'DELETE',
  path: '/api/sets/:setId',
  permission: 'sets.manage',
  summary: 'Delete a set (not its members)',
  params: closed({ setId: Id }),
})

export const downloadUnmatched = endpoint({
  method: 'GET',
  path: '/api/sets/:setId/unmatched',
  permission: 'sets.view',
  summary: 'Rows of the uploaded file that match nobody, as CSV',
  params: closed({ setId: Id }),
  download: true,
})
