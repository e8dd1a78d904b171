import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { OutcomeCount, Task, TaskReport } from '../../contract/tasks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { appError } from '../errors.ts'
import type { TaskDefinitions } from './definition.ts'
import { isForgotten } from './is-forgotten.ts'
import { type SelectedTask, selectTasks } from './select-tasks.ts'

type More = {
  is_stop_requested: boolean
  parameters: Record<string, unknown>
  facts: Record<string, unknown> & { reasons?: OutcomeCount[]; skipped?: Record<string, number> }
  confirmed_by: string | null
  change_set_id: number | null
  is_forgotten: boolean
  undoes_task_id: number | null
  undone_by_task_id: number | null
  error_code: string | null
}
type Row = SelectedTask & More

const more = sql`t.is_stop_requested, t.parameters, t.facts, t.confirmed_by, t.change_set_id, t.undoes_task_id, t.error_code,
  ${isForgotten} as is_forgotten,
  (select max(n.task_id) from task n where n.institution_id = t.institution_id and n.undoes_task_id = t.task_id
    and n.change_set_id is not null) as undone_by_task_id`

export type ListTasksInput = { kind?: string; after?: string; limit?: number }

/** Tasks, newest first. */
export async function listTasks(
  ctx: Context,
  definitions: TaskDefinitions,
  input: ListTasksInput,
): Promise<Page<Task>> {
  requirePermission(ctx, 'tasks.view')
  const limit = input.limit ?? 50
  const before = input.after ? sql`t.task_id < ${readCursor(input.after, ['number'])[0]}` : sql`true`
  const ofKind = input.kind ? sql`t.kind = ${input.kind}` : sql`true`
  const where = sql`${before} and ${ofKind}`
  const rows = await selectTasks<More>(ctx, { where, more, limit: limit + 1 })
  const items = rows.slice(0, limit).map(row => wireTask(row, definitions))
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.taskId]) } : {}) }
}

/** One task with its counts. They are kept with the task, so that watching a run costs one row. */
export async function readTask(
  ctx: Context,
  definitions: TaskDefinitions,
  taskId: number,
): Promise<TaskReport> {
  requirePermission(ctx, 'tasks.view')
  const [row] = await selectTasks<More>(ctx, { where: sql`t.task_id = ${taskId}`, more })
  if (!row) throw appError('not_found', { entity: 'task', id: taskId })
  const outcomes = [
    { outcome: 'change', count: row.planned_change },
    { outcome: 'keep', count: row.planned_keep },
    { outcome: 'reject', count: row.planned_reject },
  ]
  const skipped = Object.entries(row.facts.skipped ?? {})
  return {
    task: wireTask(row, definitions),
    outcomes,
    reasons: row.facts.reasons ?? [],
    results: [
      { outcome: 'done', count: row.done_count },
      { outcome: 'skipped', count: row.skipped_count },
      ...skipped.map(([reason, count]) => ({ outcome: 'skipped', reason, count })),
    ],
  }
}

function wireTask(row: Row, definitions: TaskDefinitions): Task {
  const { reasons: _reasons, skipped: _skipped, ...facts } = row.facts
  const { path: _path, ...parameters } = row.parameters
  const hasApplied = row.change_set_id !== null && ['completed', 'stopped', 'failed'].includes(row.status)
  const undoneBy = definitions.get(row.kind)?.undoneBy
  const isUndoable = undoneBy !== undefined && hasApplied && row.done_count > 0
  const isPossible = undoneBy !== 'undo' || !row.is_forgotten
  return {
    taskId: row.task_id,
    kind: row.kind,
    name: row.name,
    status: row.status,
    isStopRequested: row.is_stop_requested,
    parameters,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    planned: {
      total: row.planned_total,
      change: row.planned_change,
      keep: row.planned_keep,
      reject: row.planned_reject,
    },
    done: row.done_count,
    skipped: row.skipped_count,
    canUndo: isUndoable && isPossible,
    facts,
    ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
    ...(row.started_at === null ? {} : { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(row.undoes_task_id === null ? {} : { undoesTaskId: row.undoes_task_id }),
    ...(row.undone_by_task_id === null ? {} : { undoneByTaskId: row.undone_by_task_id }),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, message: row.error_message ?? '' } }),
  }
}
