import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** Who may do all the same what is forbidden: everybody at the desk, operators and managers, managers, nobody. */
export const Overridable = Type.Enum(['ALL', 'OPERATOR', 'CIRCDESC', 'NONE'])
export type Overridable = Static<typeof Overridable>

/** Limits of patrons, and the points of demerits (features F2). */
export const PatronLimit = Type.Enum(['cash', 'overdues', 'overdueRecalls', 'requests', 'demerits'])
export type PatronLimit = Static<typeof PatronLimit>

/**
 * Why something is refused at the desk; details of `circulation_refused` are a list of them. `key` names it when it is
 * overridden, `mayOverride` says whether whoever asked may do so.
 */
export const Refusal = Type.Object({
  key: Type.String(),
  kind: Type.Enum([
    ...(['block', 'inactive', 'expired', 'limit', 'patron_role_ended'] as const),
    ...([
      'no_patron_role',
      'item_lent',
      'item_not_loanable',
      'item_missing',
      'item_waits_for_other',
    ] as const),
    ...(['item_requested', 'due_date_not_later', 'loan_ended', 'request_ended'] as const),
    ...(['requested_already', 'has_it_already'] as const),
  ]),
  overridable: Overridable,
  mayOverride: Type.Boolean(),
  /** Whose account says so, if it is not the patron's. */
  proxyId: Type.Optional(Type.Integer()),
  /** Of a block: its description. */
  code: Type.Optional(Type.String()),
  /** Of a limit: which, what there is, and what may be. */
  limit: Type.Optional(PatronLimit),
  value: Type.Optional(Type.String()),
  most: Type.Optional(Type.String()),
})
export type Refusal = Static<typeof Refusal>

/** Somebody who borrows for others, or for whom others borrow. */
const Partner = Type.Object({ userId: Type.Integer(), isFulfillment: Type.Boolean() })

/** Who came to the desk for somebody else. */
const proxy = { proxyId: Type.Optional(Type.Integer()) }

export const Loan = Type.Object({
  loanId: Type.Integer(),
  /** Absent when the person was removed. */
  userId: Type.Optional(Type.Integer()),
  ...proxy,
  /** It belongs to the proxy as well. */
  isShared: Type.Boolean(),
  itemId: Type.Optional(Type.Integer()),
  barcode: Type.String(),
  title: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  callNumber: Type.Optional(Type.String()),
  library: Type.Optional(Type.String()),
  desk: Type.Optional(Type.String()),
  processStatus: Type.String(),
  loanedAt: Type.String(),
  dueAt: Type.String(),
  isOverdue: Type.Boolean(),
  renewals: Type.Integer(),
  renewedAt: Type.Optional(Type.String()),
  recalledAt: Type.Optional(Type.String()),
  returnedAt: Type.Optional(Type.String()),
  returnDesk: Type.Optional(Type.String()),
})
export type Loan = Static<typeof Loan>

export const HoldRequest = Type.Object({
  requestId: Type.Integer(),
  userId: Type.Optional(Type.Integer()),
  ...proxy,
  isShared: Type.Boolean(),
  kind: Type.String(),
  status: Type.String(),
  itemId: Type.Optional(Type.Integer()),
  barcode: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  comment: Type.Optional(Type.String()),
  pickupLibrary: Type.Optional(Type.String()),
  placedAt: Type.String(),
  expiresOn: Type.Optional(Type.String()),
  shelvedAt: Type.Optional(Type.String()),
  shelfUntil: Type.Optional(Type.String()),
  /** Of open requests: how many are before it, plus one. */
  placeInQueue: Type.Optional(Type.Integer()),
  cancelReason: Type.Optional(Type.String()),
})
export type HoldRequest = Static<typeof HoldRequest>

const ofUser = closed({ userId: Id })
const ofLoan = closed({ loanId: Id })
const ofRequest = closed({ requestId: Id })
const Barcode = Type.String({ minLength: 1, maxLength: 255 })
const Code = Type.String({ minLength: 1, maxLength: 100 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** Keys of the refusals that the person at the desk has seen and overrides. */
const overrides = Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }))
const status = Type.Optional(Type.Enum(['active', 'all']))

export const readPartners = endpoint({
  method: 'GET',
  path: '/api/users/:userId/proxies',
  permission: 'circulation.view',
  summary: 'For whom a user may borrow, and who may borrow for the user',
  params: ofUser,
  response: Type.Object({ sponsors: Type.Array(Partner), proxies: Type.Array(Partner) }),
})

export const listLoans = endpoint({
  method: 'GET',
  path: '/api/users/:userId/loans',
  permission: 'circulation.view',
  summary: 'Loans of one user, also those that a fulfillment proxy shares, newest first',
  params: ofUser,
  query: closed({ ...PageQuery, status }),
  response: pageOf(Loan),
})

/** Refused with `circulation_refused` and every reason. A proxy's own loans belong to the sponsor, too, if it is a full one. */
export const lend = endpoint({
  method: 'POST',
  path: '/api/users/:userId/loans',
  permission: 'circulation.work',
  summary: 'Lend an item',
  params: ofUser,
  body: closed({
    barcode: Barcode,
    desk: Code,
    proxyId: Type.Optional(Type.Integer({ minimum: 1 })),
    overrides,
  }),
  response: Loan,
})

export const renew = endpoint({
  method: 'POST',
  path: '/api/loans/:loanId/renew',
  permission: 'circulation.work',
  summary: 'Renew a loan',
  params: ofLoan,
  body: closed({ overrides }),
  response: Loan,
})

export const changeDueDate = endpoint({
  method: 'PUT',
  path: '/api/loans/:loanId/due-date',
  permission: 'circulation.work',
  summary: 'Set the day on which a loan is due',
  params: ofLoan,
  body: closed({ dueDate: Day }),
  response: Loan,
})

/** `next` is the first request that the item can now be put on the hold shelf for. */
export const returnItem = endpoint({
  method: 'POST',
  path: '/api/loans/return',
  permission: 'circulation.work',
  mails: true,
  summary: 'Take an item back',
  body: closed({ barcode: Barcode, desk: Code }),
  response: Type.Object({ loan: Loan, next: Type.Optional(HoldRequest) }),
})

export const listRequests = endpoint({
  method: 'GET',
  path: '/api/users/:userId/requests',
  permission: 'circulation.view',
  summary: 'Requests of one user, also those that a fulfillment proxy shares, newest first',
  params: ofUser,
  query: closed({ ...PageQuery, status }),
  response: pageOf(HoldRequest),
})

export const placeRequest = endpoint({
  method: 'POST',
  path: '/api/users/:userId/requests',
  permission: 'circulation.work',
  summary: 'Request an item',
  params: ofUser,
  body: closed({
    barcode: Barcode,
    pickupLibrary: Code,
    comment: Type.Optional(Type.String({ maxLength: 1000 })),
    expiresOn: Type.Optional(Day),
    overrides,
  }),
  response: HoldRequest,
})

export const cancelRequest = endpoint({
  method: 'POST',
  path: '/api/requests/:requestId/cancel',
  permission: 'circulation.work',
  summary: 'Cancel a request',
  params: ofRequest,
  body: closed({ reason: Code }),
  response: HoldRequest,
})

export const shelveRequest = endpoint({
  method: 'POST',
  path: '/api/requests/:requestId/shelve',
  permission: 'circulation.work',
  mails: true,
  summary: 'Put the item of a request on the hold shelf and write to whom it waits for',
  params: ofRequest,
  response: HoldRequest,
})
