import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { TaskDefinition, TaskRow } from './definition.ts'

/** Makes the plan from the beginning (a plan that a crash cut short is thrown away) and counts it. */
export async function planTask(ctx: Context, definition: TaskDefinition, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`delete from task_outcome where institution_id = ${institutionId} and task_id = ${task.task_id}`.execute(
    ctx.db,
  )
  await definition.plan(ctx, task)
  await sql`
    with counts as (
      select count(*) as total, count(*) filter (where outcome = 'change') as change,
        count(*) filter (where outcome = 'keep') as keep, count(*) filter (where outcome = 'reject') as reject
      from task_outcome where institution_id = ${institutionId} and task_id = ${task.task_id}),
    reasons as (
      select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'reason', reason, 'count', n) order by n desc), '[]') as list
      from (select outcome, reason, count(*) as n from task_outcome cross join lateral unnest(reasons) reason
        where institution_id = ${institutionId} and task_id = ${task.task_id} group by outcome, reason) r)
    update task set status = 'planned', planned_total = c.total, planned_change = c.change, planned_keep = c.keep,
      planned_reject = c.reject, facts = facts || jsonb_build_object('reasons', r.list)
    from counts c, reasons r
    where institution_id = ${institutionId} and task_id = ${task.task_id} and status = 'planning'`.execute(
    ctx.db,
  )
}
