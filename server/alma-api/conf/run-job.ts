import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import { inTransaction } from '../../db/transaction.ts'
import { lockSettings } from '../../institutions/write-settings.ts'
import { takeFeedsOf } from '../../sis/drop-folder.ts'
import { keyParameter } from '../../tasks/create-task.ts'
import type { JobDoor } from '../job-door.ts'
import type { JobParameters } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'
import { type Job, purgeJob, updateJob } from './jobs.ts'
import { runPurge } from './run-purge.ts'
import { runUpdate } from './run-update.ts'

/** How many jobs of programs may run at once, and how often one of them may be started in an hour (facts: alma-api §3.2). */
const mostRunning = 3
const mostStarts = 5

/** Starts a job; the task is applied as soon as it is planned. Returns its id. */
export async function runJob(
  ctx: Context,
  door: JobDoor,
  { job, parameters }: { job: Job; parameters: JobParameters },
): Promise<number> {
  const run = job.id === updateJob.id ? runUpdate : job.id === purgeJob.id ? runPurge : undefined
  if (!run) return runFeed(ctx, door, job)
  const taskId = await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await throttle(inner, job)
    return run(inner, parameters)
  })
  await door.wake(taskId)
  return taskId
}

/** Whatever lies in the folder of the profile; of several feeds the id is that of the first. */
async function runFeed(ctx: Context, door: JobDoor, job: Job): Promise<number> {
  const { profile } = job
  if (!profile) throw refuseJob('402221', { op: 'run' })
  if (!profile.dropFolder)
    throw refuseJob('402248', { reason: 'people upload the feeds of its profile, which has no folder.' })
  await inTransaction(ctx.db, db => throttle({ ...ctx, db }, job))
  const [taskId] = await takeFeedsOf(ctx, { ...door, isComplete: true }, profile)
  if (taskId === undefined)
    throw refuseJob('402248', { reason: 'there is no feed in the folder of its profile.' })
  return taskId
}

type Counts = { running: number; started: number; is_same_running: boolean }

/** Two that start at once come one after the other. */
async function throttle(ctx: Context, job: Job): Promise<void> {
  await lockSettings(ctx)
  const isSame = sql`kind = ${job.kind} and (parameters -> 'profile' ->> 'code') is not distinct from ${job.profile?.code ?? null}`
  const isRunning = sql`status in ('planning', 'applying')`
  const hourAgo = new Date(ctx.now().getTime() - 3_600_000)
  const { rows } = await sql<Counts>`
    select count(*) filter (where ${isRunning} and jsonb_exists(parameters, ${keyParameter})) as running,
      count(*) filter (where ${isSame} and jsonb_exists(parameters, ${keyParameter}) and created_at > ${hourAgo}) as started,
      coalesce(bool_or(${isSame} and ${isRunning}), false) as is_same_running
    from task where institution_id = ${ctx.institution.institutionId}
      and (${isRunning} or created_at > ${hourAgo})`.execute(ctx.db)
  const { running, started, is_same_running: isSameRunning } = rows[0]!
  if (running >= mostRunning) throw refuseJob('402222', { limit: mostRunning })
  if (started >= mostStarts) throw refuseJob('402223', { limit: mostStarts })
  if (job.profile && isSameRunning) throw refuseJob('60347', { name: job.name })
}
