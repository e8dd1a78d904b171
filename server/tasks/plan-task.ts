import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { keyParameter } from './create-task.ts'
import type { TaskDefinition, TaskRow } from './definition.ts'

/** Makes the plan from the beginning (a plan that a crash cut short is thrown away) and counts it. */
export async function planTask(ctx: Context, definition: TaskDefinition, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`delete from task_outcome where institution_id = ${institutionId} and task_id = ${task.task_id}`.execute(
    ctx.db,
  )
  await definition.plan(ctx, task)
  const { rows } = await sql<{ planned_change: number }>`
    with counts as (
      select count(*) as total, count(*) filter (where outcome = 'change') as change,
        count(*) filter (where outcome = 'keep') as keep, count(*) filter (where outcome = 'reject') as reject
      from task_outcome where institution_id = ${institutionId} and task_id = ${task.task_id}),
    reasons as (
      select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'reason', reason, 'count', n) order by n desc, outcome, reason), '[]') as list
      from (select outcome, reason, count(*) as n from task_outcome cross join lateral unnest(reasons) reason
        where institution_id = ${institutionId} and task_id = ${task.task_id} group by outcome, reason) r)
    update task set status = 'planned', planned_total = c.total, planned_change = c.change, planned_keep = c.keep,
      planned_reject = c.reject, facts = facts || jsonb_build_object('reasons', r.list)
    from counts c, reasons r
    where institution_id = ${institutionId} and task_id = ${task.task_id} and status = 'planning'
    returning planned_change`.execute(ctx.db)
  // The plan can be the largest thing in the database; without fresh statistics the run would get plans for one row.
  if (rows.some(row => row.planned_change > 0))
    await sql`analyze task_outcome (institution_id, task_id, position, user_id, outcome)`.execute(ctx.db)
  const isOfProgram = task.parameters[keyParameter] !== undefined
  if (isOfProgram || definition.isConfirmedByItself?.(task)) await confirmByItself(ctx, task.task_id)
}

/** Some tasks were set up by people to run without them; they are confirmed in the name of whoever created them. */
async function confirmByItself(ctx: Context, taskId: number): Promise<void> {
  await sql`update task set status = 'applying', confirmed_by = created_by, confirmed_at = ${ctx.now()}, started_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId} and status = 'planned'`.execute(
    ctx.db,
  )
}
