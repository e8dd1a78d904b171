import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Context } from '../context.ts'
import { createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { closeReview } from './edit-review.ts'
import { clerk, openReviewWorld, type ReviewWorld } from './testing/review-world.ts'

let world: ReviewWorld
beforeAll(async () => {
  world = await openReviewWorld()
})
afterAll(() => world.server.close())

const path = (reviewId: number, rest = '') => `/api/account/reviews/${reviewId}${rest}`
const decideAs = (ask: Ask, reviewId: number, body: object) =>
  ask(`POST ${path(reviewId, '/decisions')}`, body)
const close = (reviewId: number) => world.boss.ask(`POST /api/access-reviews/${reviewId}/close`)

test('whoever is named reads and decides, without any staff role; for everybody else there is no such review', async () => {
  const { reviewId, itemOf } = await world.review('who', { ann: clerk('32'), bob: clerk('21') })
  const own = await world.rita.ask(`GET ${path(reviewId)}`)
  expect(own.json()).toEqual({
    ...{
      reviewId,
      name: 'who',
      dueOn: '2026-12-01',
      isOverdue: false,
      isClosed: false,
      total: 2,
      undecided: 2,
    },
  })
  const { items } = (await world.rita.ask(`GET ${path(reviewId, '/items?limit=1')}`)).json()
  expect(items).toMatchObject([{ name: 'ann', roles: [{ label: expect.stringMatching(/^Circulation/) }] }])
  const body = { itemIds: [(await itemOf('ann')).itemId], decision: 'keep' }
  for (const ask of [world.rolf.ask, world.boss.ask]) {
    for (const rest of ['', '/items'])
      expect((await ask(`GET ${path(reviewId, rest)}`)).json().code).toBe('not_found')
    expect((await decideAs(ask, reviewId, body)).json().code).toBe('not_found')
  }
  expect((await itemOf('ann')).decision).toBeUndefined()
})

test('reviews that wait are listed, the most urgent first, until they are closed', async () => {
  const { ask, userId } = await staffMember(world.server, 'busy', ['200'])
  const reviewerIds = [userId]
  const later = await world.review('later', { ann: clerk('32') }, { reviewerIds, dueOn: '2026-12-09' })
  const sooner = await world.review('sooner', { ann: clerk('32') }, { reviewerIds, dueOn: '2026-12-08' })
  const waiting = async () => (await ask('GET /api/account/reviews')).json().items
  expect((await waiting()).map((one: { name: string }) => one.name)).toEqual(['sooner', 'later'])
  await sql`update access_review set due_on = '2026-11-19' where review_id = ${later.reviewId}`.execute(
    world.ctx.db,
  )
  expect((await waiting())[0]).toMatchObject({ name: 'later', isOverdue: true })
  await close(sooner.reviewId)
  expect((await waiting()).map((one: { name: string }) => one.name)).toEqual(['later'])
})

describe('a decision', () => {
  test('has a note, says who and when, and can be changed and taken back', async () => {
    const { reviewId, itemOf } = await world.review('changing', { ann: clerk('32') })
    const itemIds = [(await itemOf('ann')).itemId]
    await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'deactivate', note: ' left in May ' })
    expect(await itemOf('ann')).toMatchObject({
      ...{ decision: 'deactivate', note: 'left in May', decidedBy: 'Wilhelmina Quackenbush' },
      decidedAt: '2026-11-20T15:00:00.000Z',
    })
    await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'keep' })
    expect(await itemOf('ann')).toMatchObject({ decision: 'keep', note: 'left in May' })
    await decideAs(world.rita.ask, reviewId, { itemIds, decision: null, note: '' })
    const item = await itemOf('ann')
    expect([item.decision, item.note, item.decidedBy, item.decidedAt]).toEqual(Array(4).fill(undefined))
    const wrong = await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'purge' })
    expect(wrong.statusCode).toBe(422)
  })

  test('of two reviewers is the last one’s, and says whose it is', async () => {
    const reviewerIds = [world.rita.userId, world.rolf.userId]
    const { reviewId, decide, itemOf } = await world.review('two', { ann: clerk('32') }, { reviewerIds })
    await decide({ ann: 'deactivate' })
    await decide({ ann: 'keep' }, world.rolf.ask)
    const { reviewers } = (await world.boss.ask(`GET /api/access-reviews/${reviewId}`)).json()
    const decided = Object.fromEntries(
      reviewers.map((one: { primaryId: string; decided: number }) => [one.primaryId, one.decided]),
    )
    expect([(await itemOf('ann')).decision, decided]).toEqual(['keep', { rita: 0, rolf: 1 }])
  })

  test('about several is taken at once; others of the review stay as they are', async () => {
    const { reviewId, items, userIds } = await world.review('several', {
      ann: clerk('32'),
      bob: clerk('32'),
      cas: clerk('32'),
    })
    const all = await items()
    const itemIds = all.filter(one => one.userId !== userIds['bob']).map(one => one.itemId)
    const answer = await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'keep' })
    expect(answer.json()).toEqual({ decided: 2, refused: [] })
    const undecided = await world.rita.ask(`GET ${path(reviewId, '/items?decision=undecided')}`)
    expect(undecided.json().items.map((one: { name: string }) => one.name)).toEqual(['bob'])
    const kept = await world.boss.ask(`GET /api/access-reviews/${reviewId}/items?decision=keep`)
    expect(kept.json().items).toHaveLength(2)
  })

  test('reaches no item of another review', async () => {
    const one = await world.review('one', { ann: clerk('32') })
    const other = await world.review('other', { ann: clerk('32') }, { reviewerIds: [world.rolf.userId] })
    const itemIds = [(await other.itemOf('ann')).itemId]
    const answer = await decideAs(world.rita.ask, one.reviewId, { itemIds, decision: 'deactivate' })
    expect([answer.json().decided, (await other.itemOf('ann')).decision]).toEqual([0, undefined])
  })

  test('is never about oneself', async () => {
    const { ask, userId } = await staffMember(world.server, 'selfish', ['32'])
    const [otherId] = await createPeople(world.ctx, [{ last_name: 'Other', 'role/a': { role_type: '32' } }])
    const { review } = (
      await world.boss.ask('POST /api/access-reviews', {
        ...{ name: 'self', dueOn: '2026-12-01', reviewerIds: [userId] },
        population: {
          or: [
            { field: 'primary_id', op: 'eq', value: 'selfish' },
            { field: 'last_name', op: 'eq', value: 'Other' },
          ],
        },
      })
    ).json()
    const { items } = (await ask(`GET ${path(review.reviewId, '/items')}`)).json()
    const own = items.find((one: { userId: number }) => one.userId === userId)
    const other = items.find((one: { userId: number }) => one.userId === otherId)
    expect([own.isOwn, other.isOwn]).toEqual([true, false])
    const itemIds = [own.itemId, other.itemId]
    for (const decision of ['keep', 'deactivate'])
      expect((await decideAs(ask, review.reviewId, { itemIds, decision })).json()).toEqual({
        decided: 1,
        refused: [{ itemId: own.itemId, reason: 'own_account' }],
      })
  })

  test('about a protected account can only be to keep it', async () => {
    const { reviewId, itemOf } = await world.review('protecting', {
      carli: { ...clerk('32'), primary_id: 'CARLI_help' },
    })
    const item = await itemOf('carli')
    expect(item.isProtected).toBe(true)
    const itemIds = [item.itemId]
    for (const decision of ['remove_roles', 'deactivate'])
      expect((await decideAs(world.rita.ask, reviewId, { itemIds, decision })).json()).toEqual({
        decided: 0,
        refused: [{ itemId: item.itemId, reason: 'protected' }],
      })
    const kept = await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'keep' })
    expect(kept.json().decided).toBe(1)
  })
})

