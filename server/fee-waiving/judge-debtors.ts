import { type RawBuilder, sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import type { Filter } from '../../contract/filter.ts'
import type { Context } from '../context.ts'
import { chosenFees, type FeeChoice } from '../fees/choose-fees.ts'
import type { Waiver } from '../fees/take-waivers.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { matching } from '../filters/select-users.ts'

export type WaivingParameters = FeeChoice & {
  population?: Filter
  createdFrom?: string
  createdTo?: string
  maximumTotal?: string
  maximumFee?: string
  skipsOverdue?: boolean
  waiver: Waiver
}

const everybody: Filter = { and: [] }

/**
 * SQL for who owes fees of the choice: `user_id`, `primary_id`, what they owe, the fees that would be waived with what they
 * come to, and why none is (no reason: they are). Only what is owed is waived, and only of types that say so.
 */
export async function judgeDebtors(
  ctx: Context,
  { population = everybody, ...parameters }: WaivingParameters,
  among?: readonly number[],
): Promise<RawBuilder<unknown>> {
  const { createdFrom, createdTo, maximumTotal, maximumFee, skipsOverdue = false } = parameters
  const { institutionId, timeZone } = ctx.institution
  const createdOn = sql`(f.created_at at time zone ${timeZone})::date`
  const goes = maximumFee ? sql`f.balance <= ${maximumFee}::numeric` : sql`true`
  const isTooMuch = maximumTotal ? sql`sum(f.balance) > ${maximumTotal}::numeric` : sql`false`
  const isOverdue = sql`exists (select from loan l where l.institution_id = ${institutionId}
    and l.user_id = u.user_id and l.returned_at is null and l.due_at < ${ctx.now()}
    and ${seenOwner(sql`l.library`, librariesSeen(ctx))})`
  return sql`
    select u.user_id, u.primary_id, sum(f.balance) as balance,
      coalesce(sum(f.balance) filter (where ${goes}), 0)::numeric(14, 2) as waived,
      coalesce(jsonb_agg(jsonb_build_object('feeId', f.fee_id, 'balance', f.balance::text) order by f.fee_id)
        filter (where ${goes}), '[]') as fees,
      array_remove(array[
        case when ${isTooMuch} then 'above_maximum' end,
        case when not bool_or(${goes}) then 'above_maximum_fee' end,
        case when ${skipsOverdue} and ${isOverdue} then 'overdue_loans' end], null) as reasons
    from fee f
    join code_value t on t.institution_id = f.institution_id and t.table_name = ${feeTables.type}
      and t.code = f.fee_type and (t.details ->> 'waiveable')::boolean
    join user_account u on u.institution_id = f.institution_id and u.user_id = f.user_id
    where ${chosenFees(ctx, parameters)} and f.balance > 0
      and ${createdFrom ? sql`${createdOn} >= ${createdFrom}::date` : sql`true`}
      and ${createdTo ? sql`${createdOn} <= ${createdTo}::date` : sql`true`}
      and ${await matching(ctx, population, among)}
    group by u.institution_id, u.user_id`
}
