import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import { touchedBy } from '../changes/patches.ts'
import type { Context } from '../context.ts'
import type { TaskRow } from '../tasks/definition.ts'
import { readTaskRow } from '../tasks/read-task-row.ts'
import { inUse } from './in-use.ts'

/**
 * Plans to put back what a task changed. Values that somebody changed since stay as they are and are reported; users
 * that the task created are removed again if nothing happened to them since.
 */
export async function planUndo(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  const original = await readTaskRow(ctx, task.undoes_task_id!)
  const userIds = task.parameters['userIds'] as number[] | undefined
  const ofTask = sql`institution_id = ${institutionId} and change_set_id = ${original.change_set_id}
    and ${userIds ? sql`user_id = any (${userIds}::bigint[])` : sql`true`}`
  const paths = await sql<{ path: string }>`
    select distinct case when position('/' in key) > 0 then split_part(key, '/', 1) || '/' else key end as path
    from user_history cross join lateral jsonb_object_keys(old) key where ${ofTask}`.execute(ctx.db)
  const difference = differenceOf(
    {
      rows: sql`select user_id, old as patch, new as expected, null::integer as expected_revision,
        null::uuid as fingerprint from history where old is not null and new is not null`,
      touched: touchedBy(paths.rows.map(row => row.path)),
    },
    { institutionId, today: dateIn(ctx.institution.timeZone, ctx.now()), source: 'undo' },
  )
  await sql`
    with history as materialized (select user_id, revision, old, new from user_history where ${ofTask}),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details, old, new)
    select ${institutionId}, ${task.task_id}, row_number() over (order by h.user_id), h.user_id,
      coalesce(u.primary_id, h.user_id::text),
      case when x.is_removal or x.new is not null then 'change' else 'keep' end,
      case when u.user_id is null then array['user_gone']
        when h.old is null then case when x.is_removal then '{}' else array['changed_since'] end
        when d.new is null then array['unchanged']
        when cardinality(d.moved) > 0 then array['changed_since'] else '{}' end,
      case when x.is_removal then '{"action": "remove"}'::jsonb
        when cardinality(d.moved) > 0 then jsonb_build_object('changedSince', to_jsonb(d.moved)) end,
      case when x.new is not null then d.old - d.moved end, x.new
    from history h
    left join user_account u on u.institution_id = ${institutionId} and u.user_id = h.user_id
    left join difference d on d.user_id = h.user_id
    cross join lateral (select
      coalesce(h.old is null and h.new is not null and u.revision = h.revision and not (${await inUse(ctx)}), false) as is_removal,
      nullif(d.new - d.moved, '{}') as new) x`.execute(ctx.db)
}
