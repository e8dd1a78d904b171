import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { TaskRow } from './definition.ts'

const columns = sql`task_id, kind, name, parameters, status, is_stop_requested, created_by, created_by_user_id,
  confirmed_by, cursor_position, change_set_id, undoes_task_id, facts, libraries, spares_restricted`

/** The task's row, locked until the end of the transaction; `not_found` if there is none. */
export const lockTask = (ctx: Context, taskId: number): Promise<TaskRow> => readRow(ctx, taskId, true)

/** The task's row; `not_found` if there is none. */
export const readTaskRow = (ctx: Context, taskId: number): Promise<TaskRow> => readRow(ctx, taskId, false)

async function readRow(ctx: Context, taskId: number, locked: boolean): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`select ${columns} from task
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId}
    ${locked ? sql`for update` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'task', id: taskId })
  return rows[0]
}
