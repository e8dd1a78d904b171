import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { optionalReasons, type PurgeCriteria } from '../../contract/purge.ts'
import { openWorld, type World, write } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { type PersonSpec, plainPerson, setId, settle } from '../tasks/testing/population.ts'
import { outcomesOf, planned } from '../tasks/testing/run.ts'
import { planPurgeTask } from './purge.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

/** What a plan says about each: undefined when not considered, else the reasons to stay. */
async function verdicts(
  userIds: readonly number[],
  criteria: PurgeCriteria = {},
  planning = ctx,
): Promise<(string[] | undefined)[]> {
  const { task } = await planned(planning, await planPurgeTask(planning, { criteria }))
  const outcomes = new Map((await outcomesOf(ctx, task.taskId)).map(one => [one.userId, one]))
  return userIds.map(userId => outcomes.get(userId)?.reasons)
}

const goes: string[] = []
const isNotConsidered = undefined

/** People who differ from the plain one as given. */
const people = (...differences: Partial<PersonSpec>[]) =>
  settle(
    ctx,
    differences.map(difference => ({ ...plainPerson, ...difference })),
  )

test.each([
  ['UTC', '2026-11-20T00:00:00Z', '2026-11-20'],
  ['UTC', '2026-11-19T23:59:59Z', '2026-11-19'],
  ['Pacific/Honolulu', '2026-11-20T09:59:59Z', '2026-11-19'],
  ['Pacific/Honolulu', '2026-11-20T10:00:00Z', '2026-11-20'],
  ['Pacific/Kiritimati', '2026-11-19T09:59:59Z', '2026-11-19'],
  ['Pacific/Kiritimati', '2026-11-19T10:00:00Z', '2026-11-20'],
  ['America/Chicago', '2026-11-01T04:59:59Z', '2026-10-31'],
  ['America/Chicago', '2026-11-01T05:00:00Z', '2026-11-01'],
])('in %s at %s the purge date must lie before %s', async (timeZone, now, today) => {
  const [yesterday, same, none] = await people({}, {}, { purgeDays: null })
  const dayBefore = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10)
  await write(ctx, yesterday!, { purge_date: dayBefore })
  await write(ctx, same!, { purge_date: today })
  const there = { ...ctx, now: () => new Date(now), institution: { ...ctx.institution, timeZone } }
  for (const criteria of [{}, { daysAfterPurgeDate: 0 }]) {
    const userIds = [yesterday!, same!, none!]
    const found = await verdicts(userIds, criteria, there)
    expect(found.map(reasons => reasons !== undefined)).toEqual([true, false, false])
  }
})

test.each([
  [1, [0, -1, -2], [false, true, true]],
  [30, [-29, -30, -31], [false, true, true]],
  [365, [-364, -365], [false, true]],
  [36_500, [-400], [false]],
])(
  'with %i days after the purge date, purge dates of %j days ago are taken: %j',
  async (days, ago, taken) => {
    const userIds = await people(...ago.map(purgeDays => ({ purgeDays })))
    const found = await verdicts(userIds, { daysAfterPurgeDate: days })
    expect(found.map(reasons => reasons !== undefined)).toEqual(taken)
  },
)

test('record type, user groups and set narrow the choice, each and together', async () => {
  const userIds = await people(
    { record_type: 'PUBLIC', user_group: 'STUDENT', isInSet: true },
    { record_type: 'STAFF', user_group: 'FACULTY', isInSet: true },
    { record_type: 'CONTACT', user_group: null },
    { record_type: 'PUBLIC', user_group: 'GUEST' },
  )
  const considered = async (criteria: PurgeCriteria) =>
    (await verdicts(userIds, criteria)).map(reasons => (reasons ? 1 : 0)).join('')
  expect(await considered({})).toBe('1111')
  expect(await considered({ recordType: 'PUBLIC' })).toBe('1001')
  expect(await considered({ recordType: 'STAFF' })).toBe('0100')
  expect(await considered({ recordType: 'CONTACT' })).toBe('0010')
  expect(await considered({ userGroups: ['STUDENT', 'GUEST'] })).toBe('1001')
  expect(await considered({ userGroups: [] })).toBe('1111')
  expect(await considered({ filter: { set: setId } })).toBe('1100')
  expect(await considered({ filter: { not: { set: setId } } })).toBe('0011')
  const together = {
    recordType: 'PUBLIC',
    userGroups: ['GUEST', 'FACULTY'],
    filter: { not: { set: setId } },
  } as const
  expect(await considered({ ...together, userGroups: [...together.userGroups] })).toBe('0001')
})

