import { type RawBuilder, sql } from 'kysely'
import type { TaskStatus } from '../../contract/tasks.ts'
import type { Context } from '../context.ts'

/** What is told of a task whoever asks: what it is, how it stands, and its counts, which are kept with it. */
export type SelectedTask = {
  task_id: number
  kind: string
  name: string
  status: TaskStatus
  created_by: string
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
  planned_total: number
  planned_change: number
  planned_keep: number
  planned_reject: number
  done_count: number
  skipped_count: number
  error_message: string | null
}

/** A condition on the task `t`, the columns that whoever asks needs besides, and a page, if not all are wanted. */
type TaskSelection = {
  where: RawBuilder<unknown>
  more: RawBuilder<unknown>
  limit?: number
  offset?: number
}

/** Tasks of the institution, newest first. */
export async function selectTasks<More>(
  ctx: Context,
  { where, more, limit, offset = 0 }: TaskSelection,
): Promise<(SelectedTask & More)[]> {
  const page = limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`
  const { rows } = await sql<SelectedTask & More>`
    select t.task_id, t.kind, t.name, t.status, t.created_by, t.created_at, t.started_at, t.ended_at, t.planned_total,
      t.planned_change, t.planned_keep, t.planned_reject, t.done_count, t.skipped_count, t.error_message, ${more}
    from task t where ${here(ctx)} and ${where} order by t.task_id desc ${page}`.execute(ctx.db)
  return rows
}

/** How many tasks of the institution satisfy the condition. */
export async function countTasks(ctx: Context, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from task t where ${here(ctx)} and ${where}`.execute(ctx.db)
  return rows[0]!.total
}

const here = ({ institution }: Context) => sql`t.institution_id = ${institution.institutionId}`
