import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { Call } from '../call.ts'
import { type Instance, instanceStatuses } from './job-instances.ts'
import { type Job, type JobCategory, type JobType, profileNumber } from './jobs.ts'

/** Types and categories of jobs, and what they are called. */
export const jobTypes: Readonly<Record<JobType, string>> = {
  MANUAL: 'Manual',
  SCHEDULED: 'Scheduled',
  OTHER: 'Other',
}
export const jobCategories: Readonly<Record<JobCategory, string>> = {
  USERS: 'Users',
  FULFILLMENT: 'Fulfillment',
}
export const jobSchedules = { NOT_SCHEDULED: 'Not scheduled', EVERY_MINUTE: 'Every minute' } as const

type Links = Pick<Call, 'linkTo'>

const linkOf = (job: Job, { linkTo }: Links): string => linkTo(`/conf/jobs/${job.id}`)

/** A job as Alma tells it, without its parameters. */
export function jobTree(job: Job, call: Links): AlmaTree {
  const schedule = job.type === 'SCHEDULED' ? 'EVERY_MINUTE' : 'NOT_SCHEDULED'
  const { profile } = job
  const number = profile && profileNumber(profile.code)
  return {
    link: linkOf(job, call),
    id: job.id,
    name: job.name,
    description: job.description,
    type: coded(job.type, jobTypes[job.type]),
    category: coded(job.category, jobCategories[job.category]),
    content: coded('USER', 'Users'),
    schedule: coded(schedule, jobSchedules[schedule]),
    creator: '',
    parameter: [],
    ...(number
      ? { related_profile: { value: number, link: call.linkTo(`/conf/integration-profiles/${number}`) } }
      : {}),
  }
}

export const instanceLink = (job: Job, taskId: number, call: Links): string =>
  `${linkOf(job, call)}/instances/${taskId}`

/** A task as an instance of its job. */
export function instanceTree(one: Instance, job: Job, call: Links): AlmaTree {
  const moments = { submit_time: one.created_at, start_time: one.started_at, end_time: one.ended_at }
  const changed = one.ended_at ?? one.started_at ?? one.created_at
  return {
    link: instanceLink(job, one.task_id, call),
    id: String(one.task_id),
    external_id: '',
    name: one.name,
    submitted_by: submitterOf(one),
    ...Object.fromEntries(
      Object.entries(moments).flatMap(([name, moment]) => (moment ? [[name, moment.toISOString()]] : [])),
    ),
    progress: progressOf(one),
    status: coded(one.alma_status, instanceStatuses[one.alma_status]),
    status_date: `${changed.toISOString().slice(0, 10)}Z`,
    alert: alertsOf(one),
    counter: countersOf(one),
    action: [],
    job_info: {
      link: linkOf(job, call),
      id: job.id,
      name: job.name,
      description: job.description,
      type: coded(job.type, jobTypes[job.type]),
      category: coded(job.category, jobCategories[job.category]),
    },
  }
}

function submitterOf(one: Instance): AlmaTree {
  if (one.is_of_program) return coded('API', one.created_by)
  if (one.creator_id !== null) return coded(one.creator_id, one.creator_name ?? '')
  return coded('System', one.created_by)
}

function progressOf({ status, planned_change, done_count, skipped_count }: Instance): number {
  if (status === 'completed') return 100
  return planned_change === 0 ? 0 : Math.floor((100 * (done_count + skipped_count)) / planned_change)
}

/** Alerts of a job that has ended; the first is Alma's (facts: alma-api §3.2). */
export const alerts = {
  alert_general_success: 'The job completed successfully.',
  alert_general_warning: 'The job completed, but left somebody out.',
  alert_general_error: 'The job failed.',
} as const

function alertsOf({ alma_status: status, error_message: message }: Instance): AlmaTree[] {
  if (status === 'COMPLETED_FAILED')
    return [coded('alert_general_error', message || alerts.alert_general_error)]
  if (status === 'COMPLETED_WARNING') return [coded('alert_general_warning', alerts.alert_general_warning)]
  const isGood = status === 'COMPLETED_SUCCESS' || status === 'COMPLETED_NO_BULKS'
  return isGood ? [coded('alert_general_success', alerts.alert_general_success)] : []
}

/** The words are those of Alma's report of a feed (facts: alma-api §5.6); the codes are ours, as nobody has published hers. */
function countersOf(one: Instance): AlmaTree[] {
  const counter = (code: string, desc: string, count: number): AlmaTree => ({
    type: coded(code, desc),
    value: String(count),
  })
  const rejected = one.planned_reject + one.skipped_count
  const head = [counter('label.users.processed', 'Total users processed', one.planned_total)]
  const kept = counter('label.users.unchanged', 'Total users unchanged', one.planned_keep)
  if (one.kind !== 'sis')
    return [
      ...head,
      counter('label.users.rejected', 'Total users rejected', rejected),
      counter('label.users.changed', 'Total users changed successfully', one.done_count),
      kept,
    ]
  const created = createdBy(one)
  return [
    ...head,
    counter('label.users.rejected', 'Total users rejected', rejected),
    counter('label.users.updated', 'Total users updated successfully', one.done_count - created),
    counter('label.users.created', 'Total users created successfully', created),
    kept,
  ]
}

/** While the job runs nobody knows which of those who are done are new: as many as there can be. */
function createdBy({ reasons, not_created, done_count }: Instance): number {
  const planned =
    reasons?.find(({ outcome, reason }) => outcome === 'change' && reason === 'created')?.count ?? 0
  return Math.min(planned - not_created, done_count)
}
