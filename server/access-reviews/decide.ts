import { sql } from 'kysely'
import type { decide as Decide, refusals } from '../../contract/access-reviews.ts'
import type { BodyOf, ResponseOf } from '../../contract/endpoint.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { isProtected } from './list-items.ts'
import { isNamed } from './own-reviews.ts'

type Input = BodyOf<typeof Decide> & { reviewId: number }
type Refused = { item_id: number; reason: (typeof refusals)[number] }

/**
 * Decides about people under review. Of two who decide the last one holds and is named. Nobody decides about themselves, and
 * protected accounts can only be kept: such rows are left alone and given back with the reason.
 */
export async function decide(ctx: Context, input: Input): Promise<ResponseOf<typeof Decide>> {
  requirePermission(ctx, 'account.own')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await requireOpen(inner, input.reviewId)
    const refused = await whyNot(inner, input)
    const decided = await write(inner, { ...input, except: refused.map(row => row.item_id) })
    return { decided, refused: refused.map(({ item_id: itemId, reason }) => ({ itemId, reason })) }
  })
}

/** Whoever closes the review waits for the lock, and decisions behind the closing are refused. */
async function requireOpen(ctx: Context, reviewId: number): Promise<void> {
  const { rows } = await sql<{ is_closed: boolean }>`
    select w.closed_at is not null as is_closed from access_review w
    join access_review_reviewer v on ${isNamed(ctx)}
    where w.institution_id = ${ctx.institution.institutionId} and w.review_id = ${reviewId}
    for share of w`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'access review', id: reviewId })
  if (rows[0].is_closed) throw appError('review_closed')
}

async function whyNot(ctx: Context, { reviewId, itemIds, decision }: Input): Promise<Refused[]> {
  const takes = decision !== null && decision !== 'keep'
  const self = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  const { rows } = await sql<Refused>`
    select item_id, reason from (
      select i.item_id, case when i.user_id is null then 'user_gone' when i.user_id = ${self}::bigint then 'own_account'
        when ${takes} and ${await isProtected(ctx)} then 'protected' end as reason
      from access_review_item i
      left join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id
      where i.institution_id = ${ctx.institution.institutionId} and i.review_id = ${reviewId}
        and i.item_id = any (${itemIds}::bigint[])) r
    where reason is not null order by item_id`.execute(ctx.db)
  return rows
}

/** In the order of the numbers, so that two who decide about many wait for each other instead of deadlocking. */
async function write(ctx: Context, input: Input & { except: number[] }): Promise<number> {
  const { institutionId } = ctx.institution
  const { decision, note } = input
  const { actor } = ctx
  const by = decision === null ? null : { name: actor.name, id: actor.kind === 'staff' ? actor.userId : null }
  const noted = note === undefined ? sql`i.note` : sql`${note.trim() || null}::text`
  const { rows } = await sql`
    with chosen as materialized (
      select item_id from access_review_item
      where institution_id = ${institutionId} and review_id = ${input.reviewId}
        and item_id = any (${input.itemIds}::bigint[]) and item_id <> all (${input.except}::bigint[])
      order by item_id for update)
    update access_review_item i set decision = ${decision}::text, note = ${noted}, decided_by = ${by?.name ?? null}::text,
      decided_by_user_id = ${by?.id ?? null}::bigint, decided_at = ${by ? ctx.now() : null}::timestamptz
    from chosen where i.institution_id = ${institutionId} and i.item_id = chosen.item_id
    returning i.item_id`.execute(ctx.db)
  return rows.length
}
