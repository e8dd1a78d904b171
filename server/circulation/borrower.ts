import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** To whom a loan or request will belong, and who came for it. A shared one belongs to the proxy, too (features H3). */
export type Borrower = { patronId: number; proxyId?: number; isShared: boolean }

type Row = { proxy_id: number; patron_id: number; is_full: boolean }

/**
 * Locks the people concerned until the transaction ends and says who they are: the patron and, if named, the proxy; for a
 * fulfillment proxy, who never borrows alone, the sponsor. Throws `not_found`, and `invalid_values` for a proxy of others.
 */
export async function lockBorrower(
  ctx: Context,
  { userId, proxyId }: { userId: number; proxyId?: number | undefined },
): Promise<Borrower> {
  const { institutionId } = ctx.institution
  const sponsors = sql`select patron_id from user_proxy
    where institution_id = ${institutionId} and user_id = ${userId} and fulfillment`
  const named = [userId, ...(proxyId === undefined ? [] : [proxyId])]
  await lockUsers(ctx, sql`select unnest(${named}::bigint[]) union ${sponsors}`)
  const { rows } = await sql<Row>`
    select user_id as proxy_id, patron_id, coalesce(fulfillment, false) as is_full from user_proxy
    where institution_id = ${institutionId} and ${
      proxyId === undefined
        ? sql`user_id = ${userId} and fulfillment`
        : sql`user_id = ${proxyId} and patron_id = ${userId}`
    }
    order by patron_id limit 1`.execute(ctx.db)
  const row = rows[0]
  if (row) return { patronId: row.patron_id, proxyId: row.proxy_id, isShared: row.is_full }
  if (proxyId === undefined) return { patronId: userId, isShared: false }
  throw appError('invalid_values', { problems: [{ field: 'proxyId', rule: 'not_a_proxy' }] })
}

/** Whose a loan or request is. */
export const ownersOf = ({ patronId, proxyId, isShared }: Borrower): number[] =>
  isShared && proxyId !== undefined ? [patronId, proxyId] : [patronId]

/** Columns of a loan or request that say whose it is. */
export type OwnerColumns = { user_id: number | null; proxy_id: number | null; is_shared: boolean }

/** The same of a row; who was removed is left out. */
export const ownersOfRow = ({ user_id, proxy_id, is_shared }: OwnerColumns): number[] =>
  [user_id, is_shared ? proxy_id : null].filter(userId => userId !== null)
