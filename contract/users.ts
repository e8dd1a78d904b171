import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** What the list, its counts and its export select by. `filter` is a JSON `Filter`; all parts are joined by "and". */
export const UserSelection = {
  tab: Type.Optional(Type.Enum(['ALL', 'STAFF', 'PUBLIC', 'CONTACT'])),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  index: Type.Optional(Type.String({ maxLength: 30 })),
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
}

/** One row of "Find and manage users" (features A1); codes, not labels. */
export const UserRow = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
  status: Type.String(),
  accountType: Type.String(),
  recordType: Type.String(),
  jobCategory: Type.Optional(Type.String()),
  userGroup: Type.Optional(Type.String()),
  expiryDate: Type.Optional(Type.String()),
  purgeDate: Type.Optional(Type.String()),
  isResearcher: Type.Boolean(),
  hasActiveBlocks: Type.Boolean(),
  hasNotes: Type.Boolean(),
})
export type UserRow = Static<typeof UserRow>

/** `sort` is a column, `-` in front for descending. */
export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  permission: 'users.view',
  summary: 'One page of users',
  query: closed({
    ...UserSelection,
    ...PageQuery,
    sort: Type.Optional(
      Type.Enum([
        'name',
        '-name',
        'expiryDate',
        '-expiryDate',
        'purgeDate',
        '-purgeDate',
        'userGroup',
        '-userGroup',
      ]),
    ),
  }),
  response: pageOf(UserRow),
})

export const countUsers = endpoint({
  method: 'GET',
  path: '/api/users/count',
  permission: 'users.view',
  summary: 'Exact number of users that match',
  query: closed(UserSelection),
  response: Type.Object({ total: Type.Integer() }),
})

/** Counts of each facet are of the users who match everything else. */
export const UserFacets = Type.Object({
  recordType: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
  accountType: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
  userGroup: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
  role: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
  status: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
})
export type UserFacets = Static<typeof UserFacets>

/** `chosen` filters come apart from `filter` so that each facet can leave its own out. */
export const FacetChoice = {
  accountType: Type.Optional(Type.String({ maxLength: 30 })),
  userGroup: Type.Optional(Type.String({ maxLength: 50 })),
  role: Type.Optional(Type.String({ maxLength: 50 })),
  /** `current` = active and not expired, `lapsed` = not active or expired (features A2). */
  status: Type.Optional(Type.Enum(['current', 'lapsed'])),
}

export const facetUsers = endpoint({
  method: 'GET',
  path: '/api/users/facets',
  permission: 'users.view',
  summary: 'Counts per record type, account type, user group, role and status',
  query: closed({ ...UserSelection, ...FacetChoice }),
  response: UserFacets,
})

/** The filtered list as a file; columns are field names of the catalogue. */
export const exportUsers = endpoint({
  method: 'GET',
  path: '/api/users/export',
  permission: 'users.view',
  summary: 'Download the users that match as XLSX or CSV',
  query: closed({
    ...UserSelection,
    format: Type.Enum(['xlsx', 'csv']),
    columns: Type.String({ maxLength: 2000 }),
  }),
  download: true,
})

/** An element of a segment: its id and its values. */
export const Element = Type.Object({ id: Type.String(), values: Type.Record(Type.String(), Type.Unknown()) })
export type Element = Static<typeof Element>

/** The whole record. `values` has no entry for an empty field. */
export const UserRecord = Type.Object({
  userId: Type.Integer(),
  revision: Type.Integer(),
  name: Type.String(),
  values: Type.Record(Type.String(), Type.Unknown()),
  segments: Type.Record(Type.String(), Type.Array(Element)),
  summary: Type.Object({
    balance: Type.String(),
    activeLoans: Type.Integer(),
    openRequests: Type.Integer(),
    activeBlocks: Type.Integer(),
    isProtected: Type.Boolean(),
    isExpired: Type.Boolean(),
  }),
  origin: Type.Object({
    createdBy: Type.String(),
    createdAt: Type.String(),
    updatedBy: Type.String(),
    updatedAt: Type.String(),
    updatedByTaskId: Type.Optional(Type.Integer()),
  }),
  /** Fields that staff keep from the student system, with what it sent last (null: nothing). */
  originalValues: Type.Record(Type.String(), Type.Unknown()),
})
export type UserRecord = Static<typeof UserRecord>

export const readUser = endpoint({
  method: 'GET',
  path: '/api/users/:userId',
  permission: 'users.view',
  summary: 'One user record',
  params: closed({ userId: Id }),
  response: UserRecord,
})

/**
 * Path to new value: a field by its name (null clears it), an element as `kind/elementId` (the whole element; null removes
 * it; a new one gets an id of its sender). Refused with 409 and what changed if the revision is no longer current.
 */
export const editUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:userId',
  permission: 'users.edit',
  summary: 'Change one user record',
  params: closed({ userId: Id }),
  body: closed({
    revision: Type.Integer({ minimum: 1 }),
    values: Type.Record(Type.String(), Type.Unknown()),
    /** Changes what the student system owns, too; its next load brings it again. */
    openForUpdate: Type.Optional(Type.Boolean()),
    /** Edited fields that staff could keep from the student system, and leave to it. */
    leaveToSis: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 50 })),
  }),
  response: UserRecord,
})

/** Adds an internal user; paths and values as in `editUser`. Refused with `look_alikes` until they are accepted. */
export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  permission: 'users.add',
  summary: 'Add a user',
  body: closed({
    recordType: Type.Enum(['PUBLIC', 'STAFF', 'CONTACT']),
    values: Type.Record(Type.String(), Type.Unknown()),
    acceptLookAlikes: Type.Optional(Type.Boolean()),
  }),
  response: UserRecord,
})

/** Somebody with the same names and birth date; in the details of `look_alikes`. */
export const LookAlike = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
  birthDate: Type.String(),
  userGroup: Type.Optional(Type.String()),
  expiryDate: Type.Optional(Type.String()),
})
export type LookAlike = Static<typeof LookAlike>

export const toggleAccountType = endpoint({
  method: 'POST',
  path: '/api/users/:userId/account-type',
  permission: 'users.toggle',
  summary: 'Make an internal account external, or the other way round',
  params: closed({ userId: Id }),
  body: closed({
    revision: Type.Integer({ minimum: 1 }),
    accountType: Type.Enum(['INTERNAL', 'EXTERNAL', 'INTEXTAUTH']),
  }),
  response: UserRecord,
})

export const HistoryEntry = Type.Object({
  at: Type.String(),
  actor: Type.String(),
  source: Type.String(),
  reason: Type.Optional(Type.String()),
  taskId: Type.Optional(Type.Integer()),
  kind: Type.Enum(['created', 'changed']),
  changes: Type.Array(
    Type.Object({
      path: Type.String(),
      old: Type.Optional(Type.Unknown()),
      new: Type.Optional(Type.Unknown()),
    }),
  ),
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const readHistory = endpoint({
  method: 'GET',
  path: '/api/users/:userId/history',
  permission: 'users.view',
  summary: 'Changes of one user, newest first',
  params: closed({ userId: Id }),
  query: closed({ ...PageQuery, days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })) }),
  response: pageOf(HistoryEntry),
})
