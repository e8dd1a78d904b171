import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPeople } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'
import { clerk, openReviewWorld, type ReviewWorld, role } from './testing/review-world.ts'

let world: ReviewWorld
beforeAll(async () => {
  world = await openReviewWorld()
})
afterAll(() => world.server.close())

const opening = (more: object = {}) =>
  world.boss.ask('POST /api/access-reviews', {
    name: 'Yearly',
    dueOn: '2026-12-01',
    reviewerIds: [world.rita.userId],
    population: { and: [] },
    ...more,
  })
const problemsOf = async (more: object) => (await opening(more)).json().problems

describe('opening', () => {
  test('lists named users and others with a staff role, in order of names; the rest is left out and counted', async () => {
    const { report, items } = await world.review('listing', {
      zoe: clerk('32', '200'),
      amy: {
        'role/a': role('32', { status: 'INACTIVE' }),
        'role/b': role('21', { expiry_date: '2020-01-01' }),
      },
      inactive: { status: 'INACTIVE', 'role/a': role('50') },
      selector: clerk('SELECTOR_LIMITED'),
      patron: clerk('200'),
      instructor: clerk('INSTRUCTOR'),
      nobody: {},
    })
    const listed = await items()
    expect(listed.map(one => one.name)).toEqual(['amy', 'inactive', 'selector', 'zoe'])
    expect(report.leftOut).toBe(3)
    expect(report.review).toMatchObject({
      ...{ state: 'open', isOverdue: false, total: 4, dueOn: '2026-12-01', createdBy: expect.any(String) },
      counts: { keep: 0, remove_roles: 0, deactivate: 0, undecided: 4 },
    })
    expect(listed.map(one => one.roles)).toEqual([
      [
        expect.objectContaining({ role: '21', label: 'User Manager', isEnabled: false, isNamed: true }),
        expect.objectContaining({ role: '32', isEnabled: false }),
      ],
      [expect.objectContaining({ role: '50' })],
      [expect.objectContaining({ role: 'SELECTOR_LIMITED', isEnabled: true, isNamed: false })],
      [expect.objectContaining({ role: '32', isEnabled: true, isNamed: true })],
    ])
  })

  test('keeps name, roles and last sign-in as they were', async () => {
    const { userIds, itemOf } = await world.review('snapshot', { ann: clerk('32') })
    await sql`insert into credential (institution_id, user_id, last_login_at)
      values (${world.ctx.institution.institutionId}, ${userIds['ann']}, '2026-11-21T10:00:00Z')`.execute(
      world.ctx.db,
    )
    await sql`update user_account set last_name = 'Renamed' where user_id = ${userIds['ann']}`.execute(
      world.ctx.db,
    )
    const item = await itemOf('ann')
    expect([item.name, item.primaryId, item.lastLogin]).toEqual(['ann', 'snapshot.ann', undefined])
  })

  test('takes named users as their page narrows them down', async () => {
    const [tester] = await createPeople(world.ctx, [
      { primary_id: 'seat.tester', account_purpose: 'TEST', 'role/a': role('32') },
    ])
    const answer = (await opening({ population: undefined, seats: { concern: 'test' } })).json()
    const { items } = (await world.boss.ask(`GET /api/access-reviews/${answer.review.reviewId}/items`)).json()
    expect(items.map((one: { userId: number }) => one.userId)).toEqual([tester])
    expect([answer.leftOut, answer.review.total]).toEqual([0, 1])
  })

  test('what makes no sense is refused, and nothing is left behind', async () => {
    const count = async () => (await sql`select from access_review`.execute(world.ctx.db)).rows.length
    const before = await count()
    expect(await problemsOf({ dueOn: '2026-11-19' })).toEqual([{ field: 'dueOn', rule: 'date_in_past' }])
    expect(await problemsOf({ dueOn: '2026-02-30' })).toEqual([{ field: 'dueOn', rule: 'not_a_date' }])
    expect(await problemsOf({ name: ' ' })).toEqual([{ field: 'name', rule: 'required' }])
    expect(await problemsOf({ reviewerIds: [world.rita.userId, 99_999_999] })).toEqual([
      { field: 'reviewerIds', rule: 'unknown_user' },
    ])
    const [gone, lapsed] = await createPeople(world.ctx, [
      { status: 'INACTIVE' },
      { expiry_date: '2026-11-19' },
    ])
    for (const userId of [gone, lapsed])
      expect(await problemsOf({ reviewerIds: [userId] })).toEqual([
        { field: 'reviewerIds', rule: 'may_not_sign_in' },
      ])
    const nobody = { field: 'primary_id', op: 'eq', value: 'no such' }
    expect(await problemsOf({ population: nobody })).toEqual([
      { field: 'population', rule: 'nobody_to_review' },
    ])
    expect((await opening({ population: { what: 1 } })).json().code).toBe('invalid_filter')
    for (const body of [{ reviewerIds: [] }, { population: undefined }, { seats: {} }])
      expect((await opening(body)).statusCode).toBe(422)
    expect(await count()).toBe(before)
  })
})

test('reviewers without an e-mail address are shown as such', async () => {
  const email = { address: 'rita@example.edu', types: ['work'], preferred: true }
  await sql`update user_account set contact = ${JSON.stringify({ 'email/a': email })}::jsonb
    where user_id = ${world.rita.userId}`.execute(world.ctx.db)
  const reviewerIds = [world.rolf.userId, world.rita.userId, world.rita.userId]
  const { report } = await world.review('mail', { ann: clerk('32') }, { reviewerIds })
  expect(report.reviewers.map(one => [one.primaryId, one.email])).toEqual([
    ['rita', 'rita@example.edu'],
    ['rolf', undefined],
  ])
})

