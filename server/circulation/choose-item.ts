import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'

type Wanted = {
  mmsId: string
  userId: number
  /** Whoever asked for an item of the title already wants another one; else that one is chosen, and refused. */
  isAnother: boolean
}

/**
 * The item that does best for a request of a title: one that is in and for which nobody waits, else the one with the fewest
 * requests. Undefined if no item of the title can be lent.
 */
export async function chooseItem(
  ctx: Context,
  { mmsId, userId, isAnother }: Wanted,
): Promise<number | undefined> {
  requirePermission(ctx, 'circulation.work')
  const { institutionId } = ctx.institution
  const isTheirs = sql`(f.user_id = ${userId} or f.is_shared and f.proxy_id = ${userId})`
  const { rows } = await sql<{ item_id: number }>`
    select i.item_id from item i
    left join lateral (select count(*) as requests, coalesce(bool_or(${isTheirs}), false) as is_theirs from request f
      where f.institution_id = i.institution_id and f.item_id = i.item_id
        and f.status in ('NOT_STARTED', 'IN_PROCESS', 'ON_HOLD_SHELF')) r on true
    left join lateral (select ${isTheirs} as is_theirs from loan f
      where f.institution_id = i.institution_id and f.item_id = i.item_id and f.returned_at is null) l on true
    where i.institution_id = ${institutionId} and i.mms_id = ${mmsId} and i.status = 'AVAILABLE'
    order by r.is_theirs ${isAnother ? sql`asc` : sql`desc`}, coalesce(l.is_theirs, false), l.is_theirs is not null,
      r.requests, i.item_id
    limit 1`.execute(ctx.db)
  return rows[0]?.item_id
}
