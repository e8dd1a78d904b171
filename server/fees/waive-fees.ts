import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { isOwed } from '../fields/owed-fees.ts'

/** Waives what is still owed on the active fees of the users, with a transaction for each. */
export async function waiveFees(
  ctx: Context,
  what: { userIds: number[]; reason: string; comment: string },
): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`
    with owed as (
      select fee_id, balance, vat_balance from fee
      where institution_id = ${institutionId} and user_id = any (${what.userIds}::bigint[])
        and ${isOwed(ctx.institution, sql`status`)} and balance <> 0 for update),
    waived as (
      update fee f set balance = 0, status = 'WAIVED', status_at = ${ctx.now()}
      from owed o where f.institution_id = ${institutionId} and f.fee_id = o.fee_id)
    insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, reason, comment, created_by, created_at)
    select ${institutionId}, fee_id, 'WAIVE', balance, vat_balance, ${what.reason}, ${what.comment}, ${ctx.actor.name}, ${ctx.now()}
    from owed`.execute(ctx.db)
}

/** Writes the counter-transaction for fees that are owed again because their waiver was undone. */
export async function recordRestoredFees(
  ctx: Context,
  what: { userIds: number[]; reasons: string[]; comment: string },
): Promise<void> {
  await sql`
    insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, reason, comment, created_by, created_at)
    select f.institution_id, f.fee_id, 'RESTORE', t.amount, t.vat_amount, t.reason, ${what.comment}, ${ctx.actor.name}, ${ctx.now()}
    from fee f
    join lateral (select kind, amount, vat_amount, reason from fee_transaction
      where institution_id = f.institution_id and fee_id = f.fee_id order by transaction_id desc limit 1) t
      on t.kind = 'WAIVE' and t.reason = any (${what.reasons}::text[])
    where f.institution_id = ${ctx.institution.institutionId} and f.user_id = any (${what.userIds}::bigint[])
      and ${isOwed(ctx.institution)}`.execute(ctx.db)
}
