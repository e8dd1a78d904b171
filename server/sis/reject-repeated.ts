import { sql } from 'kysely'
import { holdersOf, repeatedIn, wantedNames } from '../changes/holders.ts'
import type { Context } from '../context.ts'
import type { TaskRow } from '../tasks/definition.ts'

/**
 * Rejects planned people whose identifiers are taken: by another user, by an identifier of their own that stays, or by
 * an earlier record of the same feed that is not rejected for that itself (the first one wins). Set-based over the
 * whole plan, after it is complete.
 */
export async function rejectRepeated(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  const planned = sql`o.institution_id = ${institutionId} and o.task_id = ${task.task_id}`
  const patches = sql`select o.position, o.user_id, o.new as patch from task_outcome o
    where ${planned} and o.outcome = 'change'`
  await sql`
    with wanted as materialized (
      select position, user_id, value, is_primary, folded, key from (${wantedNames(ctx, patches)}) n),
    taken as materialized (
      select h.position, min(h.value) as value from (${holdersOf(ctx, 'wanted')}) h
      where h.holder_id <> h.user_id
        or not (select o.new from task_outcome o where ${planned} and o.position = h.position) ? h.holder_path
      group by h.position),
    free as materialized (
      select w.* from wanted w where not exists (select from taken t where t.position = w.position)),
    repeated as (
      select position, min(value) as value from (${repeatedIn(ctx, 'free', 'position')}) n group by position),
    rejected as (
      select position, value, 'identifier_taken' as reason from taken
      union all select position, value, 'duplicate_in_feed' from repeated)
    update task_outcome o set outcome = 'reject', reasons = array[r.reason], old = null, new = null,
      details = o.details || jsonb_build_object('identifier', r.value)
    from rejected r
    where ${planned} and o.position = r.position`.execute(ctx.db)
}
