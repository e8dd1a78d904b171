import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, IsoDate, PageQuery, pageOf } from './page.ts'
import { SeatNarrowing } from './seats.ts'
import { TaskReport, taskStatuses } from './tasks.ts'

/** What is decided about somebody's access for staff work (features M7). */
export const decisions = ['keep', 'remove_roles', 'deactivate'] as const
export type Decision = (typeof decisions)[number]
const DecisionCode = Type.Enum([...decisions])

/** `planned`: a job has been made of the decisions and has not ended; `undone`: that job was taken back. */
export const reviewStates = ['open', 'closed', 'planned', 'applied', 'undone'] as const
export type ReviewState = (typeof reviewStates)[number]

const Counts = Type.Object({
  keep: Type.Integer(),
  remove_roles: Type.Integer(),
  deactivate: Type.Integer(),
  undecided: Type.Integer(),
})

export const AccessReview = Type.Object({
  reviewId: Type.Integer(),
  name: Type.String(),
  /** The last day on which decisions are expected; later ones count as long as the review is open. */
  dueOn: Type.String(),
  isOverdue: Type.Boolean(),
  state: Type.Enum([...reviewStates]),
  total: Type.Integer(),
  counts: Counts,
  createdBy: Type.String(),
  createdAt: Type.String(),
  closedBy: Type.Optional(Type.String()),
  closedAt: Type.Optional(Type.String()),
  /** The job that applies the decisions. */
  task: Type.Optional(Type.Object({ taskId: Type.Integer(), status: Type.Enum([...taskStatuses]) })),
})
export type AccessReview = Static<typeof AccessReview>

export const Reviewer = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.String(),
  name: Type.String(),
  /** Where letters go; without one nobody is told. */
  email: Type.Optional(Type.String()),
  /** How many decisions that stand are this person's. */
  decided: Type.Integer(),
})
export type Reviewer = Static<typeof Reviewer>

export const ReviewReport = Type.Object({
  review: AccessReview,
  /** The filter that was asked for. */
  population: Type.Unknown(),
  /** Users of the population without staff access, who are not reviewed. */
  leftOut: Type.Integer(),
  reviewers: Type.Array(Reviewer),
})
export type ReviewReport = Static<typeof ReviewReport>

/** A staff role as it was when the review was opened. */
const ReviewedRole = Type.Object({
  role: Type.String(),
  label: Type.String(),
  scope: Type.Optional(Type.String()),
  isEnabled: Type.Boolean(),
  /** Makes a named user of its holder, even if disabled. */
  isNamed: Type.Boolean(),
})
export type ReviewedRole = Static<typeof ReviewedRole>

/** Somebody under review, as the record was when the review was opened; who was purged since has no name any more. */
export const ReviewItem = Type.Object({
  itemId: Type.Integer(),
  userId: Type.Optional(Type.Integer()),
  primaryId: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  roles: Type.Array(ReviewedRole),
  lastLogin: Type.Optional(Type.String()),
  isProtected: Type.Boolean(),
  /** Whoever asks is this person, and decides nothing here. */
  isOwn: Type.Boolean(),
  decision: Type.Optional(DecisionCode),
  note: Type.Optional(Type.String()),
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Type.String()),
  /** What the job plans or did, and why. */
  outcome: Type.Optional(Type.Enum(['change', 'keep', 'reject', 'done', 'skipped'])),
  reasons: Type.Array(Type.String()),
})
export type ReviewItem = Static<typeof ReviewItem>

const ofReview = { params: closed({ reviewId: Id }) } as const
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Reviewers = Type.Array(Id, { minItems: 1, maxItems: 100 })
const ItemsQuery = closed({
  ...PageQuery,
  decision: Type.Optional(Type.Enum([...decisions, 'undecided'])),
})

export const listReviews = endpoint({
  method: 'GET',
  path: '/api/access-reviews',
  permission: 'reviews.manage',
  summary: 'Access reviews, newest first',
  query: closed(PageQuery),
  response: pageOf(AccessReview),
})

/** The population is a `Filter`, or named users narrowed down as on their page. Only who has staff access is listed. */
export const openReview = endpoint({
  method: 'POST',
  path: '/api/access-reviews',
  permission: 'reviews.manage',
  mails: true,
  summary: 'Open an access review of a population, with reviewers and a due day',
  body: closed({
    name: Name,
    dueOn: IsoDate,
    reviewerIds: Reviewers,
    population: Type.Optional(Type.Unknown()),
    seats: Type.Optional(closed(SeatNarrowing)),
  }),
  response: ReviewReport,
})

