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
  isOwned: true,
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
  isOwned: true,
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

/** Something that a user may not do now (LOGIN, LOAN, RENEW, HOLD, ILL …), and all that forbids it. */
export const ForbiddenAction = Type.Object({
  action: Type.String(),
  because: Type.Array(
    Type.Object({
      kind: Type.Enum(['block', 'inactive', 'expired', 'patron_role_ended', 'limit']),
      /** Of a block: its description, and its place in the record. */
      code: Type.Optional(Type.String()),
      elementId: Type.Optional(Type.String()),
      /** Of a limit: which, what there is, and what may be; money as a decimal text. */
      limit: Type.Optional(Type.Enum(['cash', 'overdues', 'overdueRecalls', 'requests', 'demerits'])),
      value: Type.Optional(Type.String()),
      most: Type.Optional(Type.String()),
    }),
  ),
})
export type ForbiddenAction = Static<typeof ForbiddenAction>

export const UserName = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
})
export type UserName = Static<typeof UserName>

/** Objects whose keys and values the field catalogue decides; walking through them by a schema would add nothing. */
const asItIs = {}

/** The whole record. `values` has no entry for an empty field. */
export const UserRecord = Type.Object({
  userId: Type.Integer(),
  revision: Type.Integer(),
  name: Type.String(),
  values: Type.Unsafe<Record<string, unknown>>(asItIs),
  segments: Type.Unsafe<Record<string, Element[]>>(asItIs),
  summary: Type.Object({
    balance: Type.String(),
    activeLoans: Type.Integer(),
    openRequests: Type.Integer(),
    activeBlocks: Type.Integer(),
    isProtected: Type.Boolean(),
    /** Whoever reads it leaves this restricted user alone: no edit, no letter, no deletion. */
    isRestricted: Type.Boolean(),
    isExpired: Type.Boolean(),
    forbidden: Type.Array(ForbiddenAction),
    /** Social networks by which the user can sign in; these identifiers are not among the elements. */
    socialLogins: Type.Array(Type.String()),
  }),
  origin: Type.Object({
    createdBy: Type.String(),
    createdAt: Type.String(),
    updatedBy: Type.String(),
    updatedAt: Type.String(),
    updatedByTaskId: Type.Optional(Type.Integer()),
  }),
  /** Fields that staff keep from the student system, with what it sent last (null: nothing). */
  originalValues: Type.Unsafe<Record<string, unknown>>(asItIs),
})
export type UserRecord = Static<typeof UserRecord>

export const readUser = endpoint({
  method: 'GET',
  path: '/api/users/:userId',
  permission: 'users.view',
  isOwned: true,
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
  isOwned: true,
  summary: 'Change one user record',
  params: closed({ userId: Id }),
  body: closed({
    revision: Type.Integer({ minimum: 1 }),
    values: Type.Record(Type.String(), Type.Unknown()),
    /** Changes what the student system owns, too; its next load brings it again. */
    openForUpdate: Type.Optional(Type.Boolean()),
    /** Edited fields that staff could keep from the student system, and leave to it. */
    leaveToSis: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 50 })),
    /** Dates in the past are meant: a correction, for those who may. */
    correctsDates: Type.Optional(Type.Boolean()),
  }),
  response: UserRecord,
})

/** Adds an internal user; paths and values as in `editUser`. Refused with `look_alikes` until they are accepted. */
export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  permission: 'users.add',
  mails: true,
  summary: 'Add a user',
  body: closed({
    recordType: Type.Enum(['PUBLIC', 'STAFF', 'CONTACT']),
    values: Type.Record(Type.String(), Type.Unknown()),
    acceptLookAlikes: Type.Optional(Type.Boolean()),
    /** Identifiers of people who were removed are meant; refused by `identifier_of_removed_user` otherwise. */
    acceptReissue: Type.Optional(Type.Boolean()),
    /** The new user acts for this one in everything: a fulfillment proxy. */
    fulfillmentProxyFor: Type.Optional(Id),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
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

/** Takes the logins of social networks away. */
export const detachSocial = endpoint({
  method: 'POST',
  path: '/api/users/:userId/detach-social',
  permission: 'users.edit',
  summary: 'Detach a user from social accounts',
  params: closed({ userId: Id }),
  body: closed({ revision: Type.Integer({ minimum: 1 }) }),
  response: UserRecord,
})

const line = Type.Optional(Type.String())

export const OwnAddress = closed({
  line1: Type.String(),
  line2: line,
  line3: line,
  line4: line,
  line5: line,
  city: line,
  state_province: line,
  postal_code: line,
  country: line,
  types: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
})
export type OwnAddress = Static<typeof OwnAddress>

/** What people may do with their record in discovery: say where they live now. */
export const changeOwnAddress = endpoint({
  method: 'PUT',
  path: '/api/session/address',
  permission: 'session.own',
  summary: 'Change the own preferred address',
  body: OwnAddress,
})

/** Names of users that others refer to; who is gone is left out. */
export const readUserNames = endpoint({
  method: 'GET',
  path: '/api/users/names',
  permission: 'users.view',
  summary: 'Names of up to 200 users',
  query: closed({ ids: Type.String({ pattern: '^[1-9]\\d{0,14}(,[1-9]\\d{0,14}){0,199}$' }) }),
  response: Type.Object({ items: Type.Array(UserName) }),
})
