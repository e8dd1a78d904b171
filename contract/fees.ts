import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** How a fee stands; transferred fees are `EXPORTED`, as Alma calls them. */
export const feeStatuses = ['ACTIVE', 'INDISPUTE', 'EXPORTED', 'WAIVED', 'CLOSED'] as const
export type FeeStatus = (typeof feeStatuses)[number]

/** The type whose fees the library owes: entered positive, kept negative. */
export const creditType = 'CREDIT'

/** Code tables of fees, under Alma's names. */
export const feeTables = {
  type: 'HFrUserFinesFees.fineFeeType',
  status: 'HFrUserFinesFees.fineFeeStatus',
  reason: 'FineFeeTransactionReason',
  method: 'PaymentMethod',
  desk: 'CircDesks',
} as const

/** What can be done with one fee. */
export const feeActions = ['waive', 'pay', 'dispute', 'restore', 'link', 'transfer'] as const
export type FeeAction = (typeof feeActions)[number]

/** Why an action is not possible: how the fee stands, or what its type is. */
export const feeRefusals = [
  'in_dispute',
  'not_in_dispute',
  'transferred',
  'over',
  'is_credit',
  'not_waivable',
] as const
export type FeeRefusal = (typeof feeRefusals)[number]

/** One fine or fee. Amounts are decimal texts with VAT in them; below 0 the library owes. No owner: the institution. */
export const Fee = Type.Object({
  feeId: Type.Integer(),
  type: Type.String(),
  status: Type.Enum([...feeStatuses]),
  createdAt: Type.String(),
  statusAt: Type.String(),
  comment: Type.Optional(Type.String()),
  owner: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  itemBarcode: Type.Optional(Type.String()),
  originalAmount: Type.String(),
  balance: Type.String(),
  originalVat: Type.String(),
  vatBalance: Type.String(),
  bursarTransactionId: Type.Optional(Type.String()),
  hasLoan: Type.Boolean(),
  waiveReasons: Type.Array(Type.String()),
  /** The most that can be waived, without a sign. */
  waivable: Type.String(),
  /** A waiver leaves this fee as it is and gives the user a credit. */
  waivesAsCredit: Type.Boolean(),
  /** Actions that are not possible now, and why. */
  refusals: Type.Record(Type.String(), Type.Enum([...feeRefusals])),
})
export type Fee = Static<typeof Fee>

const ofUser = closed({ userId: Id })
const ofFee = closed({ userId: Id, feeId: Id })

/** `owner`: code of a library, or that of the institution. */
const FeeFilter = {
  status: Type.Optional(Type.Enum(['ALL', ...feeStatuses])),
  owner: Type.Optional(Type.String({ maxLength: 100 })),
}

export const listFees = endpoint({
  method: 'GET',
  path: '/api/users/:userId/fees',
  permission: 'fees.view',
  isOwned: true,
  summary: 'Fines and fees of one user, newest first; active ones unless another status is asked for',
  params: ofUser,
  query: closed({ ...FeeFilter, ...PageQuery }),
  response: pageOf(Fee),
})

export const FeeSummary = Type.Object({
  active: Type.String(),
  disputed: Type.String(),
  transferred: Type.String(),
  /** Of the listed fees, without those in dispute; and those in dispute. */
  filtered: Type.String(),
  filteredDisputed: Type.String(),
  /** Fees that match the filter. */
  count: Type.Integer(),
  /** What overdue loans have cost by today; absent with too many of them (seed 002). */
  accrued: Type.Optional(Type.String()),
  overdueLoans: Type.Integer(),
  /** Fees that can be waived in one action. */
  waivingLimit: Type.Integer(),
})
export type FeeSummary = Static<typeof FeeSummary>

export const readFeeSummary = endpoint({
  method: 'GET',
  path: '/api/users/:userId/fees/summary',
  permission: 'fees.view',
  isOwned: true,
  summary: 'Balances of one user',
  params: ofUser,
  query: closed(FeeFilter),
  response: FeeSummary,
})

/** Decimal text, above 0 whatever the type; judged by the verbs, so that the problem is told in words. */
const amount = Type.String({ maxLength: 20 })
const comment = Type.Optional(Type.String({ maxLength: 1000 }))
const code = Type.String({ maxLength: 100 })
/** Where the actor is; absent: not at a desk. */
const desk = Type.Optional(code)

/** The amount is without VAT, which is added. */
export const addFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees',
  permission: 'fees.add',
  isOwned: true,
  summary: 'Add a fine, fee or credit',
  params: ofUser,
  body: closed({
    type: Type.String({ minLength: 1, maxLength: 100 }),
    amount,
    owner: Type.Optional(code),
    itemBarcode: Type.Optional(Type.String({ maxLength: 255 })),
    comment,
    desk,
  }),
  response: Fee,
})

