import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'

export type PlannedFee = { feeId: number; balance: string }

type Row = PlannedFee & { userId: number; isAsPlanned: boolean }

type Planned = {
  /** Condition on `task_outcome o`: the users whose fees are meant. Their details name each fee with its balance. */
  among: RawBuilder<unknown>
  /** Condition on the fee `f` and the planned one `p`: it stands as the plan saw it. */
  stands: RawBuilder<unknown>
}

/**
 * Locks the fees of a part of a plan. Whoever has one that no longer stands as the plan saw it is left alone whole: a job
 * takes all of somebody's fees, or none.
 */
export async function lockPlannedFees(
  ctx: Context,
  { among, stands }: Planned,
): Promise<{ fit: (PlannedFee & { userId: number })[]; skipped: Map<number, string[]> }> {
  const planned = sql`select o.user_id, (d ->> 'feeId')::bigint as fee_id, (d ->> 'balance')::numeric as balance
    from task_outcome o cross join lateral jsonb_array_elements(o.details -> 'fees') d where ${among}`
  const { institutionId } = ctx.institution
  await sql`select from fee f where f.institution_id = ${institutionId}
    and f.fee_id in (select fee_id from (${planned}) p) order by f.fee_id for update`.execute(ctx.db)
  const { rows } = await sql<Row>`
    select p.user_id as "userId", p.fee_id as "feeId", p.balance::text as balance,
      coalesce(f.user_id = p.user_id and ${stands}, false) as "isAsPlanned"
    from (${planned}) p left join fee f on f.institution_id = ${institutionId} and f.fee_id = p.fee_id
    order by p.fee_id`.execute(ctx.db)
  const moved = new Set(rows.filter(row => !row.isAsPlanned).map(row => row.userId))
  return {
    fit: rows.filter(row => !moved.has(row.userId)),
    skipped: new Map([...moved].map(userId => [userId, ['changed_since_plan']])),
  }
}