export const readReview = endpoint({
  method: 'GET',
  path: '/api/access-reviews/:reviewId',
  permission: 'reviews.manage',
  summary: 'One access review with its progress, per reviewer',
  ...ofReview,
  response: ReviewReport,
})

/** Moving the due day makes the reminder due anew. */
export const editReview = endpoint({
  method: 'PATCH',
  path: '/api/access-reviews/:reviewId',
  permission: 'reviews.manage',
  mails: true,
  summary: 'Change due day or reviewers of an open review',
  ...ofReview,
  body: closed({ dueOn: Type.Optional(IsoDate), reviewerIds: Type.Optional(Reviewers) }),
  response: ReviewReport,
})

export const closeReview = endpoint({
  method: 'POST',
  path: '/api/access-reviews/:reviewId/close',
  permission: 'reviews.manage',
  summary: 'Close a review: decisions stand from then on',
  ...ofReview,
  response: ReviewReport,
})

export const applyReview = endpoint({
  method: 'POST',
  path: '/api/access-reviews/:reviewId/apply',
  permission: 'reviews.manage',
  summary: 'Plan the job that applies the decisions of a closed review',
  ...ofReview,
  response: TaskReport,
})

export const deleteReview = endpoint({
  method: 'DELETE',
  path: '/api/access-reviews/:reviewId',
  permission: 'reviews.manage',
  summary: 'Delete a review that was never applied',
  ...ofReview,
})

export const listReviewItems = endpoint({
  method: 'GET',
  path: '/api/access-reviews/:reviewId/items',
  permission: 'reviews.manage',
  summary: 'Who is reviewed, in order of names, with decisions and what came of them',
  ...ofReview,
  query: ItemsQuery,
  response: pageOf(ReviewItem),
})

export const downloadReview = endpoint({
  method: 'GET',
  path: '/api/access-reviews/:reviewId/download',
  permission: 'reviews.manage',
  summary: 'The report of a review as CSV or XLSX',
  ...ofReview,
  query: closed({ format: Type.Enum(['csv', 'xlsx']) }),
  download: true,
})

/** A review as its reviewers see it. Whoever is not named as one gets `not_found`. */
export const OwnReview = Type.Object({
  reviewId: Type.Integer(),
  name: Type.String(),
  dueOn: Type.String(),
  isOverdue: Type.Boolean(),
  isClosed: Type.Boolean(),
  total: Type.Integer(),
  undecided: Type.Integer(),
})
export type OwnReview = Static<typeof OwnReview>

export const listOwnReviews = endpoint({
  method: 'GET',
  path: '/api/account/reviews',
  permission: 'account.own',
  summary: 'Open reviews that name the signed-in person as reviewer, the most urgent first',
  response: Type.Object({ items: Type.Array(OwnReview) }),
})

export const readOwnReview = endpoint({
  method: 'GET',
  path: '/api/account/reviews/:reviewId',
  permission: 'account.own',
  summary: 'One review for its reviewer',
  ...ofReview,
  response: OwnReview,
})

/** Of an open review only: `review_closed` afterwards. */
export const listOwnItems = endpoint({
  method: 'GET',
  path: '/api/account/reviews/:reviewId/items',
  permission: 'account.own',
  summary: 'Who is to be decided about',
  ...ofReview,
  query: ItemsQuery,
  response: pageOf(ReviewItem),
})

/** Why a decision about somebody was not taken: oneself, a protected account that can only be kept, somebody purged. */
export const refusals = ['own_account', 'protected', 'user_gone'] as const

/** The last decision holds. Null takes one back; a note that is not given stays as it is. */
export const decide = endpoint({
  method: 'POST',
  path: '/api/account/reviews/:reviewId/decisions',
  permission: 'account.own',
  summary: 'Decide about one or several people under review',
  ...ofReview,
  body: closed({
    itemIds: Type.Array(Id, { minItems: 1, maxItems: 500 }),
    decision: Type.Union([DecisionCode, Type.Null()]),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: Type.Object({
    decided: Type.Integer(),
    refused: Type.Array(Type.Object({ itemId: Type.Integer(), reason: Type.Enum([...refusals]) })),
  }),
})
