import { type RawBuilder, sql } from 'kysely'
import type { OwnReview, ReviewItem } from '../../contract/access-reviews.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type ItemsInput, readItems } from './list-items.ts'

type Row = {
  review_id: number
  name: string
  due_on: string
  is_closed: boolean
  total: number
  undecided: number
}

/** Open reviews that wait for the actor, the most urgent first. */
export async function listOwnReviews(ctx: Context): Promise<OwnReview[]> {
  requirePermission(ctx, 'account.own')
  return readRows(ctx, sql`w.closed_at is null order by w.due_on, w.review_id`)
}

/** A review for its reviewer; `not_found` for everybody else, so that nobody learns who is reviewed. */
export async function readOwnReview(ctx: Context, reviewId: number): Promise<OwnReview> {
  requirePermission(ctx, 'account.own')
  const [review] = await readRows(ctx, sql`w.review_id = ${reviewId}`)
  if (!review) throw appError('not_found', { entity: 'access review', id: reviewId })
  return review
}

/** Who is to be decided about. Once the review is closed there is no reason to look at them any more. */
export async function listOwnItems(ctx: Context, input: ItemsInput): Promise<Page<ReviewItem>> {
  requirePermission(ctx, 'account.own')
  const { isClosed } = await readOwnReview(ctx, input.reviewId)
  if (isClosed) throw appError('review_closed')
  return readItems(ctx, input)
}

/** The actor as a reviewer of the review `w`: condition on `access_review_reviewer v`. */
export function isNamed({ actor }: Context): RawBuilder<boolean> {
  const self = actor.kind === 'staff' ? actor.userId : null
  return sql`(v.institution_id = w.institution_id and v.review_id = w.review_id and v.user_id = ${self}::bigint)`
}

async function readRows(ctx: Context, where: RawBuilder<unknown>): Promise<OwnReview[]> {
  const { rows } = await sql<Row>`
    select w.review_id, w.name, w.due_on, w.closed_at is not null as is_closed, n.total, n.undecided
    from access_review w
    join access_review_reviewer v on ${isNamed(ctx)}
    cross join lateral (
      select count(*) as total, count(*) filter (where decision is null) as undecided
      from access_review_item i where i.institution_id = w.institution_id and i.review_id = w.review_id) n
    where w.institution_id = ${ctx.institution.institutionId} and ${where}`.execute(ctx.db)
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  return rows.map(row => ({
    reviewId: row.review_id,
    name: row.name,
    dueOn: row.due_on,
    isOverdue: !row.is_closed && row.due_on < today,
    isClosed: row.is_closed,
    total: row.total,
    undecided: row.undecided,
  }))
}
