import { type RawBuilder, sql } from 'kysely'
import type { SisProfile } from '../../../contract/sis.ts'
import type { OutcomeCount, TaskStatus } from '../../../contract/tasks.ts'
import { requirePermission } from '../../access/require-permission.ts'
import type { Context } from '../../context.ts'
import { listName } from '../../fields/name-display.ts'
import { keyParameter } from '../../tasks/create-task.ts'

/** States of instances that there are here, and what they are called (facts: alma-api §3.2). */
export const instanceStatuses = {
  QUEUED: 'Queued',
  MANUAL_HANDLING_REQUIRED: 'Manual handling required',
  RUNNING: 'Running',
  COMPLETED_SUCCESS: 'Completed Successfully',
  COMPLETED_WARNING: 'Completed with Warnings',
  COMPLETED_NO_BULKS: 'Completed - nothing to do',
  COMPLETED_FAILED: 'Completed with Errors',
  USER_ABORTED: 'Aborted by user',
} as const
export type InstanceStatus = keyof typeof instanceStatuses

/** A task as an instance of its job. */
export type Instance = {
  task_id: number
  kind: string
  name: string
  status: TaskStatus
  alma_status: InstanceStatus
  profile: SisProfile | null
  is_of_program: boolean
  created_by: string
  creator_id: string | null
  creator_name: string | null
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
  planned_total: number
  planned_change: number
  planned_keep: number
  planned_reject: number
  done_count: number
  skipped_count: number
  /** Of those who were to be created, how many were not. */
  not_created: number
  reasons: OutcomeCount[] | null
  error_message: string | null
}

export type FindInstances = {
  taskId?: number
  kind?: string
  profileCode?: string
  status?: InstanceStatus
  /** Days of the institution, both included. */
  from?: string
  to?: string
  limit: number
  offset: number
}

/** A plan that waits is one that a person must look at: what programs start does not wait. */
const almaStatus = sql<InstanceStatus>`case t.status
  when 'planning' then 'QUEUED' when 'planned' then 'MANUAL_HANDLING_REQUIRED' when 'applying' then 'RUNNING'
  when 'failed' then 'COMPLETED_FAILED' when 'completed' then case
    when t.planned_total = 0 then 'COMPLETED_NO_BULKS' when t.planned_reject + t.skipped_count > 0 then 'COMPLETED_WARNING'
    else 'COMPLETED_SUCCESS' end
  else 'USER_ABORTED' end`

/** One page of instances, newest first, and how many there are. */
export async function findInstances(
  ctx: Context,
  { limit, offset, ...wanted }: FindInstances,
): Promise<{ instances: Instance[]; total: number }> {
  requirePermission(ctx, 'tasks.view')
  const where = conditionOf(ctx, wanted)
  const creator = (value: RawBuilder<unknown>) =>
    sql`(select ${value} from user_account u where u.institution_id = t.institution_id and u.user_id = t.created_by_user_id)`
  // Only tasks that left somebody out are looked into: the others say all with their counts.
  const notCreated = sql`case when t.kind = 'sis' and t.skipped_count > 0 then (select count(*) from task_outcome o
    where o.institution_id = t.institution_id and o.task_id = t.task_id and o.result = 'skipped' and o.old is null) else 0 end`
  const { rows } = await sql<Instance>`
    select t.task_id, t.kind, t.name, t.status, ${almaStatus} as alma_status, t.parameters -> 'profile' as profile,
      jsonb_exists(t.parameters, ${keyParameter}) as is_of_program, t.created_by, ${creator(sql`u.primary_id`)} as creator_id,
      ${creator(listName(ctx))} as creator_name, t.created_at, t.started_at, t.ended_at, t.planned_total, t.planned_change,
      t.planned_keep, t.planned_reject, t.done_count, t.skipped_count, ${notCreated} as not_created,
      t.facts -> 'reasons' as reasons, t.error_message
    from task t where ${where} order by t.task_id desc limit ${limit} offset ${offset}`.execute(ctx.db)
  const counted = await sql<{ total: number }>`select count(*) as total from task t where ${where}`.execute(
    ctx.db,
  )
  return { instances: rows, total: counted.rows[0]!.total }
}

type Wanted = Omit<FindInstances, 'limit' | 'offset'>

function conditionOf(
  ctx: Context,
  { taskId, kind, profileCode, status, from, to }: Wanted,
): RawBuilder<unknown> {
  const { institutionId, timeZone } = ctx.institution
  const day = sql`(t.created_at at time zone ${timeZone})::date`
  const conditions = [
    sql`t.institution_id = ${institutionId}`,
    ...(taskId === undefined ? [] : [sql`t.task_id = ${taskId}`]),
    ...(kind === undefined ? [] : [sql`t.kind = ${kind}`]),
    ...(profileCode === undefined ? [] : [sql`t.parameters -> 'profile' ->> 'code' = ${profileCode}`]),
    ...(status === undefined ? [] : [sql`${almaStatus} = ${status}`]),
    ...(from === undefined ? [] : [sql`${day} >= ${from}::date`]),
    ...(to === undefined ? [] : [sql`${day} <= ${to}::date`]),
  ]
  return sql.join(conditions, sql` and `)
}

/** Rejected records of a feed, in its order, and how many there are. */
export async function findRejected(
  ctx: Context,
  { taskId, limit, offset }: { taskId: number; limit: number; offset: number },
): Promise<{ rejected: { position: number; subject: string; reasons: string[] }[]; total: number }> {
  requirePermission(ctx, 'tasks.view')
  const where = sql`institution_id = ${ctx.institution.institutionId} and task_id = ${taskId} and outcome = 'reject'`
  const { rows } = await sql<{ position: number; subject: string; reasons: string[] }>`
    select position, subject, reasons from task_outcome where ${where}
    order by position limit ${limit} offset ${offset}`.execute(ctx.db)
  const counted = await sql<{ total: number }>`
    select count(*) as total from task_outcome where ${where}`.execute(ctx.db)
  return { rejected: rows, total: counted.rows[0]!.total }
}
