import { sql } from 'kysely'
import { permissionsOfRoles } from '../access/role-permissions.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { inviteIn } from './invite-to-social-login.ts'

/** So that other upkeep gets its turn. */
const usersPerRound = 200

/** Whoever runs the job is at least a User Manager; nobody who may do more is invited by it, see `inviteToSocialLogin`. */
const jobRole = '21'

type Job = { task_id: number; name: string; libraries: string[] | null; spares_restricted: boolean }

/**
 * Invites those whom a job has changed to sign in by a social network, if it was asked to: after it has ended or was
 * stopped, everybody once, in the order of the plan. How far it has come stands with the task, written with each letter.
 * Who cannot be invited is counted and left out. Without an `entrance` nobody is.
 */
export async function inviteAfterJobs(ctx: Context, { entrance }: { entrance?: string }): Promise<void> {
  if (entrance === undefined) return
  for (const job of await jobsThatInvite(ctx)) {
    for (let count = 0; count < usersPerRound; count += 1)
      if ((await inviteNext(ctx, job, entrance)) === 'none') break
  }
}

const isWaiting = sql`t.kind = 'update_users' and t.parameters ->> 'notify' = 'social_login'
  and t.status in ('completed', 'stopped', 'failed')`
const reached = sql`coalesce((t.facts -> 'invited' ->> 'to')::integer, 0)`

async function jobsThatInvite(ctx: Context): Promise<Job[]> {
  const { rows } = await sql<Job>`
    select t.task_id, coalesce(t.confirmed_by, t.created_by) as name, t.libraries, t.spares_restricted from task t
    where t.institution_id = ${ctx.institution.institutionId} and ${isWaiting} and ${reached} < t.cursor_position
    order by t.task_id`.execute(ctx.db)
  return rows
}

type Next = { position: number; user_id: number | null }

/** Letter and mark are one transaction; whoever else is at the same job waits. */
async function inviteNext(ctx: Context, job: Job, entrance: string): Promise<'more' | 'none'> {
  let next: Next | undefined
  try {
    await inTransaction(ctx.db, async db => {
      const inner = { ...ctx, db }
      next = await takeNext(inner, job)
      if (!next) return
      const { position, user_id: userId } = next
      if (userId !== null) await inviteIn({ ...inner, actor: actorOf(job) }, { userId, entrance })
      await mark(inner, job, { to: position, result: userId === null ? undefined : 'sent' })
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await passOver(ctx, job, next!)
  }
  return next ? 'more' : 'none'
}

/** Marks the one who cannot be invited, once what was begun for them is rolled back; unless somebody else did. */
async function passOver(ctx: Context, job: Job, refused: Next): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner = { ...ctx, db }
    const next = await takeNext(inner, job)
    if (next?.position === refused.position) await mark(inner, job, { to: next.position, result: 'refused' })
  })
}

/** The next of those who were changed, or the end of what has been applied; undefined when that is reached. */
async function takeNext(ctx: Context, { task_id }: Job): Promise<Next | undefined> {
  const { institutionId } = ctx.institution
  await sql`select from task where institution_id = ${institutionId} and task_id = ${task_id} for update`.execute(
    ctx.db,
  )
  const { rows } = await sql<Next>`
    select coalesce(o.position, t.cursor_position) as position, o.user_id from task t
    left join lateral (
      select position, user_id from task_outcome o
      where o.institution_id = t.institution_id and o.task_id = t.task_id and o.position > ${reached}
        and o.position <= t.cursor_position and o.result = 'done' and o.user_id is not null
      order by position limit 1) o on true
    where t.institution_id = ${institutionId} and t.task_id = ${task_id} and ${isWaiting}
      and ${reached} < t.cursor_position`.execute(ctx.db)
  return rows[0]
}

type Mark = { to: number; result: 'sent' | 'refused' | undefined }

async function mark(ctx: Context, { task_id }: Job, { to, result }: Mark): Promise<void> {
  const plus = (name: Mark['result']) =>
    sql`coalesce((facts -> 'invited' ->> ${name!})::integer, 0) + ${result === name ? 1 : 0}::integer`
  await sql`update task set facts = facts || jsonb_build_object('invited',
      jsonb_build_object('to', ${to}::integer, 'sent', ${plus('sent')}, 'refused', ${plus('refused')}))
    where institution_id = ${ctx.institution.institutionId} and task_id = ${task_id}`.execute(ctx.db)
}

const actorOf = (job: Job): Context['actor'] => ({
  kind: 'task',
  taskId: job.task_id,
  name: job.name,
  permissions: permissionsOfRoles([jobRole]),
  libraries: job.libraries ?? 'all',
  sparesRestricted: job.spares_restricted,
})
