import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Decision, decisions } from '../../contract/access-reviews.ts'
import { documentNow, propertyRuns, write } from '../changes/testing/world.ts'
import type { Patch, RecordDocument } from '../fields/document.ts'
import { taskDefinitions } from '../task-definitions.ts'
import {
  completed,
  confirmed,
  type Disturbance,
  finished,
  finishedDespite,
  inChunksOf,
  outcomesOf,
  planned,
} from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { clerk, type OpenedReview, openReviewWorld, type ReviewWorld, role } from './testing/review-world.ts'

let world: ReviewWorld
beforeAll(async () => {
  world = await openReviewWorld()
})
afterAll(() => world.server.close())

/** Closes the review and puts its job on the list. */
async function applied({ reviewId }: OpenedReview): Promise<number> {
  await world.boss.ask(`POST /api/access-reviews/${reviewId}/close`)
  const answer = await world.boss.ask(`POST /api/access-reviews/${reviewId}/apply`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json().task.taskId
}

/** Outcome, or the reasons to keep, by name. */
async function verdicts(review: OpenedReview, taskId: number): Promise<Record<string, string>> {
  const outcomes = await outcomesOf(world.ctx, taskId)
  return Object.fromEntries(
    Object.entries(review.userIds).map(([name, userId]) => {
      const found = outcomes.find(one => one.userId === userId)
      return [name, found?.outcome === 'change' ? 'change' : (found?.reasons.join() ?? 'missing')]
    }),
  )
}

const stateOf = async (reviewId: number) =>
  (await world.boss.ask(`GET /api/access-reviews/${reviewId}`)).json().review
const rolesOf = (document: RecordDocument | undefined) =>
  Object.entries(document!)
    .filter(([path]) => path.startsWith('role/'))
    .map(([, value]) => (value as { role_type: string }).role_type)
    .sort()

test('roles go but Patron, accounts become inactive, the rest is kept; undone, everything is as before', async () => {
  const people = {
    gone: clerk('32'),
    patron: clerk('32', '200', '21', 'INSTRUCTOR', 'SELECTOR_LIMITED'),
    stays: clerk('32'),
    forgotten: clerk('32'),
  }
  const review = await world.review('whole', people)
  const before = await documents(review)
  await review.decide({ gone: 'deactivate', patron: 'remove_roles', stays: 'keep' })
  const taskId = await applied(review)
  await planned(world.ctx, taskId)
  expect(await verdicts(review, taskId)).toEqual({
    ...{ gone: 'change', patron: 'change', stays: 'review_keep', forgotten: 'undecided' },
  })
  expect((await stateOf(review.reviewId)).state).toBe('planned')
  await confirmed(world.ctx, taskId)
  await finished(world.ctx, taskId)
  const after = await documents(review)
  expect(after['gone']).toMatchObject({ status: 'INACTIVE', status_date: '2026-11-20' })
  expect([rolesOf(after['patron']), after['patron']!['status']]).toEqual([['200', 'INSTRUCTOR'], 'ACTIVE'])
  expect([after['stays'], after['forgotten']]).toEqual([before['stays'], before['forgotten']])
  expect(await stateOf(review.reviewId)).toMatchObject({
    state: 'applied',
    task: { taskId, status: 'completed' },
  })
  expect((await review.items()).map(one => [one.name, one.outcome, one.reasons])).toEqual([
    ['forgotten', 'keep', ['undecided']],
    ['gone', 'done', []],
    ['patron', 'done', []],
    ['stays', 'keep', ['review_keep']],
  ])
  await completed(world.ctx, await undoTask(world.ctx, { definitions: taskDefinitions, taskId }))
  expect(await documents(review)).toEqual(before)
  expect((await stateOf(review.reviewId)).state).toBe('undone')
})

async function documents({ userIds }: OpenedReview): Promise<Record<string, RecordDocument>> {
  const found: Record<string, RecordDocument> = {}
  for (const [name, userId] of Object.entries(userIds)) found[name] = (await documentNow(world.ctx, userId))!
  return found
}

test('the job waits for its number, and only one is made of a review; a plan put aside makes room for another', async () => {
  const review = await world.review('once', { ann: clerk('32') })
  const apply = () => world.boss.ask(`POST /api/access-reviews/${review.reviewId}/apply`)
  const remove = () => world.boss.ask(`DELETE /api/access-reviews/${review.reviewId}`)
  await review.decide({ ann: 'deactivate' })
  expect((await apply()).json().code).toBe('review_open')
  const taskId = await applied(review)
  await planned(world.ctx, taskId)
  const wrong = await world.boss.ask(`POST /api/tasks/${taskId}/confirm`, { count: 2 })
  expect(wrong.json().code).toBe('count_mismatch')
  expect([(await apply()).json().code, (await remove()).json().code]).toEqual(Array(2).fill('review_applied'))
  await world.boss.ask(`POST /api/tasks/${taskId}/cancel`)
  expect((await stateOf(review.reviewId)).state).toBe('closed')
  expect((await review.itemOf('ann')).outcome).toBeUndefined()
  const second = (await apply()).json().task.taskId
  await completed(world.ctx, second)
  expect((await remove()).json().code).toBe('review_applied')
  expect((await stateOf(review.reviewId)).state).toBe('applied')
})

test('of two who apply a review at the same moment one makes the job', async () => {
  const review = await world.review('twice', { ann: clerk('32') })
  await world.boss.ask(`POST /api/access-reviews/${review.reviewId}/close`)
  const apply = () => world.boss.ask(`POST /api/access-reviews/${review.reviewId}/apply`)
  const answers = await Promise.all([apply(), apply()])
  expect(answers.map(answer => answer.json().code ?? 'made').sort()).toEqual(['made', 'review_applied'])
})

test('a review whose only plan was put aside can be deleted', async () => {
  const review = await world.review('aside', { ann: clerk('32') })
  const taskId = await applied(review)
  await planned(world.ctx, taskId)
  await world.boss.ask(`POST /api/tasks/${taskId}/cancel`)
  expect((await world.boss.ask(`DELETE /api/access-reviews/${review.reviewId}`)).statusCode).toBe(204)
})

describe('nothing is taken', () => {
  test('from protected accounts, administrators, and those who have nothing to take', async () => {
    const review = await world.review('careful', {
      protected: clerk('32'),
      admin: clerk('50'),
      inactive: { status: 'INACTIVE', ...clerk('32') },
    })
    await review.decide({ protected: 'remove_roles', admin: 'remove_roles', inactive: 'deactivate' })
    // Decided before somebody made the account a protected one.
    await write(world.ctx, review.userIds['protected']!, { primary_id: 'exl_careful' })
    const taskId = await applied(review)
    await planned(world.ctx, taskId)
    expect(await verdicts(review, taskId)).toEqual({
      ...{ protected: 'protected', admin: 'administrator', inactive: 'unchanged' },
    })
  })

  test('from restricted users by whoever leaves them alone', async () => {
    const settings = { restrictedUserGroups: ['VIP'] }
    await sql`update institution set settings = settings || ${JSON.stringify(settings)}::jsonb`.execute(
      world.ctx.db,
    )
    const review = await world.review('sparing', { vip: { ...clerk('32'), user_group: 'VIP' } })
    await review.decide({ vip: 'deactivate' })
    const taskId = await applied(review)
    await sql`update task set spares_restricted = true where task_id = ${taskId}`.execute(world.ctx.db)
    const institution = { ...world.ctx.institution }
    institution.settings = { ...institution.settings, ...settings }
    await planned({ ...world.ctx, institution }, taskId)
    expect(await verdicts(review, taskId)).toEqual({ vip: 'restricted' })
  })

  test.each<[string, Patch, string]>([
    ['a new staff role', { 'role/new': role('21', { scope: 'MAIN' }) }, 'changed_since_review'],
    ['the same role elsewhere', { 'role/new': role('32', { scope: 'LAW' }) }, 'changed_since_review'],
    ['a role switched on', { 'role/r1': role('38', { status: 'ACTIVE' }) }, 'changed_since_review'],
    ['a patron’s role', { 'role/new': role('200') }, 'change'],
    ['a role switched off', { 'role/r0': role('32', { scope: 'MAIN', status: 'INACTIVE' }) }, 'change'],
    ['a role less', { 'role/r0': null }, 'change'],
  ])('from somebody who got what no reviewer saw, here %s: %s %s', async (what, patch, expected) => {
    const person = {
      'role/r0': role('32', { scope: 'MAIN' }),
      'role/r1': role('38', { status: 'INACTIVE' }),
    }
    for (const decision of ['remove_roles', 'deactivate'] as const) {
      const review = await world.review(`unseen ${what} ${decision}`.replaceAll(' ', '-'), { ann: person })
      await review.decide({ ann: decision })
      const full = Object.fromEntries(Object.entries(patch).map(([path, value]) => [path, completed_(value)]))
      await write(world.ctx, review.userIds['ann']!, full)
      const taskId = await applied(review)
      await planned(world.ctx, taskId)
      expect(await verdicts(review, taskId)).toEqual({ ann: expected })
    }
  })

  test('from whoever got a role or changed between plan and run', async () => {
    const review = await world.review('meanwhile', {
      role: clerk('32'),
      status: clerk('32'),
      ann: clerk('32'),
    })
    await review.decide({ role: 'deactivate', status: 'deactivate', ann: 'remove_roles' })
    const taskId = await applied(review)
    await planned(world.ctx, taskId)
    await write(world.ctx, review.userIds['role']!, { 'role/new': completed_(role('21')) })
    await write(world.ctx, review.userIds['status']!, { status: 'INACTIVE' })
    await write(world.ctx, review.userIds['status']!, { status: 'ACTIVE', status_date: '2026-01-01' })
    await confirmed(world.ctx, taskId)
    const { task, results } = await finished(world.ctx, taskId)
    expect([task.done, task.skipped]).toEqual([1, 2])
    expect(
      results
        .map(one => one.reason)
        .filter(Boolean)
        .sort(),
    ).toEqual(['changed_since_plan', 'changed_since_review'])
  })
})

/** A role as the write path wants it, or none. */
function completed_(value: Patch[string]): Patch[string] {
  if (value === null) return null
  return { status: 'ACTIVE', ...(value as object) } as Patch[string]
}

const facts = fc.record({
  types: fc.uniqueArray(fc.constantFrom('32', '21', '38', '200', 'INSTRUCTOR', 'SELECTOR_LIMITED'), {
    minLength: 1,
  }),
  isInactive: fc.boolean(),
  isProtected: fc.boolean(),
  decision: fc.constantFrom<Decision | null>(...decisions, null),
})
const disturbance = fc.constantFrom<Disturbance>('stop', 'crash', 'two_workers', 'crash_and_fail')
const patronTypes = ['200', 'INSTRUCTOR', 'TRIAL_PARTICIPANT']
let round = 0

test('whatever is decided about whom, the plan follows from it, the run does the plan, and undo restores', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 1, maxLength: 5 }),
      fc.array(disturbance, { maxLength: 2 }),
      async (cases, disturbances) => {
        round += 1
        const people = Object.fromEntries(
          cases.map(({ types, isInactive, isProtected }, index) => [
            `p${index}`,
            {
              ...clerk(...types),
              ...(isInactive ? { status: 'INACTIVE' } : {}),
              ...(isProtected ? { primary_id: `carli_${round}_${index}` } : {}),
            },
          ]),
        )
        // Somebody is always listed.
        const review = await world.review(`law${round}`, { ...people, sure: clerk('32') })
        const isListed = (one: (typeof cases)[number]) => one.types.some(type => !patronTypes.includes(type))
        for (const [index, one] of cases.entries()) {
          const isRefused = one.isProtected && one.decision !== 'keep'
          if (isListed(one) && one.decision && !isRefused)
            await review.decide({ [`p${index}`]: one.decision })
        }
        const before = await documents(review)
        const taskId = await applied(review)
        await planned(world.ctx, taskId)
        const plan = await verdicts(review, taskId)
        cases.forEach((one, index) => {
          const { decision } = one
          const wanted = !isListed(one)
            ? 'missing'
            : decision === null || (one.isProtected && decision !== 'keep')
              ? 'undecided'
              : decision === 'keep'
                ? 'review_keep'
                : decision === 'deactivate' && one.isInactive
                  ? 'unchanged'
                  : 'change'
          expect([index, plan[`p${index}`]]).toEqual([index, wanted])
        })
        await confirmed(world.ctx, taskId)
        await finishedDespite(world.ctx, taskId, { definitions: inChunksOf(2), disturbances })
        const after = await documents(review)
        for (const [name, document] of Object.entries(after)) {
          const one = cases[Number(name.slice(1))]
          if (plan[name] !== 'change') expect(document).toEqual(before[name])
          else if (one!.decision === 'deactivate') expect(document['status']).toBe('INACTIVE')
          else expect(rolesOf(document)).toEqual(one!.types.filter(type => patronTypes.includes(type)).sort())
        }
        if (!Object.values(plan).includes('change')) return
        await completed(world.ctx, await undoTask(world.ctx, { definitions: taskDefinitions, taskId }))
        expect(await documents(review)).toEqual(before)
      },
    ),
    { numRuns: propertyRuns(12) },
  )
}, 120_000)
