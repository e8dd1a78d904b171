import { sql } from 'kysely'
import type { ReviewReport } from '../../contract/access-reviews.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { checkTerms, type Terms } from './check-terms.ts'
import { type LockedReview, lockReview, refuseApplied } from './lock-review.ts'
import { readReview } from './read-review.ts'
import { saveReviewers } from './reviewers.ts'

/** Changes due day or reviewers of an open review. What a reviewer who is no longer one decided stands. */
export async function editReview(ctx: Context, input: Terms & { reviewId: number }): Promise<ReviewReport> {
  requirePermission(ctx, 'reviews.manage')
  const { reviewId, dueOn, reviewerIds } = input
  await withReview(ctx, reviewId, async (inner, review) => {
    if (review.is_closed) throw appError('review_closed')
    // A day that has passed meanwhile may stay.
    const { dueOn: _same, ...others } = input
    const problems = await checkTerms(inner, dueOn === review.due_on ? others : input)
    if (problems.length > 0) throw appError('invalid_values', { problems })
    if (dueOn !== undefined) await update(inner, reviewId, sql`due_on = ${dueOn}`)
    if (reviewerIds) await saveReviewers(inner, reviewId, reviewerIds)
  })
  return readReview(ctx, reviewId)
}

/** Ends the deciding. It waits for decisions that are being written; those that come later are refused. */
export async function closeReview(ctx: Context, reviewId: number): Promise<ReviewReport> {
  requirePermission(ctx, 'reviews.manage')
  await withReview(ctx, reviewId, async (inner, review) => {
    if (review.is_closed) throw appError('review_closed')
    await update(inner, reviewId, sql`closed_by = ${ctx.actor.name}, closed_at = ${ctx.now()}`)
  })
  return readReview(ctx, reviewId)
}

/** Deletes a review with its decisions, unless a job was made of them. */
export async function deleteReview(ctx: Context, reviewId: number): Promise<void> {
  requirePermission(ctx, 'reviews.manage')
  await withReview(ctx, reviewId, async (inner, review) => {
    refuseApplied(review)
    await sql`delete from access_review
      where institution_id = ${ctx.institution.institutionId} and review_id = ${reviewId}`.execute(inner.db)
  })
}

function withReview(
  ctx: Context,
  reviewId: number,
  act: (ctx: Context, review: LockedReview) => Promise<void>,
): Promise<void> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await act(inner, await lockReview(inner, reviewId))
  })
}

async function update(ctx: Context, reviewId: number, assignments: ReturnType<typeof sql>): Promise<void> {
  await sql`update access_review set ${assignments}
    where institution_id = ${ctx.institution.institutionId} and review_id = ${reviewId}`.execute(ctx.db)
}