describe('when the review is closed', () => {
  test('decisions are refused, and there is nothing to look at any more', async () => {
    const { reviewId, itemOf } = await world.review('closed', { ann: clerk('32') })
    const itemIds = [(await itemOf('ann')).itemId]
    await close(reviewId)
    const refused = await decideAs(world.rita.ask, reviewId, { itemIds, decision: 'keep' })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'review_closed'])
    expect((await world.rita.ask(`GET ${path(reviewId, '/items')}`)).json().code).toBe('review_closed')
    expect((await world.rita.ask(`GET ${path(reviewId)}`)).json()).toMatchObject({ isClosed: true })
    expect((await itemOf('ann')).decision).toBeUndefined()
  })

  test('a decision that meets the closing waits for it, and is refused', async () => {
    const { reviewId, itemOf } = await world.review('meeting', { ann: clerk('32') })
    const itemIds = [(await itemOf('ann')).itemId]
    let deciding: ReturnType<Ask> | undefined
    await world.ctx.db.transaction().execute(async db => {
      await sql`update access_review set closed_by = 'boss', closed_at = ${world.ctx.now()}
        where review_id = ${reviewId}`.execute(db)
      let isAnswered = false
      deciding = decideAs(world.rita.ask, reviewId, { itemIds, decision: 'keep' }).finally(() => {
        isAnswered = true
      })
      while (hasConnections && !isAnswered && !(await isSomebodyWaiting(db)));
    })
    expect((await deciding)!.json().code).toBe('review_closed')
    expect((await itemOf('ann')).decision).toBeUndefined()
  })

  test('of several decisions at that moment those that were accepted stand, and the others were refused', async () => {
    const people = Object.fromEntries([...'abcdefgh'].map(name => [name, clerk('32')]))
    const { reviewId, items } = await world.review('racing', people)
    const all = await items()
    const [, ...answers] = await Promise.all([
      closeReview(world.ctx, reviewId),
      ...all.map(({ itemId }) => decideAs(world.rita.ask, reviewId, { itemIds: [itemId], decision: 'keep' })),
    ])
    const accepted = answers.filter(answer => answer.statusCode === 200).length
    expect(answers.filter(answer => answer.statusCode !== 200).map(answer => answer.json().code)).toEqual(
      Array(all.length - accepted).fill('review_closed'),
    )
    expect((await items()).filter(one => one.decision === 'keep')).toHaveLength(accepted)
  })
})

// On the embedded database transactions take turns: whoever comes second waits without a lock.
const hasConnections = inject('databaseSource').kind === 'server'

async function isSomebodyWaiting(db: Context['db']): Promise<boolean> {
  const { rows } = await sql`select from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`.execute(db)
  return rows.length > 0
}
