import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { restoreUsers } from '../changes/restore-users.ts'
import type { Context } from '../context.ts'
import { completed, outcomesOf } from '../tasks/testing/run.ts'
import { createPeople } from '../users/testing/people.ts'
import { createVaultKey } from '../vault/keys.ts'
import { clerk, openReviewWorld, type ReviewWorld } from './testing/review-world.ts'

let world: ReviewWorld
beforeAll(async () => {
  world = await openReviewWorld()
})
afterAll(() => world.server.close())

const acting = (
  work: (ctx: Context, changeSet: Awaited<ReturnType<typeof openChangeSet>>) => Promise<unknown>,
) =>
  world.ctx.db.transaction().execute(async db => {
    const ctx = { ...world.ctx, db }
    return work(ctx, await openChangeSet(ctx, { source: 'task' }))
  })
const purge = (userId: number) =>
  acting(async (ctx, changeSet) => {
    const vaultKey = await createVaultKey(ctx, null, 30)
    await removeUsers(ctx, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
  })
const restore = (userId: number) => acting((ctx, changeSet) => restoreUsers(ctx, changeSet, [userId]))

async function reviewer(name: string): Promise<number> {
  const [userId] = await createPeople(world.ctx, [{ primary_id: name, last_name: name }])
  return userId!
}
const note = 'told me that she is leaving'

test('of somebody who was purged the report keeps what was decided, and nothing that says about whom', async () => {
  const review = await world.review('forget', { ann: clerk('32'), bob: clerk('32') })
  await sql`update access_review_item set last_login_at = '2026-01-01', note = ${note}
    where user_id = ${review.userIds['ann']}`.execute(world.ctx.db)
  await review.decide({ ann: 'deactivate', bob: 'deactivate' })
  const before = await review.itemOf('ann')
  await purge(review.userIds['ann']!)
  const [bob, ann] = (await review.items()).toSorted((one, two) => (two.userId ?? 0) - (one.userId ?? 0))
  expect(ann).toEqual({
    ...{ itemId: before.itemId, roles: before.roles, isProtected: false, isOwn: false, reasons: [] },
    ...{ decision: 'deactivate', decidedBy: before.decidedBy, decidedAt: before.decidedAt },
  })
  const { rows } = await sql<{ row: string }>`select to_jsonb(i)::text as row from access_review_item i
    where item_id = ${before.itemId}`.execute(world.ctx.db)
  expect(rows[0]!.row).not.toMatch(/ann|told me|2026-01-01/)
  const gone = await world.rita.ask(`POST /api/account/reviews/${review.reviewId}/decisions`, {
    itemIds: [before.itemId],
    decision: 'keep',
  })
  expect(gone.json()).toEqual({ decided: 0, refused: [{ itemId: before.itemId, reason: 'user_gone' }] })
  await world.boss.ask(`POST /api/access-reviews/${review.reviewId}/close`)
  const { task } = (await world.boss.ask(`POST /api/access-reviews/${review.reviewId}/apply`)).json()
  await completed(world.ctx, task.taskId)
  expect((await outcomesOf(world.ctx, task.taskId)).map(one => one.userId)).toEqual([bob!.userId])
})

test('whoever is restored is found in the report again', async () => {
  const review = await world.review('remember', { ann: clerk('32') })
  await sql`update access_review_item set last_login_at = '2026-01-01', note = ${note}
    where user_id = ${review.userIds['ann']}`.execute(world.ctx.db)
  await review.decide({ ann: 'keep' })
  const before = await review.items()
  await purge(review.userIds['ann']!)
  expect(await review.items()).not.toEqual(before)
  await restore(review.userIds['ann']!)
  expect(await review.items()).toEqual(before)
})

test('a purged reviewer is no reviewer any more, and no decision names them', async () => {
  const userId = await reviewer('peter')
  const { reviewId, itemOf } = await world.review(
    'reviewer',
    { ann: clerk('32'), bob: clerk('32') },
    {
      reviewerIds: [userId, world.rita.userId],
    },
  )
  await sql`update access_review_item set decision = 'keep', decided_by = 'Peter', decided_by_user_id = ${userId},
    decided_at = now() where review_id = ${reviewId}`.execute(world.ctx.db)
  await purge(userId)
  const read = async () => (await world.boss.ask(`GET /api/access-reviews/${reviewId}`)).json().reviewers
  expect((await read()).map((one: { primaryId: string }) => one.primaryId)).toEqual(['rita'])
  const ann = await itemOf('ann')
  expect([ann.decision, ann.decidedBy]).toEqual(['keep', undefined])
  // Somebody else decides meanwhile: that decision is theirs, and stays so.
  const body = { itemIds: [ann.itemId], decision: 'deactivate' }
  await world.rita.ask(`POST /api/account/reviews/${reviewId}/decisions`, body)
  await restore(userId)
  expect((await read()).map((one: { primaryId: string }) => one.primaryId).sort()).toEqual(['peter', 'rita'])
  expect([(await itemOf('ann')).decidedBy, (await itemOf('bob')).decidedBy]).toEqual([
    'Wilhelmina Quackenbush',
    'Peter',
  ])
})

test('a reviewer comes back although the review has been deleted', async () => {
  const userId = await reviewer('paula')
  const { reviewId } = await world.review('deleted', { ann: clerk('32') }, { reviewerIds: [userId] })
  await purge(userId)
  await world.boss.ask(`DELETE /api/access-reviews/${reviewId}`)
  await restore(userId)
  const { rows } = await sql`select from user_account where user_id = ${userId}`.execute(world.ctx.db)
  expect(rows).toHaveLength(1)
})
