import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import { allowedRemoval } from '../bulk-update/removals.ts'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { patronRoleTypes } from '../fields/derived-fields.ts'
import { scopeFor } from '../filters/scope.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'
import { lockReview, refuseApplied } from './lock-review.ts'
import { everybody, hindranceIn, planReview, type ReviewParameters } from './plan-review.ts'

/** Does what the reviewers of a closed review decided (features M7). */
export const applyReview: TaskDefinition = {
  kind: 'access_review',
  permission: 'reviews.manage',
  source: 'task',
  chunkSize: 1000,
  undoneBy: 'undo',
  plan: planReview,
  applyChunk: applyDecisions,
}

/** Puts the job on the list, once. The roles that go are written down: those that whoever applies may take (features M4). */
export async function planReviewTask(ctx: Context, reviewId: number): Promise<number> {
  requirePermission(ctx, 'reviews.manage')
  const removal = await allowedRemoval(ctx, {
    field: 'role',
    condition: 'remove_others',
    value: [...patronRoleTypes],
  })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const review = await lockReview(inner, reviewId)
    if (!review.is_closed) throw appError('review_open')
    refuseApplied(review)
    const taskId = await createTask(inner, applyReview, {
      name: `Access review: ${review.name}`,
      parameters: { reviewId, reviewName: review.name, removal },
    })
    await sql`update access_review set task_id = ${taskId}
      where institution_id = ${ctx.institution.institutionId} and review_id = ${reviewId}`.execute(db)
    return taskId
  })
}

/** Looks at every user again, with the rows locked: who may not be touched by now is left alone. */
async function applyDecisions(ctx: Context, chunk: Chunk): Promise<void> {
  const { rows } = await sql<{ user_id: number }>`
    select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const userIds = rows.map(row => row.user_id)
  await lockUsers(ctx, userIds)
  await markResults(
    ctx,
    chunk,
    await writePlannedPatches(ctx, chunk, await whoIsHindered(ctx, chunk, userIds)),
  )
}

async function whoIsHindered(ctx: Context, chunk: Chunk, userIds: number[]): Promise<Skipped> {
  const { reviewId } = chunk.task.parameters as unknown as ReviewParameters
  const hindrance = hindranceIn(ctx, await scopeFor(ctx, everybody, userIds))
  const { rows } = await sql<{ user_id: number; hindrance: string }>`
    select user_id, hindrance from (
      select u.user_id, ${hindrance} as hindrance from access_review_item i
      join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id
      where i.institution_id = ${ctx.institution.institutionId} and i.review_id = ${reviewId}
        and u.user_id = any (${userIds}::bigint[])) h
    where hindrance is not null`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, [row.hindrance]]))
}