test.each<[string, string[], string | undefined, boolean]>([
  ['a cent', ['0.01'], undefined, false],
  ['a cent', ['0.01'], '0', false],
  ['nothing', ['0.00'], undefined, true],
  ['9.99', ['9.99'], '9.99', true],
  ['10.00', ['10.00'], '9.99', false],
  ['9.99 in parts', ['3.33', '3.33', '3.33'], '9.99', true],
  ['0.30 in parts that no floating point adds up', ['0.10', '0.10', '0.10'], '0.3', true],
  ['0.31', ['0.10', '0.21'], '0.30', false],
  ['12.00 with a credit of 2.01', ['12.00', '-2.01'], '9.99', true],
  ['12.00 with a credit of 2.00', ['12.00', '-2.00'], '9.99', false],
  ['only a credit', ['-5.00'], undefined, true],
  ['as much as there is room for', ['99999999.99'], '99999999.98', false],
  ['as much as there is room for', ['99999999.99'], '99999999.99', true],
])('who owes %s (%j) with threshold %s goes: %s', async (_what, balances, waiveThreshold, isGoing) => {
  const userIds = await people({ fees: balances.map(balance => ({ balance, status: 'ACTIVE' })) })
  const criteria = waiveThreshold === undefined ? {} : { waiveThreshold }
  expect(await verdicts(userIds, criteria)).toEqual([isGoing ? goes : ['fees_above_threshold']])
})

test('fees that are closed, in dispute or transferred are not owed', async () => {
  const fees = ['CLOSED', 'INDISPUTE', 'EXPORTED', 'WAIVED'].map(status => ({ balance: '50.00', status }))
  expect(await verdicts(await people({ fees }))).toEqual([goes])
})

const alone: [string, Partial<PersonSpec>][] = [
  ['protected', { isProtected: true }],
  ['never_purge', { never_purge_reason: 'donor' }],
  ['fees_above_threshold', { fees: [{ balance: '0.10', status: 'ACTIVE' }] }],
  ['active_loans', { loans: [{ isReturned: false }, { isReturned: true }] }],
  ['open_requests', { requests: [{ status: 'IN_PROCESS' }] }],
  ['linked_in_other_systems', { links: [{ kind: 'PO_LINE' }] }],
  ['active_elsewhere', { links: [{ kind: 'ACTIVE_ELSEWHERE' }] }],
  ['staff_roles', { role: '32' }],
  ['not_expired', { expiryDays: 0 }],
]

test('each reason keeps somebody by itself, and all of them are named together', async () => {
  const all = Object.assign({}, ...alone.map(([, difference]) => difference)) as Partial<PersonSpec>
  const userIds = await people(...alone.map(([, difference]) => difference), {
    ...all,
    links: [{ kind: 'PO_LINE' }, { kind: 'ACTIVE_ELSEWHERE' }],
    requests: [{ status: 'ON_HOLD_SHELF' }],
  })
  const found = await verdicts(userIds)
  expect(found.slice(0, -1)).toEqual(alone.map(([reason]) => [reason]))
  const names = alone.map(([reason]) => reason)
  expect(found.at(-1)!.toSorted()).toEqual([...names, 'request_on_hold_shelf'].toSorted())
})

test('reasons beyond those of old can be switched off one by one; the others hold', async () => {
  const userIds = await people(...alone.map(([, difference]) => difference))
  for (const ignored of optionalReasons) {
    const found = await verdicts(userIds, { ignoreReasons: [ignored] })
    expect(found).toEqual(alone.map(([reason]) => (reason === ignored ? goes : [reason])))
  }
  const found = await verdicts(userIds, { ignoreReasons: [...optionalReasons] })
  const isOptional = (reason: string) => (optionalReasons as readonly string[]).includes(reason)
  expect(found).toEqual(alone.map(([reason]) => (isOptional(reason) ? goes : [reason])))
})

