import { sql } from 'kysely'
import { openChangeSet } from '../changes/change-set.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Chunk, TaskDefinition, TaskRow } from './definition.ts'
import { lockTask } from './read-task-row.ts'
import { tellJobEnd } from './tell-job-end.ts'

/**
 * Applies the next chunk of a confirmed task. Chunk, cursor and counters are one transaction: whatever kills the
 * program, a clean prefix is done, and the next call goes on behind it.
 */
export async function applyNextChunk(
  ctx: Context,
  definition: TaskDefinition,
  taskId: number,
): Promise<'more' | 'ended'> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const task = await lockTask(inner, taskId)
    if (task.status !== 'applying') return 'ended'
    if (task.is_stop_requested) {
      await endTask(inner, taskId, 'stopped')
      return 'ended'
    }
    const to = await lastPosition(inner, task, definition.chunkSize)
    if (to === null) {
      await endTask(inner, taskId, 'completed')
      return 'ended'
    }
    const changeSet = await changeSetOf(inner, definition, task)
    const chunk: Chunk = { task, changeSet, from: task.cursor_position, to }
    await definition.applyChunk(inner, chunk)
    await advance(inner, chunk)
    return 'more'
  })
}

async function lastPosition(ctx: Context, task: TaskRow, size: number): Promise<number | null> {
  const { rows } = await sql<{ to: number | null }>`select max(position) as to from (
      select position from task_outcome
      where institution_id = ${ctx.institution.institutionId} and task_id = ${task.task_id}
        and position > ${task.cursor_position} and outcome = 'change'
      order by position limit ${size}) c`.execute(ctx.db)
  return rows[0]!.to
}

/** One change set for the whole task, opened with its first chunk. Each chunk has its own moment. */
async function changeSetOf(ctx: Context, definition: TaskDefinition, task: TaskRow) {
  const about = { source: definition.source, taskId: task.task_id }
  if (task.change_set_id !== null) return { ...about, changeSetId: task.change_set_id, at: ctx.now() }
  const reason = typeof task.parameters['reason'] === 'string' ? { reason: task.parameters['reason'] } : {}
  return openChangeSet(ctx, { ...about, ...reason })
}

async function advance(ctx: Context, chunk: Chunk): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`
    with marked as (
      select result, result_reasons from task_outcome
      where institution_id = ${institutionId} and task_id = ${chunk.task.task_id}
        and position > ${chunk.from} and position <= ${chunk.to} and outcome = 'change'),
    reasons as (
      select reason, count(*) as n from marked cross join lateral unnest(result_reasons) reason
      where result = 'skipped' group by reason),
    skipped as (
      select coalesce(jsonb_object_agg(reason, n + coalesce((t.facts -> 'skipped' ->> reason)::integer, 0)), '{}') as counts
      from reasons cross join task t where t.institution_id = ${institutionId} and t.task_id = ${chunk.task.task_id})
    update task t set cursor_position = ${chunk.to}, change_set_id = ${chunk.changeSet.changeSetId},
      done_count = done_count + (select count(*) from marked where result = 'done'),
      skipped_count = skipped_count + (select count(*) from marked where result = 'skipped'),
      facts = t.facts || jsonb_build_object('skipped', coalesce(t.facts -> 'skipped', '{}') || skipped.counts)
    from skipped
    where t.institution_id = ${institutionId} and t.task_id = ${chunk.task.task_id}`.execute(ctx.db)
}

async function endTask(ctx: Context, taskId: number, status: 'stopped' | 'completed'): Promise<void> {
  await sql`update task set status = ${status}, is_stop_requested = false, ended_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId}`.execute(ctx.db)
  await tellJobEnd(ctx, taskId)
}
