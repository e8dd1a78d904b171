import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeletionCheck, type DeletionReason, deletionReasons } from '../../contract/deletion.ts'
import { settledPurchaseRequests } from '../../contract/links.ts'
import { openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { type PersonSpec, plainPerson, settle } from '../tasks/testing/population.ts'
import { checkDeletion } from './check-deletion.ts'
import { deleteUser } from './delete-user.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
  ctx = world.ctx
})
afterAll(() => world.close())

/** Somebody plain but for what is given, who has these links. */
async function somebody(
  difference: Partial<PersonSpec> = {},
  links: [kind: string, status?: string][] = [],
): Promise<number> {
  const [userId] = await settle(ctx, [{ ...plainPerson, ...difference }, plainPerson])
  for (const [kind, status] of links) {
    await sql`insert into user_link (institution_id, user_id, kind, source, status, created_at)
      values (${ctx.institution.institutionId}, ${userId!}, ${kind}, 'elsewhere', ${status ?? null}, now())`.execute(
      ctx.db,
    )
  }
  return userId!
}

/** A task on the list in this status, of which `cursor` positions are done and the user is the second. */
async function job(
  userId: number,
  task: { status?: string; cursor?: number; outcome?: string; result?: string },
): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`insert into task (institution_id, task_id, kind, name, parameters, status, created_by, created_at,
      cursor_position)
    values (${institutionId}, 9, 'update_users', 'Move', '{}', ${task.status ?? 'applying'}, 'test', now(),
      ${task.cursor ?? 1})`.execute(ctx.db)
  await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, result)
    values (${institutionId}, 9, 2, ${userId}, 'x', ${task.outcome ?? 'change'}, ${task.result ?? null})`.execute(
    ctx.db,
  )
}

const check = (userId: number, asking = ctx): Promise<DeletionCheck> => checkDeletion(asking, userId)
const refusal = (userId: number, asking = ctx) =>
  deleteUser(asking, { userId }).then(
    () => 'deleted',
    error => [error.code, error.details.reasons],
  )

const fees = (...balances: string[]) => ({ fees: balances.map(balance => ({ balance, status: 'ACTIVE' })) })

const alone: [what: string, DeletionReason, () => Promise<number>][] = [
  ['a protected account', 'protected', () => somebody({ isProtected: true })],
  ['a debt of a cent', 'balance_due', () => somebody(fees('0.01'))],
  ['a credit', 'balance_due', () => somebody(fees('-5.00'))],
  ['a loan', 'active_loans', () => somebody({ loans: [{ isReturned: true }, { isReturned: false }] })],
  [
    'an item on the hold shelf',
    'request_on_hold_shelf',
    () => somebody({ requests: [{ status: 'ON_HOLD_SHELF' }] }),
  ],
  ['a PO line', 'orders', () => somebody({}, [['PO_LINE']])],
  ['a PO', 'orders', () => somebody({}, [['PO']])],
  ['an invoice', 'orders', () => somebody({}, [['INVOICE']])],
  ['a locked bibliographic record', 'locked_bibs', () => somebody({}, [['LOCKED_BIB']])],
  ['an import profile', 'import_profiles', () => somebody({}, [['IMPORT_PROFILE']])],
  ['work in the metadata editor', 'metadata_editor', () => somebody({}, [['METADATA_EDITOR']])],
  ['a purchase request', 'purchase_requests', () => somebody({}, [['PURCHASE_REQUEST', 'IN_REVIEW']])],
  ['a purchase request of no status', 'purchase_requests', () => somebody({}, [['PURCHASE_REQUEST']])],
  [
    'one active purchase request among settled ones',
    'purchase_requests',
    () =>
      somebody({}, [
        ['PURCHASE_REQUEST', 'APPROVED'],
        ['PURCHASE_REQUEST', 'DEFERRED'],
      ]),
  ],
  ['a research asset', 'research', () => somebody({}, [['RESEARCH_ASSET']])],
  ['a research grant', 'research', () => somebody({}, [['RESEARCH_GRANT', 'APPROVED']])],
  [
    'a running job that has not come to the user',
    'locked_by_job',
    async () => {
      const userId = await somebody()
      await job(userId, {})
      return userId
    },
  ],
]

test.each(alone)('%s alone keeps somebody: %s', async (_what, reason, prepare) => {
  const userId = await prepare()
  expect((await check(userId)).reasons).toEqual([reason])
  expect(await refusal(userId)).toEqual(['user_kept', [reason]])
  expect((await check(userId + 1)).reasons).toEqual([])
})

test('nobody deletes the own account', async () => {
  const userId = await somebody()
  const own = { ...ctx, actor: { ...ctx.actor, kind: 'staff', userId } } as Context
  expect((await check(userId, own)).reasons).toEqual(['own_account'])
  expect(await refusal(userId, own)).toEqual(['user_kept', ['own_account']])
  expect(await refusal(userId + 1, own)).toBe('deleted')
})

test('all reasons are named together, in the order of the contract', async () => {
  const kinds = [
    'PO',
    'LOCKED_BIB',
    'IMPORT_PROFILE',
    'METADATA_EDITOR',
    'PURCHASE_REQUEST',
    'RESEARCH_ASSET',
  ]
  const userId = await somebody(
    {
      isProtected: true,
      ...fees('1.10', '2.20'),
      loans: [{ isReturned: false }],
      requests: [{ status: 'ON_HOLD_SHELF' }],
    },
    kinds.map((kind): [string] => [kind]),
  )
  await job(userId, {})
  expect(await check(userId)).toEqual({
    // Restricted users and the last administrator: server/roles.
    reasons: deletionReasons.filter(
      reason => !['own_account', 'restricted', 'last_administrator'].includes(reason),
    ),
    balance: '3.30',
    isOnlyFees: false,
    restoreDays: 30,
  })
})

test('fees are the only hindrance when there is no other reason', async () => {
  expect(await check(await somebody())).toEqual({
    reasons: [],
    balance: '0.00',
    isOnlyFees: false,
    restoreDays: 30,
  })
  expect(await check(await somebody(fees('9.99', '0.01')))).toMatchObject({
    balance: '10.00',
    isOnlyFees: true,
  })
  const both = { ...fees('9.99'), loans: [{ isReturned: false }] }
  expect(await check(await somebody(both))).toMatchObject({ isOnlyFees: false })
  expect(await check(await somebody(fees('5.00', '-5.00')))).toMatchObject({ reasons: [], isOnlyFees: false })
})

test('the last administrator is kept, one of several is not', async () => {
  const administrator = { ...plainPerson, role: '50', expiryDays: null }
  const [last] = await settle(ctx, [administrator])
  expect((await check(last!)).reasons).toEqual(['last_administrator'])
  expect(await refusal(last!)).toEqual(['user_kept', ['last_administrator']])
  const [first] = await settle(ctx, [administrator, administrator])
  expect(await refusal(first!)).toBe('deleted')
})

test('staff roles, a time that is not over and “never purge” keep nobody', async () => {
  const userId = await somebody({
    role: '26',
    expiryDays: null,
    purgeDays: null,
    never_purge_reason: 'donor',
    requests: [{ status: 'IN_PROCESS' }],
  })
  expect((await check(userId)).reasons).toEqual([])
})

test('settled purchase requests and activity elsewhere keep nobody', async () => {
  const settled = settledPurchaseRequests.map((status): [string, string] => ['PURCHASE_REQUEST', status])
  expect((await check(await somebody({}, [...settled, ['ACTIVE_ELSEWHERE']]))).reasons).toEqual([])
})

test('returned loans, fees that are not active and ended requests keep nobody', async () => {
  const closed = ['CLOSED', 'INDISPUTE', 'EXPORTED', 'WAIVED'].map(status => ({ balance: '50.00', status }))
  const userId = await somebody({
    fees: closed,
    loans: [{ isReturned: true }],
    requests: [{ status: 'COMPLETED' }],
  })
  expect((await check(userId)).reasons).toEqual([])
})

test.each([
  ['is not running', { status: 'planned' }],
  ['was stopped', { status: 'stopped' }],
  ['is over', { status: 'completed' }],
  ['has passed the user', { cursor: 2 }],
  ['leaves the user as is', { outcome: 'keep' }],
  ['has settled the user', { result: 'skipped' }],
])('a job that %s locks nobody', async (_what, task) => {
  const userId = await somebody()
  await job(userId, task)
  expect((await check(userId)).reasons).toEqual([])
})

test('a user of another institution, or nobody, is not found', async () => {
  const userId = await somebody()
  const institution = { ...ctx.institution, institutionId: ctx.institution.institutionId + 1 }
  for (const [asking, id] of [
    [ctx, 4711],
    [{ ...ctx, institution }, userId],
  ] as const) {
    await expect(check(id, asking)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteUser(asking, { userId: id })).rejects.toMatchObject({ code: 'not_found' })
  }
})
