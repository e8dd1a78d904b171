import type { FieldProblem } from '../../../contract/problem.ts'
import { isDate } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import type { AppError } from '../../errors.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import type { AlmaRefusal } from '../refusal.ts'
import {
  type FindInstances,
  findInstances,
  findRejected,
  type Instance,
  type InstanceStatus,
  instanceStatuses,
} from './job-instances.ts'
import { parameterTrees, readParameters } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'
import { instanceLink, instanceTree, jobCategories, jobTree, jobTypes } from './job-trees.ts'
import { type Job, jobOfTask, profileNumber, purgeJob, readJobs, updateJob } from './jobs.ts'
import { runJob } from './run-job.ts'
import { purgeParameters } from './run-purge.ts'
import { updateParameters } from './run-update.ts'

const area = 'configuration'
const path = '/conf/jobs'

/** Jobs, running them, and what became of it (facts: alma-api §3.2). */
export const jobOperations: readonly Operation[] = [
  { method: 'GET', path, area, run: listJobs },
  { method: 'GET', path: `${path}/:job_id`, area, run: tellJob },
  { method: 'POST', path: `${path}/:job_id`, area, run, refusalOf: refusalOfRun },
  { method: 'GET', path: `${path}/:job_id/instances`, area, run: listInstances },
  { method: 'GET', path: `${path}/:job_id/instances/:instance_id`, area, run: tellInstance },
  { method: 'GET', path: `${path}/:job_id/instances/:instance_id/events`, area, run: listEvents },
]

async function listJobs(ctx: Context, call: Call): Promise<Answer> {
  const { query } = call
  const wanted = (name: string, known: Readonly<Record<string, string>>) => {
    const value = query.text(name)
    if (value !== undefined && name === 'type' && !Object.hasOwn(known, value))
      throw refuseJob('402219', { name, value })
    return value
  }
  const type = wanted('type', jobTypes)
  const category = wanted('category', jobCategories)
  const number = query.text('profile_id')
  const { limit, offset } = query.page()
  const jobs = (await readJobs(ctx)).filter(
    job =>
      (type ?? job.type) === job.type &&
      (category ?? job.category) === job.category &&
      (number === undefined || (job.profile && profileNumber(job.profile.code) === number)),
  )
  const trees = jobs.slice(offset, offset + limit).map(job => jobTree(job, call))
  return listAnswer({ root: 'jobs', name: 'job', total: jobs.length }, trees)
}

/** The job in the path. */
async function jobOf(ctx: Context, { params }: Call): Promise<Job> {
  const id = params['job_id'] ?? ''
  if (!/^[MSO]\d{1,20}$/.test(id)) throw refuseJob('402215', { id })
  const job = (await readJobs(ctx)).find(one => one.id === id)
  if (!job) throw refuseJob('402216', { id })
  return job
}

const parametersOf = (job: Job): readonly string[] => {
  if (job.id === updateJob.id) return updateParameters
  return job.id === purgeJob.id ? purgeParameters : []
}

async function tellJob(ctx: Context, call: Call): Promise<Answer> {
  const job = await jobOf(ctx, call)
  return { root: 'job', tree: { ...jobTree(job, call), parameter: parameterTrees(parametersOf(job)) } }
}

async function run(ctx: Context, call: Call): Promise<Answer> {
  const job = await jobOf(ctx, call)
  const op = call.query.text('op')
  if (op === undefined) throw refuseJob('402220')
  if (op !== 'run') throw refuseJob('402221', { op })
  const parameters = readParameters(call.readBody('job'))
  const taskId = await runJob(ctx, call.jobs, { job, parameters })
  return {
    root: 'job',
    tree: {
      ...jobTree(job, call),
      parameter: parameterTrees([...parameters.keys()], parameters),
      additional_info: { value: `Job no. ${taskId} triggered`, link: instanceLink(job, taskId, call) },
    },
  }
}

function refusalOfRun(error: AppError): AlmaRefusal | undefined {
  if (error.code === 'not_found')
    return refuseJob('402119', { reason: `There is no set ${error.details['id']}.` })
  if (error.code === 'forbidden')
    return refuseJob('402119', { reason: `The API-key may not do this: ${error.details['permission']}` })
  const { problems } = error.details as { problems?: FieldProblem[] }
  if (!problems) return undefined
  const reason = problems.map(({ field, rule }) => `${field} ${rule.replaceAll('_', ' ')}`).join(', ')
  return refuseJob('402119', { reason })
}

async function listInstances(ctx: Context, call: Call): Promise<Answer> {
  const job = await jobOf(ctx, call)
  const { query } = call
  const status = query.text('status')
  if (status !== undefined && !Object.hasOwn(instanceStatuses, status)) throw refuseJob('402217', { status })
  const profileCode = job.profile?.code
  const { instances, total } = await findInstances(ctx, {
    kind: job.kind,
    ...(profileCode === undefined ? {} : { profileCode }),
    ...(status === undefined ? {} : { status: status as InstanceStatus }),
    ...daysOf(call),
    ...query.page(),
  })
  const trees = instances.map(one => instanceTree(one, job, call))
  return listAnswer({ root: 'job_instances', name: 'job_instance', total }, trees)
}

function daysOf({ query }: Call): Pick<FindInstances, 'from' | 'to'> {
  const day = (name: string) => {
    const value = query.text(name)?.replace(/Z$/, '')
    if (value !== undefined && !isDate(value)) throw refuseJob('40166410', { name, value })
    return value
  }
  const [from, to] = [day('submit_date_from'), day('submit_date_to')]
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

/** The instance in the path; the job may be `ALL`. */
async function instanceOf(ctx: Context, call: Call): Promise<{ instance: Instance; job: Job }> {
  const wanted = call.params['job_id'] === 'ALL' ? undefined : await jobOf(ctx, call)
  const id = call.params['instance_id'] ?? ''
  if (!/^\d{1,15}$/.test(id)) throw refuseJob('402218', { id })
  const { instances } = await findInstances(ctx, { taskId: Number(id), limit: 1, offset: 0 })
  const [instance] = instances
  const job = instance && jobOfTask(wanted ? [wanted] : await readJobs(ctx), instance)
  if (!job || (wanted && job.id !== wanted.id)) throw refuseJob('402218', { id })
  return { instance: instance!, job }
}

async function tellInstance(ctx: Context, call: Call): Promise<Answer> {
  const { instance, job } = await instanceOf(ctx, call)
  return { root: 'job_instance', tree: instanceTree(instance, job, call) }
}

/** Records that a feed was not loaded with, and why; other jobs have none. */
async function listEvents(ctx: Context, call: Call): Promise<Answer> {
  const { instance } = await instanceOf(ctx, call)
  if (instance.kind !== 'sis') throw refuseJob('60332')
  const { rejected, total } = await findRejected(ctx, { taskId: instance.task_id, ...call.query.page() })
  const trees = rejected.map(({ position, subject, reasons }) => ({
    event_id: `${instance.task_id}-${position}`,
    event_key: [{ code: 'primary_id', value: subject }, ...reasons.map(value => ({ code: 'reason', value }))],
  }))
  return listAnswer({ root: 'events', name: 'event', total }, trees)
}