test('a request on the hold shelf keeps somebody even when open requests do not', async () => {
  const userIds = await people({ requests: [{ status: 'ON_HOLD_SHELF' }] })
  expect(await verdicts(userIds)).toEqual([['request_on_hold_shelf', 'open_requests']])
  expect(await verdicts(userIds, { ignoreReasons: ['open_requests'] })).toEqual([['request_on_hold_shelf']])
})

test('returned loans, ended requests and roles of patrons keep nobody', async () => {
  const ended = ['COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED'].map(status => ({ status }))
  const roles = ['200', 'INSTRUCTOR', 'TRIAL_PARTICIPANT'].map(role => ({ role }))
  const userIds = await people({ loans: [{ isReturned: true }], requests: ended }, ...roles)
  expect(await verdicts(userIds)).toEqual(userIds.map(() => goes))
})

test.each<[PersonSpec['status'], number | null, boolean]>([
  ['ACTIVE', -1, true],
  ['ACTIVE', 0, false],
  ['ACTIVE', 1, false],
  ['ACTIVE', null, false],
  ['INACTIVE', 1, true],
  ['INACTIVE', null, true],
])('%s with an expiration date %s days from today is over: %s', async (status, expiryDays, isOver) => {
  expect(await verdicts(await people({ status, expiryDays }))).toEqual([isOver ? goes : ['not_expired']])
})

test('protected accounts are found in any spelling, and only they', async () => {
  const names = ['exl_impl', 'EXL_Support', 'Carli_1', 'RIALTO_x', 'leganto_GUEST']
  const others = ['exlibris', 'exl-impl', 'leganto_guests', 'my_exl_impl']
  const userIds = await people(...[...names, ...others].map(() => ({})))
  for (const [index, primary_id] of [...names, ...others].entries()) {
    await write(ctx, userIds[index]!, { primary_id })
  }
  const protectedReasons = names.map(() => ['protected'])
  expect(await verdicts(userIds)).toEqual([...protectedReasons, ...others.map(() => goes)])
  const settings = { ...ctx.institution.settings, protectedPatterns: ['EXLibr%'] }
  const own = { ...ctx, institution: { ...ctx.institution, settings } }
  const found = await verdicts(userIds, {}, own)
  expect(found.map(reasons => reasons!.length)).toEqual([...names.map(() => 0), 1, 0, 0, 0])
})

test('nobody purges the own account', async () => {
  const userIds = await people({}, {})
  const own = { ...ctx, actor: { ...ctx.actor, kind: 'staff', userId: userIds[1]! } } as Context
  expect(await verdicts(userIds, {}, own)).toEqual([goes, ['own_account']])
})

test('a group, a set or a filter that is not there is refused before anything is planned', async () => {
  await people({})
  const refusal = (criteria: PurgeCriteria) =>
    planPurgeTask(ctx, { criteria }).then(
      () => 'accepted',
      error => error.code,
    )
  expect(await refusal({ userGroups: ['STUDENT', 'NOBODY'] })).toBe('invalid_values')
  expect(await refusal({ filter: { set: 999 } })).toBe('not_found')
  expect(await refusal({ filter: { field: 'shoe_size', op: 'eq', value: 1 } })).toBe('invalid_filter')
  await sql`update user_set set is_private = true, created_by_user_id = 5 where set_id = ${setId}`.execute(
    ctx.db,
  )
  expect(await refusal({ filter: { set: setId } })).toBe('not_found')
  expect((await sql`select from task`.execute(ctx.db)).rows).toEqual([])
})

test('who matches nothing is not in the plan at all', async () => {
  const userIds = await people({ purgeDays: null }, { purgeDays: 3 })
  expect(await verdicts(userIds)).toEqual([isNotConsidered, isNotConsidered])
})
