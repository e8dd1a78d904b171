import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { TaskRow } from '../tasks/definition.ts'

/**
 * Rejects planned people whose identifiers somebody else has: another user, or an earlier record of the same feed
 * (the first one wins). Set-based over the whole plan, after it is complete.
 */
export async function rejectRepeated(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`
    with wanted as (
      select o.position, o.user_id, w.value, lower(w.value) as key
      from task_outcome o
      cross join lateral (
        select o.new ->> 'primary_id' as value where o.new ->> 'primary_id' is not null
        union all
        select e.value ->> 'value' from jsonb_each(o.new) e
        where starts_with(e.key, 'identifier/') and e.value <> 'null') w
      where o.institution_id = ${institutionId} and o.task_id = ${task.task_id} and o.outcome = 'change'),
    repeated as (
      select position, value, 'duplicate_in_feed' as reason
      from (select *, row_number() over (partition by key order by position) as nth from wanted) n where nth > 1
      union all
      select w.position, w.value, 'identifier_taken' from wanted w
      join user_identifier i on i.institution_id = ${institutionId} and i.value_key = w.key and i.user_id <> w.user_id),
    rejected as (select position, min(value) as value, min(reason) as reason from repeated group by position)
    update task_outcome o set outcome = 'reject', reasons = array[r.reason], old = null, new = null,
      details = o.details || jsonb_build_object('identifier', r.value)
    from rejected r
    where o.institution_id = ${institutionId} and o.task_id = ${task.task_id} and o.position = r.position`.execute(
    ctx.db,
  )
}
