import { type RawBuilder, sql } from 'kysely'
import type { SisProfile } from '../../../contract/sis.ts'
import type { OutcomeCount } from '../../../contract/tasks.ts'
import { requirePermission } from '../../access/require-permission.ts'
import type { Context } from '../../context.ts'
import { listName } from '../../fields/name-display.ts'
import { keyParameter } from '../../tasks/create-task.ts'
import { countTasks, type SelectedTask, selectTasks } from '../../tasks/select-tasks.ts'

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

type More = {
  alma_status: InstanceStatus
  profile: SisProfile | null
  is_of_program: boolean
  creator_id: string | null
  creator_name: string | null
  /** Of those who were to be created, how many were not. */
  not_created: number
  reasons: OutcomeCount[] | null
}

/** A task as an instance of its job. */
export type Instance = SelectedTask & More

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
  const instances = await selectTasks<More>(ctx, { where, more: moreOf(ctx), limit, offset })
  return { instances, total: await countTasks(ctx, where) }
}

/** Only tasks that left somebody out are looked into: the others say all with their counts. */
const notCreated = sql`case when t.kind = 'sis' and t.skipped_count > 0 then (select count(*) from task_outcome o
  where o.institution_id = t.institution_id and o.task_id = t.task_id and o.result = 'skipped' and o.old is null) else 0 end`

/** Of parameters and facts, which may be large, no more than instances tell. */
function moreOf(ctx: Context): RawBuilder<unknown> {
  const creator = (value: RawBuilder<unknown>) =>
    sql`(select ${value} from user_account u where u.institution_id = t.institution_id and u.user_id = t.created_by_user_id)`
  return sql`${almaStatus} as alma_status, t.parameters -> 'profile' as profile,
    jsonb_exists(t.parameters, ${keyParameter}) as is_of_program, ${creator(sql`u.primary_id`)} as creator_id,
    ${creator(listName(ctx))} as creator_name, ${notCreated} as not_created, t.facts -> 'reasons' as reasons`
}

type Wanted = Omit<FindInstances, 'limit' | 'offset'>

function conditionOf(
  ctx: Context,
  { taskId, kind, profileCode, status, from, to }: Wanted,
): RawBuilder<unknown> {
  const day = sql`(t.created_at at time zone ${ctx.institution.timeZone})::date`
  const conditions = [
    sql`true`,
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
