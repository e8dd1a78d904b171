import { sql } from 'kysely'
import type { Refusal } from '../../contract/circulation.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { blockDefinitionsIn, forbiddenActions, patronRole } from '../rules/forbidden-actions.ts'
import { type BlockDefinitions, type LimitFacts, limitFactsOf, overridableBy } from '../rules/limits.ts'
import type { Borrower } from './borrower.ts'
import { type Obstacle, refusalOf } from './refusals.ts'

type Person = { user_id: number; document: RecordDocument; blocks: BlockDefinitions; facts: LimitFacts }

const deskActions = ['LOAN', 'RENEW', 'HOLD'] as const
type DeskAction = (typeof deskActions)[number]

/** Whoever borrows as their record stands, and what keeps them from it. */
export type Standing = { patron: RecordDocument; refusals: Refusal[] }

/**
 * What forbids the action to the patron, and to the proxy who came: an account that is not usable or a block of the proxy
 * counts, too; limits and the Patron role are the patron's alone. Throws `not_found` if somebody is gone.
 */
export async function readStanding(ctx: Context, borrower: Borrower, action: DeskAction): Promise<Standing> {
  return (await readStandings(ctx, [borrower], action))[0]!
}

/** The same of several, in their order, in one statement. */
export async function readStandings(
  ctx: Context,
  borrowers: readonly Borrower[],
  action: DeskAction,
): Promise<Standing[]> {
  const userIds = borrowers.flatMap(({ patronId, proxyId }) => [patronId, proxyId ?? []].flat())
  const people = await readPeople(ctx, [...new Set(userIds)])
  return borrowers.map(borrower => standingOf(ctx, { ...borrower, people, action }))
}

type Among = { patronId: number; proxyId?: number; people: Map<number, Person>; action: DeskAction }

function standingOf(ctx: Context, { patronId, proxyId, people, action }: Among): Standing {
  const patron = people.get(patronId)
  if (!patron) throw appError('not_found', { entity: 'user', id: patronId })
  const proxy = proxyId === undefined ? undefined : people.get(proxyId)
  const isProxys = ({ kind }: Obstacle) => kind === 'inactive' || kind === 'expired' || kind === 'block'
  const ofProxy = proxy ? obstaclesOf(ctx, proxy, action).filter(isProxys) : []
  return {
    patron: patron.document,
    refusals: [
      ...ownRefusals(ctx, patron, action),
      ...ofProxy.map(obstacle => refusalOf(ctx, { ...obstacle, proxyId: proxyId! })),
    ],
  }
}

/** What forbids each action to a patron who comes alone. Throws `not_found`. */
export async function readOwnStanding(
  ctx: Context,
  userId: number,
): Promise<{ patron: RecordDocument; refusals: Record<DeskAction, Refusal[]> }> {
  const patron = (await readPeople(ctx, [userId])).get(userId)
  if (!patron) throw appError('not_found', { entity: 'user', id: userId })
  const refusals = deskActions.map(action => [action, ownRefusals(ctx, patron, action)])
  return { patron: patron.document, refusals: Object.fromEntries(refusals) }
}

function ownRefusals(ctx: Context, patron: Person, action: DeskAction): Refusal[] {
  return [
    ...(patronRole(patron.document, today(ctx)) === 'none'
      ? [refusalOf(ctx, { kind: 'no_patron_role', overridable: 'NONE' })]
      : []),
    ...obstaclesOf(ctx, patron, action).map(obstacle => refusalOf(ctx, obstacle)),
  ]
}

const today = (ctx: Context): string => dateIn(ctx.institution.timeZone, ctx.now())

async function readPeople(ctx: Context, userIds: readonly number[]): Promise<Map<number, Person>> {
  const blocks = blockDefinitionsIn(await readCodeTables(ctx, ['UserBlockDescription']))
  const { rows } = await sql<Omit<Person, 'blocks'>>`
    select u.user_id, ${documentOf()} as document, ${limitFactsOf(ctx)} as facts
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, { ...row, blocks }]))
}

function obstaclesOf(ctx: Context, { document, blocks, facts }: Person, action: string): Obstacle[] {
  const { settings } = ctx.institution
  const forbidden = forbiddenActions({ document, blocks, facts, settings, today: today(ctx) })
  const because = forbidden.find(one => one.action === action)?.because ?? []
  return because.map(reason => ({ ...reason, overridable: overridableBy(reason, blocks, settings) }))
}
