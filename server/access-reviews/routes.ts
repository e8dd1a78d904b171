import * as contract from '../../contract/access-reviews.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { planReviewTask } from './apply-review.ts'
import { decide } from './decide.ts'
import { downloadReview } from './download-review.ts'
import { closeReview, deleteReview, editReview } from './edit-review.ts'
import { listReviewItems } from './list-items.ts'
import { openReview } from './open-review.ts'
import { listOwnItems, listOwnReviews, readOwnReview } from './own-reviews.ts'
import { listReviews, readReview } from './read-review.ts'

/** Who still needs staff access, decided by named reviewers (features M7). */
export function accessReviewRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.listReviews, (ctx, { query }) => listReviews(ctx, query))
    mount(contract.openReview, (ctx, { body }) => openReview(ctx, body))
    mount(contract.readReview, (ctx, { params }) => readReview(ctx, params.reviewId))
    mount(contract.editReview, (ctx, { params, body }) => editReview(ctx, { ...params, ...body }))
    mount(contract.closeReview, (ctx, { params }) => closeReview(ctx, params.reviewId))
    mount(contract.applyReview, async (ctx, { params }) =>
      wakeAndRead(ctx, door, await planReviewTask(ctx, params.reviewId)),
    )
    mount(contract.deleteReview, async (ctx, { params }) => {
      await deleteReview(ctx, params.reviewId)
      return undefined
    })
    mount(contract.listReviewItems, (ctx, { params, query }) => listReviewItems(ctx, { ...params, ...query }))
    mount(contract.downloadReview, (ctx, { params, query }) => downloadReview(ctx, { ...params, ...query }))
    mount(contract.listOwnReviews, async ctx => ({ items: await listOwnReviews(ctx) }))
    mount(contract.readOwnReview, (ctx, { params }) => readOwnReview(ctx, params.reviewId))
    mount(contract.listOwnItems, (ctx, { params, query }) => listOwnItems(ctx, { ...params, ...query }))
    mount(contract.decide, (ctx, { params, body }) => decide(ctx, { ...params, ...body }))
  }
}
