import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { TaskRow } from '../tasks/definition.ts'

/**
 * Rejects planned people whose identifiers are taken: by another user, by an identifier of their own that stays, or by
 * an earlier record of the same feed that is not rejected for that itself (the first one wins). Set-based over the
 * whole plan, after it is complete.
 */
export async function rejectRepeated(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`
    with wanted as (
      select o.position, o.user_id, o.new, w.value, lower(w.value) as key
      from task_outcome o
      cross join lateral (
        select o.new ->> 'primary_id' as value where o.new ->> 'primary_id' is not null
        union all
        select e.value ->> 'value' from jsonb_each(o.new) e
        where starts_with(e.key, 'identifier/') and e.value <> 'null') w
      where o.institution_id = ${institutionId} and o.task_id = ${task.task_id} and o.outcome = 'change'),
    taken as (
      select w.position, min(w.value) as value from wanted w
      join user_identifier i on i.institution_id = ${institutionId} and i.value_key = w.key and (i.user_id <> w.user_id
        or not w.new ? case i.element_id when 'primary' then 'primary_id' else 'identifier/' || i.element_id end)
      group by w.position),
    repeated as (
      select position, min(value) as value
      from (select position, value, row_number() over (partition by key order by position) as nth
        from wanted w where not exists (select from taken t where t.position = w.position)) n
      where nth > 1 group by position),
    rejected as (
      select position, value, 'identifier_taken' as reason from taken
      union all select position, value, 'duplicate_in_feed' from repeated)
    update task_outcome o set outcome = 'reject', reasons = array[r.reason], old = null, new = null,
      details = o.details || jsonb_build_object('identifier', r.value)
    from rejected r
    where o.institution_id = ${institutionId} and o.task_id = ${task.task_id} and o.position = r.position`.execute(
    ctx.db,
  )
}
