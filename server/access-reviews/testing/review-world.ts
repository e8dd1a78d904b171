import type { Decision, ReviewItem, ReviewReport } from '../../../contract/access-reviews.ts'
import type { Context } from '../../context.ts'
import type { Json } from '../../fields/document.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { mailAt } from '../../letters/testing/mail-server.ts'
import { contextOf, createPeople, type PersonDocument } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'

/** A library with an administrator and two reviewers without any role beyond Patron. */
export type ReviewWorld = {
  server: TestServer
  ctx: Context
  boss: { ask: Ask; userId: number }
  rita: { ask: Ask; userId: number }
  rolf: { ask: Ask; userId: number }
  /** Makes people whose description is `about`, and opens a review of exactly those. */
  review: (about: string, people: Record<string, PersonDocument>, more?: object) => Promise<OpenedReview>
}

export type OpenedReview = {
  reviewId: number
  report: ReviewReport
  userIds: Record<string, number>
  items: () => Promise<ReviewItem[]>
  itemOf: (name: string) => Promise<ReviewItem>
  decide: (decisions: Record<string, Decision | null>, ask?: Ask) => Promise<void>
}

export const role = (role_type: string, more: Record<string, Json> = {}): Json => ({ role_type, ...more })

export const clerk = (...types: string[]): PersonDocument =>
  Object.fromEntries(types.map((type, index) => [`role/r${index}`, role(type)]))

export async function openReviewWorld(): Promise<ReviewWorld> {
  const server = await openTestServer({ mail: mailAt(1) })
  const ctx = contextOf(server)
  const boss = await staffMember(server, 'boss', ['50'])
  const rita = await staffMember(server, 'rita', ['200'])
  const rolf = await staffMember(server, 'rolf', ['200'])

  async function review(about: string, people: Record<string, PersonDocument>, more: object = {}) {
    const ids = await createPeople(
      ctx,
      Object.entries(people).map(([name, document]) => ({
        primary_id: `${about}.${name}`,
        last_name: name,
        job_description: about,
        ...document,
      })),
    )
    const userIds = Object.fromEntries(Object.keys(people).map((name, index) => [name, ids[index]!]))
    const answer = await boss.ask('POST /api/access-reviews', {
      name: about,
      dueOn: '2026-12-01',
      reviewerIds: [rita.userId],
      population: { field: 'job_description', op: 'eq', value: about },
      ...more,
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    const report: ReviewReport = answer.json()
    const { reviewId } = report.review
    const items = async () =>
      (await boss.ask(`GET /api/access-reviews/${reviewId}/items?limit=500`)).json().items as ReviewItem[]
    const itemOf = async (name: string) => (await items()).find(one => one.userId === userIds[name])!
    async function decide(decisions: Record<string, Decision | null>, ask = rita.ask) {
      for (const [name, decision] of Object.entries(decisions)) {
        const itemIds = [(await itemOf(name)).itemId]
        const decided = await ask(`POST /api/account/reviews/${reviewId}/decisions`, { itemIds, decision })
        if (decided.statusCode !== 200 || decided.json().decided !== 1) throw new Error(decided.body)
      }
    }
    return { reviewId, report, userIds, items, itemOf, decide }
  }
  return { server, ctx, boss, rita, rolf, review }
}