/** Without an amount all that can be waived. */
export const waiveFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/waive',
  permission: 'fees.waive',
  isOwned: true,
  summary: 'Waive a fee, or a part of it',
  params: ofFee,
  body: closed({ amount: Type.Optional(amount), reason: code, comment, desk }),
  response: Fee,
})

/** All of them or none. `total` is what the person was shown; refused with `fee_refused` if it is another by now. */
export const waiveFees = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/waive',
  permission: 'fees.waive',
  isOwned: true,
  summary: 'Waive several fees of one user',
  params: ofUser,
  body: closed({
    feeIds: Type.Array(Id, { minItems: 1, maxItems: 10_000 }),
    total: Type.Optional(Type.String({ maxLength: 20 })),
    reason: code,
    comment,
    desk,
  }),
  response: Type.Object({ waived: Type.Integer() }),
})

const payment = { method: code, externalTransactionId: Type.Optional(code), comment, desk }

/** Without an amount the whole balance. */
export const payFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/pay',
  permission: 'fees.pay',
  isOwned: true,
  summary: 'Pay a fee, or a part of it',
  params: ofFee,
  body: closed({ amount: Type.Optional(amount), ...payment }),
  response: Fee,
})

/** `ALL` pays what is owed after credits, which are used up by it; an amount pays the oldest fees first. */
export const payFees = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/pay',
  permission: 'fees.pay',
  isOwned: true,
  summary: 'Pay the active fees of one user, oldest first',
  params: ofUser,
  body: closed({ amount, ...payment }),
  response: Type.Object({ paid: Type.String(), left: Type.String() }),
})

export const disputeFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/dispute',
  permission: 'fees.dispute',
  isOwned: true,
  summary: 'Say that a fee is in dispute: it is not owed for the time being',
  params: ofFee,
  body: closed({ comment, desk }),
  response: Fee,
})

export const restoreFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/restore',
  permission: 'fees.dispute',
  isOwned: true,
  summary: 'End the dispute of a fee: it is owed again',
  params: ofFee,
  body: closed({ comment, desk }),
  response: Fee,
})

export const linkFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/item',
  permission: 'fees.add',
  isOwned: true,
  summary: 'Link a fee to an item',
  params: ofFee,
  body: closed({ itemBarcode: Type.String({ minLength: 1, maxLength: 255 }), desk }),
  response: Fee,
})

export const transferFee = endpoint({
  method: 'POST',
  path: '/api/users/:userId/fees/:feeId/transfer',
  permission: 'fees.transfer',
  summary: 'Mark a fee as transferred to the bursar: it is not paid here any more',
  params: ofFee,
  body: closed({ bursarTransactionId: code, comment, desk }),
  response: Fee,
})

export const feeTransactionKinds = [
  'CREATE',
  'PAYMENT',
  'WAIVE',
  'DISPUTE',
  'RESTORE',
  'LINK',
  'TRANSFER',
] as const
export type FeeTransactionKind = (typeof feeTransactionKinds)[number]

/** No desk: whoever did it was not at one. */
export const FeeTransaction = Type.Object({
  transactionId: Type.Integer(),
  kind: Type.Enum([...feeTransactionKinds]),
  amount: Type.String(),
  vatAmount: Type.String(),
  reason: Type.Optional(Type.String()),
  comment: Type.Optional(Type.String()),
  method: Type.Optional(Type.String()),
  externalTransactionId: Type.Optional(Type.String()),
  desk: Type.Optional(Type.String()),
  createdBy: Type.String(),
  createdAt: Type.String(),
})
export type FeeTransaction = Static<typeof FeeTransaction>

export const listFeeTransactions = endpoint({
  method: 'GET',
  path: '/api/users/:userId/fees/:feeId/transactions',
  permission: 'fees.view',
  isOwned: true,
  summary: 'What happened to a fee, oldest first',
  params: ofFee,
  response: Type.Object({ items: Type.Array(FeeTransaction) }),
})

export const FeeLoan = Type.Object({
  itemBarcode: Type.String(),
  title: Type.Optional(Type.String()),
  library: Type.Optional(Type.String()),
  loanedAt: Type.String(),
  dueAt: Type.String(),
  returnedAt: Type.Optional(Type.String()),
})
export type FeeLoan = Static<typeof FeeLoan>

export const readFeeLoan = endpoint({
  method: 'GET',
  path: '/api/users/:userId/fees/:feeId/loan',
  permission: 'fees.view',
  isOwned: true,
  summary: 'The loan that a fee is about',
  params: ofFee,
  response: FeeLoan,
})