test('due day and reviewers change while the review is open; what a former reviewer decided stands', async () => {
  const { reviewId, decide, itemOf } = await world.review('editing', { ann: clerk('32') })
  const edit = (body: object) => world.boss.ask(`PATCH /api/access-reviews/${reviewId}`, body)
  await decide({ ann: 'keep' })
  const edited = (await edit({ dueOn: '2026-12-24', reviewerIds: [world.rolf.userId] })).json()
  expect([edited.review.dueOn, edited.reviewers]).toEqual([
    '2026-12-24',
    [expect.objectContaining({ primaryId: 'rolf', decided: 0 })],
  ])
  expect((await itemOf('ann')).decision).toBe('keep')
  expect((await world.rita.ask(`GET /api/account/reviews/${reviewId}`)).statusCode).toBe(404)
  expect((await edit({ dueOn: '2026-11-19' })).json().problems[0].rule).toBe('date_in_past')
  expect((await edit({ reviewerIds: [99_999_999] })).json().problems[0].rule).toBe('unknown_user')
  await sql`update access_review set due_on = '2026-11-01' where review_id = ${reviewId}`.execute(
    world.ctx.db,
  )
  const late = (await edit({ dueOn: '2026-11-01', reviewerIds: [world.rita.userId] })).json()
  expect([late.review.isOverdue, late.reviewers.length]).toEqual([true, 1])
  await world.boss.ask(`POST /api/access-reviews/${reviewId}/close`)
  expect((await edit({ dueOn: '2026-12-25' })).json().code).toBe('review_closed')
})

test('a review is closed once, says by whom, and is then not overdue', async () => {
  const { reviewId } = await world.review('closing', { ann: clerk('32') })
  await sql`update access_review set due_on = '2026-11-01' where review_id = ${reviewId}`.execute(
    world.ctx.db,
  )
  const closed = (await world.boss.ask(`POST /api/access-reviews/${reviewId}/close`)).json()
  expect(closed.review).toMatchObject({
    ...{ state: 'closed', isOverdue: false, closedBy: 'Wilhelmina Quackenbush' },
    closedAt: '2026-11-20T15:00:00.000Z',
  })
  const again = await world.boss.ask(`POST /api/access-reviews/${reviewId}/close`)
  expect(again.json().code).toBe('review_closed')
})

test('reviews are listed newest first, page by page', async () => {
  await world.review('page one', { ann: clerk('32') })
  await world.review('page two', { ann: clerk('32') })
  const first = (await world.boss.ask('GET /api/access-reviews?limit=1')).json()
  expect(first.items[0].name).toBe('page two')
  const second = (await world.boss.ask(`GET /api/access-reviews?limit=1&after=${first.next}`)).json()
  expect(second.items[0].name).toBe('page one')
})

test('a review that was never applied can be deleted, with all that was decided', async () => {
  const { reviewId, decide } = await world.review('deleting', { ann: clerk('32') })
  await decide({ ann: 'keep' })
  expect((await world.boss.ask(`DELETE /api/access-reviews/${reviewId}`)).statusCode).toBe(204)
  const { rows } = await sql`select from access_review_item where review_id = ${reviewId}`.execute(
    world.ctx.db,
  )
  expect(rows).toEqual([])
  expect((await world.boss.ask(`GET /api/access-reviews/${reviewId}`)).statusCode).toBe(404)
})

test('the report is a file in which nothing is a formula', async () => {
  const { reviewId, itemOf } = await world.review('filing', {
    ann: { ...clerk('32'), last_name: '=HYPERLINK("x")' },
    bob: clerk('21'),
  })
  const itemIds = [(await itemOf('ann')).itemId]
  const body = { itemIds, decision: 'remove_roles', note: '+1 by mistake' }
  await world.rita.ask(`POST /api/account/reviews/${reviewId}/decisions`, body)
  const file = await world.boss.ask(`GET /api/access-reviews/${reviewId}/download?format=csv`)
  expect(file.headers['content-disposition']).toMatch(/filing\.csv/)
  const [head, ann, bob] = file.body.replace('\ufeff', '').trim().split(/\r?\n/)
  expect(head).toBe(
    'Primary Identifier,Name,Staff Roles,Last Sign-in,Decision,Note,Decided By,Decided At,Outcome,Reasons',
  )
  expect(ann).toMatch(
    /^filing\.ann,"?'=HYPERLINK.*,remove_roles,'\+1 by mistake,Wilhelmina Quackenbush,2026-11-20T15/,
  )
  expect(bob).toMatch(/^filing\.bob,bob,User Manager,,undecided,,,/)
  const xlsx = await world.boss.ask(`GET /api/access-reviews/${reviewId}/download?format=xlsx`)
  expect([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
})

test('only user administrators manage reviews', async () => {
  const { reviewId } = await world.review('forbidding', { ann: clerk('32') })
  const { ask: manager } = await staffMember(world.server, 'manager', ['21', '26'])
  const one = `/api/access-reviews/${reviewId}`
  for (const [line, body] of [
    ['GET /api/access-reviews'],
    [
      'POST /api/access-reviews',
      { name: 'x', dueOn: '2026-12-01', reviewerIds: [1], population: { and: [] } },
    ],
    [`GET ${one}`],
    [`PATCH ${one}`, {}],
    [`POST ${one}/close`],
    [`POST ${one}/apply`],
    [`DELETE ${one}`],
    [`GET ${one}/items`],
    [`GET ${one}/download?format=csv`],
  ] as const)
    for (const ask of [manager, world.rita.ask])
      expect([line, (await ask(line, body)).json().code]).toEqual([line, 'forbidden'])
  for (const line of ['GET /api/access-reviews/99999999', 'POST /api/access-reviews/99999999/close'])
    expect((await world.boss.ask(line)).statusCode).toBe(404)
})
