import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { chosenFees, type FeeChoice } from '../fees/choose-fees.ts'
import type { TaskRow } from '../tasks/definition.ts'

export type ExportParameters = FeeChoice & { minimumDays?: number; minimumTotal?: string }

/** Plans an export in one statement: per user the fees that go, or that they come to too little. */
export async function planExport(ctx: Context, task: TaskRow): Promise<void> {
  const { minimumDays = 0, minimumTotal, ...choice } = task.parameters as ExportParameters
  const { institutionId } = ctx.institution
  await sql`
    with owed as (
      select f.user_id, sum(f.balance) as total,
        jsonb_agg(jsonb_build_object('feeId', f.fee_id, 'balance', f.balance::text) order by f.fee_id) as fees
      from fee f
      where ${chosenFees(ctx, choice)}
        and f.created_at <= ${ctx.now()}::timestamptz - make_interval(days => ${minimumDays}::integer)
      group by f.user_id),
    judged as (select *, total > 0 and total >= ${minimumTotal || '0'}::numeric as goes from owed)
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${institutionId}, ${task.task_id}, row_number() over (order by o.user_id), o.user_id, u.primary_id,
      case when o.goes then 'change' else 'keep' end, case when o.goes then '{}' else array['below_minimum'] end,
      jsonb_build_object('balance', o.total::text, 'fees', o.fees)
    from judged o
    join user_account u on u.institution_id = ${institutionId} and u.user_id = o.user_id`.execute(ctx.db)
}
