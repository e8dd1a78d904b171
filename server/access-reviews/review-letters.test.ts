import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPeople, type PersonDocument } from '../users/testing/people.ts'
import { closeReview, editReview } from './edit-review.ts'
import { queueReviewLetters } from './queue-review-letters.ts'
import { clerk, type OpenedReview, openReviewWorld, type ReviewWorld } from './testing/review-world.ts'

let world: ReviewWorld
beforeAll(async () => {
  world = await openReviewWorld()
})
afterAll(() => world.server.close())

const today = new Date('2026-11-20T15:00:00Z')
beforeEach(async () => {
  world.server.clock.now = today
  await sql`delete from access_review`.execute(world.ctx.db)
  await sql`delete from letter_outbox`.execute(world.ctx.db)
})

const mail = (name: string): PersonDocument => ({
  'email/a': { address: `${name}@example.edu`, types: ['work'], preferred: true },
})
let count = 0
/** A reviewer of the test's own. */
async function reviewer(
  more: PersonDocument = {},
  email = mail(`reviewer${count + 1}`),
): Promise<{ name: string; userId: number }> {
  count += 1
  const name = `reviewer${count}`
  const [userId] = await createPeople(world.ctx, [{ primary_id: name, last_name: name, ...email, ...more }])
  return { name, userId: userId! }
}
const review = (reviewers: { userId: number }[], dueOn = '2026-12-01', people = { ann: clerk('32') }) =>
  world.review(`letters ${++count}`, people, { dueOn, reviewerIds: reviewers.map(one => one.userId) })

const at = (moment: string) => {
  world.server.clock.now = new Date(moment)
  // Days begin at six in the morning UTC.
  const institution = { ...world.ctx.institution, timeZone: 'America/Chicago' }
  return queueReviewLetters({ ...world.ctx, institution }, { publicOrigin: 'https://carrel.example.edu' })
}
type Letter = { letter: string; recipient: string; subject: string; text: string; language: string }
const letters = async (): Promise<Letter[]> => {
  const { rows } = await sql<Letter>`select letter, recipient, subject, text, language from letter_outbox
    order by letter_id`.execute(world.ctx.db)
  return rows
}
const sent = async () => (await letters()).map(one => [one.letter, one.recipient.split('@')[0]])

test('whoever is named gets one letter with the due day, the number of people and the way there', async () => {
  const one = await reviewer()
  const german = await reviewer({ preferred_language: 'de' })
  const { reviewId, report } = await review([one, german])
  await at('2026-11-20T15:00:00Z')
  await at('2026-11-20T15:01:00Z')
  expect(await sent()).toEqual([
    ['access_review', one.name],
    ['access_review', german.name],
  ])
  const [english, deutsch] = await letters()
  for (const part of [report.review.name, '2026-12-01', `https://carrel.example.edu/my-reviews/${reviewId}`])
    expect(english!.text).toContain(part)
  expect(english!.text).toContain('People to decide about: \u20681\u2069')
  expect(deutsch).toMatchObject({ language: 'de', subject: expect.stringMatching(/^Zugriffsprüfung: /) })
})

test('whoever is added later gets the letter then; without an e-mail address, or after the end, nobody does', async () => {
  const [first, second, late, silent] = [
    await reviewer(),
    await reviewer(),
    await reviewer(),
    await reviewer({}, {}),
  ]
  const { reviewId } = await review([first])
  await at('2026-11-20T15:00:00Z')
  const name = (reviewers: { userId: number }[]) =>
    editReview(world.ctx, { reviewId, reviewerIds: reviewers.map(one => one.userId) })
  await name([first, second, silent])
  await at('2026-11-20T15:01:00Z')
  await name([first, second, silent, late])
  await closeReview(world.ctx, reviewId)
  await at('2026-11-20T15:02:00Z')
  expect((await sent()).map(([, who]) => who)).toEqual([first.name, second.name])
})

test('three days before the due day reviewers are reminded, once, while something is undecided', async () => {
  const one = await reviewer()
  await review([one])
  await at('2026-11-20T15:00:00Z')
  await at('2026-11-28T05:59:00Z')
  expect(await sent()).toHaveLength(1)
  await at('2026-11-28T06:00:00Z')
  await at('2026-11-29T15:00:00Z')
  expect((await sent()).slice(1)).toEqual([['access_review_reminder', one.name]])
  expect((await letters())[1]!.text).toContain('Still undecided: \u20681\u2069')
})

test('a due day that is moved is reminded of anew', async () => {
  const one = await reviewer()
  const { reviewId } = await review([one])
  await at('2026-11-20T15:00:00Z')
  await at('2026-11-28T15:00:00Z')
  await editReview(world.ctx, { reviewId, dueOn: '2026-12-20' })
  await at('2026-11-29T15:00:00Z')
  expect(await sent()).toHaveLength(2)
  await at('2026-12-17T15:00:00Z')
  await at('2026-12-18T15:00:00Z')
  expect((await sent()).slice(2)).toEqual([['access_review_reminder', one.name]])
})

test.each<[string, (review: OpenedReview, reviewerId: number) => Promise<unknown>]>([
  ['everything is decided', async ({ reviewId }) => decideAll(reviewId)],
  ['the review is closed', ({ reviewId }) => closeReview(world.ctx, reviewId)],
  [
    'only the reviewer’s own account is left, about which they do not decide',
    ({ reviewId }, reviewerId) =>
      sql`update access_review_item set user_id = ${reviewerId} where review_id = ${reviewId}`.execute(
        world.ctx.db,
      ),
  ],
])('nobody is reminded when %s', async (_what, settle) => {
  const one = await reviewer()
  const opened = await review([one])
  await at('2026-11-20T15:00:00Z')
  await settle(opened, one.userId)
  await at('2026-11-28T15:00:00Z')
  expect(await sent()).toEqual([['access_review', one.name]])
})

const decideAll = (reviewId: number) =>
  sql`update access_review_item set decision = 'keep', decided_by = 'x', decided_at = now()
    where review_id = ${reviewId}`.execute(world.ctx.db)

test('nobody is reminded on the day on which they were named, nor after the due day', async () => {
  const one = await reviewer()
  await review([one], '2026-11-21')
  await at('2026-11-20T15:00:00Z')
  await at('2026-11-20T16:00:00Z')
  expect(await sent()).toHaveLength(1)
  await at('2026-11-22T15:00:00Z')
  expect(await sent()).toHaveLength(1)
})

test('two workers at once write each letter once', async () => {
  const reviewers = [await reviewer(), await reviewer(), await reviewer()]
  await review(reviewers)
  await Promise.all([at('2026-11-20T15:00:00Z'), at('2026-11-20T15:00:00Z')])
  await at('2026-11-20T15:00:00Z')
  expect(await sent()).toHaveLength(3)
})
